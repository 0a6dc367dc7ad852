/**
 * How sure a statistic is, from the data alone: draw the cases again and again with replacement and see how
 * far the statistic moves. The interval is the BCa one, the percentiles corrected for bias and for a spread
 * that changes with the value. A resample is given by how often it holds each case, so that a statistic can
 * sort once and count afterwards. Left out: the studentised interval, blocks of dependent cases.
 */
import { check } from "../../base/check.js";
import { Random } from "../../base/random.js";
import { normalProbability, normalQuantile } from "./normal.js";
import { quantile } from "./series.js";
import type { Interval } from "./wilson.js";

/** How to draw and what to say. */
export interface BootstrapOptions {
  /** Share of such intervals that hold the truth, in (0, 1); 0.95 if not given. */
  readonly confidence?: number;
  /** Number of resamples; 2000 if not given. */
  readonly replicates?: number;
  /** Seed of the draws; 1 if not given. */
  readonly seed?: number;
}

/** A statistic of cases 0 … n−1, of which case i counts `counts[i]` times. The counts are used again: do not keep them. */
export type Resampled = (counts: Uint32Array) => number;

/**
 * The bias-corrected and accelerated (BCa) bootstrap interval of a statistic.
 *
 * @param cases number of cases, at least 3
 * @param statistic called with all counts 1, with each case left out, and with every resample
 * @returns the ends; both NaN where the statistic of all cases is, or that of every resample. Resamples without a
 *   value are left out.
 * @throws InputError for fewer cases, a confidence outside (0, 1), or fewer than 100 replicates.
 * Formula: the quantiles Φ(z₀ + (z₀ ± z)/(1 − a(z₀ ± z))) of the resampled values, with z₀ = Φ⁻¹(share of
 *   them below the statistic, ties half) and a = Σd³ / 6(Σd²)^1.5 over the jackknife's d = mean − value
 * Source: B. Efron, "Better bootstrap confidence intervals" (1987).
 */
export function bootstrapInterval(
  cases: number,
  statistic: Resampled,
  options: BootstrapOptions = {},
): Interval {
  const { confidence = 0.95, replicates = 2000, seed = 1 } = options;
  check(Number.isSafeInteger(cases) && cases >= 3, "cases", cases, "a whole number ≥ 3");
  check(confidence > 0 && confidence < 1, "confidence", confidence, "a number in (0, 1)");
  const enough = Number.isSafeInteger(replicates) && replicates >= 100;
  check(enough, "replicates", replicates, "a whole number ≥ 100");
  const counts = new Uint32Array(cases).fill(1);
  const value = statistic(counts);
  if (!Number.isFinite(value)) return { lower: NaN, upper: NaN };
  const acceleration = jackknifed(counts, statistic);
  const values = resampled(counts, statistic, replicates, new Random(seed));
  if (values.length === 0) return { lower: NaN, upper: NaN };
  const below = values.filter((each) => each < value).length;
  const same = values.filter((each) => each === value).length;
  // A share of 0 or 1 has no quantile: half a resample is the least that can be told.
  const share = (below + same / 2) / values.length;
  const least = 0.5 / values.length;
  const bias = normalQuantile(Math.min(1 - least, Math.max(least, share)));
  const end = (p: number): number => {
    const moved = bias + normalQuantile(p);
    const corrected = normalProbability(bias + moved / (1 - acceleration * moved));
    return quantile(values, corrected);
  };
  return { lower: end((1 - confidence) / 2), upper: end((1 + confidence) / 2) };
}

/** The acceleration, from leaving out each case in turn; `counts` is all 1 before and after. */
function jackknifed(counts: Uint32Array, statistic: Resampled): number {
  const values = Float64Array.from(counts, (_, i) => {
    counts[i] = 0;
    const without = statistic(counts);
    counts[i] = 1;
    return without;
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (mean - value) ** 2, 0);
  const cubes = values.reduce((sum, value) => sum + (mean - value) ** 3, 0);
  const acceleration = cubes / (6 * squares ** 1.5);
  return Number.isFinite(acceleration) ? acceleration : 0;
}

/** The statistic of each resample that has one, sorted. */
function resampled(
  counts: Uint32Array,
  statistic: Resampled,
  replicates: number,
  random: Random,
): Float64Array {
  const values = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    counts.fill(0);
    for (let i = 0; i < counts.length; i += 1) counts[random.integer(counts.length)]! += 1;
    values[replicate] = statistic(counts);
  }
  return values.filter(Number.isFinite).sort();
}
