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
  /** Int32 numbers (little-endian), in shared memory or in a file. */
  readonly source: SharedArrayBuffer | string;
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
  /** In the order of the corpus. */
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
 * Opens a part for reading in this thread.
 *
 * @throws Error of the system where the part's file cannot be opened, InputError in `read` where it is shorter than the part
 * @example
 * const { parts } = await encodeSentences([["the", "king"], ["the", "queen"]]);
 * const numbers = new Int32Array(6);
 * openPart(parts[0]).read(0, 6, numbers); // 6
 * Array.from(numbers); // [0, 1, -1, 0, 2, -1]
 */
export function openPart(part: TokenPart): PartReader {
  const { source, start = 0, length } = part;
  const numbers = part.numbers === undefined ? undefined : new Int32Array(part.numbers);
  const copy = typeof source === "string" ? fileCopier(source) : memoryCopier(source);
  return {
    read: (from, count, into) => {
      const wanted = Math.max(0, Math.min(count, length - from, into.length));
      const found = wanted === 0 ? 0 : copy.read(start + from, wanted, into);
      return numbers === undefined ? found : renumber(into, found, numbers);
    },
    close: () => copy.close(),
  };
}

function memoryCopier(source: SharedArrayBuffer): PartReader {
  const all = new Int32Array(source);
  const read = (from: number, count: number, into: Int32Array) => {
    into.set(all.subarray(from, from + count));
    return count;
  };
  return { read, close: () => {} };
}

function fileCopier(path: string): PartReader {
  const file = openSync(path, "r");
  const read = (from: number, count: number, into: Int32Array) => {
    let done = 0;
    while (done < 4 * count) {
      // Straight into the caller's memory; a system reads at most 2 GB at once, and may read less.
      const got = readSync(file, into, done, 4 * count - done, 4 * from + done);
      if (got === 0) throw new InputError(shortFile(path, 4 * from + done));
      done += got;
    }
    return count;
  };
  return { read, close: () => closeSync(file) };
}

function shortFile(path: string, bytes: number): string {
  return `token file ${JSON.stringify(path)}: ends after ${bytes} bytes; expected more; encode the corpus again`;
}

/** In place: own numbers → the vocabulary's. A number that is none (a damaged file) counts as left out. */
function renumber(into: Int32Array, count: number, numbers: Int32Array): number {
  let written = 0;
  for (let i = 0; i < count; i++) {
    const own = into[i] as number;
    const number = own === sentenceEnd ? own : (numbers[own] ?? leftOut);
    into[written] = number;
    written += number === leftOut ? 0 : 1;
  }
  return written;
}

/** Numbers in one part in memory, as a rule: enough to share out among threads, little to hold twice. */
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
    parts: collected.map((part) => ({ ...part, numbers })),
    close: async () => {},
  };
}

/** All sentences in numbers, each part in memory of its exact size. */
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
    let isFirst = true;
    for await (const sentence of corpus) {
      if (isFirst) checkSentence(sentence);
      isFirst = false;
      add(sentence);
    }
  }
  finish();
  return parts;
}
