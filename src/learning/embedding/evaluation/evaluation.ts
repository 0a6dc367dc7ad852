/**
 * Is it any good? Three judgements of word vectors against something they cannot argue with: the order of
 * all pairs by the true similarity of their contexts (Spearman's ρ), the separation of topics (AUC), and
 * analogies. Rows and numbers come out; `show` draws them. A single high cosine is no judgement.
 */
import { check } from "../../../base/check.js";
import { spearman } from "../../statistics/correlation.js";
import { areaUnderRoc } from "../../statistics/roc.js";
import type { TrueContexts } from "../../text/grammar.js";
import { cosine, type Vectors } from "../vectors.js";

/** Two words, how similar their vectors are and how similar their true contexts. */
export interface PairRow {
  readonly a: string;
  readonly b: string;
  /** Cosine of the learned vectors. */
  readonly learned: number;
  /** Cosine of the true context distributions. */
  readonly truth: number;
}

/** One analogy "a is to b as c is to d", and what the vectors answer. */
export interface AnalogyRow {
  readonly a: string;
  readonly b: string;
  readonly c: string;
  readonly d: string;
  readonly answer: string;
  readonly correct: boolean;
}

/**
 * Every pair of words that both sides know, each once.
 *
 * @returns n(n − 1)/2 rows for n common words
 */
export function pairRows(vectors: Vectors, truth: TrueContexts): PairRow[] {
  const known = [...truth.words.entries()].filter(([, word]) => vectors.has(word));
  return known.flatMap(([i, a], nth) =>
    known.slice(nth + 1).map(([j, b]) => ({
      a,
      b,
      learned: vectors.similarity(a, b),
      truth: cosine(truth.rows[i] as Float64Array, truth.rows[j] as Float64Array),
    })),
  );
}

/**
 * Spearman's ρ between learned and true similarity over all pairs of words.
 *
 * @returns a value in [-1, 1]; about 0 for untrained vectors
 * @throws InputError where fewer than two pairs are known.
 */
export function rankCorrelation(vectors: Vectors, truth: TrueContexts): number {
  const rows = pairRows(vectors, truth);
  return spearman(
    rows.map((row) => row.learned),
    rows.map((row) => row.truth),
  );
}

/**
 * The probability that two words of one topic are more similar than two words of different topics.
 *
 * @param topicOf topic of each word; words without one are left out
 * @returns a value in [0, 1]; 0.5 is chance
 * @throws InputError where no pair shares a topic, or all do.
 */
export function topicAuc(vectors: Vectors, topicOf: Readonly<Record<string, string>>): number {
  const words = vectors.words.filter((word) => Object.hasOwn(topicOf, word));
  const same: number[] = [];
  const different: number[] = [];
  words.forEach((a, i) => {
    for (const b of words.slice(i + 1)) {
      (topicOf[a] === topicOf[b] ? same : different).push(vectors.similarity(a, b));
    }
  });
  return areaUnderRoc(same, different);
}

/**
 * All analogies between pairs of one relation: for every two pairs (a, b) and (c, d), both "a is to b as
 * c is to d" and "b is to a as d is to c".
 *
 * @param pairs at least two, for example `[["man", "woman"], ["king", "queen"]]`
 * @throws InputError where there are fewer than two pairs or a word is not known.
 */
export function analogyRows(
  vectors: Vectors,
  pairs: readonly (readonly [string, string])[],
): AnalogyRow[] {
  check(pairs.length >= 2, "pairs", pairs.length, "at least two");
  const quads = pairs.flatMap(([a, b]) =>
    pairs
      .filter(([c]) => c !== a)
      .flatMap(([c, d]) => [[a, b, c, d] as const, [b, a, d, c] as const]),
  );
  return quads.map(([a, b, c, d]) => {
    const answer = vectors.analogy(a, b, c)[0]?.word ?? "";
    return { a, b, c, d, answer, correct: answer === d };
  });
}

/** The three judgements together: a row of a table. */
export interface GrammarScores {
  /** Spearman's ρ between learned and true similarity over all pairs of words. */
  readonly spearman: number;
  /** Pairs of words that ρ is over. */
  readonly pairs: number;
  /** Probability that two words of one topic are nearer than two of different topics. */
  readonly topicAuc: number;
  /** Share of the analogies that are answered rightly. */
  readonly analogies: number;
  /** Analogies that were asked. */
  readonly asked: number;
}

/**
 * Judges vectors by a grammar whose truth is known: `rankCorrelation`, `topicAuc` and `analogyRows` as one row.
 *
 * @param truth of the grammar that the vectors were trained on; see `trueContexts`
 * @throws InputError where fewer than two pairs of words, of topics or of a relation are known.
 */
export function grammarScores(
  vectors: Vectors,
  truth: TrueContexts,
  topicOf: Readonly<Record<string, string>>,
  relation: readonly (readonly [string, string])[],
): GrammarScores {
  const known = truth.words.filter((word) => vectors.has(word)).length;
  const answers = analogyRows(vectors, relation);
  return {
    spearman: rankCorrelation(vectors, truth),
    pairs: (known * (known - 1)) / 2,
    topicAuc: topicAuc(vectors, topicOf),
    analogies: answers.filter((row) => row.correct).length / answers.length,
    asked: answers.length,
  };
}
