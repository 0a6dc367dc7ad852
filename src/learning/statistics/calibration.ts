/**
 * Whether "70 %" happens in 70 of 100 cases: forecasts in bins, what they said against what happened.
 * Bins have equal width; a forecast on a border belongs to the higher bin, 1 to the last.
 */
import { check } from "../../base/check.js";
import { checkForecasts } from "./likelihood.js";

/** One bin of forecasts. */
export interface CalibrationRow {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean forecast. */
  readonly predicted: number;
  /** Share of the cases that happened. */
  readonly observed: number;
}

/**
 * Forecasts against outcomes, bin by bin.
 *
 * @param probabilities of the event, each in [0, 1]
 * @param outcomes as many, 1 where it happened, else 0
 * @param bins how many, of equal width, a whole number ≥ 1; 10 if not given
 * @returns a row for each bin with at least one forecast
 * @throws InputError where there are no forecasts, the lengths differ, or a number is out of its range.
 * @example
 * calibrationRows([0.2, 0.9, 0.8], [0, 1, 0], 2).map((row) => row.observed); // [0, 0.5]
 */
export function calibrationRows(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  bins = 10,
): CalibrationRow[] {
  checkForecasts(probabilities, outcomes);
  check(Number.isSafeInteger(bins) && bins >= 1, "bins", bins, "a whole number ≥ 1");
  const sums = Array.from({ length: bins }, () => ({ count: 0, predicted: 0, observed: 0 }));
  for (let i = 0; i < outcomes.length; i += 1) {
    const bin = sums[binOf(probabilities[i]!, bins)]!;
    bin.count += 1;
    bin.predicted += probabilities[i]!;
    bin.observed += outcomes[i]!;
  }
  return sums.flatMap(({ count, predicted, observed }, bin) => {
    if (count === 0) return [];
    const means = { predicted: predicted / count, observed: observed / count };
    return [{ from: bin / bins, to: (bin + 1) / bins, count, ...means }];
  });
}

/** The bin b with b/bins ≤ p < (b + 1)/bins, the last one for 1; the product alone puts 0.29 of 100 bins too low. */
function binOf(p: number, bins: number): number {
  let bin = Math.floor(p * bins);
  if (p < bin / bins) bin -= 1;
  if (p >= (bin + 1) / bins) bin += 1;
  return Math.min(bins - 1, bin);
}

/**
 * The mean distance of forecast and frequency, bin by bin.
 *
 * @param rows as `calibrationRows` gives
 * @returns a value in [0, 1]; finite samples are never at 0 by chance alone
 * @throws InputError where there is no row.
 * Formula: Σ_b (count_b/m) |predicted_b − observed_b|
 */
export function calibrationError(rows: readonly CalibrationRow[]): number {
  check(rows.length > 0, "calibration rows", rows.length, "at least one");
  const m = rows.reduce((sum, { count }) => sum + count, 0);
  return rows.reduce(
    (sum, { count, predicted, observed }) => sum + (count / m) * Math.abs(predicted - observed),
    0,
  );
}
