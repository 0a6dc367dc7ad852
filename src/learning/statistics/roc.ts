/**
 * The area under the ROC curve as what it means: the probability that a positive case scores higher than
 * a negative one, a tie counting half. Computed from ranks (Mann & Whitney 1947), so n log n.
 * Left out: the curve itself and its confidence band.
 */
import { check } from "../../base/check.js";
import { ranks } from "./correlation.js";

/**
 * Area under the ROC curve.
 *
 * @param positives scores of the cases that should score high
 * @param negatives scores of the others
 * @returns P(positive > negative) + ½ P(equal), in [0, 1]; 0.5 is chance
 * @throws InputError where one of the two groups is empty, or a score is NaN.
 * Formula: (R − n(n + 1)/2) / (n m), with R the sum of the positives' ranks among all n + m scores
 * @example
 * areaUnderRoc([3, 2], [2, 1]); // 0.875
 */
export function areaUnderRoc(positives: ArrayLike<number>, negatives: ArrayLike<number>): number {
  check(positives.length > 0, "positives", positives.length, "at least one score");
  check(negatives.length > 0, "negatives", negatives.length, "at least one score");
  const n = positives.length;
  const all = ranks([...Array.from(positives), ...Array.from(negatives)]);
  let rankSum = 0;
  for (let i = 0; i < n; i += 1) rankSum += all[i] as number;
  return (rankSum - (n * (n + 1)) / 2) / (n * negatives.length);
}
