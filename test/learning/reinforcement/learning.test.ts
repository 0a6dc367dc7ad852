/** Learners: by hand, against each other, and judged exactly on the chain, never by roll-outs. */
import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { cliffWalking } from "../../../src/learning/reinforcement/cliff-walking.js";
import { DecisionProcess } from "../../../src/learning/reinforcement/decision-process.js";
import { Environment } from "../../../src/learning/reinforcement/environment.js";
import { evaluatePolicy, startValue } from "../../../src/learning/reinforcement/evaluation.js";
import { frozenLake } from "../../../src/learning/reinforcement/frozen-lake.js";
import {
  learnActionValues,
  learningSteps,
  type LearningResult,
  type LearningStep,
} from "../../../src/learning/reinforcement/learning.js";
import { createRings, nStepEpisode } from "../../../src/learning/reinforcement/n-step.js";
import type {
  LearningMethod,
  LearningOptions,
} from "../../../src/learning/reinforcement/options.js";
import { sarsaEpisode } from "../../../src/learning/reinforcement/sarsa.js";
import { overEpisodes } from "../../../src/learning/reinforcement/schedule.js";
import { taxi } from "../../../src/learning/reinforcement/taxi.js";
import { valueIteration } from "../../../src/learning/reinforcement/value-iteration.js";

const methods: LearningMethod[] = ["q-learning", "double-q", "sarsa", "expected-sarsa"];

function learn(environment: Environment, options: LearningOptions): LearningResult {
  const steps = learningSteps(environment, options);
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
  }
}

/** A corridor 0 → 1 → 2 (the end): one action, rewards 1 and 10. */
function corridor(timeLimit?: number): Environment {
  const process = new DecisionProcess({
    states: 3,
    actions: 1,
    start: 0,
    isTerminal: (state) => state === 2,
    outcomes: (state) => [{ probability: 1, next: state + 1, reward: state === 0 ? 1 : 10 }],
  });
  return new Environment({ name: "corridor", process, ...(timeLimit && { timeLimit }) });
}

describe.each(methods)("%s", (method) => {
  const rates = { method, learningRate: 0.5, gamma: 0.8, epsilon: 0, seed: 7 };

  it("moves values by α towards r + γ Q(s', a'), and the end counts as 0", () => {
    if (method === "double-q") return expect(twoTables()).toBe(true);
    const one = learn(corridor(), { ...rates, episodes: 1 }).q.values;
    expect(Array.from(one)).toEqual([0.5 * 1, 0.5 * 10, 0]);
    const two = learn(corridor(), { ...rates, episodes: 2 }).q.values;
    expect(two[0]).toBeCloseTo(0.5 + 0.5 * (1 + 0.8 * 5 - 0.5), 14);
    expect(two[1]).toBeCloseTo(5 + 0.5 * (10 - 5), 14);
  });

  it("goes on after a time limit: there the future counts", () => {
    const cut = learn(corridor(1), { ...rates, episodes: 1, initialValue: 4 }).q.values;
    const step = 0.5 * (1 + 0.8 * 4 - 4);
    expect(cut[0]).toBeCloseTo(4 + (method === "double-q" ? step / 2 : step), 14);
    expect(cut[1]).toBe(4);
  });

  it("is the same for the same seed, whatever the reports, and another for another", () => {
    const cliff = cliffWalking();
    const options = { method, episodes: 60, seed: 7 };
    const one = learn(cliff, options);
    const other = learn(cliffWalking(), { ...options, reportEvery: 7 });
    expect(one).toEqual(other);
    expect(one.q.values).not.toEqual(learn(cliff, { ...options, seed: 8 }).q.values);
    expect(one.steps).toBe(one.lengths.reduce((a, b) => a + b, 0));
  });

  it("comes near the best policy of Taxi and never above it", { timeout: 60_000 }, () => {
    const town = taxi();
    const epsilon = overEpisodes("linear", 0.3, 0, 8000);
    const { q } = learn(town, { method, episodes: 10_000, learningRate: 0.2, epsilon, seed: 7 });
    const value = startValue(
      town.process,
      evaluatePolicy(town.process, q.greedy(), { gamma: 0.999 }),
    );
    const best = startValue(town.process, valueIteration(town.process, { gamma: 0.999 }).values);
    expect(value).toBeLessThanOrEqual(best + 1e-9);
    expect(value).toBeGreaterThan(best - 0.5);
  });
});

/** Double Q learns one table at a time: after one visit the mean has moved half as far. */
function twoTables(): boolean {
  const options = { method: "double-q", learningRate: 0.5, gamma: 0.8, epsilon: 0 } as const;
  const { q } = learn(corridor(), { ...options, episodes: 1 });
  return q.of(0, 0) === 0.25 && q.of(1, 0) === 2.5;
}

