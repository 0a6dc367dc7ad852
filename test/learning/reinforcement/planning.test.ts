/**
 * Exact answers: both iterations on one table of known optima (closed forms where there are any, else the
 * values of an independent computation), policies by hand, and what has no finite value.
 */
import { describe, expect, it } from "vitest";
import { cliffWalking } from "../../../src/learning/reinforcement/cliff-walking.js";
import {
  DecisionProcess,
  type Outcome,
} from "../../../src/learning/reinforcement/decision-process.js";
import { evaluatePolicy, startValue } from "../../../src/learning/reinforcement/evaluation.js";
import { frozenLake } from "../../../src/learning/reinforcement/frozen-lake.js";
import { Policy } from "../../../src/learning/reinforcement/policy.js";
import { policyIteration } from "../../../src/learning/reinforcement/policy-iteration.js";
import { taxi } from "../../../src/learning/reinforcement/taxi.js";
import {
  finiteHorizonValues,
  valueIteration,
  type OptimumOptions,
} from "../../../src/learning/reinforcement/value-iteration.js";

const cliff = cliffWalking().process;
const lake = frozenLake().process;
const bigLake = frozenLake({ map: "8x8" }).process;
const town = taxi().process;

const optima: [string, DecisionProcess, OptimumOptions, number, number][] = [
  ["cliff walking", cliff, {}, -13, 12],
  ["cliff walking, best ε-soft policy", cliff, { epsilon: 0.1 }, -20.7077, 4],
  ["FrozenLake, γ 1", lake, {}, 14 / 17, 9],
  ["FrozenLake, γ .99", lake, { gamma: 0.99 }, 0.542026, 6],
  ["FrozenLake, γ .95", lake, { gamma: 0.95 }, 0.180472, 6],
  ["FrozenLake 8 × 8, γ 1", bigLake, {}, 1, 7],
  ["FrozenLake 8 × 8, γ .99", bigLake, { gamma: 0.99 }, 0.41464, 6],
  ["FrozenLake 8 × 8, γ .95", bigLake, { gamma: 0.95 }, 0.04825, 6],
  ["Taxi, mean over its starts", town, {}, 7.93, 10],
];

describe.each([
  ["value iteration", valueIteration],
  ["policy iteration", policyIteration],
])("%s", (_name, solve) => {
  it.each(optima)("finds the optimum of %s", (_task, process, options, value, digits) => {
    const optimum = solve(process, options);
    expect(startValue(process, optimum.values)).toBeCloseTo(value, digits);
    const judged = evaluatePolicy(process, optimum.policy.exploring(options.epsilon ?? 0), options);
    judged.forEach((v, state) => expect(v).toBeCloseTo(optimum.values[state]!, 6));
    expect(startValue(process, judged)).toBeCloseTo(value, Math.min(digits, 9));
  });

  it("gives values that satisfy Bellman's optimality equation in every state", () => {
    const { values, q } = solve(lake, { gamma: 0.99 });
    values.forEach((value, state) => {
      if (lake.terminal[state] === 1) expect(value).toBe(0);
      else expect(value).toBeCloseTo(q.best(state), 9);
      for (let action = 0; action < 4; action += 1) {
        const sum = lake
          .outcomes(state, action)
          .reduce(
            (s, { probability, reward, next }) => s + probability * (reward + 0.99 * values[next]!),
            0,
          );
        expect(q.of(state, action)).toBeCloseTo(sum, 9);
      }
    });
  });

  it.each([
    [{ gamma: 1.5 }, "gamma: 1.5; expected a number from 0 to 1"],
    [{ gamma: -0.1 }, "gamma: -0.1; expected a number from 0 to 1"],
    [{ gamma: NaN }, "gamma: NaN; expected a number from 0 to 1"],
    [{ epsilon: 2 }, "epsilon: 2; expected a number from 0 to 1"],
  ])("refuses %j", (options, message) => {
    expect(() => solve(lake, options)).toThrow(message);
  });
});

