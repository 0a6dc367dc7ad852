/** The memory, the target network, the update by hand, and tasks whose best value is known exactly. */
import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { dense } from "../../../src/learning/network/dense.js";
import { cliffWalking } from "../../../src/learning/reinforcement/cliff-walking.js";
import {
  DeepAgent,
  deepQLearning,
  deepQSteps,
  type DeepResult,
} from "../../../src/learning/reinforcement/deep-q.js";
import {
  toDeepOptions,
  type DeepOptions,
} from "../../../src/learning/reinforcement/deep-options.js";
import type { Environment } from "../../../src/learning/reinforcement/environment.js";
import { evaluatePolicy } from "../../../src/learning/reinforcement/evaluation.js";
import { frozenLake } from "../../../src/learning/reinforcement/frozen-lake.js";
import { Replay } from "../../../src/learning/reinforcement/replay.js";
import { overEpisodes } from "../../../src/learning/reinforcement/schedule.js";

function learn(environment: Environment, options: DeepOptions): DeepResult {
  const steps = deepQSteps(environment, options);
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
  }
}

describe("the memory of steps", () => {
  it("keeps the last ones and overwrites the oldest", () => {
    const replay = new Replay(3);
    for (let step = 0; step < 5; step += 1) replay.add(step, 1, -step, step + 1, step === 4);
    expect(replay.size).toBe(3);
    expect(Array.from(replay.states)).toEqual([3, 4, 2]);
    expect(Array.from(replay.rewards)).toEqual([-3, -4, -2]);
    expect(Array.from(replay.nextStates)).toEqual([4, 5, 3]);
    expect(Array.from(replay.ends)).toEqual([0, 1, 0]);
  });

  it("draws every remembered step equally often and nothing else", () => {
    const replay = new Replay(10);
    for (let step = 0; step < 4; step += 1) replay.add(step, 0, 0, 0, false);
    const places = new Int32Array(8000);
    replay.draw(places, new Random(7));
    for (let place = 0; place < 4; place += 1) {
      const count = places.filter((each) => each === place).length;
      expect(Math.abs(count - 2000)).toBeLessThan(4 * Math.sqrt(8000 * 0.25 * 0.75));
    }
  });

  it("refuses a capacity that is none, and to draw from nothing", () => {
    expect(() => new Replay(0)).toThrow("capacity: 0; expected a whole number ≥ 1");
    expect(() => new Replay(2).draw(new Int32Array(1), new Random(7))).toThrow(
      "steps in memory: 0; expected at least 1",
    );
  });
});

describe("the agent", () => {
  const options = { hidden: [], batch: 4, warmUp: 1, refreshEvery: 3, gamma: 0.5 };

  it("moves only what the remembered step touches, against the sign of its error", () => {
    const agent = new DeepAgent(3, 2, toDeepOptions(options), new Random(7));
    agent.replay.add(1, 0, 100, 2, true);
    const before = agent.values();
    agent.learn(0.01);
    const after = agent.values();
    // Adam's first step has the size of the learning rate: one for the weight, one for the bias
    expect(after.of(1, 0) - before.of(1, 0)).toBeCloseTo(0.02, 5);
    expect(after.of(0, 0) - before.of(0, 0)).toBeCloseTo(0.01, 5);
    expect(after.of(1, 1)).toBe(before.of(1, 1));
  });

  it("learns r + γ max Q̂(s', a') before an end, and r at one", () => {
    for (const [isEnd, target] of [
      [true, 3],
      [false, 3 + 0.5 * 7],
    ] as const) {
      const agent = new DeepAgent(
        3,
        2,
        toDeepOptions({ ...options, refreshEvery: 1e9 }),
        new Random(7),
      );
      for (const net of [agent.network, agent.target]) {
        net.parameters.forEach(({ values }) => values.fill(0));
        net.parameters[0]!.values[2 * 2 + 1] = 7; // W: state 2, action 1
      }
      agent.replay.add(0, 0, 3, 2, isEnd);
      for (let step = 0; step < 3000; step += 1) agent.learn(0.01);
      expect(agent.values().of(0, 0)).toBeCloseTo(target, 2);
    }
  });

  it("keeps the target network still between two refreshes", () => {
    const agent = new DeepAgent(3, 2, toDeepOptions(options), new Random(7));
    agent.replay.add(1, 0, 1, 2, false);
    const weights = () => agent.target.parameters.map(({ values }) => Array.from(values));
    const first = weights();
    agent.learn(0.01);
    agent.learn(0.01);
    expect(weights()).toEqual(first);
    agent.learn(0.01);
    expect(weights()).toEqual(agent.network.parameters.map(({ values }) => Array.from(values)));
    expect(weights()).not.toEqual(first);
  });
});

