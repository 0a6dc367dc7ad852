/**
 * A corpus in numbers, the form in which a trainer reads it once per epoch: words as whole numbers ≥ 0, −1
 * where a sentence ends. It comes in parts, each in shared memory or in a file, so that threads read what
 * they need without copies and a corpus need not fit into memory. Here sentences of words become such a
 * corpus; text files do in `encode-files`. Left out: splitting text into words.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { InputError } from "../../base/check.js";
import { checkCorpus, checkSentence, type AnyCorpus, type Sentence } from "./corpus.js";
import { toVocabularyOptions, Vocabulary, type VocabularyOptions } from "./vocabulary.js";

/** Stands between two sentences. */
export const sentenceEnd = -1;

/** In `TokenPart.numbers`: a word that the vocabulary leaves out. */
export const leftOut = -2;

/** A stretch of a corpus in numbers, which ends where a sentence ends. Can be handed to another thread. */
export interface TokenPart {
  /** Int32 numbers (little-endian), in shared memory or in a file; or parts that follow each other. */
  readonly source: SharedArrayBuffer | string | readonly TokenPart[];
  /** Where in the source the part starts, in numbers; 0 if missing. */
  readonly start?: number;
  /** How many numbers, ends of sentences included. */
  readonly length: number;
  /** Int32: the vocabulary's number of each of the part's own, or `leftOut`; if missing they are the vocabulary's. */
  readonly numbers?: SharedArrayBuffer;
}

/** A corpus in numbers, and the words behind them. */
export interface EncodedCorpus {
  readonly vocabulary: Vocabulary;
  /** In the order of the corpus; here one part is made of all. */
  readonly parts: readonly TokenPart[];
  /** Removes files made for this corpus only; nothing may be read afterwards. */
  close(): Promise<void>;
}

/** Reads a part, in any order and as often as needed. */
export interface PartReader {
  /**
   * Reads at most `count` of the part's numbers, as the vocabulary numbers them; what it leaves out is dropped.
   *
   * @param from place of the first in the part, from 0; next time it is `from + count`
   * @param into an Int32Array with room for `count`, also in shared memory
   * @returns how many were written, 0 … `count`
   */
  read(from: number, count: number, into: Int32Array): number;
  close(): void;
}

/**
 * Opens a part for reading in this thread; its files are opened when they are needed first.
 *
 * @throws (in `read`) Error of the system where a file cannot be opened, InputError where it is shorter than the part
 * @example
 * const { parts } = await encodeSentences([["the", "king"], ["the", "queen"]]);
 * const numbers = new Int32Array(6);
 * openPart(parts[0]).read(0, 6, numbers); // 6
 * Array.from(numbers); // [0, 1, -1, 0, 2, -1]
 */
export function openPart(part: TokenPart): PartReader {
  const files = new Map<string, number>();
  const tables = new Map<SharedArrayBuffer, Int32Array>();
  const stretches = [...toStretches(part)].map(({ source, start = 0, length, numbers }) => {
    let table = numbers === undefined ? undefined : tables.get(numbers);
    if (numbers !== undefined && table === undefined)
      tables.set(numbers, (table = toTable(numbers)));
    return { source, start, length, table };
  });
  const ends = new Float64Array(stretches.length);
  stretches.forEach(({ length }, i) => (ends[i] = (ends[i - 1] ?? 0) + length));

  const copy = (source: TokenPart["source"], from: number, into: Int32Array) => {
    if (typeof source !== "string") {
      into.set(new Int32Array(source as SharedArrayBuffer, 4 * from, into.length));
      return;
    }
    let file = files.get(source);
    if (file === undefined) files.set(source, (file = openSync(source, "r")));
    for (let done = 0; done < into.byteLength;) {
      // Straight into the caller's memory; a system reads at most 2 GB at once, and may read less.
      const got = readSync(file, into, done, into.byteLength - done, 4 * from + done);
      if (got === 0) throw new InputError(shortFile(source, 4 * from + done));
      done += got;
    }
  };

  return {
    read: (from, count, into) => {
      let written = 0;
      let left = Math.min(count, into.length);
      for (let i = findFirst(ends, from); i < stretches.length && left > 0; i++) {
        const { source, start, length, table } = stretches[i]!;
        const at = from - (ends[i]! - length);
        const some = Math.min(left, length - at);
        const found = into.subarray(written, written + some);
        copy(source, start + at, found);
        written += table === undefined ? some : renumber(found, table);
        from += some;
        left -= some;
      }
      return written;
    },
    close: () => {
      for (const file of files.values()) closeSync(file);
      files.clear();
    },
  };
}

/** Parts that follow each other as one, or none. */
export function joinParts(parts: readonly TokenPart[]): TokenPart[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return length === 0 ? [] : [{ source: parts, length }];
}

