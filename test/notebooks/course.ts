/** The notebooks as they are stored: what the checks of the whole course read. Nothing is run here. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type {
  Cell,
  CodeCell,
  MarkdownCell,
  Notebook,
} from "../../src/workbench/document/notebook.js";
import { parse } from "../../src/workbench/document/parse.js";

export const folder = dirname(
  fileURLToPath(new URL("../../notebooks/package.json", import.meta.url)),
);

/** One notebook, its text and its cells by kind. */
export interface Stored {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly notebook: Notebook;
  readonly code: readonly CodeCell[];
  readonly markdown: readonly MarkdownCell[];
}

/** Every notebook of the course, in the order of their names. */
export const course: readonly Stored[] = readdirSync(folder)
  .filter((name) => name.endsWith(".ipynb"))
  .sort()
  .map((name) => {
    const path = join(folder, name);
    const text = readFileSync(path, "utf8");
    const notebook = parse(text, name);
    const code = notebook.cells.filter((cell) => cell.cell_type === "code");
    const markdown = notebook.cells.filter((cell) => cell.cell_type === "markdown");
    return { name, path, text, notebook, code, markdown };
  });

export const tagsOf = (cell: Cell): readonly string[] => cell.metadata.tags ?? [];

/** What our notebooks keep under `tidebook` in the metadata of a cell. */
export function ours(cell: Cell): {
  readonly volatile?: boolean;
  readonly quoted?: readonly string[];
} {
  return (cell.metadata["tidebook"] ?? {}) as ReturnType<typeof ours>;
}
