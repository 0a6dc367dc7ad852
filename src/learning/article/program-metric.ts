/**
 * The two functions of the article's printed program (section 5.2) that decide what it prints, ported as they
 * are: preparing the words, and the mean similarity to one word. Beside them what their number is made of, and
 * the same mean with its guards. Left out: a measure of quality, which no mean of this kind is; that is
 * `rankCorrelation` of the embedding layer.
 */
import { check } from "../../base/check.js";
import type { Vectors } from "../embedding/vectors.js";

/** Whether Python's `str.isalpha` says yes: at least one sign, and every sign a letter. */
export function isAlpha(text: string): boolean {
  return /^\p{L}+$/u.test(text);
}

/**
 * The printed preparation: what is inside each sentence, in one flat list, and of that what consists of letters.
 * Inside a string are its characters, so a corpus of strings comes out as single letters; TypeScript's types
 * allow it as Python does, because a string is an iterable of strings in both.
 *
 * @param corpus strings (as printed) or sentences of words
 * @example
 * preprocessAsPrinted(["a cat"]); // ["a", "c", "a", "t"]
 * preprocessAsPrinted([["a", "cat", "GPT4"]]); // ["a", "cat"]
 */
export function preprocessAsPrinted(corpus: Iterable<Iterable<string>>): string[] {
  const found: string[] = [];
  for (const sentence of corpus) found.push(...sentence);
  return found.filter(isAlpha);
}

/**
 * The printed evaluation: the mean similarity of one word to every token of the corpus that has a vector, itself
 * included as often as it occurs.
 *
 * @param corpus as the program has it: strings or sentences of words
 * @param probe "man" in the program
 * @returns a value in [-1, 1]; NaN where no token has a vector, as NumPy's mean of nothing
 * @throws InputError where a token has a vector and the probe has none.
 * Formula: (1/n) Σ_t cos(probe, t) over the n tokens t with a vector
 */
export function evaluateAsPrinted(
  vectors: Vectors,
  corpus: Iterable<Iterable<string>>,
  probe = "man",
): number {
  const tokens = preprocessAsPrinted(corpus).filter((token) => vectors.has(token));
  return mean(tokens.map((token) => vectors.similarity(probe, token)));
}

/** What the printed mean is made of. */
export interface MetricParts {
  /** The printed mean: share · 1 + (1 − share) · others. */
  readonly printed: number;
  /** Share of the tokens that are the probe itself, whose similarity with itself is 1. */
  readonly share: number;
  /** Mean over the other tokens; NaN where there are none. */
  readonly others: number;
}

/**
 * Takes the printed mean apart into the probe's similarity with itself and the rest.
 *
 * @throws InputError as `evaluateAsPrinted`, and where no token has a vector.
 */
export function metricParts(
  vectors: Vectors,
  corpus: Iterable<Iterable<string>>,
  probe = "man",
): MetricParts {
  const tokens = preprocessAsPrinted(corpus).filter((token) => vectors.has(token));
  check(tokens.length > 0, "tokens with a vector", 0, "at least one");
  const scores = tokens.map((token) => vectors.similarity(probe, token));
  const rest = scores.filter((_, i) => tokens[i] !== probe);
  return {
    printed: mean(scores),
    share: 1 - rest.length / tokens.length,
    others: mean(rest),
  };
}

/**
 * The mean similarity of a word to all other words, with the guards that the printed one lacks: each word once,
 * never the probe itself, and a probe that must be known. It says how far all vectors point the way of one; it
 * says nothing about whether they are any good.
 *
 * @returns a value in [-1, 1]; about 0 for random vectors, near 1 for collapsed ones
 * @throws InputError where the probe is not known or is the only word.
 * @example
 * const vectors = new Vectors(["man", "king", "sea"], Float32Array.of(1, 0, 1, 0, 0, 1));
 * meanToOthers(vectors, "man"); // 0.5
 */
export function meanToOthers(vectors: Vectors, probe: string): number {
  vectors.get(probe);
  const others = vectors.words.filter((word) => word !== probe);
  check(others.length > 0, "words beside the probe", 0, "at least one");
  return mean(others.map((word) => vectors.similarity(probe, word)));
}

/** The arithmetic mean; NaN of nothing. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
