/**
 * What Tidebook adds to JupyterLab: every plugin of ours, in the order of registration. The entry registers
 * them after JupyterLab's own, so that one of ours may require any service of theirs.
 */
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { mark } from "./mark.js";
import { cellExecutor } from "./notebook/cell-executor.js";
import { notebookToolbar } from "./notebook/toolbar.js";
import { narrow } from "./narrow.js";
import { plot } from "./plot/plugin.js";
import { start } from "./start/plugin.js";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- plugins provide services of any kind
export const plugins: readonly JupyterFrontEndPlugin<any, any, any>[] = [
  mark,
  narrow,
  plot,
  start,
  cellExecutor,
  notebookToolbar,
];
