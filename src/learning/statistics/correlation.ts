/**
 * How far two series of numbers move together: Pearson's coefficient, and Spearman's, which is Pearson's
 * of the ranks. Ties get the mean of the ranks they share. Both are undefined (NaN) for a constant series.
 */
import { check } from "../../base/check.js";

/**
 * Pearson's correlation of two series.
 *
 * @param x numbers
 * @param y as many numbers
 * @returns a value in [-1, 1]; NaN where a series is constant
 * @throws InputError where the lengths differ or there are fewer than two numbers.
 * Formula: Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²)
 * @example
 * pearson([1, 2, 3], [2, 4, 6]); // 1
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  check(x.length === y.length, "length of y", y.length, `${x.length}, the length of x`);
  check(x.length >= 2, "length of x", x.length, "at least 2");
  const meanX = mean(x);
  const meanY = mean(y);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i += 1) {
    const dx = (x[i] as number) - meanX;
    const dy = (y[i] as number) - meanY;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  if (xx === 0 || yy === 0) return NaN;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/**
 * Spearman's rank correlation of two series, ties included.
 *
 * @param x numbers
 * @param y as many numbers
 * @returns a value in [-1, 1]; NaN where a series is constant
 * @throws InputError where the lengths differ or there are fewer than two numbers.
 * Source: C. Spearman, "The proof and measurement of association between two things" (1904).
 * @example
 * spearman([1, 2, 3], [1, 100, 1000]); // 1
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return pearson(ranks(x), ranks(y));
}

/**
 * The rank of each number, from 1 for the smallest; equal numbers share the mean of their ranks.
 *
 * @throws InputError where a value is NaN: it has no rank.
 * @example
 * Array.from(ranks([10, 30, 10])); // [1.5, 3, 1.5]
 */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (value, index) => {
    check(!Number.isNaN(value), `value ${index}`, value, "a number that can be ranked");
    return index;
  }).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranked = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    const value = values[order[start] as number];
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === value) end += 1;
    for (let k = start; k < end; k += 1) ranked[order[k] as number] = (start + 1 + end) / 2;
    start = end;
  }
  return ranked;
}

/** The arithmetic mean. */
function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number;
  return sum / values.length;
}
