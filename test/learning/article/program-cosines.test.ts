import { describe, expect, test } from "vitest";
import { randomCosines } from "../../../src/learning/article/program-cosines.js";

describe("cosines of random vectors", () => {
  const pairs = 3000;

  test.each([2, 10, 100, 400])("have mean 0 and deviation 1/√d for d = %i, over seeds", (d) => {
    for (const seed of [1, 7, 11]) {
      const { dimension, cosines, expected } = randomCosines(d, pairs, seed);
      expect([dimension, cosines.count]).toEqual([d, pairs]);
      expect(expected).toBeCloseTo(d ** -0.5, 15);
      expect(Math.abs(cosines.mean)).toBeLessThan((3.5 * expected) / Math.sqrt(pairs));
      // The standard error of a deviation is at most σ/√(2n) here: cosines have thinner tails than a normal.
      const error = expected / Math.sqrt(2 * pairs);
      expect(Math.abs(cosines.deviation - expected)).toBeLessThan(3.5 * error);
    }
  });

  test("are 1 or −1 in one dimension", () => {
    const { cosines, expected } = randomCosines(1, 50, 7);
    expect([cosines.lowest, cosines.highest, expected]).toEqual([-1, 1, 1]);
  });

  test("are asked of whole numbers", () => {
    expect(() => randomCosines(0, 1, 7)).toThrow("dimension: 0; expected a whole number ≥ 1");
    expect(() => randomCosines(2, 1.5, 7)).toThrow("pairs: 1.5; expected a whole number ≥ 1");
  });
});
