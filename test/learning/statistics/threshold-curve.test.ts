import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
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
