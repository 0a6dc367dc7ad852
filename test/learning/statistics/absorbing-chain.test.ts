import { describe, expect, test } from "vitest";
import {
  AbsorbingChain,
  type ChainRows,
} from "../../../src/learning/statistics/absorbing-chain.js";

/** The walk of Grinstead & Snell, "Introduction to Probability", example 11.13: five corners, home and bar absorb. */
const drunkard: ChainRows = {
  "1": { "0": 0.5, "2": 0.5 },
  "2": { "1": 0.5, "3": 0.5 },
  "3": { "2": 0.5, "4": 0.5 },
};

/** A gambler who wins a round with probability p, from 0 (ruin) to `goal`. */
function gambler(p: number, goal: number): AbsorbingChain {
  const rows = Array.from({ length: goal - 1 }, (_, i) => [
    `s${i + 1}`,
    { [`s${i + 2}`]: p, [`s${i}`]: 1 - p },
  ]);
  return new AbsorbingChain(Object.fromEntries(rows) as ChainRows);
}

describe("an absorbing chain", () => {
  test("has the fundamental matrix, the ends and the steps of a textbook", () => {
    const chain = new AbsorbingChain(drunkard);
    expect([chain.transient, chain.absorbing]).toEqual([
      ["1", "2", "3"],
      ["0", "4"],
    ]);
    const visits = chain.transient.map((from) =>
      chain.transient.map((to) => chain.visits(from, to)),
    );
    for (const [i, row] of [
      [1.5, 1, 0.5],
      [1, 2, 1],
      [0.5, 1, 1.5],
    ].entries()) {
      row.forEach((value, k) => expect(visits[i]![k]).toBeCloseTo(value, 12));
    }
    const home = chain.transient.map((from) => chain.probability(from, "0"));
    [0.75, 0.5, 0.25].forEach((p, i) => expect(home[i]).toBeCloseTo(p, 12));
    [3, 4, 3].forEach((steps, i) =>
      expect(chain.steps(chain.transient[i]!)).toBeCloseTo(steps, 12),
    );
  });

  test("knows the gambler's ruin, fair and unfair, to 1e-12", () => {
    const fair = gambler(0.5, 10);
    const unfair = gambler(0.6, 10);
    const ratio = 0.4 / 0.6;
    for (let i = 1; i < 10; i += 1) {
      expect(Math.abs(fair.probability(`s${i}`, "s10") - i / 10)).toBeLessThan(1e-12);
      expect(Math.abs(fair.steps(`s${i}`) - i * (10 - i))).toBeLessThan(1e-11);
      const win = (1 - ratio ** i) / (1 - ratio ** 10);
      expect(Math.abs(unfair.probability(`s${i}`, "s10") - win)).toBeLessThan(1e-12);
      expect(Math.abs(unfair.steps(`s${i}`) - (10 * win - i) / 0.2)).toBeLessThan(1e-11);
    }
  });

  test("has the mean and variance of waiting for a success", () => {
    const chain = new AbsorbingChain({ wait: { wait: 0.75, done: 0.25 } });
    expect(chain.steps("wait")).toBeCloseTo(1 / 0.25, 12);
    expect(chain.stepsVariance("wait")).toBeCloseTo(0.75 / 0.25 ** 2, 12);
  });

  test("ends somewhere for sure, and at once where it is absorbed already", () => {
    const chain = new AbsorbingChain({ a: { b: 0.2, x: 0.8 }, b: { a: 0.5, y: 0.5 }, z: {} });
    for (const from of ["a", "b", "z"]) {
      const all = chain.absorbing.reduce((sum, end) => sum + chain.probability(from, end), 0);
      expect(all).toBeCloseTo(1, 12);
    }
    expect(chain.absorbing).toEqual(["z", "x", "y"]);
    expect([chain.steps("x"), chain.stepsVariance("x")]).toEqual([0, 0]);
    expect([chain.probability("x", "x"), chain.probability("x", "y")]).toEqual([1, 0]);
  });

  test("has Q and R such that each row sums to one", () => {
    const { q, r, transient, absorbing } = new AbsorbingChain(drunkard);
    transient.forEach((_, i) => {
      const row = [
        ...q.slice(i * transient.length, (i + 1) * transient.length),
        ...r.slice(i * absorbing.length, (i + 1) * absorbing.length),
      ];
      expect(row.reduce((sum, p) => sum + p, 0)).toBe(1);
    });
  });

  test.each<[ChainRows, string]>([
    [{ a: { b: 1.2 } }, "probability a → b: 1.2; expected a number from 0 to 1"],
    [{ a: { b: Number.NaN } }, "probability a → b: NaN; expected a number from 0 to 1"],
    [{ a: { b: 0.5, c: 0.4 } }, "probabilities from a: 0.9; expected a sum of 1"],
    [
      { a: { b: 1 }, b: { a: 1 } },
      "absorbing states: 0; expected at least one state without exits",
    ],
    [
      { a: { b: 1 }, b: { a: 1, end: 0 } },
      'state: "a"; expected one from which an absorbing state can be reached',
    ],
  ])("refuses %j", (rows, message) => {
    expect(() => new AbsorbingChain(rows)).toThrow(message);
  });

  test("refuses states that it does not have", () => {
    const chain = new AbsorbingChain({ a: { b: 1 } });
    expect(() => chain.steps("c")).toThrow('unknown state: "c"; expected one of a');
    expect(() => chain.probability("a", "a")).toThrow('unknown state: "a"; expected one of b');
    expect(() => chain.visits("b", "a")).toThrow('unknown state: "b"; expected one of a');
  });
});
