/**
 * What a corpus is read from: files, which are cut into pieces by their sizes, and streams, by what comes. Both
 * become tasks for threads, in the order of the corpus. Left out: doing them.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { check, InputError } from "../../base/check.js";
import { fileReason } from "../../base/file.js";
import type { SeenFile } from "./encode-keep.js";
import type { NumberedTask } from "./encode-threads.js";
import { cutStream, planPieces } from "./token-pieces.js";

/** Bytes of UTF-8 text that are read once, from the first to the last; the name is for messages. */
export interface ByteStream {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A path, or bytes. */
export type EncodeSource = string | ByteStream | AsyncIterable<Uint8Array>;

/** A source that was looked at. */
export type Source = { readonly file: SeenFile } | { readonly stream: ByteStream };

/** A task with the bytes that it is about. */
export interface PieceTask extends NumberedTask {
  readonly bytes: number;
  /** The stream's; empty for files, whose complaints name them. */
  readonly name: string;
}

/** The tasks of all sources in their order. Small files that follow each other share one. */
export async function* toTasks(
  sources: readonly Source[],
  pieceBytes: number,
): AsyncGenerator<PieceTask, undefined> {
  // Files that follow each other are planned together, so that small ones share a piece.
  for (let at = 0; at < sources.length;) {
    const source = sources[at] as Source;
    if ("stream" in source) {
      for await (const text of cutStream(checked(source.stream), pieceBytes))
        yield { task: { text, pieceBytes }, bytes: text.length, name: source.stream.name };
      at++;
      continue;
    }
    const files: SeenFile[] = [];
    for (let next; (next = sources[at]) !== undefined && "file" in next; at++)
      files.push(next.file);
    for (const text of planPieces(files, pieceBytes)) {
      const bytes = text.reduce((sum, { from, to }) => sum + to - from, 0);
      yield { task: { text, pieceBytes }, bytes, name: "" };
    }
  }
  return undefined;
}

async function* checked({ name, bytes }: ByteStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    check(chunk instanceof Uint8Array, `${name}, a chunk`, chunk, "bytes in a Uint8Array");
    yield chunk;
  }
}

/**
 * Looks at a source.
 *
 * @throws InputError where it is none, or a file that cannot be read
 */
export async function findSource(source: EncodeSource, index: number): Promise<Source> {
  const rule = "the path of a file, or an async iterable of bytes";
  if (typeof source !== "string") {
    const isObject = typeof source === "object" && source !== null;
    if (isObject && "bytes" in source && "name" in source) return { stream: source };
    check(isObject && Symbol.asyncIterator in source, `source ${index + 1}`, source, rule);
    return { stream: { name: `source ${index + 1}`, bytes: source } };
  }
  try {
    const seen = await stat(source, { bigint: true });
    if (seen.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    // Pipes and devices are read once, from the first byte to the last.
    if (!seen.isFile()) return { stream: { name: source, bytes: createReadStream(source) } };
    const { mtimeNs: modifiedNs, ctimeNs: changedNs } = seen;
    return { file: { path: source, size: Number(seen.size), modifiedNs, changedNs } };
  } catch (error) {
    throw new InputError(`cannot read ${JSON.stringify(source)}: ${fileReason(error)}`, {
      cause: error,
    });
  }
}
