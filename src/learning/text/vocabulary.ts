/**
 * The words that a model knows, most frequent first, and their numbers: the one place where text turns
 * into integers. Follows the field's custom (frequency order, a minimum count, noise ∝ count^0.75).
 * Left out: subword pieces and an "unknown" token; a word that is not known is dropped.
 */
import { check, complaint, InputError } from "../../base/check.js";
import { checkCorpus, type Corpus, type Sentence } from "./corpus.js";

/** How a vocabulary is made; all may be left out. */
export interface VocabularyOptions {
  /** Words seen less often are left out; 1 if not given. */
  readonly minCount?: number;
}

/** Words, their counts and their numbers. Words are in order of falling count, equal counts as first seen. */
export class Vocabulary {
  readonly words: readonly string[];
  readonly counts: readonly number[];
  /** Number of known tokens in the corpus: the sum of the counts. */
  readonly tokens: number;
  private readonly indices: ReadonlyMap<string, number>;

  private constructor(entries: readonly (readonly [string, number])[]) {
    this.words = entries.map(([word]) => word);
    this.counts = entries.map(([, count]) => count);
    this.tokens = this.counts.reduce((sum, count) => sum + count, 0);
    this.indices = new Map(this.words.map((word, index) => [word, index]));
  }

  /**
   * Counts the words of a corpus.
   *
   * @throws InputError where the corpus is none, or no word is frequent enough.
   * @example
   * const vocabulary = Vocabulary.from([["the", "king"], ["the", "queen"]]);
   * vocabulary.words; // ["the", "king", "queen"]
   */
  static from(corpus: Corpus, options: VocabularyOptions = {}): Vocabulary {
    const { minCount = 1 } = options;
    check(Number.isInteger(minCount) && minCount >= 1, "minCount", minCount, "a whole number ≥ 1");
    checkCorpus(corpus);
    const counts = new Map<string, number>();
    for (const sentence of corpus) {
      for (const word of sentence) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const kept = [...counts].filter(([, count]) => count >= minCount);
    if (kept.length === 0) {
      const found = `0 of ${counts.size} words kept`;
      const remedy =
        counts.size === 0 ? "give a corpus with words" : `lower minCount (now ${minCount})`;
      throw new InputError(`vocabulary is empty: ${found}; ${remedy}`);
    }
    return new Vocabulary(kept.sort(([, a], [, b]) => b - a));
  }

  /** Number of words. */
  get size(): number {
    return this.words.length;
  }

  /** The number of a word, from 0 for the most frequent; undefined where it is not known. */
  find(word: string): number | undefined {
    return this.indices.get(word);
  }

  /**
   * The number of a word that must be known.
   *
   * @throws InputError where it is not.
   */
  indexOf(word: string): number {
    const index = this.indices.get(word);
    if (index === undefined) {
      throw new InputError(complaint("word", word, `one of ${this.size} known words`));
    }
    return index;
  }

  /** The numbers of a sentence's known words, in order; unknown words are dropped. */
  encode(sentence: Sentence): Int32Array {
    const known = sentence.map((word) => this.indices.get(word)).filter((i) => i !== undefined);
    return Int32Array.from(known);
  }

  /**
   * The words of numbers: the reverse of `encode`.
   *
   * @throws InputError for a number outside the vocabulary.
   */
  decode(indices: ArrayLike<number>): string[] {
    return Array.from(indices, (index) => {
      const word = this.words[index];
      check(word !== undefined, "word number", index, `a whole number from 0 to ${this.size - 1}`);
      return word;
    });
  }

  /**
   * Weights of the noise distribution, P_n(w) ∝ count(w)^power.
   *
   * Source: Mikolov et al. 2013b, section 2.2 (power 3/4).
   */
  noiseWeights(power = 0.75): Float64Array {
    return Float64Array.from(this.counts, (count) => Math.pow(count, power));
  }
}
