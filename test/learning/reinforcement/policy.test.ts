import { describe, expect, it } from "vitest";
import { ActionValues } from "../../../src/learning/reinforcement/action-values.js";
import { Policy } from "../../../src/learning/reinforcement/policy.js";
import { Discrete } from "../../../src/learning/reinforcement/space.js";
import { Random } from "../../../src/base/random.js";

describe("a policy", () => {
  it("spreads ε over all actions: (1 − ε) π + ε / |A|", () => {
    const soft = Policy.deterministic([1], 4).exploring(0.2);
    expect(Array.from(soft.probabilities)).toEqual([0.05, 0.8 + 0.05, 0.05, 0.05]);
    expect(soft.action(0)).toBe(1);
  });

  it("is the uniform one when it only explores", () => {
    const random = Policy.deterministic([1, 0], 2).exploring(1);
    expect(random.probabilities).toEqual(Policy.uniform(2, 2).probabilities);
  });

  it("refuses what is no distribution over its actions", () => {
    expect(() => Policy.deterministic([0, 2], 2)).toThrow("action in state 1: 2; expected 0 … 1");
    const rule = "expected 2 probabilities that sum to 1";
    expect(() => Policy.mixed([[0.5, 0.4]])).toThrow(`policy in state 0: [0.5,0.4]; ${rule}`);
    expect(() => Policy.mixed([[1, 0], [1]])).toThrow(`policy in state 1: [1]; ${rule}`);
    expect(() => Policy.mixed([[2, -1]])).toThrow(`policy in state 0: [2,-1]; ${rule}`);
    expect(() => Policy.mixed([])).toThrow(
      "policy: []; expected a row of probabilities for each state",
    );
    expect(() => Policy.uniform(1, 2).exploring(1.1)).toThrow(
      "epsilon: 1.1; expected a number from 0 to 1",
    );
  });
});

describe("a table of action values", () => {
  it("names the best action, the first of several", () => {
    const q = new ActionValues(3, Float64Array.of(1, 3, 2, 5, 5, 4));
    expect([q.bestAction(0), q.best(0), q.bestAction(1), q.states]).toEqual([1, 3, 0, 2]);
    expect(q.greedy().probability(0, 1)).toBe(1);
  });

  it("refuses a number of values that is no table", () => {
    expect(() => new ActionValues(2, new Float64Array(3))).toThrow(
      "actions: 2; expected a divisor of 3, the number of values",
    );
  });
});

describe("a discrete space", () => {
  it("holds the whole numbers below n, and draws each of them", () => {
    const space = new Discrete(3);
    expect([-1, 0, 2, 3, 0.5, "0"].map((value) => space.contains(value))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
    const random = new Random(7);
    const drawn = new Set(Array.from({ length: 100 }, () => space.sample(random)));
    expect([...drawn].sort()).toEqual([0, 1, 2]);
    expect(String(space)).toBe("Discrete(3)");
  });

  it("is not empty", () => {
    expect(() => new Discrete(0)).toThrow("size of the space: 0; expected a whole number ≥ 1");
  });
});
