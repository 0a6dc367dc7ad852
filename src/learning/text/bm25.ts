/**
 * BM25, the ranking of documents by the words of a question: rare words count more, repeated words count less and
 * less, long documents are not favoured. Documents are lists of words; how text became words is the caller's affair
 * (`tokens`, `bigrams`). Follows Robertson and Zaragoza's form with the factor k₁ + 1; the 1 inside the idf's
 * logarithm, as in Lucene, keeps it positive. Left out: fields, query-term saturation, an index that saves looking
 * at every document.
 */
import { check } from "../../base/check.js";
import type { Sentence } from "./corpus.js";

/** The two settings; both may be left out. */
export interface Bm25Options {
  /** How soon repetitions of a word stop to count, ≥ 0: 0 counts a word once. 1.2 if not given. */
  readonly k1?: number;
  /** How much long documents are held back, in [0, 1]: 0 not at all. 0.75 if not given. */
  readonly b?: number;
}

/** What one word of a question adds to a document's score. */
export interface Bm25Row {
  readonly word: string;
  /** f: how often the document has it. */
  readonly frequency: number;
  /** n: how many documents have it. */
  readonly documents: number;
  readonly idf: number;
  readonly score: number;
}

/** A document's place in the list that was given, and its score. */
export interface RankedDocument {
  readonly document: number;
  readonly score: number;
}

/**
 * Documents that can be ranked.
 *
 * @example
 * const bm25 = new Bm25([["a", "cat"], ["a", "dog"], ["a", "cat", "and", "a", "dog"]]);
 * bm25.rank(["dog"]).map(({ document }) => document); // [1, 2, 0]
 */
export class Bm25 {
  readonly k1: number;
  readonly b: number;
  /** N. */
  readonly size: number;
  /** The mean number of words in a document. */
  readonly averageLength: number;
  private readonly lengths: readonly number[];
  private readonly frequencies: readonly ReadonlyMap<string, number>[];
  /** n of each word. */
  private readonly documents = new Map<string, number>();

  /**
   * @param documents words of each document, in any order
   * @throws InputError where there is no document or no word, a document is a string, or a setting is out of range.
   */
  constructor(documents: readonly Sentence[], options: Bm25Options = {}) {
    const { k1 = 1.2, b = 0.75 } = options;
    check(Number.isFinite(k1) && k1 >= 0, "k1", k1, "a finite number ≥ 0");
    check(b >= 0 && b <= 1, "b", b, "a number in [0, 1]");
    check(documents.length > 0, "documents", documents.length, "at least one");
    for (const [i, words] of documents.entries()) {
      const split = "split text into words first";
      check(Array.isArray(words), `document ${i}`, words, "a list of words", split);
    }
    this.k1 = k1;
    this.b = b;
    this.size = documents.length;
    this.lengths = documents.map((words) => words.length);
    this.averageLength = this.lengths.reduce((sum, length) => sum + length, 0) / this.size;
    check(this.averageLength > 0, "words in all documents", 0, "at least one");
    this.frequencies = documents.map((words) => {
      const counts = new Map<string, number>();
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      for (const word of counts.keys()) {
        this.documents.set(word, (this.documents.get(word) ?? 0) + 1);
      }
      return counts;
    });
  }

  /**
   * What a word is worth: the rarer, the more.
   *
   * @returns a value > 0; the largest where no document has the word
   * Formula: idf = ln(1 + (N − n + 0.5)/(n + 0.5))
   * @example
   * new Bm25([["a"], ["b"]]).idf("a").toFixed(4); // "0.6931"
   */
  idf(word: string): number {
    const n = this.documents.get(word) ?? 0;
    return Math.log(1 + (this.size - n + 0.5) / (n + 0.5));
  }

  /**
   * A document's score, word by word of the question (a word that is asked twice comes twice).
   *
   * @param document its place in the list, from 0
   * @throws InputError where there is no such document, or the question is a string.
   * Formula: idf · f (k₁ + 1)/(f + k₁ (1 − b + b |D|/avgdl))
   */
  explain(question: Sentence, document: number): Bm25Row[] {
    const split = "split text into words first";
    check(Array.isArray(question), "question", question, "a list of words", split);
    const counts = this.frequencies[document];
    check(counts !== undefined, "document", document, `a place from 0 to ${this.size - 1}`);
    const { k1, b } = this;
    const norm = 1 - b + (b * (this.lengths[document] as number)) / this.averageLength;
    return question.map((word) => {
      const frequency = counts.get(word) ?? 0;
      const idf = this.idf(word);
      const score = frequency === 0 ? 0 : (idf * frequency * (k1 + 1)) / (frequency + k1 * norm);
      return { word, frequency, documents: this.documents.get(word) ?? 0, idf, score };
    });
  }

  /**
   * The scores of all documents, in their order.
   *
   * @returns values ≥ 0; 0 where a document has no word of the question
   * @throws InputError where the question is a string.
   * Formula: Σ over the question's words of `explain`
   * Source: S. Robertson, H. Zaragoza, "The probabilistic relevance framework: BM25 and beyond" (2009).
   */
  scores(question: Sentence): Float64Array {
    return Float64Array.from({ length: this.size }, (_, document) =>
      this.explain(question, document).reduce((sum, { score }) => sum + score, 0),
    );
  }

  /**
   * All documents, the best first; of equal scores the earlier document.
   *
   * @throws InputError where the question is a string.
   */
  rank(question: Sentence): RankedDocument[] {
    return rankScores(this.scores(question));
  }
}

/** Documents by falling score; of equal scores the earlier one first. */
export function rankScores(scores: ArrayLike<number>): RankedDocument[] {
  return Array.from(scores, (score, document) => ({ document, score })).sort(
    (a, b) => b.score - a.score,
  );
}
