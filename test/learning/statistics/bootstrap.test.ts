import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import { bootstrapInterval } from "../../../src/learning/statistics/bootstrap.js";
import { resampledSpearman } from "../../../src/learning/statistics/resampled-correlation.js";

const mean = (values: readonly number[]) => (counts: Uint32Array) => {
  const sum = values.reduce((total, value, i) => total + value * counts[i]!, 0);
  return sum / counts.reduce((total, count) => total + count, 0);
};

describe("the BCa interval", () => {
  test("of a mean of normals is the textbook's", () => {
    const random = new Random(3);
    const values = Array.from({ length: 200 }, () => random.normal(5, 2));
    const { lower, upper } = bootstrapInterval(200, mean(values), { replicates: 5000 });
    const middle = mean(values)(new Uint32Array(200).fill(1));
    const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
    const half = 1.96 * Math.sqrt(squares / 200 / 200);
    // The ends of 5000 resamples have a standard error of about 3 % of the half-width.
    expect(Math.abs(lower - (middle - half))).toBeLessThan(0.12 * half);
    expect(Math.abs(upper - (middle + half))).toBeLessThan(0.12 * half);
  });

  test("is skewed like its data", () => {
    const random = new Random(1);
    const values = Array.from({ length: 60 }, () => -Math.log(1 - random.uniform()));
    const { lower, upper } = bootstrapInterval(60, mean(values));
    const middle = mean(values)(new Uint32Array(60).fill(1));
    expect(upper - middle).toBeGreaterThan(1.1 * (middle - lower));
  });

  test("is that of scipy 1.10's bootstrap on the same numbers", () => {
    // stats.bootstrap((x, y), spearmanr, paired=True, method="BCa", n_resamples=6000), two seeds: the lower
    // end .372 and .343, the upper .979 and .978
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const y = [2, 1, 4, 3, 7, 5, 12, 6, 8, 9, 11, 10];
    const { lower, upper } = bootstrapInterval(12, resampledSpearman(x, y), { replicates: 20_000 });
    expect(Math.abs(lower - 0.357)).toBeLessThan(0.03);
    expect(Math.abs(upper - 0.9785)).toBeLessThan(0.003);
  });

  test("holds the truth about as often as it says", () => {
    const random = new Random(11);
    let held = 0;
    for (let i = 0; i < 300; i += 1) {
      const values = Array.from({ length: 40 }, () => random.normal());
      const { lower, upper } = bootstrapInterval(40, mean(values), { replicates: 400, seed: i });
      if (lower <= 0 && upper >= 0) held += 1;
    }
    // 95 % of 300 with a standard error of 1.3 points; small samples cost BCa a point or two
    expect(held / 300).toBeGreaterThan(0.9);
    expect(held / 300).toBeLessThan(0.99);
  });

  test("is the same for the same seed, and a point where nothing varies", () => {
    const values = Array.from({ length: 9 }, (_, i) => Math.sqrt(i));
    expect(bootstrapInterval(9, mean(values), { seed: 2 })).toEqual(
      bootstrapInterval(9, mean(values), { seed: 2 }),
    );
    expect(bootstrapInterval(9, mean(values), { seed: 3 })).not.toEqual(
      bootstrapInterval(9, mean(values), { seed: 2 }),
    );
    expect(bootstrapInterval(3, () => 7)).toEqual({ lower: 7, upper: 7 });
  });

  test("is not a number where the statistic is none", () => {
    expect(bootstrapInterval(3, () => NaN)).toEqual({ lower: NaN, upper: NaN });
    const whole = (counts: Uint32Array) => (counts.every((count) => count === 1) ? 1 : NaN);
    // A resample of 40 holds each case once with probability 40!/40⁴⁰ < 1e-16.
    expect(bootstrapInterval(40, whole)).toEqual({ lower: NaN, upper: NaN });
  });

  test("needs cases, replicates and a confidence", () => {
    expect(() => bootstrapInterval(2, () => 1)).toThrow("cases: 2; expected a whole number ≥ 3");
    expect(() => bootstrapInterval(3, () => 1, { replicates: 9 })).toThrow(
      "replicates: 9; expected a whole number ≥ 100",
    );
    expect(() => bootstrapInterval(3, () => 1, { confidence: 95 })).toThrow(
      "confidence: 95; expected a number in (0, 1)",
    );
  });
});
