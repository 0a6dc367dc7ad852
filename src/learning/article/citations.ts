/**
 * Which notebook cites which work: the last cell of each notebook in a folder has a heading "Sources" and under it a
 * list, one work a line, its title in italics or in quotation marks. A line belongs to a reference where the title is the
 * same, or the DOI or arXiv number occurs. Reads files and draws nothing; a line that no reference has is kept and says so.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "../../base/check.js";
import { references as allReferences, type Reference } from "./references.js";

/** One line of a notebook's sources. */
export interface Citation {
  /** The notebook's file name without `.ipynb`. */
  readonly notebook: string;
  /** The title in quotation marks or italics, or the line where there is none. */
  readonly title: string;
  /** The reference's key; undefined where the list does not have it. */
  readonly key: string | undefined;
}

/** As much of a notebook file as is read here. */
interface Stored {
  readonly cells?: readonly { readonly source?: string | readonly string[] }[];
}

/** The notebooks that lie beside this library, as it is checked out and as it is installed. */
const ownNotebooks = fileURLToPath(new URL("../../../notebooks", import.meta.url));

/**
 * All citations of the notebooks in a folder, notebooks in the order of their names.
 *
 * @param folder a path; the notebooks of the course if not given
 * @throws InputError where the folder cannot be read, or a file in it is no notebook.
 */
export function citationsIn(
  folder: string = ownNotebooks,
  references: readonly Reference[] = allReferences,
): Citation[] {
  return notebooksIn(folder).flatMap((name) =>
    sourceLines(join(folder, name)).map((line) => {
      const [, quoted, italic] = titled.exec(line) ?? [];
      const title = quoted ?? italic ?? line;
      const key = references.find((reference) => cites(line, title, reference))?.key;
      return { notebook: name.replace(/\.ipynb$/, ""), title, key };
    }),
  );
}

/** A title in quotation marks (the journal is then in italics), else the first words in italics. */
const titled = /^[^*"“]*["“]([^"”]+)["”]|\*([^*]+)\*/;

function notebooksIn(folder: string): string[] {
  let names: string[] | undefined;
  try {
    names = readdirSync(folder);
  } catch {
    names = undefined;
  }
  check(names !== undefined, "folder of notebooks", folder, "a folder that can be read");
  return names.filter((name) => name.endsWith(".ipynb")).sort();
}

/** The list items under the heading "Sources" of the last cell. */
function sourceLines(path: string): string[] {
  let notebook: Stored | undefined;
  try {
    notebook = JSON.parse(readFileSync(path, "utf8")) as Stored;
  } catch {
    notebook = undefined;
  }
  const cells = notebook?.cells;
  check(Array.isArray(cells), "notebook", path, "a Jupyter notebook with cells");
  const source = (cells.at(-1) as { source?: string | readonly string[] } | undefined)?.source;
  const text = typeof source === "string" ? source : (source ?? []).join("");
  const [, sources = ""] = text.split(/^## Sources$/m);
  return sources
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => line.slice(2).trim());
}

/** Letters and digits alone, in lower case: what two writings of one title share. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function cites(line: string, title: string, { title: ours, doi, arxiv }: Reference): boolean {
  if (doi !== undefined && line.includes(doi)) return true;
  if (arxiv !== undefined && line.includes(arxiv)) return true;
  return plain(title) === plain(ours);
}
