/**
 * Saving word vectors: the format by the file's ending or by name, with gzip where the name ends in .gz. A file is
 * there whole or not at all. Left out: what bytes a format has.
 */
import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { check } from "../../../base/check.js";
import { writeFileAtomically } from "../../../base/file.js";
import type { Vectors } from "../vectors.js";
import type { VectorRows } from "../search/rows.js";
import { binaryPieces } from "./binary.js";
import { finiteRows } from "./finite.js";
import { nativePieces } from "./native.js";
import { textPieces } from "./text.js";

/** word2vec's text (.txt, .vec) and binary format (.bin), and the own one (.vectors). */
export type VectorFormat = "text" | "binary" | "native";

/** How vectors are saved. */
export interface SaveOptions {
  /** By the file's ending if not given. */
  readonly format?: VectorFormat;
}

const writers: { readonly [format in VectorFormat]: (rows: VectorRows) => Iterable<Uint8Array> } = {
  text: textPieces,
  binary: binaryPieces,
  native: nativePieces,
};

const endings: { readonly [ending: string]: VectorFormat } = {
  ".txt": "text",
  ".vec": "text",
  ".bin": "binary",
  ".vectors": "native",
};

/**
 * The format that a file's ending asks for.
 *
 * @throws InputError where it asks for none.
 * @example
 * toVectorFormat("words.vec.gz"); // "text"
 */
export function toVectorFormat(path: string): VectorFormat {
  const [, ending = ""] = /(\.[^./\\]*)(?:\.gz)?$/i.exec(path.replace(/\.gz$/i, "")) ?? [];
  const format = endings[ending.toLowerCase()];
  const rule = ".txt or .vec (text), .bin (binary) or .vectors (native), each also with .gz";
  check(format !== undefined, "ending of the file", path, rule, "or name the format");
  return format;
}

/**
 * Saves word vectors. Text and binary are read by gensim, word2vec and fastText; the own format opens at once.
 *
 * @throws InputError where the format cannot hold a word, a number is NaN or infinite, or the file cannot be written: it is unchanged then.
 */
export async function saveVectors(
  path: string,
  vectors: Vectors,
  options: SaveOptions = {},
): Promise<void> {
  const { format = toVectorFormat(path) } = options;
  const isFormat = Object.hasOwn(writers, format);
  check(isFormat, "unknown format", format, '"text", "binary" or "native"');
  const pieces = writers[format](finiteRows("vectors to save", vectors.source));
  await writeFileAtomically(path, /\.gz$/i.test(path) ? compressed(pieces) : pieces);
}

/** The pieces, compressed. An error of the pieces ends it. */
async function* compressed(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gzip = createGzip({ chunkSize: 1 << 18 });
  pipeline(Readable.from(pieces), gzip, () => {});
  for await (const piece of gzip) yield piece as Uint8Array;
}
