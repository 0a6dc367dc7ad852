/**
 * How far two series of numbers move together: Pearson's coefficient, and Spearman's, which is Pearson's
 * of the ranks. Ties get the mean of the ranks they share. Both are undefined (NaN) for a constant series.
 * Resamples count cases several times: `resampled-correlation.ts` uses the same sums.
 */
import { check } from "../../base/check.js";

/**
 * Pearson's correlation of two series.
 *
 * @param x numbers
 * @param y as many numbers
 * @returns a value in [-1, 1]; NaN where a series is constant or has a number that is not finite
 * @throws InputError where the lengths differ or there are fewer than two numbers.
 * Formula: Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²)
 * @example
 * pearson([1, 2, 3], [2, 4, 6]); // 1
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  check(x.length === y.length, "length of y", y.length, `${x.length}, the length of x`);
  check(x.length >= 2, "length of x", x.length, "at least 2");
  return countedPearson(x, y, new Uint32Array(x.length).fill(1));
}

/** Pearson's correlation of x and y, case i counted `counts[i]` times; NaN where what is counted is constant. */
export function countedPearson(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  counts: Uint32Array,
): number {
  if (isConstant(x, counts) || isConstant(y, counts)) return NaN;
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < counts.length; i += 1) {
    n += counts[i]!;
    meanX += counts[i]! * x[i]!;
    meanY += counts[i]! * y[i]!;
  }
  meanX /= n;
  meanY /= n;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < counts.length; i += 1) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    xy += counts[i]! * dx * dy;
    xx += counts[i]! * dx * dx;
    yy += counts[i]! * dy * dy;
  }
  if (xx === 0 || yy === 0) return NaN;
  const product = xx * yy;
  const inRange = product > 1e-290 && product < Infinity;
  const norm = inRange ? Math.sqrt(product) : Math.sqrt(xx) * Math.sqrt(yy);
  return Math.max(-1, Math.min(1, xy / norm));
}

/** Whether all counted numbers are one. Their deviations need not be 0: the mean of three times 0.1 is above 0.1. */
function isConstant(values: ArrayLike<number>, counts: Uint32Array): boolean {
  let first: number | undefined;
  for (let i = 0; i < counts.length; i += 1) {
    if (counts[i] === 0) continue;
    first ??= values[i]!;
    if (values[i] !== first) return false;
  }
  return true;
}

/**
 * Spearman's rank correlation of two series, ties included.
 *
 * @param x numbers
 * @param y as many numbers
 * @returns a value in [-1, 1]; NaN where a series is constant
 * @throws InputError where the lengths differ, there are fewer than two numbers, or one is NaN.
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
 * @returns as many ranks, in [1, n]
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