describe("the value of a state", () => {
  it("plays the best ε-soft policy of the cliff in 15 steps when it stops exploring", () => {
    const { policy } = policyIteration(cliff, { epsilon: 0.1 });
    expect(evaluatePolicy(cliff, policy)[36]).toBeCloseTo(-15, 12);
  });

  it("costs −51.8132 to walk along the edge with ε = .1, and −13 without exploring", () => {
    const [up, right, down] = [0, 1, 2];
    const chosen = Array.from({ length: 48 }, (_, state) => {
      if (state % 12 === 11 || state < 24) return down;
      return state < 36 ? right : up;
    });
    const edge = Policy.deterministic(chosen, 4);
    expect(evaluatePolicy(cliff, edge)[36]).toBeCloseTo(-13, 12);
    expect(evaluatePolicy(cliff, edge.exploring(0.1))[36]).toBeCloseTo(-51.8132, 4);
  });

  it("is less with a time limit: .744190 in 100 steps, .913220 in 200 on the larger lake", () => {
    expect(finiteHorizonValues(lake, 100)[0]).toBeCloseTo(0.74419, 6);
    expect(finiteHorizonValues(bigLake, 200)[0]).toBeCloseTo(0.91322, 6);
    expect(finiteHorizonValues(lake, 5000)[0]).toBeCloseTo(14 / 17, 9);
    expect(Array.from(finiteHorizonValues(lake, 0))).toEqual(Array(16).fill(0));
  });

  it("of a policy in many steps approaches its value without a limit, from below", () => {
    const policy = Policy.uniform(16, 4);
    const exact = evaluatePolicy(lake, policy)[0]!;
    const [few, many] = [10, 2000].map((n) => finiteHorizonValues(lake, n, { policy })[0]!);
    expect(few).toBeLessThan(exact);
    expect(many).toBeCloseTo(exact, 12);
  });

  it("differs for each outcome from what the article's equation says on FrozenLake", () => {
    const { values, q } = valueIteration(lake, { gamma: 0.99 });
    const right = 2;
    const printed = lake
      .outcomes(14, right)
      .map(({ reward, next }) => reward + 0.99 * values[next]!)
      .sort();
    [0.6091, 0.8542, 1].forEach((value, i) => expect(printed[i]).toBeCloseTo(value, 4));
    expect(q.of(14, right)).toBeCloseTo(0.8211, 4);
    expect(q.of(14, right)).toBeCloseTo((printed[0]! + printed[1]! + printed[2]!) / 3, 12);
  });

  it("is the sum of a geometric series: 1 a step for ever is worth 1 / (1 − γ)", () => {
    const process = loop(1);
    expect(evaluatePolicy(process, Policy.uniform(1, 1), { gamma: 0.9 })[0]).toBeCloseTo(10, 12);
    expect(evaluatePolicy(process, Policy.uniform(1, 1), { gamma: 0 })[0]).toBe(1);
    expect(valueIteration(process, { gamma: 0.9 }).values[0]).toBeCloseTo(10, 9);
  });

  it("is 0, +∞ or −∞ in a circle without end, as the rewards say, and likewise on the way there", () => {
    for (const [reward, value] of [
      [0, 0],
      [2, Infinity],
      [-2, -Infinity],
    ] as const) {
      const process = chain([
        [1, 5],
        [1, reward],
      ]);
      const expected = value === 0 ? [5, 0] : [value, value];
      expect(Array.from(evaluatePolicy(process, Policy.uniform(2, 1)))).toEqual(expected);
    }
  });

  it("is −∞ for a walk into a wall, and −13 where the policy of the other states does not matter", () => {
    const chosen = Array.from({ length: 48 }, (_, s) =>
      s === 36 ? 0 : s === 35 ? 2 : s < 24 ? 0 : 1,
    );
    const values = evaluatePolicy(cliff, Policy.deterministic(chosen, 4));
    expect(values[0]).toBe(-Infinity);
    expect(values[36]).toBeCloseTo(-13, 12);
  });

  it("refuses a circle with gains and losses, and one of each kind on one way", () => {
    const message =
      'value of state 0: "rewards of both signs for ever"; expected episodes that end, or rewards of one sign; use gamma < 1';
    expect(() =>
      evaluatePolicy(
        chain([
          [1, 1],
          [0, -1],
        ]),
        Policy.uniform(2, 1),
      ),
    ).toThrow(message);
    const fork = new DecisionProcess({
      states: 3,
      actions: 1,
      start: 0,
      outcomes: (state): Outcome[] =>
        state === 0
          ? [1, 2].map((next) => ({ probability: 0.5, next, reward: 0 }))
          : [{ probability: 1, next: state, reward: state === 1 ? 1 : -1 }],
    });
    expect(() => evaluatePolicy(fork, Policy.uniform(3, 1))).toThrow(message);
  });

  it("is not looked for where it grows without end", () => {
    expect(() => valueIteration(loop(1))).toThrow(
      'value iteration: "still changing after 100000 rounds"; expected values that settle; use gamma < 1',
    );
    expect(() => policyIteration(loop(1))).toThrow(
      "policy iteration: Infinity; expected finite values; use gamma < 1",
    );
  });

  it("needs a policy and values of the process's size, and a number of steps", () => {
    const rule = "expected 16 × 4, states × actions of the process";
    expect(() => evaluatePolicy(lake, Policy.uniform(16, 3))).toThrow(`policy: "16 × 3"; ${rule}`);
    expect(() => finiteHorizonValues(lake, 5, { policy: Policy.uniform(4, 4) })).toThrow(rule);
    expect(() => startValue(lake, [1])).toThrow(
      'values: "1 numbers"; expected 16 numbers, one per state',
    );
    expect(() => finiteHorizonValues(lake, -1)).toThrow("steps: -1; expected a whole number ≥ 0");
  });
});

/** One state, one action, the same reward for ever. */
function loop(reward: number): DecisionProcess {
  return chain([[0, reward]]);
}

/** One action; each state has one follower and one reward. */
function chain(moves: readonly (readonly [next: number, reward: number])[]): DecisionProcess {
  return new DecisionProcess({
    states: moves.length,
    actions: 1,
    start: 0,
    outcomes: (state) => [{ probability: 1, next: moves[state]![0], reward: moves[state]![1] }],
  });
}
