/**
 * Notebook files between the disk and the document layer: read whole, written atomically. Every error says
 * which file and why, in one line.
 */
import { readFile } from "node:fs/promises";
import { InputError } from "../../base/check.js";
import { fileReason, writeFileAtomically } from "../../base/file.js";
import type { Notebook } from "../document/notebook.js";
import { parse, stringify } from "../document/parse.js";

/**
 * Reads a notebook file of format 2, 3 or 4.0 to 4.5.
 *
 * @throws InputError with the path: no such file, a folder, not UTF-8, not JSON (with line), not a notebook
 */
export async function readNotebook(path: string): Promise<Notebook> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new InputError(`cannot read ${JSON.stringify(path)}: ${fileReason(error)}`, {
      cause: error,
    });
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new InputError(`${path}: bytes that are not UTF-8; expected the text of a notebook`, {
      cause: error,
    });
  }
  return parse(text, path);
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