describe("deep Q-learning", () => {
  const epsilon = overEpisodes("linear", 1, 0.05, 150);

  it.each([true, false])("crosses the lake that is not slippery, double: %s", (double) => {
    const lake = frozenLake({ slippery: false });
    const { q } = learn(lake, { double, episodes: 250, epsilon, seed: 7 });
    expect(evaluatePolicy(lake.process, q.greedy(), { gamma: 0.99 })[0]).toBeCloseTo(0.99 ** 5, 12);
    expect(q.best(0)).toBeCloseTo(0.99 ** 5, 1);
  });

  it("is the same for the same seed, and tells on the way what it knows", async () => {
    const lake = frozenLake({ slippery: false });
    const options = { episodes: 25, warmUp: 20, epsilon, seed: 7 };
    const seen: number[] = [];
    const one = await deepQLearning(lake, {
      ...options,
      onStep: ({ episode }) => void seen.push(episode),
    });
    expect(seen).toEqual([10, 20, 25]);
    const other = learn(lake, options);
    expect(one.q).toEqual(other.q);
    expect(one.returns).toEqual(other.returns);
    expect(one.network.architecture).toBe("16 → dense 32 relu → dense 4 linear, float32");
  });

  it("sees what `features` shows it", () => {
    const features = (state: number) => [Math.floor(state / 12) / 3, (state % 12) / 11];
    const cliff = cliffWalking({ timeLimit: 30 });
    const { network } = learn(cliff, { features, hidden: [dense(4, "tanh")], episodes: 2 });
    expect(network.architecture).toBe("2 → dense 4 tanh → dense 4 linear, float32");
  });

  it("stops where the values are no numbers any more", () => {
    const features = () => [3e38];
    const message =
      /^Q of state 0 after update \d+: (NaN|-?Infinity); expected a finite number; lower learningRate$/;
    const cliff = cliffWalking({ timeLimit: 30 });
    expect(() => learn(cliff, { features, hidden: [dense(4)], learningRate: 1 })).toThrow(message);
  });

  it.each([
    [{ gamma: 2 }, "gamma: 2; expected a number from 0 to 1"],
    [{ batch: 0 }, "batch: 0; expected a whole number ≥ 1"],
    [{ refreshEvery: 1.5 }, "refreshEvery: 1.5; expected a whole number ≥ 1"],
    [{ warmUp: 50, capacity: 40 }, "warmUp: 50; expected at most 40, the capacity"],
    [{ double: "yes" }, 'double: "yes"; expected true or false'],
    [{ seed: NaN }, "seed: NaN; expected a safe integer"],
    [{ epsilon: -1 }, "epsilon: -1; expected a number from 0 to 1"],
    [{ steps: 2 }, 'option: "steps"; expected one of hidden, features, '],
    [{ features: () => [] }, "features of state 0: []; expected 1 finite numbers"],
    [
      { features: (s: number) => (s === 2 ? [NaN] : [1]) },
      "features of state 2: [null]; expected 1",
    ],
    [
      { features: (s: number) => (s === 2 ? [1, 2] : [1]) },
      "features of state 2: [1,2]; expected 1",
    ],
  ])("refuses %o", (options, message) => {
    expect(() => learn(cliffWalking(), options as never)).toThrow(message);
  });
});
