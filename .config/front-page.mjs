// Writes the contents and the map of the course into notebooks/00-start.ipynb, from src/learning/article. Run by
// `node --import tsx .config/front-page.mjs` after a change of sections.ts or course.ts; a test compares the two.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { contentsMarkdown, mapMarkdown } from "../src/learning/article/front-page.ts";
import { parse, stringify } from "../src/workbench/document/parse.ts";

const path = fileURLToPath(new URL("../notebooks/00-start.ipynb", import.meta.url));

/** A text whose last part, from its first heading of the second level on, is another one. */
const endingWith = (text, end) => `${text.split(/\n*^## /m)[0].trimEnd()}\n\n${end}`;

/** What a cell of the front notebook should say, by its id; the other cells stay. */
export const texts = {
  promise: (source) => endingWith(source, contentsMarkdown()),
  map: () => mapMarkdown(),
};

/** A notebook with the lists as they are now. */
export function withLists(notebook) {
  const cells = notebook.cells.map((cell) =>
    Object.hasOwn(texts, cell.id) ? { ...cell, source: texts[cell.id](cell.source) } : cell,
  );
  return { ...notebook, cells };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  writeFileSync(path, stringify(withLists(parse(readFileSync(path, "utf8"), path))));
