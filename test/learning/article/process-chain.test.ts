import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import {
  closedForm,
  moneyFirstChances,
  printedChances,
  repairedChances,
  toChain,
  type Chances,
  type StartUpChances,
} from "../../../src/learning/article/process-chain.js";
import {
  moneyFirstProcess,
  printedProcess,
  repairedProcess,
} from "../../../src/learning/article/process-charts.js";
import { walkChain } from "../../../src/learning/statistics/chain-walks.js";

const usual: StartUpChances = { p: 0.6, r: 0.7, q: 0.5, f: 0.3 };
const repaired = (chances: StartUpChances) => toChain(repairedProcess, repairedChances(chances));

describe("the start-up flow as a chain", () => {
  test("as printed, ends in success or for ever in reassessment: p, 1 − p, 3 + 7p steps", () => {
    const chain = toChain(printedProcess, printedChances({ p: 0.6 }));
    expect(chain.absorbing).toEqual(["E", "L"]);
    expect(Math.abs(chain.probability("A", "L") - 0.6)).toBeLessThan(1e-12);
    expect(Math.abs(chain.probability("A", "E") - 0.4)).toBeLessThan(1e-12);
    expect(Math.abs(chain.steps("A") - 7.2)).toBeLessThan(1e-12);
  });

  test("once feasible, the printed chart never fails", () => {
    const chain = toChain(printedProcess, printedChances({ p: 0.6 }));
    for (const id of "DFGHIJK") expect(chain.probability(id, "L")).toBeCloseTo(1, 12);
  });

  test("repaired, has the figures of the worked example", () => {
    expect(repaired(usual).probability("A", "L")).toBeCloseTo(0.25, 12);
    expect(repaired(usual).steps("A")).toBeCloseTo(13.888889, 6);
  });

  test("repaired, agrees with the closed form to 1e-12 everywhere", () => {
    const values = [0.05, 0.3, 0.5, 0.9, 1];
    for (const p of values) {
      for (const r of [0, ...values]) {
        for (const q of values) {
          for (const f of [0, ...values]) {
            const chain = repaired({ p, r, q, f });
            const { success, steps } = closedForm({ p, r, q, f });
            expect(Math.abs(chain.probability("A", "L") - success)).toBeLessThan(1e-12);
            expect(Math.abs(chain.steps("A") / steps - 1)).toBeLessThan(1e-12);
          }
        }
      }
    }
  });

  test("repaired, agrees with walks within three standard errors", () => {
    const count = 40_000;
    const chain = repaired(usual);
    const { ends, steps } = walkChain(chain, "A", count, new Random(7));
    expect(Math.abs(ends["L"]! / count - 0.25)).toBeLessThan(3 * Math.sqrt((0.25 * 0.75) / count));
    const mean = steps.reduce((sum, each) => sum + each, 0) / count;
    const error = Math.sqrt(chain.stepsVariance("A") / count);
    expect(Math.abs(mean - 1000 / 72)).toBeLessThan(3 * error);
  });

  test("iterating less or more changes the time, not the probability", () => {
    const chains = [0.1, 0.3, 0.5, 0.7, 0.9].map((q) => repaired({ ...usual, q }));
    for (const chain of chains) expect(chain.probability("A", "L")).toBeCloseTo(0.25, 12);
    const times = chains.map((chain) => chain.steps("A"));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(times[0]! - times.at(-1)!).toBeCloseTo((2.4 / 0.1 - 2.4 / 0.9) / 0.72, 10);
  });

  test("asking for money first changes the time, not the probability", () => {
    const chain = toChain(moneyFirstProcess, moneyFirstChances(usual));
    expect(chain.probability("A", "L")).toBeCloseTo(0.25, 12);
    // From D: team, then K; from K with f: F, and 1 + 4/q to L. 3 + p (1 + 1 + f (1 + 4/q)) + (1 − p), over 0.72.
    const steps = (3 + 0.6 * (2 + 0.3 * (1 + 4 / 0.5)) + 0.4) / 0.72;
    expect(chain.steps("A")).toBeCloseTo(steps, 12);
    expect(chain.steps("A")).toBeLessThan(repaired(usual).steps("A"));
  });

  test.each<[string, Chances, string]>([
    [
      "a node that is not in the chart",
      { ...printedChances({ p: 0.6 }), Q: { A: 1 } },
      'chances of unknown node: "Q"; expected one of the nodes of the chart: A, B, C',
    ],
    [
      "an exit that is not there",
      { C: { D: 0.5, F: 0.5 } },
      'exit of C: "F"; expected one of D, E',
    ],
    ["an exit of an end", { C: { D: 1 }, L: { A: 1 } }, 'exit of L: "A"; expected one of none'],
    [
      "no probabilities for a decision",
      {},
      "chances of node C: undefined; expected probabilities for each node with several exits",
    ],
    [
      "too much of them",
      { C: { D: 0.9, E: 0.4 } },
      "probabilities from C: 1.3; expected a sum of 1",
    ],
  ])("refuses %s", (_, chances, message) => {
    expect(() => toChain(printedProcess, chances)).toThrow(message);
  });

  test("has no closed form where it never ends", () => {
    expect(() => closedForm({ ...usual, f: 2 })).toThrow("f: 2; expected a number from 0 to 1");
    expect(() => closedForm({ ...usual, q: 0 })).toThrow(
      "q: 0; expected a number above 0, else the iteration never ends",
    );
    expect(() => closedForm({ ...usual, p: 0, r: 1 })).toThrow(
      "p and r: [0,1]; expected not 0 and 1, else the search for ideas never ends",
    );
  });
});
