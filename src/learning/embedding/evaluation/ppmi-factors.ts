/**
 * What negative sampling tends to when nothing is left to chance: word and context vectors that follow the
 * expected gradient of its loss, over all pairs at once. With as many dimensions as words their products reach
 * PMI − log K: the game computes mutual information. Left out: fewer dimensions, where no closed form tells
 * where it ends.
 */
import { check } from "../../../base/check.js";
import { sigmoid } from "../cbow.js";
import { mutualInformation } from "./ppmi.js";

/** How far to go. */
export interface FactorOptions {
  /** K, noise words per pair; 5 if not given. */
  readonly negative?: number;
  /** Steps down the gradient, at most; 20,000 if not given. */
  readonly steps?: number;
  /** The steps end where no residual is above this; 1e-12 if not given. */
  readonly tolerance?: number;
}

/** Where the products of the vectors ended. */
export interface Factors {
  /** w·c for each word (row) and context (column). */
  readonly products: readonly Float64Array[];
  /** Steps that were taken. */
  readonly steps: number;
  /** The largest |σ(w·c) − share of true pairs| that is left. */
  readonly residual: number;
}

/**
 * Follows the expected gradient of skip-gram with negative sampling, full rank: n numbers per vector.
 *
 * @param joint how often n words (rows) and n contexts (columns) meet, all > 0; at most 200 words
 * @returns products near PMI − log K, nearer for a smaller tolerance
 * @throws InputError for another table or a bad option.
 * Formula: ℓ = −Σ P(w, c) log σ(w·c) + K P(w) P(c) log σ(−w·c); ∂ℓ/∂(w·c) = m (σ(w·c) − P(w, c)/m) with
 *   m = P(w, c) + K P(w) P(c), taken per unit of m, so that rare pairs keep pace
 * Source: O. Levy, Y. Goldberg, "Neural word embedding as implicit matrix factorization" (2014); steps with
 *   momentum and restarts as B. O'Donoghue, E. Candès (2015).
 * @example
 * expectedFactors([[3, 1], [1, 3]], { negative: 1 }).products[0]?.[0]?.toFixed(9); // "0.405465108"
 */
export function expectedFactors(
  joint: readonly ArrayLike<number>[],
  options: FactorOptions = {},
): Factors {
  const { negative = 5, steps = 20_000, tolerance = 1e-12 } = options;
  const n = joint.length;
  check(n >= 1 && n <= 200, "words", n, "from 1 to 200");
  for (const [name, value] of Object.entries({ negative, steps })) {
    check(Number.isSafeInteger(value) && value >= 1, name, value, "a whole number ≥ 1");
  }
  check(tolerance > 0, "tolerance", tolerance, "a number > 0");
  const trueShare = trueShares(joint, negative);
  const words = factor(n, () => 0);
  // Contexts at right angles keep the descent well-conditioned: C'C − W'W stays (nearly) what it is at first.
  const contexts = factor(n, (row, column) => Number(row === column));
  const products = Array.from({ length: n }, () => new Float64Array(n));
  let residual = Infinity;
  let taken = 0;
  for (let sinceRestart = 0; taken < steps && residual > tolerance; sinceRestart += 1, taken += 1) {
    const momentum = sinceRestart / (sinceRestart + 3);
    move(words, momentum);
    move(contexts, momentum);
    residual = gradient(words, contexts, trueShare, products);
    // Twice the step that is safe for the curvature's bound: the momentum's restarts catch what is too long.
    const length = 2 / ((squares(words.values) + squares(contexts.values)) / 4 + residual * n);
    if (descend(words, length) + descend(contexts, length) > 0) sinceRestart = -1;
  }
  return { products, steps: taken, residual };
}

/** One of the two matrices, with its gradient and its velocity. */
interface Factor {
  readonly values: Float64Array;
  readonly gradient: Float64Array;
  readonly velocity: Float64Array;
}

function factor(n: number, start: (row: number, column: number) => number): Factor {
  const values = Float64Array.from({ length: n * n }, (_, i) => start(Math.floor(i / n), i % n));
  return { values, gradient: new Float64Array(n * n), velocity: new Float64Array(n * n) };
}

/** P(w, c)/m: how often a pair that the game shows is a true one. */
function trueShares(joint: readonly ArrayLike<number>[], negative: number): Float64Array[] {
  return mutualInformation(joint).map((row, w) => {
    check(row.length === joint.length, "columns", row.length, `${joint.length}, one per word`);
    const zero = row.indexOf(-Infinity);
    check(zero < 0, `row ${w}, column ${zero}`, 0, "a number > 0: the PMI of 0 is −Infinity");
    return row.map((pmi) => sigmoid(pmi - Math.log(negative)));
  });
}

function move({ values, velocity }: Factor, momentum: number): void {
  for (let i = 0; i < values.length; i += 1) values[i]! += velocity[i]! *= momentum;
}

/** Fills both gradients and the products; returns the largest residual. */
function gradient(
  words: Factor,
  contexts: Factor,
  trueShare: readonly Float64Array[],
  products: readonly Float64Array[],
): number {
  const n = trueShare.length;
  words.gradient.fill(0);
  contexts.gradient.fill(0);
  let most = 0;
  for (let w = 0; w < n; w += 1) {
    for (let c = 0; c < n; c += 1) {
      let product = 0;
      for (let k = 0; k < n; k += 1) {
        product += words.values[w * n + k]! * contexts.values[c * n + k]!;
      }
      products[w]![c] = product;
      const error = sigmoid(product) - trueShare[w]![c]!;
      most = Math.max(most, Math.abs(error));
      for (let k = 0; k < n; k += 1) {
        words.gradient[w * n + k]! += error * contexts.values[c * n + k]!;
        contexts.gradient[c * n + k]! += error * words.values[w * n + k]!;
      }
    }
  }
  return most;
}

/** Steps down; returns velocity · gradient, which is positive where the momentum leads uphill. */
function descend({ values, gradient: slope, velocity }: Factor, length: number): number {
  let uphill = 0;
  for (let i = 0; i < values.length; i += 1) {
    values[i]! -= length * slope[i]!;
    velocity[i]! -= length * slope[i]!;
    uphill += velocity[i]! * slope[i]!;
  }
  return uphill;
}

function squares(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x * x, 0);
}
