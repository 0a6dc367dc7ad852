/**
 * The bytes behind a file, piece by piece: as they are, or unpacked where the file begins like gzip, bzip2 or
 * zstd, whatever its name says. Several packed parts one after the other (`cat a.gz b.gz`, pbzip2) are one.
 * Memory stays bounded: gzip and zstd hold one window, bzip2 some blocks. What is damaged or cut off is an
 * error, never a shorter text. Left out: archives of several files, and what the bytes mean.
 */
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputError } from "../../base/check.js";
import { fileReason } from "../../base/file.js";
import { unpackBzip2 } from "./bzip2.js";
import type { TextWorkers } from "./text-workers.js";

/** How a file is packed. */
export type Compression = "none" | "gzip" | "bzip2" | "zstd";

/** What to read of a file. */
export interface BytesOptions {
  /** Called with the number of the file's own (packed) bytes that have been read so far. */
  readonly onRead?: (bytes: number) => void;
  /** Threads that unpack bzip2; own ones if not given. */
  readonly workers?: TextWorkers;
}

/** Bytes of a file read at once. */
const chunkSize = 1 << 18;

/** First bytes, in hexadecimal, of what is packed, and of archives that are often taken for it. */
const beginnings: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["gzip", /^1f8b/],
  ["bzip2", /^425a683[1-9]/],
  ["zstd", /^(28b52ffd|5.2a4d18)/],
  ["a zip archive", /^504b0304/],
  ["an xz file", /^fd377a585a/],
  ["a 7z archive", /^377abcaf/],
];

/**
 * How a file is packed, by its first bytes.
 *
 * @param path of a file; its name does not matter
 * @throws InputError where it cannot be read, is no file that can be read twice, or is packed in another way.
 */
export async function compressionOf(path: string): Promise<Compression> {
  let start: string;
  try {
    const found = await stat(path);
    if (!found.isFile()) throw onceOnly(path, found.isDirectory());
    const handle = await open(path, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
      start = buffer.toString("hex", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(path, error);
  }
  const [what = "none"] = beginnings.find(([, pattern]) => pattern.test(start)) ?? [];
  if (what.includes(" ")) {
    const rule = "plain text, gzip, bzip2 or zstd; unpack it first";
    throw new InputError(`${path}: ${what}; expected ${rule}`);
  }
  return what as Compression;
}

/**
 * The bytes of a file, unpacked.
 *
 * @param path of a plain, gzip, bzip2 or zstd file
 * @returns pieces of some 100 kB; each reading starts anew
 * @throws InputError where the file cannot be read, or is damaged or cut off.
 * @example
 * const { gzipSync } = await import("node:zlib");
 * fs.writeFileSync(`${folder}/a.gz`, gzipSync("the king"));
 * const pieces = [];
 * for await (const piece of readBytes(`${folder}/a.gz`)) pieces.push(piece);
 * Buffer.concat(pieces).toString(); // "the king"
 */
export async function* readBytes(
  path: string,
  options: BytesOptions = {},
): AsyncGenerator<Uint8Array, void, void> {
  const compression = await compressionOf(path);
  if (compression === "zstd") yield* unpackZstd(path, options.onRead);
  else {
    const packed = chunksOf(path, options.onRead);
    if (compression === "none") yield* packed;
    else if (compression === "bzip2")
      yield* unpackBzip2({ name: path, bytes: packed }, options.workers);
    else yield* unpackGzip(path, packed);
  }
}

async function* chunksOf(
  path: string,
  onRead: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkSize })) {
      bytes += (chunk as Uint8Array).length;
      onRead?.(bytes);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    const isOfSystem = (error as NodeJS.ErrnoException).syscall !== undefined;
    throw isOfSystem ? unreadable(path, error) : error;
  }
}

async function* unpackGzip(
  path: string,
  packed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  // `pipeline` hands an error of the source on, and closes the source where the reader stops early.
  const unpacker = pipeline(Readable.from(packed), createGunzip({ chunkSize }), () => {});
  try {
    for await (const piece of unpacker) yield piece as Uint8Array;
  } catch (error) {
    throw error instanceof InputError ? error : broken(path, "gzip", error);
  }
}

/**
 * By libzstd compiled to WebAssembly: Node has zstd since 22.15, but reads the first of several frames only,
 * and no faster. The library pulls its input, so the file is read synchronously, and in
 * small steps, because a few bytes can stand for a large block.
 */
async function* unpackZstd(
  path: string,
  onRead: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  const { ZSTDDecoder } = await import("zstddec/stream");
  const library = new ZSTDDecoder();
  await library.init();
  const file = openSync(path, "r");
  /** Whether to read on, the bytes of the last step, and how many pieces in a row were empty since then. */
  const state = { ended: false, step: 0, empty: 0 };
  function* steps(): Generator<Uint8Array> {
    const step = new Uint8Array(zstdStep);
    for (let bytes = 0; !state.ended;) {
      state.empty = 0;
      state.step = readSync(file, step);
      if (state.step === 0) return;
      onRead?.((bytes += state.step));
      yield step.subarray(0, state.step);
    }
  }
  const unpacked = library.decodeStreaming(steps());
  let isDone = false;
  try {
    for (;;) {
      const next = unpacked.next();
      isDone = next.done === true;
      if (isDone) return;
      // At an error the library stays where it is; an empty frame gives an empty piece, too, but moves on.
      state.empty = next.value.length === 0 ? state.empty + 1 : 0;
      if (state.empty > state.step) throw Error("wrong bytes, or a window of more than 128 MB");
      if (next.value.length > 0) yield next.value;
    }
  } catch (error) {
    isDone = true;
    const isOfSystem = (error as NodeJS.ErrnoException).syscall !== undefined;
    throw isOfSystem ? unreadable(path, error) : broken(path, "zstd", error);
  } finally {
    closeSync(file);
    // Its memory is set free at the end of the data only: where the reader stopped early, they end here.
    state.ended = true;
    try {
      for (let i = 0; i < zstdStep && !isDone; i += 1) isDone = unpacked.next().done === true;
    } catch {
      // "incomplete", as it must be.
    }
  }
}

/** Packed bytes that the library gets at once. */
const zstdStep = 1 << 14;

function broken(path: string, format: Compression, error: unknown): InputError {
  const { message, code } = error as { message: string; code?: string | number };
  const isCut = /unexpected end of file|incomplete stream/i.test(message) || code === "Z_BUF_ERROR";
  const what = isCut
    ? `${format} data that end in the middle`
    : `damaged ${format} data (${message})`;
  return new InputError(`${path}: ${what}; expected a whole file; copy or download it again`, {
    cause: error,
  });
}

function unreadable(path: string, error: unknown): InputError {
  return new InputError(`cannot read ${JSON.stringify(path)}: ${fileReason(error)}`, {
    cause: error,
  });
}

function onceOnly(path: string, isFolder: boolean): InputError {
  const what = isFolder ? "a folder" : "a pipe or device, which can be read only once";
  const remedy = isFolder ? "name the files in it" : "write it to a file first";
  return new InputError(`${path}: ${what}; expected a file; ${remedy}`);
}
