/**
 * Tidebook's own format of word vectors, `.vectors`: opened at once however large, rows read on demand.
 * All numbers are little-endian. A file is, from its first byte:
 *   0  8 bytes    89 54 42 56 0D 0A 1A 0A (a transfer as text would damage them)
 *   8  uint32     version, 1
 *  12  uint32     dimension D
 *  16  uint64     number of words N
 *  24  uint64     bytes of all words W
 *  32  uint32     1 where counts are there, else 0
 *  36  uint32     0
 *  40  uint64     bytes of the whole file
 *  48  zeros up to 124
 * 124  uint32     CRC-32 of bytes 0 … 123
 * 128  float32    N rows of D
 *      uint32     N + 1: where each word begins among the bytes of words, and where the last one ends
 *      uint32     N hashes of words (FNV-1a over UTF-8), rising
 *      uint32     N places: the word of each hash; equal hashes in the words' order
 *      float64    N counts, where they are there; zeros before them up to a multiple of 8
 *      bytes      the words, UTF-8, W bytes
 */
import { crc32 } from "node:zlib";
import { check, complaint, InputError } from "../../../base/check.js";
import type { VectorRows } from "../search/rows.js";

export const nativeMagic = Buffer.from([0x89, 0x54, 0x42, 0x56, 0x0d, 0x0a, 0x1a, 0x0a]);
export const headerBytes = 128;

/** What a header says, and where the parts lie. */
export interface NativeLayout {
  readonly size: number;
  readonly dimension: number;
  readonly wordBytes: number;
  readonly isCounted: boolean;
  readonly begins: number;
  readonly hashes: number;
  readonly places: number;
  readonly counts: number;
  readonly words: number;
  readonly bytes: number;
}

type Facts = Pick<NativeLayout, "size" | "dimension" | "wordBytes" | "isCounted">;

function layoutOf(facts: Facts): NativeLayout {
  const { size, dimension, wordBytes, isCounted } = facts;
  const begins = headerBytes + size * dimension * 4;
  const hashes = begins + (size + 1) * 4;
  const places = hashes + size * 4;
  const after = places + size * 4;
  const counts = isCounted ? Math.ceil(after / 8) * 8 : after;
  const words = counts + (isCounted ? size * 8 : 0);
  return { ...facts, begins, hashes, places, counts, words, bytes: words + wordBytes };
}

/** Reads a header. Throws an InputError where it is none of ours, damaged, or of a later version. */
export function parseHeader(path: string, header: Buffer): NativeLayout {
  const isWhole = header.length >= headerBytes && nativeMagic.equals(header.subarray(0, 8));
  check(isWhole, path, `${header.length} bytes`, "a file that saveVectors wrote");
  const version = header.readUInt32LE(8);
  check(version === 1, `${path}: version`, version, "1", "a newer Tidebook wrote it");
  const isSound = header.readUInt32LE(124) === crc32(header.subarray(0, 124));
  check(isSound, path, "a damaged header", "the checksum that it states");
  return layoutOf({
    dimension: header.readUInt32LE(12),
    size: Number(header.readBigUInt64LE(16)),
    wordBytes: Number(header.readBigUInt64LE(24)),
    isCounted: header.readUInt32LE(32) === 1,
  });
}

function writeHeader(layout: NativeLayout): Buffer {
  const header = Buffer.alloc(headerBytes);
  nativeMagic.copy(header);
  header.writeUInt32LE(1, 8);
  header.writeUInt32LE(layout.dimension, 12);
  header.writeBigUInt64LE(BigInt(layout.size), 16);
  header.writeBigUInt64LE(BigInt(layout.wordBytes), 24);
  header.writeUInt32LE(Number(layout.isCounted), 32);
  header.writeBigUInt64LE(BigInt(layout.bytes), 40);
  header.writeUInt32LE(crc32(header.subarray(0, 124)), 124);
  return header;
}

/** FNV-1a, 32 bits. Source: Fowler, Noll, Vo, "The FNV non-cryptographic hash algorithm". */
export function hashOf(word: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ (word[i] as number), 0x01000193);
  return hash >>> 0;
}

const bytesOf = (values: Float32Array | Uint32Array | Float64Array) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** Word vectors in the own format, in pieces. */
export function* nativePieces(rows: VectorRows): Generator<Uint8Array> {
  const { counts, dimension, size } = rows;
  const begins = new Uint32Array(size + 1);
  // Hash above, place below: sorting the pairs sorts the hashes, and equal ones by place.
  const pairs = new BigUint64Array(size);
  const halves = new Uint32Array(pairs.buffer);
  const words: Buffer[] = [];
  let wordBytes = 0;
  for (let place = 0; place < size; place += 1) {
    const word = Buffer.from(rows.wordAt(place));
    if (word.includes("\uFFFD") && !rows.wordAt(place).includes("\uFFFD"))
      throw new InputError(complaint("word", rows.wordAt(place), "a word in well-formed Unicode"));
    words.push(word);
    halves[2 * place] = place;
    halves[2 * place + 1] = hashOf(word);
    wordBytes += word.length;
    begins[place + 1] = wordBytes;
  }
  const layout = layoutOf({ size, dimension, wordBytes, isCounted: counts !== undefined });
  yield writeHeader(layout);
  const step = Math.max(1, Math.floor((1 << 18) / dimension));
  for (let from = 0; from < size; from += step)
    yield bytesOf(rows.rows(from, Math.min(size, from + step)));
  yield bytesOf(begins);
  pairs.sort();
  for (const half of [1, 0])
    yield bytesOf(Uint32Array.from(pairs, (_, i) => halves[2 * i + half]!));
  if (counts !== undefined) {
    yield new Uint8Array(layout.counts - layout.places - size * 4);
    yield bytesOf(Float64Array.from(counts));
  }
  yield Buffer.concat(words);
}
