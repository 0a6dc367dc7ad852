/**
 * Which vector a test set's word means. As gensim does, words are compared in upper case, the first of several
 * spellings stands for all (the most frequent, where the vectors are so ordered), and only the first words of
 * the vocabulary take part.
 */
import { check } from "../../../base/check.js";
import type { Vectors } from "../vectors.js";

/** Which words of the vectors take part, and what counts as the same word. */
export interface KnownWordsOptions {
  /** Only the first so many words of the vectors; 300,000 if not given. */
  readonly restrict?: number;
  /** Whether "Paris", "paris" and "PARIS" are one word; true if not given. */
  readonly foldCase?: boolean;
}

/** The words of some vectors, found as a test set writes them. */
export class KnownWords {
  /** How many of the vectors' words take part, from the first. */
  readonly count: number;
  /** For each of them the number of the first word that counts as the same. */
  readonly same: Int32Array;
  private readonly numbers = new Map<string, number>();
  private readonly fold: (word: string) => string;

  /** @throws InputError where `restrict` is not a whole number ≥ 1. */
  constructor(vectors: Vectors, options: KnownWordsOptions = {}) {
    const { restrict = 300_000, foldCase = true } = options;
    const usable = (Number.isSafeInteger(restrict) && restrict >= 1) || restrict === Infinity;
    check(usable, "restrict", restrict, "a whole number ≥ 1 or Infinity");
    this.fold = foldCase ? (word) => word.toUpperCase() : (word) => word;
    this.count = Math.min(restrict, vectors.words.length);
    this.same = new Int32Array(this.count);
    for (let i = 0; i < this.count; i += 1) {
      const folded = this.fold(vectors.words[i]!);
      const first = this.numbers.get(folded) ?? i;
      if (first === i) this.numbers.set(folded, i);
      this.same[i] = first;
    }
  }

  /** The number of a word among the vectors' words, if it takes part. */
  find(word: string): number | undefined {
    return this.numbers.get(this.fold(word));
  }
}
