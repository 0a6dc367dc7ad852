import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { aucInterval } from "../../../src/learning/statistics/auc-interval.js";
import {
  normalDensity,
  normalProbability,
  normalQuantile,
} from "../../../src/learning/statistics/normal.js";
import { areaUnderRoc } from "../../../src/learning/statistics/roc.js";
import {
  averagePrecision,
  kolmogorovSmirnov,
  thresholdRows,
} from "../../../src/learning/statistics/threshold-curve.js";

/** Scores with many ties. */
function groups(n: number, m: number, seed: number, gap = 0.8) {
  const random = new Random(seed);
  const score = (mean: number) => Math.round(random.normal(mean) * 4) / 4;
  const positives = Array.from({ length: n }, () => score(gap));
  return { positives, negatives: Array.from({ length: m }, () => score(0)) };
}

describe("thresholds", () => {
  const { positives, negatives } = groups(60, 80, 1);
  const rows = thresholdRows(positives, negatives);

  it("have rates and precision of their definitions", () => {
    for (const { threshold, truePositiveRate, falsePositiveRate, precision } of rows.slice(1)) {
      const hits = positives.filter((score) => score >= threshold).length;
      const alarms = negatives.filter((score) => score >= threshold).length;
      expect(truePositiveRate).toBe(hits / 60);
      expect(falsePositiveRate).toBe(alarms / 80);
      expect(precision).toBe(hits / (hits + alarms));
    }
    expect(rows).toHaveLength(1 + new Set([...positives, ...negatives]).size);
    expect(rows[0]).toMatchObject({ truePositiveRate: 0, falsePositiveRate: 0, precision: 1 });
    expect(rows.at(-1)).toMatchObject({ truePositiveRate: 1, falsePositiveRate: 1 });
  });

  it("enclose the area under the ROC curve, which is P(higher) + ½ P(equal)", () => {
    const area = rows.slice(1).reduce((sum, row, i) => {
      const last = rows[i]!;
      const width = row.falsePositiveRate - last.falsePositiveRate;
      return sum + (width * (row.truePositiveRate + last.truePositiveRate)) / 2;
    }, 0);
    let wins = 0;
    for (const p of positives) for (const n of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0;
    expect(area).toBeCloseTo(wins / (60 * 80), 12);
    expect(areaUnderRoc(positives, negatives)).toBeCloseTo(wins / (60 * 80), 12);
  });

  it("give the average precision of its definition", () => {
    // Where no scores are equal: the mean, over positives, of the precision at each one's own score.
    const random = new Random(9);
    const p = Array.from({ length: 20 }, () => random.normal(1));
    const n = Array.from({ length: 30 }, () => random.normal(0));
    const mean =
      p.reduce((sum, score) => {
        const hits = p.filter((other) => other >= score).length;
        return sum + hits / (hits + n.filter((other) => other >= score).length);
      }, 0) / 20;
    expect(averagePrecision(p, n)).toBeCloseTo(mean, 12);
    expect(averagePrecision([1, 1], [1, 1, 1])).toBeCloseTo(2 / 5, 15);
  });

  it("give the largest gap of the two distribution functions", () => {
    const below = (scores: number[], t: number) =>
      scores.filter((s) => s <= t).length / scores.length;
    const all = [...positives, ...negatives];
    const gaps = all.map((t) => Math.abs(below(positives, t) - below(negatives, t)));
    expect(kolmogorovSmirnov(positives, negatives)).toBeCloseTo(Math.max(...gaps), 12);
    expect(kolmogorovSmirnov(negatives, positives)).toBeCloseTo(Math.max(...gaps), 12);
    expect(kolmogorovSmirnov([1, 2], [1, 2])).toBe(0);
  });

  it("of an empty group or of NaN are refused", () => {
    expect(() => thresholdRows([], [1])).toThrow("positives: 0; expected at least one score");
    expect(() => thresholdRows([1], [])).toThrow("negatives: 0; expected at least one score");
    expect(() => thresholdRows([1], [NaN])).toThrow("score: NaN; expected a number to compare");
  });
});

describe("the interval of an area under the ROC curve", () => {
  it("has DeLong's standard error, by its definition over all pairs", () => {
    const { positives, negatives } = groups(25, 35, 3);
    const [n, m] = [25, 35];
    const win = (p: number, q: number) => (p > q ? 1 : p === q ? 0.5 : 0);
    const v10 = positives.map((p) => negatives.reduce((sum, q) => sum + win(p, q), 0) / m);
    const v01 = negatives.map((q) => positives.reduce((sum, p) => sum + win(p, q), 0) / n);
    const auc = v10.reduce((a, b) => a + b) / n;
    const variance = (v: number[]) => v.reduce((s, x) => s + (x - auc) ** 2, 0) / (v.length - 1);
    const found = aucInterval(positives, negatives);
    expect(found.auc).toBeCloseTo(auc, 12);
    expect(found.standardError).toBeCloseTo(Math.sqrt(variance(v10) / n + variance(v01) / m), 12);
    expect(found.lower).toBeLessThan(auc);
    expect(found.upper).toBeGreaterThan(auc);
  });

  it("holds the true area Φ(d′/√2) in about 95 of 100 samples", () => {
    const truth = normalProbability(1 / Math.SQRT2);
    const random = new Random(7);
    let held = 0;
    for (let k = 0; k < 1000; k += 1) {
      const positives = Array.from({ length: 60 }, () => random.normal(1));
      const negatives = Array.from({ length: 60 }, () => random.normal(0));
      const { lower, upper } = aucInterval(positives, negatives);
      if (lower <= truth && truth <= upper) held += 1;
    }
    // 3 standard errors of a share of 0.95 over 1000 samples: 0.021
    expect(Math.abs(held / 1000 - 0.95)).toBeLessThan(0.021);
  });

  it("stays inside [0, 1] and is open to the other side where the sample is perfect", () => {
    const perfect = aucInterval([3, 4, 5], [0, 1, 2]);
    expect(perfect).toMatchObject({ auc: 1, standardError: 0, upper: 1 });
    expect(perfect.lower).toBeLessThan(0.5);
    expect(aucInterval([0, 1], [2, 3])).toMatchObject({ auc: 0, lower: 0, upper: 1 });
  });

  it("of groups too small or of a confidence that is none is refused", () => {
    expect(() => aucInterval([1], [1, 2])).toThrow("positives: 1; expected at least two scores");
    expect(() => aucInterval([1, 2], [1])).toThrow("negatives: 1; expected at least two scores");
    expect(() => aucInterval([1, 2], [1, 2], 95)).toThrow(
      "confidence: 95; expected a number in (0, 1)",
    );
    expect(() => aucInterval([1, NaN], [1, 2])).toThrow(
      "NaN; expected a number that can be ranked",
    );
  });
});

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

  it("has quantiles that are the inverse", () => {
    for (const p of [1e-12, 0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999]) {
      expect(normalProbability(normalQuantile(p)) / p).toBeCloseTo(1, 12);
    }
    expect(normalQuantile(0.99)).toBeCloseTo(2.32634787404084, 12);
    expect(() => normalQuantile(1)).toThrow("probability: 1; expected a number in (0, 1)");
  });
});
