/**
 * Word pairs: do the vectors find those words similar that people do? Spearman's ρ between cosines and scores
 * is the figure that papers print; the interval says how much of it is the choice of some hundred pairs.
 */
import { check } from "../../../base/check.js";
import { bootstrapInterval, type BootstrapOptions } from "../../statistics/bootstrap.js";
import { pearson, spearman } from "../../statistics/correlation.js";
import { resampledPearson, resampledSpearman } from "../../statistics/resampled-correlation.js";
import { cosine } from "../cosine.js";
import type { WordPair } from "./evaluation-sets.js";
import { KnownWords, type KnownWordsOptions } from "./evaluation-words.js";
import type { Vectors } from "../vectors.js";

/** Which words take part, and how the intervals are drawn. */
export type PairsOptions = KnownWordsOptions & BootstrapOptions;

/** A pair that the vectors know, with both judgements. */
export interface JudgedPair extends WordPair {
  /** Cosine of the vectors, in [-1, 1]. */
  readonly similarity: number;
}

/** How well vectors order word pairs; all but the last field make a row of a table. */
export interface PairScores {
  /** Spearman's rank correlation of cosines and scores. */
  readonly spearman: number;
  readonly spearmanLower: number;
  readonly spearmanUpper: number;
  /** Pearson's correlation of cosines and scores. */
  readonly pearson: number;
  readonly pearsonLower: number;
  readonly pearsonUpper: number;
  /** Pairs that were judged. */
  readonly known: number;
  /** Pairs with a word that the vectors do not know: left out. */
  readonly outOfVocabulary: number;
  /** Their share of all pairs, in [0, 1]. */
  readonly outOfVocabularyShare: number;
  readonly rows: readonly JudgedPair[];
}

/**
 * Judges vectors by word pairs.
 *
 * @param pairs with scores by people; see `readWordPairs`
 * @param options `restrict` and `foldCase` as in gensim, and `confidence`, `replicates` and `seed` of the
 *   intervals, which are BCa bootstrap intervals over the pairs (`bootstrapInterval`)
 * @returns both correlations, in [-1, 1], with their intervals, what was left out, and the judged pairs
 * @throws InputError where fewer than three pairs are known, or for an option out of its range.
 * Source: the pairs left out and the case of words as in gensim's `evaluate_word_pairs`.
 */
export function evaluatePairs(
  vectors: Vectors,
  pairs: readonly WordPair[],
  options: PairsOptions = {},
): PairScores {
  const words = new KnownWords(vectors, options);
  const rows: JudgedPair[] = [];
  for (const { a, b, score } of pairs) {
    const [i, j] = [words.find(a), words.find(b)];
    if (i === undefined || j === undefined) continue;
    const similarity = cosine(vectors.rows(i, i + 1), vectors.rows(j, j + 1));
    rows.push({ a, b, score, similarity });
  }
  const outOfVocabulary = pairs.length - rows.length;
  const rule = `at least 3 of the ${pairs.length}`;
  check(rows.length >= 3, "pairs that the vectors know", rows.length, rule);
  const learned = rows.map((row) => row.similarity);
  const human = rows.map((row) => row.score);
  const ranked = bootstrapInterval(rows.length, resampledSpearman(learned, human), options);
  const linear = bootstrapInterval(rows.length, resampledPearson(learned, human), options);
  return {
    spearman: spearman(learned, human),
    spearmanLower: ranked.lower,
    spearmanUpper: ranked.upper,
    pearson: pearson(learned, human),
    pearsonLower: linear.lower,
    pearsonUpper: linear.upper,
    known: rows.length,
    outOfVocabulary,
    outOfVocabularyShare: outOfVocabulary / pairs.length,
    rows,
  };
}
