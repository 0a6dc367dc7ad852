import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import {
  binomialDistribution,
  expectedMaximum,
} from "../../../src/learning/statistics/binomial.js";

describe("the binomial distribution", () => {
  test("is what one counts by hand", () => {
    // three throws of a die that shows a six with 1/6: 125, 75, 15, 1 of 216
    const shares = binomialDistribution(3, 1 / 6);
    [125, 75, 15, 1].forEach((cases, k) => expect(shares[k]).toBeCloseTo(cases / 216, 15));
    expect([...binomialDistribution(0, 0.3)]).toEqual([1]);
    expect([...binomialDistribution(2, 0)]).toEqual([1, 0, 0]);
    expect([...binomialDistribution(2, 1)]).toEqual([0, 0, 1]);
  });

  test("has mean n p and variance n p (1 − p), also for many trials", () => {
    const shares = binomialDistribution(5000, 0.37);
    const mean = shares.reduce((sum, share, k) => sum + k * share, 0);
    const variance = shares.reduce((sum, share, k) => sum + (k - mean) ** 2 * share, 0);
    expect(mean).toBeCloseTo(5000 * 0.37, 8);
    expect(variance).toBeCloseTo(5000 * 0.37 * 0.63, 7);
  });
});

describe("the mean of the largest of several draws", () => {
  test("is what one counts by hand", () => {
    // of 0, 1, 2 with ¼, ½, ¼: the larger of two is 2 in 7 of 16 cases, 1 in 8 of them
    expect(expectedMaximum([0.25, 0.5, 0.25], 2)).toBeCloseTo((2 * 7 + 8) / 16, 15);
    // the largest of two dice: (2 · 36 · …): 161/36
    const die = [0, ...Array<number>(6).fill(1 / 6)];
    expect(expectedMaximum(die, 2)).toBeCloseTo(161 / 36, 14);
  });

  test("of one draw is the mean, and of very many the largest value", () => {
    expect(expectedMaximum(binomialDistribution(40, 0.5), 1)).toBeCloseTo(20, 12);
    expect(expectedMaximum(binomialDistribution(40, 0.5), 1e15)).toBeCloseTo(40, 2);
  });

  test("agrees with coins thrown within three standard errors", () => {
    const random = new Random(4);
    const throwCoins = () => {
      let heads = 0;
      for (let i = 0; i < 20; i += 1) heads += random.uint32() % 2;
      return heads;
    };
    const best = Array.from({ length: 2000 }, () =>
      Math.max(...Array.from({ length: 50 }, throwCoins)),
    );
    const mean = best.reduce((sum, value) => sum + value, 0) / 2000;
    const variance = best.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2000;
    const exact = expectedMaximum(binomialDistribution(20, 0.5), 50);
    expect(Math.abs(mean - exact)).toBeLessThan(3 * Math.sqrt(variance / 2000));
  });
});

test("numbers out of their range are named", () => {
  expect(() => binomialDistribution(-1, 0.5)).toThrow("trials: -1; expected a whole number ≥ 0");
  expect(() => binomialDistribution(1, 2)).toThrow("probability: 2; expected a number from 0 to 1");
  expect(() => expectedMaximum([1], 0)).toThrow("draws: 0; expected a whole number ≥ 1");
  expect(() => expectedMaximum([0.5, 0.4], 1)).toThrow(
    "probabilities: [0.5,0.4]; expected numbers ≥ 0 that sum to 1",
  );
});
