import { describe, expect, it } from "vitest";
import {
  normalDensity,
  normalProbability,
  normalQuantile,
} from "../../../src/learning/statistics/normal.js";

describe("the normal distribution", () => {
  it("has the probabilities of the tables", () => {
    // Abramowitz & Stegun, table 26.1
    expect(normalProbability(1)).toBeCloseTo(0.841344746068543, 14);
    expect(normalProbability(2)).toBeCloseTo(0.977249868051821, 14);
    expect(normalProbability(-4)).toBeCloseTo(3.16712418331199e-5, 17);
    expect(normalProbability(-10) / 7.61985302416053e-24).toBeCloseTo(1, 12);
    expect(normalProbability(0)).toBe(0.5);
  });

  it("is the integral of its density", () => {
    const [from, to, n] = [-1.3, 2.6, 2000];
    const h = (to - from) / n;
    let sum = 0; // Simpson's rule
    for (let i = 0; i <= n; i += 1) {
      sum += normalDensity(from + i * h) * (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2);
    }
    expect(normalProbability(to) - normalProbability(from)).toBeCloseTo((sum * h) / 3, 12);
  });

  it("has quantiles far out in the tail", () => {
    // scipy.stats.norm.ppf in SciPy 1.17.1
    expect(normalQuantile(1e-100)).toBeCloseTo(-21.273453560965322, 12);
    expect(normalQuantile(1e-300)).toBeCloseTo(-37.0470962993612, 12);
  });

  it("has no probability of what is no number, and certainty at the ends", () => {
    expect(normalProbability(NaN)).toBeNaN();
    expect([normalProbability(-Infinity), normalProbability(Infinity)]).toEqual([0, 1]);
  });

  it("has quantiles that are the inverse", () => {
    for (const p of [1e-12, 0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999]) {
      expect(normalProbability(normalQuantile(p)) / p).toBeCloseTo(1, 12);
    }
    expect(normalQuantile(0.99)).toBeCloseTo(2.32634787404084, 12);
    expect(() => normalQuantile(1)).toThrow("probability: 1; expected a number in (0, 1)");
  });
});
