import { describe, expect, it } from "vitest";
import { solveLinear } from "../../src/base/matrix.js";
import { Random } from "../../src/base/random.js";

describe("solveLinear", () => {
  it("solves a system by hand: 2x + y = 5, x + 3y = 10", () => {
    expect(Array.from(solveLinear([2, 1, 1, 3], [5, 10]))).toEqual([1, 3]);
  });

  it("swaps rows where the diagonal starts with a zero", () => {
    expect(Array.from(solveLinear([0, 1, 1, 0], [3, 4]))).toEqual([4, 3]);
  });

  it("returns what was multiplied, on random systems of 40 unknowns", () => {
    const random = new Random(7);
    const a = Float64Array.from({ length: 1600 }, () => random.normal());
    const x = Float64Array.from({ length: 40 }, () => random.normal());
    const b = x.map((_, row) => x.reduce((sum, value, k) => sum + a[row * 40 + k]! * value, 0));
    const before = a.slice();
    solveLinear(a, b).forEach((value, i) => expect(value).toBeCloseTo(x[i]!, 10));
    expect(a).toEqual(before);
  });

  it("refuses what has no single solution or no numbers", () => {
    expect(() => solveLinear([1, 2, 2, 4], [1, 2])).toThrow(
      'matrix: "no pivot in column 1"; expected a regular matrix',
    );
    expect(() => solveLinear([1, 2], [1, 2])).toThrow(
      'matrix: "2 numbers"; expected 2 × 2 numbers',
    );
    expect(() => solveLinear([NaN], [1])).toThrow("matrix: NaN; expected finite numbers");
    expect(() => solveLinear([1], [Infinity])).toThrow(
      "right-hand side: Infinity; expected finite numbers",
    );
  });

  it("solves an empty system with nothing", () => {
    expect(solveLinear([], [])).toHaveLength(0);
  });
});
