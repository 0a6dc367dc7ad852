/**
 * The words that a model knows, most frequent first, and their numbers: the one place where text turns
 * into integers. Follows the field's custom (frequency order, a minimum count, noise ∝ count^0.75).
 * Left out: subword pieces and an "unknown" token; a word that is not known is dropped.
 */
import { check, complaint, InputError } from "../../base/check.js";
import {
  checkCorpus,
  checkSentence,
  type AnyCorpus,
  type Corpus,
  type Sentence,
} from "./corpus.js";

/** How a vocabulary is made; all may be left out. */
export interface VocabularyOptions {
  /** Words seen less often are left out; 1 if not given. */
  readonly minCount?: number;
  /** At most so many words, the most frequent (of equal counts the first seen); Infinity if not given. */
  readonly maxSize?: number;
  /**
   * Bounds the memory of counting: whenever more different words than this are being counted, those seen once
   * are forgotten, the next time those seen up to twice, and so on, as gensim's `max_vocab_size` does it. Counts
   * are then lower bounds and rare words may be missing; 16 million, what a Map can hold, if not given.
   */
  readonly maxCounted?: number;
}

/** Words, their counts and their numbers. Words are in order of falling count, equal counts as first seen. */
export class Vocabulary {
  readonly words: readonly string[];
  readonly counts: readonly number[];
  /** Number of known tokens in the corpus: the sum of the counts. */
  readonly tokens: number;
  /** Made at the first question: a million words take a third of a second and 100 MB. */
  private indices: ReadonlyMap<string, number> | undefined;

  private constructor(words: readonly string[], counts: readonly number[]) {
    this.words = words;
    this.counts = counts;
    this.tokens = counts.reduce((sum, count) => sum + count, 0);
  }

  /**
   * Counts the words of a corpus in memory.
   *
   * @throws InputError where the corpus is none, an option is out of range, or no word is frequent enough.
   * @example
   * const vocabulary = Vocabulary.from([["the", "king"], ["the", "queen"]]);
   * vocabulary.words; // ["the", "king", "queen"]
   */
  static from(corpus: Corpus, options: VocabularyOptions = {}): Vocabulary {
    const settings = toVocabularyOptions(options);
    checkCorpus(corpus);
    const counter = new Counter(settings.maxCounted);
    for (const sentence of corpus) counter.add(sentence);
    return Vocabulary.fromCounts(counter.counts.keys(), counter.counts.values(), settings);
  }

  /**
   * Counts the words of any corpus, also of one that is read from files.
   *
   * @throws InputError as `Vocabulary.from`; and the corpus' own errors while it is read.
   * @example
   * const vocabulary = await Vocabulary.read([["the", "king"], ["the", "queen"]], { maxSize: 2 });
   * vocabulary.words; // ["the", "king"]
   */
  static async read(corpus: AnyCorpus, options: VocabularyOptions = {}): Promise<Vocabulary> {
    if (Symbol.iterator in Object(corpus)) return Vocabulary.from(corpus as Corpus, options);
    const settings = toVocabularyOptions(options);
    checkCorpus(corpus);
    const counter = new Counter(settings.maxCounted);
    for await (const sentence of corpus) {
      if (counter.counts.size === 0) checkSentence(sentence);
      counter.add(sentence);
    }
    return Vocabulary.fromCounts(counter.counts.keys(), counter.counts.values(), settings);
  }

