/**
 * What Tidebook adds to JupyterLab: every plugin of ours, in the order of registration. The entry registers
 * them after JupyterLab's own, so that one of ours may require any service of theirs.
 */
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- plugins provide services of any kind
export const plugins: readonly JupyterFrontEndPlugin<any, any, any>[] = [];
