/**
 * Where numbers lie and how far apart: what a figure that depends on a seed is reported as, instead of one
 * lucky draw. Left out: intervals of the mean (`bootstrap`), curves of many runs (`series`).
 */
import { check } from "../../base/check.js";

/** Mean and scatter of some numbers. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation with n in the denominator: how far the numbers themselves lie apart. */
  readonly deviation: number;
  readonly lowest: number;
  readonly highest: number;
  /** How many numbers there were. */
  readonly count: number;
}

/**
 * The spread of some numbers.
 *
 * @param values at least one
 * @throws InputError where there is none.
 * Formula: mean x̄ = Σ x / n, deviation √(Σ (x − x̄)² / n)
 * @example
 * spreadOf([1, 3]).deviation; // 1
 */
export function spreadOf(values: ArrayLike<number>): Spread {
  const count = values.length;
  check(count > 0, "values", count, "at least one");
  let [sum, lowest, highest] = [0, Infinity, -Infinity];
  for (let i = 0; i < count; i += 1) {
    const value = values[i]!;
    sum += value;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i += 1) squares += (values[i]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / count), lowest, highest, count };
}
