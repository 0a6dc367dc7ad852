/**
 * Notebook files between the disk and the document layer: read whole, written atomically. Every error says
 * which file and why, in one line.
 */
import { InputError } from "../../base/check.js";
import { readText, writeFileAtomically } from "../../base/file.js";
import type { Notebook } from "../document/notebook.js";
import { parse, stringify } from "../document/parse.js";

/**
 * Reads a notebook file of format 2, 3 or 4.0 to 4.5.
 *
 * @throws InputError with the path: no such file, a folder, not UTF-8, not JSON (with line), not a notebook
 */
export async function readNotebook(path: string): Promise<Notebook> {
  return parse(await readText(path), path);
}

/**
 * Writes a notebook as nbformat 4.5: the whole of it, or nothing.
 *
 * @throws InputError with the path and the reason
 */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  let text: string;
  try {
    text = stringify(notebook);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      `cannot write ${JSON.stringify(path)}: the outputs are larger than 512 MB; expected less`,
      {
        cause: error,
      },
    );
  }
  await writeFileAtomically(path, text);
}
