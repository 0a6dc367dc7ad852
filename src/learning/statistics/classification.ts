/**
 * How often decisions are right: confusion matrix, accuracy, and precision, recall and F₁ per class. They
 * judge labels; scores and probabilities are judged by `threshold-curve`, `likelihood` and `calibration`.
 */
import { check } from "../../base/check.js";

/** How one class fares. A ratio over nothing is NaN. */
export interface ClassRow {
  readonly class: number;
  /** Examples of the class. */
  readonly support: number;
  /** Of those predicted as the class, the share that are: TP / (TP + FP). */
  readonly precision: number;
  /** Of those of the class, the share found: TP / (TP + FN). */
  readonly recall: number;
  /** Harmonic mean of both: 2 TP / (2 TP + FP + FN). */
  readonly f1: number;
}

/**
 * How often each class was taken for each.
 *
 * @param truth labels 0…K−1
 * @param predicted as many labels 0…K−1
 * @param classes K; one more than the largest label if not given
 * @returns K rows of K counts: row = truth, column = prediction
 * @throws InputError where there are no labels, the lengths differ or a label is outside 0…K−1.
 * @example
 * confusion([0, 0, 1], [0, 1, 1]); // [[1, 1], [0, 1]]
 */
export function confusion(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes?: number,
): number[][] {
  const K = classesOf(truth, predicted, classes);
  const counts = Array.from({ length: K }, () => new Array<number>(K).fill(0));
  for (let i = 0; i < truth.length; i += 1) counts[truth[i]!]![predicted[i]!]! += 1;
  return counts;
}

/**
 * The share of right labels.
 *
 * @throws InputError as `confusion`.
 * @returns a value in [0, 1]
 * @example
 * accuracy([0, 0, 1, 1], [0, 1, 1, 1]); // 0.75
 */
export function accuracy(truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  classesOf(truth, predicted);
  let right = 0;
  for (let i = 0; i < truth.length; i += 1) if (truth[i] === predicted[i]) right += 1;
  return right / truth.length;
}

/**
 * Precision, recall and F₁ of each class.
 *
 * @throws InputError as `confusion`.
 * @example
 * classRows([0, 0, 1], [0, 1, 1])[1]; // { class: 1, support: 1, precision: 0.5, recall: 1, f1: 0.6666666666666666 }
 */
export function classRows(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes?: number,
): ClassRow[] {
  const counts = confusion(truth, predicted, classes);
  return counts.map((row, k) => {
    const hits = row[k]!;
    const support = row.reduce((sum, count) => sum + count, 0);
    const claimed = counts.reduce((sum, other) => sum + other[k]!, 0);
    const f1 = (2 * hits) / (support + claimed);
    return { class: k, support, precision: hits / claimed, recall: hits / support, f1 };
  });
}

/** Checks labels; returns K, one more than the largest of them if not given. */
function classesOf(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes?: number,
): number {
  check(truth.length > 0, "labels", truth.length, "at least one");
  const same = predicted.length === truth.length;
  check(same, "predicted labels", predicted.length, `${truth.length}, as many as true ones`);
  const given = classes === undefined || (Number.isSafeInteger(classes) && classes >= 1);
  check(given, "classes", classes, "a whole number ≥ 1");
  const rule = classes === undefined ? "a whole number ≥ 0" : `a label from 0 to ${classes - 1}`;
  let largest = 0;
  for (const [what, labels] of Object.entries({ label: truth, "predicted label": predicted })) {
    for (let i = 0; i < labels.length; i += 1) {
      const label = labels[i]!;
      const known = Number.isSafeInteger(label) && label >= 0 && label < (classes ?? Infinity);
      check(known, `${what} ${i}`, label, rule);
      largest = Math.max(largest, label);
    }
  }
  return classes ?? largest + 1;
}
