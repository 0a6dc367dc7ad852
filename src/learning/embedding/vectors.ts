/**
 * Trained word vectors, apart from the trainer that made them: words and one row of numbers each, and the
 * questions one asks of them, in the manner of gensim's KeyedVectors. Cosines are computed in float64 from the
 * float32 rows and are never NaN: a row of zeros, or with a number that is none, is similar to nothing (0).
 * The rows lie in memory or in a file (formats/open.ts). Left out: files, and how neighbours are searched.
 */
import { check } from "../../base/check.js";
import { averageOf, oddOneOut, type AverageOptions } from "./search/average.js";
import { cosine, unit } from "./cosine.js";
import { NearestIndex } from "./search/nearest-index.js";
import { nearest } from "./search/nearest.js";
import {
  placeOf,
  toCompleteQuestion,
  vectorOf,
  type Neighbour,
  type SimilarityQuestion,
} from "./search/question.js";
import { RowsInMemory, type VectorRows } from "./search/rows.js";

export type { AverageOptions } from "./search/average.js";
export { cosine } from "./cosine.js";
export type { Neighbour, SimilarityQuestion, Term } from "./search/question.js";

/** Words with one vector each. */
export class Vectors {
  /** @internal words and rows, wherever they lie */
  readonly source: VectorRows;
  private index: NearestIndex | undefined;

  /**
   * @param words the words, all different
   * @param values one row after the other, words.length × dimension numbers; kept, not copied
   * @param counts how often each word was seen, if that is known
   * @throws InputError where the numbers do not divide into rows, counts are missing or a word comes twice.
   */
  constructor(words: readonly string[], values: Float32Array, counts?: ArrayLike<number>);
  /** @param rows words and rows that lie elsewhere, for example in a file */
  constructor(rows: VectorRows);
  constructor(
    words: readonly string[] | VectorRows,
    values: Float32Array = new Float32Array(0),
    counts?: ArrayLike<number>,
  ) {
    this.source = "rows" in words ? words : new RowsInMemory(words, values, counts);
  }

  /** The words, in order: of trained vectors the most frequent first. */
  get words(): readonly string[] {
    return this.source.words;
  }

  /** Number of words. */
  get size(): number {
    return this.source.size;
  }

  /** Numbers in a vector. */
  get dimension(): number {
    return this.source.dimension;
  }

  /** How often each word was seen, in the words' order, where that is known. */
  get counts(): ArrayLike<number> | undefined {
    return this.source.counts;
  }

  /** Whether the word has a vector. */
  has(word: string): boolean {
    return this.source.find(word) !== undefined;
  }

  /** The place of a word, from 0; undefined where it is not known. */
  find(word: string): number | undefined {
    return this.source.find(word);
  }

  /**
   * The vector of a word: a view of `dimension` numbers; a copy where the vectors lie in a file.
   *
   * @throws InputError where the word is not known.
   */
  get(word: string): Float32Array {
    return vectorOf(this.source, word);
  }

  /**
   * The vectors from one place up to another, one after the other; a view where they lie in memory.
   *
   * @throws InputError where there are no such places.
   */
  rows(from = 0, to: number = this.size): Float32Array {
    const isRange = Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to;
    check(isRange && to <= this.size, "rows", [from, to], `places from 0 to ${this.size}`);
    return this.source.rows(from, to);
  }

  /** The same vectors in memory of their own: later training does not change them. */
  snapshot(): Vectors {
    return new Vectors(this.words, this.source.rows(0, this.size).slice(), this.counts);
  }

  /** The same words with their vectors scaled to length 1; zeros stay zeros. */
  normalised(): Vectors {
    const { dimension, size } = this;
    const values = new Float32Array(size * dimension);
    for (let place = 0; place < size; place += 1)
      values.set(unit(this.source.rows(place, place + 1)), place * dimension);
    return new Vectors(this.words, values, this.counts);
  }

  /**
   * Copies of some words' vectors, in the order given, each word once.
   *
   * @throws InputError where there is no word, or one is not known.
   */
  subset(words: readonly string[]): Vectors {
    check(words.length > 0, "words", 0, "at least one");
    const kept = [...new Set(words)];
    const places = kept.map((word) => placeOf(this.source, word));
    const values = new Float32Array(kept.length * this.dimension);
    places.forEach((place, i) => {
      values.set(this.source.rows(place, place + 1), i * this.dimension);
    });
    const { counts } = this;
    return new Vectors(kept, values, counts && places.map((place) => counts[place] as number));
  }

