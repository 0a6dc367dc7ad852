import { describe, expect, test } from "vitest";
import { AliasTable } from "../../src/base/alias-table.js";
import { Random } from "../../src/base/random.js";

describe("an alias table", () => {
  test("draws each index in proportion to its weight", () => {
    const weights = [5, 0, 1, 3, 0.5, 10];
    const total = 19.5;
    const table = new AliasTable(weights);
    const random = new Random(1);
    const n = 100_000;
    const counts = weights.map(() => 0);
    for (let i = 0; i < n; i += 1) counts[table.draw(random)]! += 1;
    expect(counts[1]).toBe(0);
    const chiSquare = weights.reduce((sum, weight, i) => {
      const expected = (n * weight) / total;
      return expected === 0 ? sum : sum + (counts[i]! - expected) ** 2 / expected;
    }, 0);
    expect(chiSquare).toBeLessThan(18.47); // 99.9 % point with 4 degrees of freedom
  });

  test("holds exactly the probabilities that it was given", () => {
    // each column keeps `keep` for itself and gives the rest to its alias: summed up, the weights return
    const weights = [1, 2, 3, 4, 90];
    const { keep, alias } = new AliasTable(weights) as unknown as {
      keep: Float64Array;
      alias: Uint32Array;
    };
    const masses = weights.map(() => 0);
    keep.forEach((share, i) => {
      masses[i]! += share / 5;
      masses[alias[i]!]! += (1 - share) / 5;
    });
    masses.forEach((mass, i) => expect(mass).toBeCloseTo(weights[i]! / 100, 14));
  });

  test("tells probabilities, 0 outside", () => {
    const table = new AliasTable([1, 3]);
    expect([0, 1, 2].map((i) => table.probability(i))).toEqual([0.25, 0.75, 0]);
  });

  test("refuses weights that are no distribution", () => {
    expect(() => new AliasTable([])).toThrow("weights: 0; expected at least one");
    expect(() => new AliasTable([1, -1])).toThrow("weight 1: -1; expected a finite number ≥ 0");
    expect(() => new AliasTable([1, NaN])).toThrow("weight 1: NaN; expected a finite number ≥ 0");
    expect(() => new AliasTable([0, 0])).toThrow("sum of weights: 0; expected a finite number > 0");
  });
});
