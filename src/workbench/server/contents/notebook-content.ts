/**
 * Notebooks between the file and the interface: joined texts for the client, split lines for the file, by
 * the document layer. A notebook that breaks a rule of the format can still be opened and saved, with a
 * message, as in Jupyter: work is not lost over a missing field. What is no notebook at all is refused.
 */
import { InputError, quote } from "../../../base/check.js";
import type { Json, JsonObject } from "../../../base/mime.js";
import { parseJson } from "../../document/json.js";
import { joinCell } from "../../document/lines.js";
import type { Notebook } from "../../document/notebook.js";
import { parse, stringify, toNotebook } from "../../document/parse.js";
import { isObject } from "../../document/shape.js";
import { HttpError } from "../http-error.js";

export interface NotebookContent {
  readonly notebook: Notebook;
  /** Which rule it breaks. */
  readonly message?: string;
}

/**
 * The notebook in a file's text.
 *
 * @throws HttpError 400 `Unreadable Notebook: a.ipynb, line 3, column 7: …`
 */
export function readNotebookText(text: string, path: string): NotebookContent {
  let value: Json;
  try {
    // Ten times as fast as our own reader, which keeps the spelling of numbers; a page's would not survive.
    value = JSON.parse(text) as Json;
  } catch {
    // Our own says where it stops being JSON, and takes a byte order mark.
    return checked(
      path,
      () => parse(text, path),
      () => parseJson(text),
    );
  }
  return readNotebookValue(value, path);
}

/** The notebook that a client sent. */
export function readNotebookValue(value: Json, path: string): NotebookContent {
  return checked(
    path,
    () => toNotebook(value, path),
    () => value,
  );
}

/** The text of the file, as Jupyter writes it. */
export function notebookText(notebook: Notebook, path: string): string {
  try {
    return stringify(notebook);
  } catch (error) {
    if (error instanceof RangeError) throw unwritable(path, error);
    throw error;
  }
}

function checked(path: string, read: () => Notebook, readLoosely: () => Json): NotebookContent {
  try {
    return { notebook: read() };
  } catch (error) {
    if (error instanceof RangeError) throw unwritable(path, error);
    if (!(error instanceof InputError)) throw error;
    const notebook = loosely(readLoosely);
    if (notebook !== undefined)
      return { notebook, message: `Notebook validation failed: ${error.message}` };
    throw new HttpError(400, `Unreadable Notebook: ${error.message}`, null, { cause: error });
  }
}

/** A text longer than V8's, or lists in lists without end. */
function unwritable(path: string, cause: RangeError): HttpError {
  const message = `${quote(path)}: too large or too deeply nested; expected less than 512 MB`;
  return new HttpError(400, message, null, { cause });
}

/** A notebook of our format whose cells can at least be told apart; undefined for anything else. */
function loosely(read: () => Json): Notebook | undefined {
  let value: Json;
  try {
    value = read();
  } catch {
    return undefined;
  }
  if (!isObject(value) || value["nbformat"] !== 4 || !Array.isArray(value["cells"]))
    return undefined;
  const minor = value["nbformat_minor"];
  if (typeof minor === "number" && minor > 5) return undefined;
  const cells = value["cells"];
  if (!cells.every(isObject)) return undefined;
  const withMetadata = (part: JsonObject) => ({
    ...part,
    metadata: isObject(part["metadata"]) ? part["metadata"] : {},
  });
  return {
    ...withMetadata(value),
    cells: cells.map((cell) => withMetadata(joinCell(cell))),
  } as unknown as Notebook;
}