  /**
   * The cosine of two words' vectors, in [-1, 1]; of two lists of words that of their mean vectors.
   *
   * @throws InputError where a word is not known, or no word of a list.
   */
  similarity(a: string | readonly string[], b: string | readonly string[]): number {
    const vector = (of: string | readonly string[]) =>
      typeof of === "string" ? this.get(of) : this.average(of, { isNormalised: false });
    return cosine(vector(a), vector(b));
  }

  /** 1 − similarity, in [0, 2]. Throws as `similarity`. */
  distance(a: string, b: string): number {
    return 1 - this.similarity(a, b);
  }

  /**
   * All cosines among some words: row i, column j is that of words i and j.
   *
   * @param words all words if not given
   * @throws InputError where a word is not known.
   */
  similarities(words: readonly string[] = this.words): number[][] {
    return words.map((a) => words.map((b) => this.similarity(a, b)));
  }

  /**
   * The mean vector of a text's words; words that are not known are left out, with their weights.
   *
   * @returns `dimension` numbers: Σ w·v / Σ |w|
   * @throws InputError where no word is known, or there is not one weight for each word.
   */
  average(words: readonly string[], options: AverageOptions = {}): Float64Array {
    return averageOf(this.source, words, options);
  }

  /**
   * The word that goes least with the others: the one whose cosine with the mean of all is lowest.
   *
   * @throws InputError where a word is not known or there are fewer than two.
   */
  doesntMatch(words: readonly string[]): string {
    return oddOneOut(this.source, words);
  }

  /** The words that are closer to `a` than `b` is, in their order. Throws where a word is not known. */
  closerThan(a: string, b: string): string[] {
    const limit = this.similarity(a, b);
    const to = this.get(a);
    const { source } = this;
    return this.words.filter((word, place) => {
      return word !== a && word !== b && cosine(to, source.rows(place, place + 1)) > limit;
    });
  }

  /** The rank of `b` among the neighbours of `a`, 1 for the nearest. Throws where a word is not known. */
  rank(a: string, b: string): number {
    return this.closerThan(a, b).length + 1;
  }

  /**
   * The words most similar to a word, or to several, best first, without the words of the question. Each row is
   * looked at, in this thread: for small vocabularies, and for vectors that are still being trained.
   *
   * @param question a word, or positive and negative words, the method, how many answers, among which words
   * @param count how many answers, where the question is a word
   * @throws InputError where a word is not known or an option is not usable.
   * @example
   * const vectors = new Vectors(["man", "king", "sea"], Float32Array.of(1, 0, 1, 0.5, 0, 1));
   * vectors.mostSimilar("man", 2).map(({ word }) => word); // ["king", "sea"]
   */
  mostSimilar(question: string | SimilarityQuestion, count?: number): Neighbour[] {
    return nearest(this.source, toCompleteQuestion(this.source, question, count));
  }

  /**
   * The same answers as `mostSimilar`, found by all cores: for large vocabularies, and for many questions, which
   * are answered together. Keeps a normalised copy of the rows from the first time on, so ask a `snapshot()` of
   * vectors that are still being trained.
   *
   * @returns the answers to one question, or a list of them for a list of questions
   * @throws InputError as `mostSimilar`, and where memory does not suffice for the copy.
   */
  nearest(question: string | SimilarityQuestion): Promise<Neighbour[]>;
  nearest(questions: readonly (string | SimilarityQuestion)[]): Promise<Neighbour[][]>;
  async nearest(
    asked: string | SimilarityQuestion | readonly (string | SimilarityQuestion)[],
  ): Promise<Neighbour[] | Neighbour[][]> {
    const questions = (Array.isArray(asked) ? asked : [asked]) as (string | SimilarityQuestion)[];
    const complete = questions.map((each) => toCompleteQuestion(this.source, each));
    this.index ??= new NearestIndex(this.source);
    const found = await this.index.nearest(complete);
    return Array.isArray(asked) ? found : (found[0] as Neighbour[]);
  }

  /**
   * The answer to "a is to b as c is to …": the words nearest to b − a + c, each of the three scaled to length 1
   * first, without the three.
   *
   * @throws InputError where a word is not known or the count is not a whole number ≥ 1.
   * Source: Mikolov, Yih, Zweig, "Linguistic regularities in continuous space word representations" (2013).
   */
  analogy(
    a: string,
    b: string,
    c: string,
    count = 1,
    method: "3CosAdd" | "3CosMul" = "3CosAdd",
  ): Neighbour[] {
    return this.mostSimilar({ positive: [b, c], negative: [a], count, method });
  }

  /** Gives back the file and the normalised copy, if there are any. Nothing may be asked of a file afterwards. */
  close(): void {
    this.index?.close();
    this.index = undefined;
    this.source.close();
  }
}
