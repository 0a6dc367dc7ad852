/**
 * How high the right answer stands in a ranked list: the mean of 1/rank, and what an order drawn at random would get,
 * exactly. For lists with one right answer each.
 */
import { check } from "../../base/check.js";

/**
 * The mean reciprocal rank.
 *
 * @param ranks the place of the right answer in each list, from 1; Infinity where it is missing
 * @returns a value in [0, 1]; 1 where the right answer always comes first
 * @throws InputError where there are no ranks, or one is below 1 or not whole.
 * Formula: (1/Q) Σ 1/rank
 * Source: E. Voorhees, "The TREC-8 question answering track report" (1999).
 * @example
 * meanReciprocalRank([1, 2, 4]); // 0.5833333333333334
 */
export function meanReciprocalRank(ranks: ArrayLike<number>): number {
  check(ranks.length > 0, "ranks", ranks.length, "at least one");
  let sum = 0;
  for (let i = 0; i < ranks.length; i += 1) {
    const rank = ranks[i] as number;
    const usable = rank === Infinity || (Number.isInteger(rank) && rank >= 1);
    check(usable, `rank ${i}`, rank, "a whole number ≥ 1 or Infinity");
    sum += 1 / rank;
  }
  return sum / ranks.length;
}

/**
 * The mean reciprocal rank of a list in random order: each of the n places is equally likely.
 *
 * @param n answers in the list
 * @throws InputError where n is not a whole number ≥ 1.
 * Formula: H_n / n = (1/n) Σ_{k=1}^{n} 1/k
 * @example
 * randomReciprocalRank(2); // 0.75
 */
export function randomReciprocalRank(n: number): number {
  check(Number.isSafeInteger(n) && n >= 1, "n", n, "a whole number ≥ 1");
  let harmonic = 0;
  for (let k = n; k >= 1; k -= 1) harmonic += 1 / k;
  return harmonic / n;
}
