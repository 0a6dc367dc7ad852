import { describe, expect, it } from "vitest";
import { bandOf, movingMean, quantile } from "../../../src/learning/statistics/series.js";

describe("the band of several series", () => {
  it("has the mean and the middle share at each place", () => {
    const series = Array.from({ length: 11 }, (_, i) => [i, 10 * i]);
    const { mean, low, high } = bandOf(series, 0.8);
    expect([mean, low, high].map((each) => Array.from(each))).toEqual(
      [
        [5, 50],
        [1, 10],
        [9, 90],
      ].map((row) => row.map((x) => expect.closeTo(x, 12))),
    );
  });

  it("goes between two numbers in a straight line", () => {
    const { low, high } = bandOf([[10], [0]], 0.5);
    expect([low[0], high[0]]).toEqual([2.5, 7.5]);
  });

  it("of one series is that series", () => {
    const { mean, low, high } = bandOf([[3, 4]]);
    expect([low, high]).toEqual([mean, mean]);
  });

  it("refuses no series, different lengths and shares that are none", () => {
    expect(() => bandOf([])).toThrow("series: 0; expected at least one");
    expect(() => bandOf([[1], [1, 2]])).toThrow(
      "length of series 1: 2; expected 1, as of series 0",
    );
    expect(() => bandOf([[1]], 80)).toThrow("share: 80; expected a number from 0 to 1");
  });
});

describe("a quantile", () => {
  it("lies between two numbers in a straight line", () => {
    // place 0.9 · 4 = 3.6: 7 + 0.6 · (11 − 7)
    expect(quantile([1, 2, 4, 7, 11], 0.9)).toBeCloseTo(9.4, 12);
    expect([0, 0.5, 1].map((p) => quantile([1, 2, 4, 7, 11], p))).toEqual([1, 4, 11]);
    expect(quantile([3], 0.2)).toBe(3);
  });

  it("of no number, or at no share, is refused", () => {
    expect(() => quantile([], 0.5)).toThrow("sorted numbers: 0; expected at least one");
    expect(() => quantile([1], 50)).toThrow("quantile: 50; expected a number from 0 to 1");
  });
});

describe("a moving mean", () => {
  it("looks back over the window, and less far at the start", () => {
    expect(Array.from(movingMean([2, 4, 6, 8], 3))).toEqual([2, 3, 4, 6]);
    expect(Array.from(movingMean([2, 4], 1))).toEqual([2, 4]);
    expect(() => movingMean([1], 0)).toThrow("window: 0; expected a whole number ≥ 1");
  });
});
