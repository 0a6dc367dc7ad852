/**
 * PUT: what a client sent → bytes on disk, all of them or none. A notebook is checked, its trust noted and
 * its lines split as Jupyter writes them; text and base64 are written as they are. Left out: pieces of large
 * files (`uploads.ts`), folders, and what a file is called (`contents.ts`).
 */
import { stat } from "node:fs/promises";
import { quote } from "../../../base/check.js";
import { writeFileAtomically } from "../../../base/file.js";
import type { Json } from "../../../base/mime.js";
import { HttpError } from "../http-error.js";
import { toHttpError } from "./failure.js";
import { toModel, type ContentsModel } from "./model.js";
import { notebookText, readNotebookValue } from "./notebook-content.js";
import { hashBytes, hashFile } from "./open-file.js";
import { withHash } from "./reading.js";
import type { Place } from "./root.js";
import type { Signatures } from "./signatures.js";
import { isVouchedFor } from "./trust-marks.js";

/** What is to be written, and what of it the answer mentions. */
export interface Prepared {
  readonly bytes: Uint8Array;
  readonly message?: string;
  /** Done once it is on disk. */
  readonly afterwards?: () => Promise<void>;
}

/** A notebook for the disk. */
export function prepareNotebook(content: Json, path: string, signatures: Signatures): Prepared {
  const { notebook, message } = readNotebookValue(content, path);
  const text = notebookText(notebook, path);
  return {
    bytes: Buffer.from(text),
    ...(message !== undefined && { message }),
    ...(isVouchedFor(content) && { afterwards: () => signatures.add(text) }),
  };
}

/**
 * The bytes of a file's content.
 *
 * @throws HttpError 400 for a format that is none, content that is no text, base64 that is none
 */
export function toBytes(content: unknown, format: unknown): Uint8Array {
  if (format !== "text" && format !== "base64")
    throw new HttpError(400, "Must specify format of file contents as 'text' or 'base64'");
  if (typeof content !== "string")
    throw new HttpError(400, `content: ${quote(content)}; expected a text (format "${format}")`);
  if (format === "text") return Buffer.from(content);
  const digits = /\s/.test(content) ? content.replace(/\s+/g, "") : content;
  const bytes = Buffer.from(digits, "base64");
  const padding = /={0,2}$/.exec(digits.slice(-2))![0].length;
  // What is no digit was passed over, and then bytes are missing.
  if (digits.length % 4 !== 0 || bytes.length !== (digits.length / 4) * 3 - padding)
    throw new HttpError(400, `content: ${quote(content)}; expected base64`);
  return bytes;
}

/**
 * Writes a file and describes it.
 *
 * @throws HttpError 403, 507, … with the reason; the file is unchanged
 */
export async function writePrepared(place: Place, prepared: Prepared): Promise<ContentsModel> {
  const { bytes, message, afterwards } = prepared;
  try {
    await checkReplaceable(place);
    await writeFileAtomically(place.file, bytes);
  } catch (error) {
    throw toHttpError(error, place.path, "the file is unchanged");
  }
  await afterwards?.();
  const model = withHash(await toModel(place, await stat(place.file)), hashBytes(bytes));
  return message === undefined ? model : { ...model, message };
}

/** Only regular files are replaced: writing to a pipe could wait for ever. */
export async function checkReplaceable({ file, path }: Place): Promise<void> {
  const old = await stat(file).catch(() => undefined);
  if (old === undefined || old.isFile()) return;
  throw new HttpError(
    400,
    old.isDirectory()
      ? `${path} is a directory, not a file`
      : `${quote(path)} is no regular file; expected one`,
    "bad type",
  );
}

/**
 * Is on disk what the client last saw (`If-Match`)? The answer and the writing are one step, which other
 * writers cannot come between; the page's own saves ask for it (`app/drive.ts`).
 *
 * @throws HttpError 412 where it is not
 */
export async function checkUnchanged(place: Place, expected: string): Promise<void> {
  const { hash } = await hashFile(place);
  if (hash !== expected)
    throw new HttpError(412, `${quote(place.path)} has changed on disk; read it again`, "changed");
}
