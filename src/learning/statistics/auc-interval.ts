/**
 * How sure an area under the ROC curve is: DeLong's variance, from how each case fares against all of the
 * other group, and an interval on the scale of log odds, so that it stays between 0 and 1.
 */
import { check } from "../../base/check.js";
import { ranks } from "./correlation.js";
import { normalQuantile } from "./normal.js";

/** An area under the ROC curve with its interval. */
export interface AucInterval {
  readonly auc: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Area under the ROC curve with a confidence interval.
 *
 * @param positives scores of the cases that should score high, at least 2
 * @param negatives scores of the others, at least 2
 * @param confidence in (0, 1)
 * @returns the area, its standard error and the interval's ends; an area of 0 or 1 has the interval [0, 1]
 *   cut at that end by the rule of three, for its variance is 0 in the sample, not in truth
 * @throws InputError where a group has fewer than two scores, one is NaN, or the confidence is no share.
 * Formula: V₁₀(i) = share of negatives below positive i (ties half), V₀₁(j) likewise; AUC = mean V₁₀,
 *   se² = var(V₁₀)/n + var(V₀₁)/m; logit(AUC) ± z se/(AUC (1 − AUC))
 * Source: E. DeLong, D. DeLong, D. Clarke-Pearson (1988); ranks as in X. Sun, W. Xu (2014).
 */
export function aucInterval(
  positives: ArrayLike<number>,
  negatives: ArrayLike<number>,
  confidence = 0.95,
): AucInterval {
  check(positives.length >= 2, "positives", positives.length, "at least two scores");
  check(negatives.length >= 2, "negatives", negatives.length, "at least two scores");
  check(confidence > 0 && confidence < 1, "confidence", confidence, "a number in (0, 1)");
  const [n, m] = [positives.length, negatives.length];
  const together = ranks([...Array.from(positives), ...Array.from(negatives)]);
  const among = ranks(positives);
  const amongNegatives = ranks(negatives);
  const above = Array.from(among, (rank, i) => (together[i]! - rank) / m);
  const below = Array.from(amongNegatives, (rank, j) => 1 - (together[n + j]! - rank) / n);
  const auc = above.reduce((sum, share) => sum + share, 0) / n;
  const standardError = Math.sqrt(variance(above) / n + variance(below) / m);
  const z = normalQuantile((1 + confidence) / 2);
  if (auc === 0 || auc === 1) {
    const room = Math.min(1, -Math.log(1 - confidence) / Math.min(n, m));
    return { auc, standardError, lower: auc === 1 ? 1 - room : 0, upper: auc === 1 ? 1 : room };
  }
  const odds = Math.log(auc / (1 - auc));
  const half = (z * standardError) / (auc * (1 - auc));
  const share = (logit: number) => 1 / (1 + Math.exp(-logit));
  return { auc, standardError, lower: share(odds - half), upper: share(odds + half) };
}

/** The sample variance. */
function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares / (values.length - 1);
}
