/**
 * The binomial distribution, and the best of many: how high the highest of several equally good scores is
 * on average. It is what a comparison of models owes to chance alone. Left out: confidence (see `wilson`)
 * and scores that depend on each other.
 */
import { check } from "../../base/check.js";

/**
 * P(X = k) for the number X of successes in n trials.
 *
 * @param trials n, a whole number ≥ 0
 * @param probability of one success, in [0, 1]
 * @returns n + 1 numbers that sum to 1, for k = 0 … n
 * @throws InputError for numbers out of these ranges.
 * Formula: P(k) = n!/(k!(n − k)!) pᵏ (1 − p)ⁿ⁻ᵏ, by the ratio of neighbours from the likeliest k on
 * @example
 * Array.from(binomialDistribution(2, 0.5)); // [0.25, 0.5, 0.25]
 */
export function binomialDistribution(trials: number, probability: number): Float64Array {
  check(Number.isSafeInteger(trials) && trials >= 0, "trials", trials, "a whole number ≥ 0");
  const inRange = probability >= 0 && probability <= 1;
  check(inRange, "probability", probability, "a number from 0 to 1");
  const shares = new Float64Array(trials + 1);
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  shares[mode] = 1;
  const odds = probability / (1 - probability);
  for (let k = mode; k < trials; k += 1)
    shares[k + 1] = (shares[k]! * odds * (trials - k)) / (k + 1);
  for (let k = mode; k > 0; k -= 1) shares[k - 1] = (shares[k]! * k) / (odds * (trials - k + 1));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

/**
 * The mean of the largest of several independent draws of one distribution on 0, 1, 2, ….
 *
 * @param probabilities P(X = k) for k = 0, 1, 2, …; they sum to 1
 * @param draws how many, a whole number ≥ 1
 * @returns a value in [E X, largest k]
 * @throws InputError where the probabilities do not sum to 1, or the number of draws is none.
 * Formula: E max = Σ_{k ≥ 0} (1 − P(X ≤ k)^draws)
 * @example
 * // two coins, thrown twice each: 2 · 7/16 + 1 · 8/16
 * expectedMaximum(binomialDistribution(2, 0.5), 2); // 1.375
 */
export function expectedMaximum(probabilities: ArrayLike<number>, draws: number): number {
  check(Number.isSafeInteger(draws) && draws >= 1, "draws", draws, "a whole number ≥ 1");
  const shares = Array.from(probabilities);
  const sum = shares.reduce((total, share) => total + share, 0);
  const usable = shares.every((share) => share >= 0) && Math.abs(sum - 1) <= 1e-9;
  check(usable, "probabilities", shares, "numbers ≥ 0 that sum to 1");
  let above = 0; // P(X > k), summed from the small end so that it keeps its digits
  let mean = 0;
  for (let k = shares.length - 2; k >= 0; k -= 1) {
    above += shares[k + 1]!;
    mean += -Math.expm1(draws * Math.log1p(-Math.min(above, 1)));
  }
  return mean;
}