  /**
   * A vocabulary of words that were counted elsewhere; each word must come once.
   *
   * @param words in any order; with equal counts the earlier comes first
   * @param counts how often each was seen, in the order of `words`
   * @param options `minCount` and `maxSize`
   * @throws InputError where the two differ in length, an option is out of range, or no word is left.
   * @example
   * Vocabulary.fromCounts(["king", "the"], [1, 2]).words; // ["the", "king"]
   */
  static fromCounts(
    words: Iterable<string>,
    counts: Iterable<number>,
    options: VocabularyOptions = {},
  ): Vocabulary {
    const { minCount, maxSize } = toVocabularyOptions(options);
    const [allWords, allCounts] = [[...words], Float64Array.from(counts)];
    const rule = `${allWords.length}, one for each word`;
    check(allCounts.length === allWords.length, "number of counts", allCounts.length, rule);
    const kept = frequentFirst(allCounts, minCount).subarray(0, Math.min(maxSize, allWords.length));
    if (kept.length === 0) {
      const found = `0 of ${allWords.length} words kept`;
      const remedy =
        allWords.length === 0 ? "give a corpus with words" : `lower minCount (now ${minCount})`;
      throw new InputError(`vocabulary is empty: ${found}; ${remedy}`);
    }
    return new Vocabulary(
      Array.from(kept, (index) => allWords[index] as string),
      Array.from(kept, (index) => allCounts[index] as number),
    );
  }

  /** Number of words. */
  get size(): number {
    return this.words.length;
  }

  /** The number of a word, from 0 for the most frequent; undefined where it is not known. */
  find(word: string): number | undefined {
    return this.index().get(word);
  }

  /**
   * The number of a word that must be known.
   *
   * @throws InputError where it is not.
   */
  indexOf(word: string): number {
    const index = this.index().get(word);
    if (index === undefined) {
      throw new InputError(complaint("word", word, `one of ${this.size} known words`));
    }
    return index;
  }

  /** The numbers of a sentence's known words, in order; unknown words are dropped. */
  encode(sentence: Sentence): Int32Array {
    const index = this.index();
    const known = sentence.map((word) => index.get(word)).filter((i) => i !== undefined);
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

  private index(): ReadonlyMap<string, number> {
    if (this.indices === undefined) {
      const indices = new Map<string, number>();
      this.words.forEach((word, index) => indices.set(word, index));
      this.indices = indices;
    }
    return this.indices;
  }
}

/** A Map holds 2^24 entries; the rest is room for the words of one sentence. */
const countable = 16_000_000;

/**
 * Completes and checks the options.
 *
 * @throws InputError for a value out of its range.
 */
export function toVocabularyOptions(options: VocabularyOptions): Required<VocabularyOptions> {
  const { minCount = 1, maxSize = Infinity, maxCounted = countable } = options;
  check(Number.isInteger(minCount) && minCount >= 1, "minCount", minCount, "a whole number ≥ 1");
  const sized = maxSize === Infinity || (Number.isInteger(maxSize) && maxSize >= 1);
  check(sized, "maxSize", maxSize, "a whole number ≥ 1 or Infinity");
  const bounded = Number.isInteger(maxCounted) && maxCounted >= 1 && maxCounted <= countable;
  check(bounded, "maxCounted", maxCounted, `a whole number from 1 to ${countable}`);
  return { minCount, maxSize, maxCounted };
}

/** Numbers of the words seen often enough, by falling count, equal counts in their order. */
function frequentFirst(counts: Float64Array, minCount: number): Uint32Array {
  let kept = 0;
  const order = new Uint32Array(counts.length);
  for (let i = 0; i < counts.length; i += 1) {
    if ((counts[i] as number) >= minCount) order[kept++] = i;
  }
  // Sorting typed arrays is stable, as that of arrays.
  return order.subarray(0, kept).sort((a, b) => (counts[b] as number) - (counts[a] as number));
}

/** Counts words, and forgets rare ones where more than `most` different ones have come. */
class Counter {
  readonly counts = new Map<string, number>();
  private forgotten = 0;

  constructor(private readonly most: number) {}

  add(sentence: Sentence): void {
    const { counts } = this;
    for (const word of sentence) counts.set(word, (counts.get(word) ?? 0) + 1);
    if (counts.size <= this.most) return;
    this.forgotten += 1;
    for (const [word, count] of counts) {
      if (count <= this.forgotten) counts.delete(word);
    }
  }
}