/** The parts of which a part consists. */
function* toStretches(part: TokenPart): Generator<TokenPart> {
  if (!Array.isArray(part.source)) yield part;
  else for (const each of part.source as readonly TokenPart[]) yield* toStretches(each);
}

/** Place of the first end behind `from`. */
function findFirst(ends: Float64Array, from: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > from) high = middle;
    else low = middle + 1;
  }
  return low;
}

function shortFile(path: string, bytes: number): string {
  return `token file ${JSON.stringify(path)}: ends after ${bytes} bytes; expected more; encode the corpus again`;
}

/** A part's numbers with the end of sentences before the first: an end is looked up as words are. */
function toTable(numbers: SharedArrayBuffer): Int32Array {
  const table = new Int32Array(numbers.byteLength / 4 + 1);
  table[0] = sentenceEnd;
  table.set(new Int32Array(numbers), 1);
  return table;
}

/** In place: own numbers → the vocabulary's. A number that is none (a damaged file) counts as left out. */
function renumber(into: Int32Array, table: Int32Array): number {
  const { length } = table;
  let written = 0;
  for (let i = 0; i < into.length; i++) {
    const own = (into[i]! + 1) >>> 0;
    const number = own < length ? table[own]! : leftOut;
    into[written] = number;
    if (number !== leftOut) written++;
  }
  return written;
}

/** Numbers in one piece of memory, as a rule: few pieces, and little to hold twice. */
const partLength = 2 ** 20;

/**
 * Turns sentences of words into numbers in shared memory, in one pass (two with `maxCounted`). Needs four
 * bytes for each word of the corpus.
 *
 * @param corpus sentences of words; empty ones leave no trace
 * @param vocabulary the words that are known, others are left out; or how to make a vocabulary of the corpus
 * @throws InputError where the corpus is none, an option is out of range, or no word is frequent enough
 * @example
 * const { vocabulary } = await encodeSentences([["the", "king"], ["the", "queen"]], { minCount: 2 });
 * vocabulary.words; // ["the"]
 */
export async function encodeSentences(
  corpus: AnyCorpus,
  vocabulary: Vocabulary | VocabularyOptions = {},
): Promise<EncodedCorpus> {
  checkCorpus(corpus);
  if (vocabulary instanceof Vocabulary) {
    const parts = await collect(corpus, (word) => vocabulary.find(word) ?? leftOut);
    return { vocabulary, parts, close: async () => {} };
  }
  toVocabularyOptions(vocabulary); // refuses what is out of range before the corpus is read
  if (vocabulary.maxCounted !== undefined && vocabulary.maxCounted !== Infinity)
    return await encodeSentences(corpus, await Vocabulary.read(corpus, vocabulary));

  // Numbers in the order of first appearance; the vocabulary's are known when all is read.
  const own = new Map<string, number>();
  const counts: number[] = [];
  const collected = await collect(corpus, (word) => {
    let number = own.get(word);
    if (number === undefined) own.set(word, (number = counts.push(0) - 1));
    counts[number]!++;
    return number;
  });
  const made = Vocabulary.fromCounts(own.keys(), counts, vocabulary);
  const numbers = new SharedArrayBuffer(4 * own.size);
  const view = new Int32Array(numbers).fill(leftOut);
  made.words.forEach((word, number) => (view[own.get(word) as number] = number));
  return {
    vocabulary: made,
    parts: collected.map(({ source, length }) => ({
      source: (source as readonly TokenPart[]).map((part) => ({ ...part, numbers })),
      length,
    })),
    close: async () => {},
  };
}

/** All sentences in numbers, as one part, if there is any. */
async function collect(
  corpus: AnyCorpus,
  toNumber: (word: string) => number,
): Promise<TokenPart[]> {
  const parts: TokenPart[] = [];
  let buffer = new Int32Array(2 ** 14);
  let length = 0;
  const finish = () => {
    if (length === 0) return;
    const source = new SharedArrayBuffer(4 * length);
    new Int32Array(source).set(buffer.subarray(0, length));
    parts.push({ source, length });
    length = 0;
  };
  const add = (sentence: Sentence) => {
    if (length + sentence.length + 1 > buffer.length) {
      const larger = new Int32Array(Math.max(2 * buffer.length, length + sentence.length + 1));
      larger.set(buffer.subarray(0, length));
      buffer = larger;
    }
    const before = length;
    for (const word of sentence) {
      const number = toNumber(word);
      if (number !== leftOut) buffer[length++] = number;
    }
    if (length > before) buffer[length++] = sentenceEnd;
    if (length >= partLength) finish();
  };
  if (Symbol.iterator in corpus) {
    for (const sentence of corpus) add(sentence);
  } else {
    for await (const sentence of corpus) {
      if (length === 0 && parts.length === 0) checkSentence(sentence);
      add(sentence);
    }
  }
  finish();
  return joinParts(parts);
}
