/**
 * A dump's bytes, unpacked: plain, bzip2 or gzip, told by the first bytes and not by the name. Counts what has
 * been read of the file, for progress. Left out: what the bytes mean.
 */
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { InputError, quote } from "../../../base/check.js";
import { fileReason } from "../../../base/file.js";
import { unpackBzip2 } from "../bzip2.js";
import type { TextWorkers } from "../text-workers.js";

/** What to open. */
export interface DumpBytes {
  readonly path: string;
  /** First byte to read; 0 if not given. */
  readonly offset?: number;
  /** Whether to stop after the first bzip2 stream; false if not given. */
  readonly firstStreamOnly?: boolean;
  /** Threads for bzip2; own ones if not given. */
  readonly workers?: TextWorkers;
  /** Told after each read how many bytes of the file have been read, and its size. */
  readonly onRead?: (read: number, size: number) => void;
}

const chunkLength = 256 * 1024;

/**
 * The unpacked bytes of a file.
 *
 * @throws InputError where the file cannot be read, is empty, cut off or damaged.
 */
export async function* readDump(source: DumpBytes): AsyncGenerator<Uint8Array> {
  const { path, workers, firstStreamOnly = false } = source;
  const bytes = readFile(source);
  const first = await bytes.next();
  if (first.done === true)
    throw new InputError(`${path}: no bytes; expected a dump; get the file again`);
  const all = (async function* () {
    yield first.value;
    yield* bytes;
  })();
  const [a, b] = first.value;
  if (a === 0x42 && b === 0x5a)
    yield* unpackBzip2({ name: path, bytes: all, firstStreamOnly }, workers);
  else if (a === 0x1f && b === 0x8b) yield* unpackGzip(path, all);
  else yield* all;
}

async function* readFile({ path, offset = 0, onRead }: DumpBytes): AsyncGenerator<Uint8Array> {
  const failed = (error: unknown): InputError =>
    new InputError(`cannot read ${quote(path)}: ${fileReason(error)}`, { cause: error });
  const file = await open(path, "r").catch((error: unknown) => {
    throw failed(error);
  });
  try {
    const { size } = await file.stat();
    for (let at = offset; ;) {
      const buffer = Buffer.allocUnsafeSlow(chunkLength);
      const { bytesRead } = await file.read(buffer, 0, chunkLength, at).catch((error: unknown) => {
        throw failed(error);
      });
      if (bytesRead === 0) return;
      at += bytesRead;
      onRead?.(at - offset, size);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* unpackGzip(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: chunkLength });
  const { pipeline } = await import("node:stream/promises");
  const done = pipeline(bytes, gunzip).catch((error: unknown) => error);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const failure = (await done) ?? error;
    if (failure instanceof InputError) throw failure;
    const problem = code === "Z_BUF_ERROR" ? "ends in the middle of" : "is damaged inside";
    throw new InputError(
      `${path}: ${problem} the gzip data; expected a whole file; get the file again`,
      { cause: error },
    );
  } finally {
    gunzip.destroy();
    await done;
  }
}
