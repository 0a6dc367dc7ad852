/**
 * Many series of the same length as one curve with a band, and noisy ones made smooth: what learning curves
 * over several seeds need. Pictures of them are made by `show`.
 */
import { check } from "../../base/check.js";

/** A curve and a band around it, a number each per place. */
export interface Band {
  readonly mean: Float64Array;
  /** Lower edge. */
  readonly low: Float64Array;
  /** Upper edge. */
  readonly high: Float64Array;
}

/**
 * The mean of several series at each place, and the quantiles between which the middle `share` of them lie.
 *
 * @param series at least one, all of one length
 * @param share how much of the series the band holds, 0 … 1; 0.8 if not given
 * @throws InputError where there is none, the lengths differ, or the share is out of range.
 * Formula: the quantile p of n sorted numbers is at place p (n − 1), linear between two of them.
 * @example
 * Array.from(bandOf([[0], [1], [5]], 1).high); // [5]
 */
export function bandOf(series: readonly ArrayLike<number>[], share = 0.8): Band {
  check(series.length > 0, "series", 0, "at least one");
  check(share >= 0 && share <= 1, "share", share, "a number from 0 to 1");
  const length = series[0]!.length;
  series.forEach((each, i) => {
    check(
      each.length === length,
      `length of series ${i}`,
      each.length,
      `${length}, as of series 0`,
    );
  });
  const [mean, low, high] = [0, 1, 2].map(() => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let place = 0; place < length; place += 1) {
    const sorted = Float64Array.from(series, (each) => each[place]!).sort();
    mean[place] = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    low[place] = quantile(sorted, (1 - share) / 2);
    high[place] = quantile(sorted, (1 + share) / 2);
  }
  return { mean, low, high };
}

/**
 * The quantile of numbers: a share p of them lies below.
 *
 * @param sorted at least one number, in rising order
 * @param p in [0, 1]
 * @throws InputError where there is no number, or for another p.
 * Formula: the number at place p (n − 1), linear between two of them (type 7 of Hyndman & Fan 1996)
 * @example
 * quantile([1, 2, 4], 0.75); // 3
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  check(sorted.length > 0, "sorted numbers", sorted.length, "at least one");
  check(p >= 0 && p <= 1, "quantile", p, "a number from 0 to 1");
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

/**
 * The mean of each value and those before it, at most `window` in all.
 *
 * @param window how many values count at most, a whole number ≥ 1
 * @returns as many means as values
 * @throws InputError for another window.
 * @example
 * Array.from(movingMean([2, 4, 6], 2)); // [2, 3, 5]
 */
export function movingMean(values: ArrayLike<number>, window: number): Float64Array {
  check(Number.isSafeInteger(window) && window >= 1, "window", window, "a whole number ≥ 1");
  return Float64Array.from(values, (_, i) => {
    let sum = 0;
    const from = Math.max(0, i - window + 1);
    for (let k = from; k <= i; k += 1) sum += values[k]!;
    return sum / (i - from + 1);
  });
}
