import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import { pearson, ranks, spearman } from "../../../src/learning/statistics/correlation.js";

describe("Pearson's correlation", () => {
  test("is what the sums say by hand", () => {
    // x − 2: −1 0 1; y − 3: −2 1 1; Σxy = 3, Σxx = 2, Σyy = 6
    expect(pearson([1, 2, 3], [1, 4, 4])).toBeCloseTo(3 / Math.sqrt(12), 15);
  });

  test("keeps its value when a series is shifted and stretched", () => {
    const random = new Random(1);
    const x = Array.from({ length: 50 }, () => random.normal());
    const y = x.map((value) => value + random.normal());
    const r = pearson(x, y);
    expect(
      pearson(
        x.map((value) => 3 * value + 7),
        y,
      ),
    ).toBeCloseTo(r, 12);
    expect(
      pearson(
        x.map((value) => -value),
        y,
      ),
    ).toBeCloseTo(-r, 12);
  });

  test("keeps its value however large or small the numbers are", () => {
    for (const scale of [1e-100, 1e100]) {
      const [x, y] = [
        [1, 2, 3],
        [1, 4, 4],
      ].map((series) => series.map((value) => scale * value)) as [number[], number[]];
      expect(pearson(x, y)).toBeCloseTo(3 / Math.sqrt(12), 14);
    }
  });

  test("is undefined for a constant series", () => {
    expect(pearson([1, 1], [1, 2])).toBeNaN();
    // three times 0.1 has a mean above 0.1
    expect(pearson([0.1, 0.1, 0.1], [1, 2, 4])).toBeNaN();
    expect(pearson([1, 2, 4], [0.1, 0.1, 0.1])).toBeNaN();
    expect(pearson([1, NaN], [1, 2])).toBeNaN();
  });

  test("refuses series that do not match", () => {
    expect(() => pearson([1, 2], [1])).toThrow("length of y: 1; expected 2, the length of x");
    expect(() => pearson([1], [1])).toThrow("length of x: 1; expected at least 2");
  });
});

describe("ranks", () => {
  test("share their mean among equal values", () => {
    // 10 10 20 20 20 30 stand at 1–2, 3–5, 6
    expect([...ranks([20, 10, 30, 20, 10, 20])]).toEqual([4, 1.5, 6, 4, 1.5, 4]);
  });

  test("refuse NaN, which has none", () => {
    expect(() => ranks([1, NaN])).toThrow("value 1: NaN; expected a number that can be ranked");
  });
});

describe("Spearman's correlation", () => {
  test("agrees with SciPy on a case with ties", () => {
    // scipy.stats.spearmanr([1,2,2,3,5,5,5,8],[2,1,4,4,4,9,7,9]) in SciPy 1.17.1
    const rho = spearman([1, 2, 2, 3, 5, 5, 5, 8], [2, 1, 4, 4, 4, 9, 7, 9]);
    expect(rho).toBeCloseTo(0.8481012658227849, 14);
  });

  test("is 1 − 6 Σd² / n(n² − 1) where there are no ties", () => {
    // ranks 1 2 3 4 against 2 1 4 3: Σd² = 4, so 1 − 24/60
    expect(spearman([1, 2, 3, 4], [20, 10, 40, 30])).toBeCloseTo(1 - 24 / 60, 15);
  });

  test("sees order only", () => {
    const x = [0.1, 5, 2, 9];
    expect(spearman(x, x.map(Math.exp))).toBe(1);
  });
});
