/**
 * What a score is worth at every threshold: the ROC curve, precision against recall, and the largest gap
 * between the two groups (Kolmogorov–Smirnov). Equal scores are one threshold, so no order among them can
 * flatter. The area under the ROC curve is in `roc.ts`.
 */
import { check } from "../../base/check.js";

/** One threshold: what happens where scores ≥ it are called positive. */
export interface ThresholdRow {
  /** Infinity for the first row, where nothing is called positive. */
  readonly threshold: number;
  /** Share of the positives that are called so; also the recall. */
  readonly truePositiveRate: number;
  /** Share of the negatives that are called positive. */
  readonly falsePositiveRate: number;
  /** Share of the called that are positive; 1 where nothing is called. */
  readonly precision: number;
}

/**
 * One row per different score, from the highest, after a first row where nothing is called positive.
 *
 * @param positives scores of the cases that should score high
 * @param negatives scores of the others
 * @returns rows that end with both rates 1
 * @throws InputError where a group is empty or a score is NaN.
 * @example
 * thresholdRows([3, 2], [2]).map((row) => row.truePositiveRate); // [0, 0.5, 1]
 */
export function thresholdRows(
  positives: ArrayLike<number>,
  negatives: ArrayLike<number>,
): ThresholdRow[] {
  check(positives.length > 0, "positives", positives.length, "at least one score");
  check(negatives.length > 0, "negatives", negatives.length, "at least one score");
  const all = [
    ...Array.from(positives, (score) => ({ score, positive: true })),
    ...Array.from(negatives, (score) => ({ score, positive: false })),
  ];
  for (const { score } of all) check(!Number.isNaN(score), "score", score, "a number to compare");
  all.sort((a, b) => b.score - a.score);
  const rows: ThresholdRow[] = [
    { threshold: Infinity, truePositiveRate: 0, falsePositiveRate: 0, precision: 1 },
  ];
  let hits = 0;
  let called = 0;
  for (const [i, { score, positive }] of all.entries()) {
    called += 1;
    if (positive) hits += 1;
    if (all[i + 1]?.score === score) continue;
    rows.push({
      threshold: score,
      truePositiveRate: hits / positives.length,
      falsePositiveRate: (called - hits) / negatives.length,
      precision: hits / called,
    });
  }
  return rows;
}

/**
 * The mean precision over the positives, each at its own threshold: the area under precision against
 * recall, drawn in steps.
 *
 * @throws InputError as `thresholdRows`.
 * @returns a value in (0, 1]; about the share of positives for a score that knows nothing
 * Formula: Σ_n (R_n − R_{n−1}) P_n
 */
export function averagePrecision(
  positives: ArrayLike<number>,
  negatives: ArrayLike<number>,
): number {
  const rows = thresholdRows(positives, negatives);
  return rows.slice(1).reduce((sum, { truePositiveRate, precision }, i) => {
    return sum + (truePositiveRate - rows[i]!.truePositiveRate) * precision;
  }, 0);
}

/**
 * The Kolmogorov–Smirnov distance of two groups of scores: the largest gap between their distribution
 * functions. What credit scoring calls KS is this for a score that is higher for the positives.
 *
 * @throws InputError as `thresholdRows`.
 * @returns a value in [0, 1]; 0 where the groups are alike
 * Formula: max_t |TPR(t) − FPR(t)|
 * @example
 * kolmogorovSmirnov([3, 2], [2, 1]); // 0.5
 */
export function kolmogorovSmirnov(
  positives: ArrayLike<number>,
  negatives: ArrayLike<number>,
): number {
  return thresholdRows(positives, negatives).reduce(
    (most, row) => Math.max(most, Math.abs(row.truePositiveRate - row.falsePositiveRate)),
    0,
  );
}
