import { describe, expect, test } from "vitest";
import { integrate } from "../../../src/learning/statistics/integral.js";
import { normalDensity, normalProbability } from "../../../src/learning/statistics/normal.js";

describe("an integral", () => {
  test("of a cubic is exact, forwards and backwards", () => {
    expect(integrate((x) => x ** 3 - x, 0, 2)).toBeCloseTo(4 - 2, 12);
    expect(integrate((x) => x ** 3 - x, 2, 0)).toBeCloseTo(-2, 12);
    expect(integrate(() => 5, 1, 1)).toBe(0);
  });

  test("of the normal density is Φ", () => {
    expect(integrate(normalDensity, -9, 1.3)).toBeCloseTo(normalProbability(1.3), 9);
  });

  test("finds its way round kinks that lie at no round place", () => {
    // ∫ |x − c| over [0, 1] = (c² + (1 − c)²)/2
    const c = Math.SQRT1_2;
    expect(integrate((x) => Math.abs(x - c), 0, 1)).toBeCloseTo((c * c + (1 - c) ** 2) / 2, 9);
  });

  test("keeps to the tolerance that it is given, with fewer looks", () => {
    let looks = 0;
    const f = (x: number) => {
      looks += 1;
      return Math.exp(Math.sin(3 * x));
    };
    const exact = integrate(f, 0, 5, { tolerance: 1e-12 });
    const careful = looks;
    looks = 0;
    expect(Math.abs(integrate(f, 0, 5, { tolerance: 1e-4, pieces: 4 }) - exact)).toBeLessThan(1e-4);
    expect(looks).toBeLessThan(careful / 4);
  });

  test("ends where Float64 tells no more, however small the tolerance", () => {
    let looks = 0;
    const f = (x: number) => {
      looks += 1;
      return 1e12 * Math.exp(x);
    };
    const exact = 1e12 * Math.expm1(1);
    expect(integrate(f, 0, 1, { tolerance: 1e-300 }) / exact).toBeCloseTo(1, 14);
    expect(looks).toBeLessThan(100_000);
  });

  test("refuses a function that has no value somewhere", () => {
    expect(() => integrate((x) => 1 / x, 0, 1)).toThrow(
      "value of the function at 0: Infinity; expected a finite number",
    );
    expect(() => integrate(() => NaN, 0, 1)).toThrow(
      "value of the function at 0: NaN; expected a finite number",
    );
  });

  test("refuses ends, tolerances and pieces that are none", () => {
    const one = () => 1;
    expect(() => integrate(one, 0, Infinity)).toThrow(
      "ends of the integral: [0,null]; expected two finite numbers",
    );
    expect(() => integrate(one, 0, 1, { tolerance: 0 })).toThrow(
      "tolerance: 0; expected a number > 0",
    );
    expect(() => integrate(one, 0, 1, { pieces: 0.5 })).toThrow(
      "pieces: 0.5; expected a whole number ≥ 1",
    );
  });
});