describe("on the cliff, 50 runs of 500 episodes with α .5 and ε .1,", () => {
  const cliff = cliffWalking();
  const runs = (method: LearningMethod) =>
    Array.from({ length: 50 }, (_, i) => learn(cliff, { method, seed: i + 1 }));
  const greedyValues = (results: LearningResult[]) =>
    results.map(({ q }) => evaluatePolicy(cliff.process, q.greedy())[36]!);
  /** Mean reward per episode over episodes 401–500, of each run. */
  const late = (results: LearningResult[]) =>
    results.map(({ returns }) => returns.subarray(400).reduce((a, b) => a + b, 0) / 100);
  const q = runs("q-learning");
  const sarsa = runs("sarsa");

  it("Q-learning finds the best path, −13, in 50 of 50", () => {
    greedyValues(q).forEach((value) => expect(value).toBeCloseTo(-13, 9));
  });

  it("Sarsa finds the safe path, −17, in most, and a better one than −15 in none", () => {
    const values = greedyValues(sarsa);
    expect(values.filter((value) => Math.abs(value + 17) < 1e-9).length).toBeGreaterThan(30);
    expect(Math.max(...values)).toBeLessThanOrEqual(-15);
  });

  it("Q-learning gets about −49 an episode on the way, and Sarsa about −26", () => {
    // reference: −49.2 (sd 5.9) and −26.3 (sd 5.5) in 50 runs of an independent program
    for (const [results, mean, sd] of [
      [q, -49.2, 5.9],
      [sarsa, -26.3, 5.5],
    ] as const) {
      const own = late(results);
      const ownMean = own.reduce((a, b) => a + b, 0) / 50;
      const variance = own.reduce((sum, x) => sum + (x - ownMean) ** 2, 0) / 49;
      expect(Math.abs(ownMean - mean)).toBeLessThan(3 * Math.sqrt((sd ** 2 + variance) / 50));
    }
  });

  it("no ε-greedy policy that was learned beats the best ε-soft one, −20.7077", () => {
    for (const { q: values } of [...q, ...sarsa]) {
      const value = evaluatePolicy(cliff.process, values.greedy().exploring(0.1))[36]!;
      expect(value).toBeLessThanOrEqual(-20.7076);
    }
  });
});

describe("on slippery FrozenLake", () => {
  it("Q-learning with falling rates learns a policy within 2 % of the optimum, and its values", () => {
    const lake = frozenLake();
    const gamma = 0.99;
    const best = valueIteration(lake.process, { gamma });
    const { q } = learn(lake, {
      gamma,
      episodes: 60_000,
      learningRate: 1,
      visitPower: 0.7,
      epsilon: 0.5,
      seed: 7,
    });
    const value = evaluatePolicy(lake.process, q.greedy(), { gamma })[0]!;
    expect(value).toBeGreaterThan(0.98 * best.values[0]!);
    expect(value).toBeLessThanOrEqual(best.values[0]! + 1e-12);
    expect(Math.abs(q.best(0) - best.values[0]!)).toBeLessThan(0.03);
  });

  it("expected Sarsa that explores a little less each episode does so too", () => {
    const lake = frozenLake();
    const gamma = 0.99;
    const { q } = learn(lake, {
      method: "expected-sarsa",
      gamma,
      episodes: 30_000,
      seed: 7,
      learningRate: 1,
      visitPower: 0.7,
      epsilon: (episode) => Math.max(0, 1 - episode / 25_000),
    });
    const value = evaluatePolicy(lake.process, q.greedy(), { gamma })[0]!;
    expect(value).toBeGreaterThan(0.95 * 0.542026);
    expect(value).toBeLessThan(0.542027);
  });
});

