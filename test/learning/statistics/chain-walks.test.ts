import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import { AbsorbingChain } from "../../../src/learning/statistics/absorbing-chain.js";
import { walkChain } from "../../../src/learning/statistics/chain-walks.js";

const chain = new AbsorbingChain({
  a: { b: 0.3, c: 0.7 },
  b: { a: 0.5, x: 0.5 },
  c: { a: 0.1, x: 0.2, y: 0.7 },
});

describe("walks through an absorbing chain", () => {
  test("end where and when the matrix says, within three standard errors", () => {
    const count = 40_000;
    const { ends, steps } = walkChain(chain, "a", count, new Random(7));
    for (const end of ["x", "y"]) {
      const p = chain.probability("a", end);
      const error = Math.sqrt((p * (1 - p)) / count);
      expect(Math.abs(ends[end]! / count - p)).toBeLessThan(3 * error);
    }
    const mean = steps.reduce((sum, each) => sum + each, 0) / count;
    const error = Math.sqrt(chain.stepsVariance("a") / count);
    expect(Math.abs(mean - chain.steps("a"))).toBeLessThan(3 * error);
    const variance = steps.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (count - 1);
    expect(Math.abs(variance / chain.stepsVariance("a") - 1)).toBeLessThan(0.05);
  });

  test("are the same for the same seed, and as many as were asked for", () => {
    const one = walkChain(chain, "a", 50, new Random(3));
    expect(walkChain(chain, "a", 50, new Random(3))).toEqual(one);
    expect(one.ends["x"]! + one.ends["y"]!).toBe(50);
    expect(one.steps).toHaveLength(50);
  });

  test("take no step from an end, and never an exit of probability 0", () => {
    expect(walkChain(chain, "y", 3, new Random(1))).toEqual({
      ends: { x: 0, y: 3 },
      steps: new Int32Array(3),
    });
    const closed = new AbsorbingChain({ a: { x: 0, y: 1 } });
    expect(walkChain(closed, "a", 100, new Random(1)).ends).toEqual({ x: 0, y: 100 });
  });

  test("refuse to be none, and to start nowhere", () => {
    const random = new Random(1);
    expect(() => walkChain(chain, "a", 0, random)).toThrow("walks: 0; expected a whole number ≥ 1");
    expect(() => walkChain(chain, "q", 1, random)).toThrow(
      'unknown state: "q"; expected one of a, b, c, x, y',
    );
  });
});
