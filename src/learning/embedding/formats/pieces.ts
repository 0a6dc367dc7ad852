/**
 * The bytes of a file, piece by piece, gzip undone: so files larger than memory can be read. Whether a file is
 * compressed is seen by its first bytes, never by its name. Left out: what the bytes mean.
 */
import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { complaint, InputError } from "../../../base/check.js";
import { fileReason } from "../../../base/file.js";

const pieceBytes = 1 << 21;

/** The first bytes of a gzip file. */
const gzipMagic = [0x1f, 0x8b];

/** Opens a file to read. Throws an InputError with the path and the reason. */
export async function openToRead(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, "r");
    const seen = await handle.stat();
    if (seen.isFile()) return handle;
    await handle.close();
    if (seen.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    throw new Error("it is no plain file, and vectors are read from its beginning twice");
  } catch (error) {
    const text = `cannot read ${JSON.stringify(path)}: ${fileReason(error)}`;
    throw new InputError(text, { cause: error });
  }
}

/** Whether a file is compressed with gzip. */
export function isGzip(head: Uint8Array): boolean {
  return gzipMagic.every((byte, i) => head[i] === byte);
}

/**
 * The bytes of a file.
 *
 * @throws InputError where it cannot be read, or is compressed and damaged.
 */
export async function* piecesOf(path: string, isCompressed: boolean): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: pieceBytes });
  const stream = isCompressed ? createGunzip({ chunkSize: pieceBytes }) : file;
  if (isCompressed) {
    file.on("error", (error) => stream.destroy(error));
    file.pipe(stream as ReturnType<typeof createGunzip>);
  }
  try {
    for await (const piece of stream) yield piece as Buffer;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code.startsWith("Z_")) {
      const rule = "a whole gzip file";
      throw new InputError(complaint(path, (error as Error).message, rule), { cause: error });
    }
    if (error instanceof InputError) throw error;
    const text = `cannot read ${JSON.stringify(path)}: ${fileReason(error)}`;
    throw new InputError(text, { cause: error });
  } finally {
    file.destroy();
    stream.destroy();
  }
}
