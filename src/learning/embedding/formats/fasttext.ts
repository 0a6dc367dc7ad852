/**
 * The words of a fastText model (.bin, format 11 and 12, not quantised): each word's vector is the mean of its own
 * row and the rows of its character n-grams, as `fasttext print-word-vectors` prints it. Left out: labels, output
 * rows, and vectors of words that the model does not know.
 */
import { check, complaint, InputError } from "../../../base/check.js";
import type { RowsInMemory } from "../search/rows.js";
import { Collected, wordFrom } from "./collected.js";
import { areFinite, notFinite } from "./finite.js";
import type { Notice } from "./notice.js";
import type { ByteSource } from "./native-rows.js";

/** Bytes of the model's arguments: magic, version, twelve int32 and a float64. */
const argumentBytes = 8 + 12 * 4 + 8;

/** Reads the vectors of a model's words. Throws an InputError where it is damaged or quantised. */
export function openFasttext(source: ByteSource, limit: number, onNotice: Notice): RowsInMemory {
  const { path } = source;
  const read = (at: number, length: number): Buffer => {
    if (at + length > source.size) {
      const found = `${source.size} bytes`;
      throw new InputError(complaint(path, found, "a whole fastText model; the file is cut short"));
    }
    const bytes = Buffer.alloc(length);
    source.read(at, bytes);
    return bytes;
  };
  const head = read(0, argumentBytes + 28);
  const version = head.readInt32LE(4);
  check(version === 11 || version === 12, `${path}: version`, version, "11 or 12");
  const argument = (nth: number) => head.readInt32LE(8 + 4 * nth);
  const [dimension, bucket, minLength, maxLength] = [0, 8, 9, 10].map(argument) as number[];
  const isSupervised = argument(7) === 3;
  const entries = head.readInt32LE(argumentBytes);
  const wordCount = head.readInt32LE(argumentBytes + 4);
  const pruned = Number(head.readBigInt64LE(argumentBytes + 20));
  const isSound = dimension! > 0 && entries >= wordCount && wordCount > 0;
  check(isSound, `${path}: words and dimension`, [wordCount, dimension], "both ≥ 1");

  const words = readWords(source, argumentBytes + 28, entries, wordCount);
  let at = words.end + Math.max(0, pruned) * 8;
  const matrix = read(at, 17);
  check(matrix[0] === 0 && pruned <= 0, path, "a quantised model", "one that is not quantised");
  const rows = Number(matrix.readBigInt64LE(1));
  const columns = Number(matrix.readBigInt64LE(9));
  const isMatrix = columns === dimension && rows >= wordCount;
  check(isMatrix, `${path}: rows and columns`, [rows, columns], `of ${dimension} numbers each`);
  at += 17;

  const rowBytes = dimension! * 4;
  const collected = new Collected(path, dimension!, Math.min(wordCount, limit));
  // Version 11 made no n-grams for supervised models.
  const longest = version === 11 && isSupervised ? 0 : maxLength!;
  for (const [place, word] of words.words.slice(0, limit).entries()) {
    const parts = [place];
    if (word !== "</s>" && bucket! > 0) {
      for (const hash of gramHashes(Buffer.from(`<${word}>`), minLength!, longest))
        parts.push(wordCount + (hash % bucket!));
    }
    const { values, from } = collected.next();
    const sum = new Float64Array(dimension!);
    for (const part of parts) {
      const row = read(at + part * rowBytes, rowBytes);
      for (let k = 0; k < dimension!; k += 1) sum[k]! += row.readFloatLE(4 * k);
    }
    sum.forEach((x, k) => (values[from + k] = x / parts.length));
    if (!areFinite(values, from, from + dimension!))
      throw notFinite(`${path}, word ${place + 1}`, word);
    collected.keep(word, "place", place + 1);
  }
  source.close();
  return collected.finish(onNotice);
}

/** The dictionary's words, which come before its labels: text, a zero, a count (8 bytes), a type (1 byte). */
function readWords(source: ByteSource, at: number, entries: number, wordCount: number) {
  const words: string[] = [];
  let from = 0;
  let bytes = Buffer.alloc(0);
  for (let entry = 0; entry < entries; entry += 1) {
    let zero = bytes.indexOf(0, from);
    while (zero < 0 || zero + 10 > bytes.length) {
      const more = Buffer.alloc(Math.min(1 << 20, source.size - at));
      if (more.length === 0) {
        const rule = `${entries} words; the file is cut short`;
        throw new InputError(complaint(source.path, `${entry} words`, rule));
      }
      source.read(at, more);
      at += more.length;
      bytes = Buffer.concat([bytes.subarray(from), more]);
      from = 0;
      zero = bytes.indexOf(0, from);
    }
    if (entry < wordCount)
      words.push(wordFrom(bytes, from, zero, () => `${source.path}, word ${entry + 1}`));
    from = zero + 10;
  }
  return { words, end: at - (bytes.length - from) };
}

/** Hashes of a word's character n-grams: FNV-1a with signed bytes, as fastText has it. */
function* gramHashes(word: Buffer, least: number, most: number): Generator<number> {
  const isInside = (at: number) => ((word[at] as number) & 0xc0) === 0x80;
  for (let from = 0; from < word.length; from += 1) {
    if (isInside(from)) continue;
    let hash = 0x811c9dc5;
    for (let at = from, length = 1; at < word.length && length <= most; length += 1) {
      do {
        hash = Math.imul(hash ^ (((word[at] as number) << 24) >> 24), 0x01000193);
        at += 1;
      } while (at < word.length && isInside(at));
      const isEdge = length === 1 && (from === 0 || at === word.length);
      if (length >= least && !isEdge) yield hash >>> 0;
    }
  }
}
