/**
 * The words that several threads counted, each under numbers of its own, become one list, and a vocabulary: by
 * falling count, equal counts as first seen in the corpus, whichever thread read what. Left out: the counting.
 */
import { Vocabulary, type VocabularyOptions } from "./vocabulary.js";
import { leftOut } from "./encoded.js";
import { TokenTable } from "./token-table.js";
import type { TokenList } from "./token-work.js";

/** A piece of the corpus, in its order. */
export interface CountedPiece {
  /** Which thread's. */
  readonly thread: number;
  /** Different words of that thread up to and with this piece. */
  readonly words: number;
}

/** All words of a corpus. */
export interface WordList {
  /** The words in UTF-8, a line feed behind each. */
  readonly text: Uint8Array;
  readonly counts: Float64Array;
  /** Numbers of the words in the order of their first appearance in the corpus. */
  readonly order: Uint32Array;
  /** For each thread: the numbers here of its own. */
  readonly own: readonly Uint32Array[];
}

/** Joins the threads' lists. */
export function mergeLists(lists: readonly TokenList[], pieces: readonly CountedPiece[]): WordList {
  const [only] = lists;
  if (only === undefined || lists.length === 1) {
    const { text, counts } = only ?? { text: new Uint8Array(0), counts: [] };
    const order = Uint32Array.from(counts, (_, number) => number);
    return { text, counts: Float64Array.from(counts), order, own: [order] };
  }
  // A table of words turns each list, read as a text of one word a line, into the joint numbers.
  const table = new TokenTable();
  const own = lists.map((list) => numberWords(table, list));
  const { text } = table.list();
  const counts = new Float64Array(table.size);
  lists.forEach((list, thread) => {
    const numbers = own[thread] as Uint32Array;
    for (let i = 0; i < numbers.length; i++) counts[numbers[i]!]! += list.counts[i]!;
  });
  // A thread reads its pieces in the corpus' order. So a word's first piece is one in which it was new to the thread.
  const order = new Uint32Array(table.size);
  const isSeen = new Uint8Array(table.size);
  const before = lists.map(() => 0);
  let seen = 0;
  for (const { thread, words } of pieces) {
    const numbers = own[thread] as Uint32Array;
    for (let i = before[thread]!; i < words; i++) {
      const number = numbers[i]!;
      if (isSeen[number] === 0) order[seen++] = number;
      isSeen[number] = 1;
    }
    before[thread] = words;
  }
  return { text, counts, order, own };
}

function numberWords(table: TokenTable, list: TokenList): Uint32Array {
  const numbers = new Uint32Array(list.counts.length);
  let at = 0;
  let done = 0;
  const fill = (into: Uint8Array) => {
    const part = list.text.subarray(at, at + into.length);
    into.set(part);
    at += part.length;
    return part.length;
  };
  table.read(fill, (found) => {
    for (let i = 0; i < found.length; i++) {
      if (found[i]! >= 0) numbers[done++] = found[i]!;
    }
  });
  return numbers;
}

/**
 * The most frequent words as a vocabulary, and for each thread the vocabulary's numbers of its own.
 *
 * @throws InputError where no word is frequent enough
 */
export function toVocabulary(
  { text, counts, order, own }: WordList,
  options: VocabularyOptions,
): { vocabulary: Vocabulary; numbers: SharedArrayBuffer[] } {
  const { minCount = 1, maxSize = Infinity } = options;
  const ranked = rank(counts, order, minCount).subarray(0, Math.min(maxSize, counts.length));
  // Without a word, the vocabulary's own message counts them all.
  const kept = ranked.length > 0 ? ranked : order;
  const vocabulary = Vocabulary.fromCounts(
    readWords(text, counts.length, kept),
    Array.from(kept, (number) => counts[number] as number),
    options,
  );
  const toRank = new Int32Array(counts.length).fill(leftOut);
  kept.forEach((number, place) => (toRank[number] = place));
  const numbers = own.map((each) => {
    const memory = new SharedArrayBuffer(4 * each.length);
    const view = new Int32Array(memory);
    for (let i = 0; i < each.length; i++) view[i] = toRank[each[i]!]!;
    return memory;
  });
  return { vocabulary, numbers };
}

/** Numbers of the words seen often enough, the most frequent first, equal counts in `order`. */
function rank(counts: Float64Array, order: Uint32Array, minCount: number): Uint32Array {
  const places: number[] = [];
  for (let place = 0; place < order.length; place++) {
    if (counts[order[place]!]! >= minCount) places.push(place);
  }
  // Whole numbers of 64 bits are sorted by the machine itself: the count turned round above, the place below.
  const keys = new BigUint64Array(places.length);
  const halves = new Uint32Array(keys.buffer);
  const low = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;
  places.forEach((place, i) => {
    halves[2 * i + low] = place;
    halves[2 * i + 1 - low] = 2 ** 32 - 1 - Math.min(2 ** 32 - 1, counts[order[place]!]!);
  });
  keys.sort();
  return Uint32Array.from(places, (_, i) => order[halves[2 * i + low]!]!);
}

/** Some words of a list of `size`. */
function readWords(text: Uint8Array, size: number, numbers: Uint32Array): string[] {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.length);
  const ends = new Uint32Array(size);
  for (let at = 0, i = 0; i < size; at++) {
    if (text[at] === 10) ends[i++] = at;
  }
  return Array.from(numbers, (number) =>
    bytes.toString("utf8", number === 0 ? 0 : ends[number - 1]! + 1, ends[number]),
  );
}
