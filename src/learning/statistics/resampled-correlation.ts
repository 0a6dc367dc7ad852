/**
 * Pearson's and Spearman's coefficients of resamples, for the bootstrap: cases are sorted once, and a
 * resample's ranks, ties included, follow from counting. So a resample costs n steps, not n log n.
 */
import { check } from "../../base/check.js";
import type { Resampled } from "./bootstrap.js";
import { countedPearson, ranks } from "./correlation.js";

/**
 * Pearson's correlation of two series as a statistic of resamples.
 *
 * @returns a function of the counts; NaN where a resample's series is constant
 * @throws InputError where the lengths differ.
 */
export function resampledPearson(x: ArrayLike<number>, y: ArrayLike<number>): Resampled {
  check(x.length === y.length, "length of y", y.length, `${x.length}, the length of x`);
  return (counts) => countedPearson(x, y, counts);
}

/**
 * Spearman's rank correlation of two series as a statistic of resamples.
 *
 * @returns a function of the counts; NaN where a resample's series is constant
 * @throws InputError where the lengths differ or a value is NaN.
 */
export function resampledSpearman(x: ArrayLike<number>, y: ArrayLike<number>): Resampled {
  check(x.length === y.length, "length of y", y.length, `${x.length}, the length of x`);
  const rankX = resampledRanks(x);
  const rankY = resampledRanks(y);
  return (counts) => countedPearson(rankX(counts), rankY(counts), counts);
}

/** The ranks of a resample: one number per case, the mean rank of its copies and of all that equal them. */
function resampledRanks(values: ArrayLike<number>): (counts: Uint32Array) => Float64Array {
  // Twice a midrank is a whole number, and the same for equal values only.
  const places = ranks(values).map((rank) => 2 * rank);
  const copies = new Uint32Array(2 * values.length + 1);
  const middle = new Float64Array(2 * values.length + 1);
  const ranked = new Float64Array(values.length);
  return (counts) => {
    copies.fill(0);
    for (let i = 0; i < places.length; i += 1) copies[places[i]!]! += counts[i]!;
    let before = 0;
    for (let place = 0; place < copies.length; place += 1) {
      middle[place] = before + (copies[place]! + 1) / 2;
      before += copies[place]!;
    }
    for (let i = 0; i < places.length; i += 1) ranked[i] = middle[places[i]!]!;
    return ranked;
  };
}
