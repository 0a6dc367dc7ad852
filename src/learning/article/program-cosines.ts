/**
 * The zero point of every similarity: cosines of vectors that have learned nothing. Start vectors are drawn as a
 * trainer draws them, and their cosines are what the article's program averages before training has any effect.
 */
import { check } from "../../base/check.js";
import { Random } from "../../base/random.js";
import { createModel } from "../embedding/cbow.js";
import { cosine } from "../embedding/cosine.js";
import { spreadOf, type Spread } from "../statistics/spread.js";

/** Cosines of random vectors, seen and expected. */
export interface RandomCosines {
  readonly dimension: number;
  /** The cosines that were drawn. */
  readonly cosines: Spread;
  /** 1/√d: their standard deviation in theory; the mean is 0. */
  readonly expected: number;
}

/**
 * Draws pairs of start vectors and takes their cosines.
 *
 * @param dimension numbers per vector, a whole number ≥ 1
 * @param pairs how many pairs, a whole number ≥ 1; each vector stands in one pair
 * @throws InputError for another dimension or number of pairs.
 * Formula: E cos = 0 and E cos² = Σ_i E[a_i²] E[b_i²] = d · (1/d)² = 1/d for unit vectors a, b whose coordinates
 *   are alike and whose signs are independent
 */
export function randomCosines(dimension: number, pairs: number, seed: number): RandomCosines {
  const rule = "a whole number ≥ 1";
  check(Number.isInteger(dimension) && dimension >= 1, "dimension", dimension, rule);
  check(Number.isInteger(pairs) && pairs >= 1, "pairs", pairs, rule);
  const { input } = createModel(2 * pairs, dimension, new Random(seed));
  const row = (nth: number) => input.subarray(nth * dimension, (nth + 1) * dimension);
  const drawn = Array.from({ length: pairs }, (_, i) => cosine(row(2 * i), row(2 * i + 1)));
  return { dimension, cosines: spreadOf(drawn), expected: 1 / Math.sqrt(dimension) };
}
