import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { aucInterval } from "../../../src/learning/statistics/auc-interval.js";
import { normalProbability } from "../../../src/learning/statistics/normal.js";

/** Whole scores, so that many are equal. */
function scores(count: number, mean: number, random: Random): number[] {
  return Array.from({ length: count }, () => Math.round(4 * random.normal(mean)));
}

describe("the interval of an area under the ROC curve", () => {
  it("has DeLong's standard error, by its definition over all pairs", () => {
    const random = new Random(3);
    const [n, m] = [25, 35];
    const [positives, negatives] = [scores(n, 0.8, random), scores(m, 0, random)];
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
