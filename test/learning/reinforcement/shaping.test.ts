import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import { cliffWalking } from "../../../src/learning/reinforcement/cliff-walking.js";
import { DecisionProcess } from "../../../src/learning/reinforcement/decision-process.js";
import { evaluatePolicy } from "../../../src/learning/reinforcement/evaluation.js";
import { frozenLake } from "../../../src/learning/reinforcement/frozen-lake.js";
import { shaped, withReward } from "../../../src/learning/reinforcement/shaping.js";
import { valueIteration } from "../../../src/learning/reinforcement/value-iteration.js";

/** Three fields in a row, the right one is the goal and brings 1; actions 0 left, 1 right. */
const row = new DecisionProcess({
  states: 3,
  actions: 2,
  start: 0,
  isTerminal: (state) => state === 2,
  outcomes: (state, action) => {
    const next = action === 1 ? state + 1 : Math.max(0, state - 1);
    return [{ probability: 1, next, reward: next === 2 ? 1 : 0 }];
  },
});

describe("other rewards", () => {
  test("change nothing but the rewards", () => {
    const { process } = frozenLake();
    const same = withReward(process, (_state, _action, _next, reward) => reward);
    expect(same).toEqual(process);
    const rule = (state: number, action: number, next: number) => 100 * state + 10 * action + next;
    const other = withReward(row, rule);
    expect(other.outcomes(1, 1)).toEqual([{ probability: 1, next: 2, reward: 112 }]);
    expect(row.outcomes(1, 1)[0]?.reward).toBe(1);
  });

  test("refuse a reward that is no number", () => {
    expect(() => withReward(row, () => NaN)).toThrow(
      "reward in state 0, action 0: NaN; expected a finite number",
    );
  });
});

describe("shaping by a potential", () => {
  test("is the sum that one makes by hand, with 0 at the end", () => {
    // Φ = 5, 7 and, at the goal, 0 instead of 9
    const process = shaped(row, (state) => [5, 7, 9][state]!, { gamma: 0.5 });
    expect(process.outcomes(0, 1)[0]?.reward).toBe(0 + 0.5 * 7 - 5);
    expect(process.outcomes(0, 0)[0]?.reward).toBe(0 + 0.5 * 5 - 5);
    expect(process.outcomes(1, 1)[0]?.reward).toBe(1 + 0.5 * 0 - 7);
  });

  test("moves the best values by the potential and keeps every best policy, for any potential", () => {
    const random = new Random(3);
    const worlds = [
      { process: frozenLake().process, gamma: 0.99 },
      { process: cliffWalking({ slippery: true }).process, gamma: 0.9 },
      { process: cliffWalking().process, gamma: 1 },
    ];
    for (const { process, gamma } of worlds) {
      const Φ = Array.from({ length: process.states }, () => random.normal(0, 10));
      const plain = valueIteration(process, { gamma });
      const other = valueIteration(
        shaped(process, (state) => Φ[state]!, { gamma }),
        { gamma },
      );
      Φ.forEach((potential, state) => {
        if (process.terminal[state] === 1) return;
        expect(other.values[state]).toBeCloseTo(plain.values[state]! - potential, 8);
        for (let action = 0; action < process.actions; action += 1) {
          const moved = plain.q.of(state, action) - potential;
          expect(other.q.of(state, action)).toBeCloseTo(moved, 8);
        }
      });
      const start = process.start.indexOf(1);
      const value = evaluatePolicy(process, other.policy, { gamma })[start]!;
      expect(value).toBeCloseTo(plain.values[start]!, 8);
    }
  });

  test("differs from a bonus for coming nearer, which makes it best never to arrive", () => {
    // from the middle: there and back for ever is worth γ b/(1 − γ²), arriving 1 + b
    const gamma = 0.9;
    const limit = 1 / (gamma / (1 - gamma ** 2) - 1);
    const value = (bonus: number) => {
      const process = withReward(row, (s, _a, next, r) => r + (next > s ? bonus : 0));
      return evaluatePolicy(row, valueIteration(process, { gamma }).policy, { gamma })[0];
    };
    expect(value(limit - 1e-6)).toBeCloseTo(gamma, 12);
    expect(value(limit + 1e-6)).toBe(0);
  });

  test("refuses a γ or a potential that is none", () => {
    expect(() => shaped(row, () => 0, { gamma: 2 })).toThrow(
      "gamma: 2; expected a number from 0 to 1",
    );
    expect(() => shaped(row, () => Infinity)).toThrow(
      "potential of state 0: Infinity; expected a finite number",
    );
  });
});