describe("n steps", () => {
  const options = { method: "sarsa", learningRate: 0.5, gamma: 0.8, epsilon: 0, seed: 7 } as const;

  it("bring the reward at the end to the start at once: 1 + γ · 10", () => {
    for (const method of ["sarsa", "expected-sarsa"] as const) {
      const { values } = learn(corridor(), { ...options, method, steps: 2, episodes: 1 }).q;
      expect(Array.from(values)).toEqual([0.5 * (1 + 0.8 * 10), 0.5 * 10, 0]);
    }
  });

  it("more than an episode has are all of its rewards", () => {
    const [some, many] = [2, 100].map((steps) =>
      learn(corridor(), { ...options, steps, episodes: 5 }),
    );
    expect(some).toEqual(many);
  });

  it("rely on Q after a time limit", () => {
    const { values } = learn(corridor(1), { ...options, steps: 3, initialValue: 4, episodes: 1 }).q;
    expect(values[0]).toBeCloseTo(4 + 0.5 * (1 + 0.8 * 4 - 4), 14);
  });

  it("with n = 1 are Sarsa, number by number", () => {
    const lake = frozenLake();
    const play = (byRings: boolean) => {
      const learner = {
        actions: 4,
        q: new Float64Array(64),
        visits: new Int32Array(64),
        random: new Random(7),
        gamma: 0.9,
        visitPower: 0.5,
        steps: 1,
        learningRate: 0.3,
        epsilon: 0.2,
        episodeReturn: 0,
        episodeSteps: 0,
      };
      const walk = lake.walk(new Random(8));
      const rings = createRings(1);
      const counts: number[] = [];
      for (let episode = 0; episode < 500; episode += 1) {
        if (byRings) nStepEpisode(walk, learner, rings, false);
        else sarsaEpisode(walk, learner);
        counts.push(learner.episodeSteps, learner.episodeReturn);
      }
      return [learner.q, learner.visits, counts];
    };
    expect(play(true)).toEqual(play(false));
    expect(play(true)[2]).toContain(1);
  });
});

describe("learning", () => {
  it("reports on the way and waits for who listens", async () => {
    const seen: LearningStep[] = [];
    const result = await learnActionValues(cliffWalking(), {
      episodes: 25,
      reportEvery: 10,
      onStep: async (step) => {
        await Promise.resolve();
        seen.push(step);
      },
    });
    expect(seen.map(({ episode }) => episode)).toEqual([10, 20, 25]);
    expect(seen[2]!.steps).toBe(result.steps);
    const last = result.returns.subarray(20);
    expect(seen[2]!.meanReturn).toBeCloseTo(last.reduce((a, b) => a + b, 0) / 5, 12);
    expect(seen[0]!.q.values).toBe(result.q.values);
  });

  it("refuses an environment whose episodes never end", () => {
    const process = new DecisionProcess({
      states: 1,
      actions: 1,
      start: 0,
      outcomes: () => [{ probability: 1, next: 0, reward: 1 }],
    });
    expect(() => learn(new Environment({ name: "for ever", process }), {})).toThrow(
      'end of episodes: "none"; expected a terminal state or a time limit; set timeLimit',
    );
    const day = new Environment({ name: "day", process, timeLimit: 10 });
    const { q } = learn(day, { gamma: 0.9, episodes: 500 });
    expect(q.best(0)).toBeCloseTo(10, 6);
  });

  it.each([
    [{ gamma: 1.01 }, "gamma: 1.01; expected a number from 0 to 1"],
    [{ gamma: -1 }, "gamma: -1; expected a number from 0 to 1"],
    [{ epsilon: 1.5 }, "epsilon: 1.5; expected a number from 0 to 1"],
    [{ learningRate: 0 }, "learningRate: 0; expected a number above 0, at most 1"],
    [{ learningRate: () => 2 }, "learningRate: 2; expected a number above 0, at most 1"],
    [{ visitPower: 2 }, "visitPower: 2; expected a number from 0 to 1"],
    [{ episodes: 0 }, "episodes: 0; expected a whole number ≥ 1"],
    [{ reportEvery: 0.5 }, "reportEvery: 0.5; expected a whole number ≥ 1"],
    [{ initialValue: NaN }, "initialValue: NaN; expected a finite number"],
    [{ seed: 0.1 }, "seed: 0.1; expected a safe integer"],
    [{ method: "td" }, 'method: "td"; expected one of q-learning, double-q, sarsa, expected-sarsa'],
    [{ steps: 3 }, "steps: 3; expected 1 for q-learning; n steps need sarsa or expected-sarsa"],
    [
      { lr: 0.1 },
      'option: "lr"; expected one of method, episodes, gamma, learningRate, visitPower, epsil',
    ],
  ])("refuses %o", (options, message) => {
    expect(() => learn(cliffWalking(), options as never)).toThrow(message);
  });

  it("checks a schedule in each episode", () => {
    const epsilon = (episode: number) => episode / 4;
    expect(() => learn(cliffWalking(), { epsilon, episodes: 10 })).toThrow(
      "epsilon: 1.25; expected a number from 0 to 1",
    );
  });

  it("takes undefined as the default", () => {
    const given = learn(cliffWalking(), { episodes: 5, seed: undefined as never });
    expect(given).toEqual(learn(cliffWalking(), { episodes: 5 }));
  });
});
