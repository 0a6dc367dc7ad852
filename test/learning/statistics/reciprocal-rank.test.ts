import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import {
  meanReciprocalRank,
  randomReciprocalRank,
} from "../../../src/learning/statistics/reciprocal-rank.js";

describe("the mean reciprocal rank", () => {
  test("is the mean of 1/rank, and 0 for what is missing", () => {
    expect(meanReciprocalRank([1, 2, 4])).toBeCloseTo((1 + 1 / 2 + 1 / 4) / 3, 15);
    expect(meanReciprocalRank([1, 1])).toBe(1);
    expect(meanReciprocalRank([Infinity, 2])).toBe(0.25);
  });

  test("of a random order is H_n/n", () => {
    expect(randomReciprocalRank(1)).toBe(1);
    expect(randomReciprocalRank(3)).toBeCloseTo(11 / 18, 15);
    expect(randomReciprocalRank(4)).toBeCloseTo(25 / 48, 15);
  });

  test("of shuffled lists is that up to chance", () => {
    const random = new Random(7);
    const [n, draws] = [10, 4000];
    const ranks = Array.from({ length: draws }, () => random.integer(n) + 1);
    const mean = randomReciprocalRank(n);
    const square = ranks.reduce((sum, _, i) => sum + (i < n ? 1 / (i + 1) ** 2 : 0), 0) / n;
    const standardError = Math.sqrt((square - mean ** 2) / draws);
    expect(Math.abs(meanReciprocalRank(ranks) - mean)).toBeLessThan(3 * standardError);
  });

  test("names what it cannot use", () => {
    expect(() => meanReciprocalRank([])).toThrow("ranks: 0; expected at least one");
    expect(() => meanReciprocalRank([1, 0])).toThrow(
      "rank 1: 0; expected a whole number ≥ 1 or Infinity",
    );
    expect(() => randomReciprocalRank(0)).toThrow("n: 0; expected a whole number ≥ 1");
  });
});
