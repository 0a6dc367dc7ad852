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

/** How many parts each section of the article has; "" are its sections. */
const parts: Readonly<Record<string, number>> = {
  "": 11,
  ...{ "1": 3, "2": 6, "3": 4, "3.2": 4, "4": 3, "4.1": 3, "4.2": 3, "4.3": 5 },
  ...{ "5": 4, "6": 4, "7": 3, "8": 3, "9": 4, "10": 4 },
};

/** Whether the article has a section of this number, such as 4.3.5. */
export function isArticleSection(number: string): boolean {
  const steps = number.split(".");
  return steps.every((step, depth) => {
    const count = parts[steps.slice(0, depth).join(".")] ?? 0;
    return Number(step) >= 1 && Number(step) <= count;
  });
}
