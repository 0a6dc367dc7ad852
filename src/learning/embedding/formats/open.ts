/**
 * Opening word vectors, of whatever format: the content tells. A file in the own format is read on demand; all
 * others are read into memory in one pass, piece by piece.
 */
import { openSync } from "node:fs";
import { check, InputError } from "../../../base/check.js";
import { Vectors } from "../vectors.js";
import { BinaryReader } from "./binary.js";
import { Collected } from "./collected.js";
import type { Notice } from "./notice.js";
import { openFasttext } from "./fasttext.js";
import { kindOf, type Kind } from "./kind.js";
import { bytesInFile, bytesInMemory, NativeRows, type ByteSource } from "./native-rows.js";
import { headerBytes, parseHeader } from "./native.js";
import { isGzip, openToRead, piecesOf } from "./pieces.js";
import { TextReader } from "./text.js";

/** How vectors are opened; all may be left out. */
export interface OpenOptions {
  /** Read only the first so many words; all if not given. Of the own format nothing is read anyway. */
  readonly limit?: number;
  /** Is told what is odd about a file that can be read: words that come twice. `console.warn` if not given. */
  readonly onNotice?: Notice;
}

/** Bytes by which the kind of a file is told. */
const headLength = 1 << 16;

/**
 * Opens word vectors: word2vec's text and binary format, fastText's .vec and .bin, text without a first line
 * (GloVe), Tidebook's .vectors; each also compressed with gzip.
 *
 * @throws InputError with the path, and the line or word, where the file cannot be read or is damaged.
 */
export async function openVectors(path: string, options: OpenOptions = {}): Promise<Vectors> {
  const { limit = Infinity, onNotice = (message) => console.warn(message) } = options;
  const isLimit = limit === Infinity || (Number.isInteger(limit) && limit >= 1);
  check(isLimit, "limit", limit, "a whole number ≥ 1");
  const { head, size, isCompressed } = await readHead(path);
  const kind = kindOf(path, head);
  if (kind.kind === "text" || kind.kind === "binary") {
    const likely = Math.ceil((isCompressed ? 1 << 22 : size) / (kind.dimension * 2));
    return new Vectors(await read(path, isCompressed, kind, limit, likely, onNotice));
  }
  const source = isCompressed
    ? bytesInMemory(path, await readAll(path))
    : bytesInFile(path, openSync(path, "r"), size);
  try {
    if (kind.kind === "fasttext") return new Vectors(openFasttext(source, limit, onNotice));
    return openNative(source, limit);
  } catch (error) {
    source.close();
    throw error;
  }
}

function openNative(source: ByteSource, limit: number): Vectors {
  const header = Buffer.alloc(Math.min(headerBytes, source.size));
  source.read(0, header);
  const vectors = new Vectors(new NativeRows(source, parseHeader(source.path, header)));
  if (limit >= vectors.size) return vectors;
  const { counts } = vectors;
  const values = vectors.rows(0, limit);
  const kept = counts && Array.from({ length: limit }, (_, place) => counts[place] as number);
  const few = new Vectors(vectors.words.slice(0, limit), values, kept);
  vectors.close();
  return few;
}

async function readHead(path: string) {
  const handle = await openToRead(path);
  let head: Buffer<ArrayBufferLike>;
  let size: number;
  try {
    ({ size } = await handle.stat());
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headLength), 0, headLength, 0);
    head = buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
  const isCompressed = isGzip(head);
  if (isCompressed) {
    head = Buffer.alloc(0);
    for await (const piece of piecesOf(path, true)) {
      head = Buffer.concat([head, piece]);
      if (head.length >= headLength) break;
    }
  }
  return { head, size, isCompressed };
}

async function readAll(path: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of piecesOf(path, true)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function read(
  path: string,
  isCompressed: boolean,
  kind: Extract<Kind, { bodyAt: number }>,
  limit: number,
  likely: number,
  onNotice: Notice,
) {
  const { dimension, bodyAt, size: stated = Infinity } = kind;
  const collected = new Collected(path, dimension, Math.min(stated, limit, likely));
  const firstLine = bodyAt > 0 ? 2 : 1;
  // One word more than stated shows that there are more.
  const most = Math.min(limit, stated + 1);
  const reader =
    kind.kind === "text"
      ? new TextReader(collected, firstLine, most)
      : new BinaryReader(collected, most);
  let skip = bodyAt;
  for await (const piece of piecesOf(path, isCompressed)) {
    const skipped = Math.min(skip, piece.length);
    skip -= skipped;
    if (!reader.push(piece.subarray(skipped))) break;
  }
  const isFull = reader.read >= limit;
  if (!isFull && reader instanceof BinaryReader && reader.read === stated && reader.left > 0)
    throw new InputError(
      `${path}: ${reader.left} bytes after word ${stated}; expected ${stated} words, as in the first line`,
    );
  reader.end();
  if (!isFull && stated !== Infinity && reader.read !== stated) {
    const found = reader.read > stated ? `more than ${stated} words` : `${reader.read} words`;
    const remedy = reader.read > stated ? "" : "; the file is cut short";
    throw new InputError(`${path}: ${found}; expected ${stated}, as in the first line${remedy}`);
  }
  return collected.finish(onNotice);
}
