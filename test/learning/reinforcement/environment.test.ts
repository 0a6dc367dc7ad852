/** The Gymnasium interface, on all environments that ship and on one of a few lines. */
import { describe, expect, it } from "vitest";
import { jupyterDisplay } from "../../../src/base/mime.js";
import { Random } from "../../../src/base/random.js";
import { cliffWalking } from "../../../src/learning/reinforcement/cliff-walking.js";
import { DecisionProcess } from "../../../src/learning/reinforcement/decision-process.js";
import { Environment } from "../../../src/learning/reinforcement/environment.js";
import { frozenLake } from "../../../src/learning/reinforcement/frozen-lake.js";
import { taxi } from "../../../src/learning/reinforcement/taxi.js";

const environments: [string, () => Environment][] = [
  ["cliff walking", () => cliffWalking()],
  ["slippery cliff walking", () => cliffWalking({ slippery: true })],
  ["FrozenLake", () => frozenLake()],
  ["FrozenLake 8 × 8, not slippery", () => frozenLake({ map: "8x8", slippery: false })],
  ["Taxi", () => taxi()],
];

/** A stock of at most 3 that sells one a day at even odds: a later environment in a few lines. */
function shop(): Environment {
  const process = new DecisionProcess({
    states: 4,
    actions: 2,
    start: 0,
    outcomes: (stock, order) =>
      [0, 1].map((demand) => {
        const filled = Math.min(3, stock + order);
        const sold = Math.min(filled, demand);
        return { probability: 0.5, next: filled - sold, reward: 2 * sold - order };
      }),
  });
  return new Environment({ name: "shop", process, timeLimit: 30 });
}

describe.each([...environments, ["a shop in a few lines", shop] as const])("%s", (_name, make) => {
  it("plays the same episodes for the same seed, and others for another", () => {
    const play = (seed: number) => {
      const environment = make();
      const random = new Random(seed);
      const seen: unknown[] = [environment.reset({ seed })];
      for (let step = 0; step < 300; step += 1) {
        const result = environment.step(environment.actionSpace.sample(random));
        seen.push(result);
        if (result.terminated || result.truncated) seen.push(environment.reset());
      }
      return seen;
    };
    expect(play(7)).toEqual(play(7));
    expect(play(7)).not.toEqual(play(8));
  });

  it("stays in its spaces and meets each outcome as often as the process says", () => {
    const environment = make();
    const { process } = environment;
    const random = new Random(7);
    const counts = new Map<string, number>();
    const visits = new Map<string, number>();
    let { observation } = environment.reset({ seed: 7 });
    for (let step = 0; step < 20_000; step += 1) {
      const action = environment.actionSpace.sample(random);
      const result = environment.step(action);
      expect(environment.observationSpace.contains(result.observation)).toBe(true);
      const pair = `${observation} ${action}`;
      const key = `${pair} ${result.observation} ${result.reward}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      visits.set(pair, (visits.get(pair) ?? 0) + 1);
      const over = result.terminated || result.truncated;
      observation = over ? environment.reset().observation : result.observation;
    }
    for (const [key, count] of counts) {
      const [state, action, next, reward] = key.split(" ").map(Number) as number[];
      const p = process
        .outcomes(state!, action!)
        .filter((o) => o.next === next && o.reward === reward)
        .reduce((sum, o) => sum + o.probability, 0);
      const n = visits.get(`${state} ${action}`)!;
      expect(p).toBeGreaterThan(0);
      expect(Math.abs(count - n * p)).toBeLessThanOrEqual(5 * Math.sqrt(n * p * (1 - p)) + 1);
    }
  });

  it("says what to do before the first reset, after the end, and for an unknown action", () => {
    const environment = make();
    expect(() => environment.step(0)).toThrow(
      'step: "episode not started"; expected a running episode; call reset()',
    );
    expect(() => environment.render()).toThrow(
      'render: "episode not started"; expected an episode; call reset()',
    );
    environment.reset({ seed: 7 });
    const names = environment.actionNames.join(", ");
    const last = environment.actionSpace.n - 1;
    for (const action of [-1, last + 1, 0.5, NaN]) {
      expect(() => environment.step(action)).toThrow(
        `action: ${action}; expected 0 … ${last} (${names})`,
      );
    }
  });

  it("draws itself as text and as SVG", () => {
    const environment = make();
    expect(environment[jupyterDisplay]()).toEqual({
      "text/plain": `${environment.name}, not started`,
    });
    environment.reset({ seed: 7 });
    environment.step(0);
    const text = environment.render();
    expect(text.split("\n")[0]).toContain(environment.name);
    expect(text).toContain(`last action: ${environment.actionNames[0]}`);
    expect(environment.render("svg")).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*<\/svg>$/,
    );
    expect(Object.keys(environment[jupyterDisplay]())).toEqual(["image/svg+xml", "text/plain"]);
    expect(() => environment.render("human" as never)).toThrow(
      'render mode: "human"; expected "text" or "svg"',
    );
  });
});

describe("an environment", () => {
  it("refuses a step after the end, and starts again after a reset", () => {
    const lake = frozenLake({ slippery: false });
    lake.reset();
    lake.step(1);
    expect(lake.step(2)).toEqual({
      observation: 5,
      reward: 0,
      terminated: true,
      truncated: false,
      info: { probability: 1 },
    });
    expect(() => lake.step(0)).toThrow(
      'step: "episode over"; expected a running episode; call reset()',
    );
    expect(lake.render()).toContain("[H]");
    expect(lake.reset().observation).toBe(0);
    expect(lake.step(2).observation).toBe(1);
  });

  it("cuts an episode off at the time limit: truncated, not terminated", () => {
    const cliff = cliffWalking({ timeLimit: 2 });
    cliff.reset();
    expect(cliff.step(0)).toMatchObject({ terminated: false, truncated: false });
    expect(cliff.step(0)).toMatchObject({ terminated: false, truncated: true });
    expect(() => cliff.step(0)).toThrow('step: "episode over"');
  });

  it("counts an end in the last allowed step as an end", () => {
    const lake = frozenLake({ map: ["SG"], slippery: false, timeLimit: 1 });
    lake.reset();
    expect(lake.step(2)).toMatchObject({ reward: 1, terminated: true, truncated: false });
  });

  it("refuses a time limit or action names that do not fit", () => {
    expect(() => cliffWalking({ timeLimit: 0 })).toThrow(
      "timeLimit: 0; expected a whole number ≥ 1",
    );
    const { process } = cliffWalking();
    expect(() => new Environment({ name: "x", process, actionNames: ["up"] })).toThrow(
      "actionNames: 1; expected 4, one per action",
    );
    expect(() => cliffWalking().reset({ seed: 0.5 })).toThrow("seed: 0.5; expected a safe integer");
  });
});

describe("cliff walking", () => {
  it("goes along the edge in 13 steps of −1", () => {
    const cliff = cliffWalking();
    expect(cliff.reset().observation).toBe(36);
    const path = [0, ...Array<number>(11).fill(1), 2];
    const results = path.map((action) => cliff.step(action));
    expect(results.map(({ reward }) => reward)).toEqual(Array(13).fill(-1));
    expect(results.map(({ terminated }) => terminated)).toEqual([...Array(12).fill(false), true]);
    expect(results.at(-1)!.observation).toBe(47);
  });

  it("throws who falls back to the start, for −100, and goes on", () => {
    const cliff = cliffWalking();
    cliff.reset();
    expect(cliff.step(1)).toMatchObject({ observation: 36, reward: -100, terminated: false });
    expect(cliff.step(3)).toMatchObject({ observation: 36, reward: -1 });
    expect(cliff.render()).toBe(
      [
        "cliff walking · last action: left",
        " ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·",
        " ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·",
        " ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·",
        "[S] C  C  C  C  C  C  C  C  C  C  G",
      ].join("\n"),
    );
  });
});

describe("FrozenLake", () => {
  it("slips to either side with probability 1/3 each", () => {
    const third = 1 / 3;
    expect(frozenLake().process.outcomes(14, 2)).toEqual([
      { probability: third, next: 10, reward: 0 },
      { probability: third, next: 15, reward: 1 },
      { probability: third, next: 14, reward: 0 },
    ]);
  });

  it("has the time limits 100 and 200", () => {
    expect([frozenLake().timeLimit, frozenLake({ map: "8x8" }).timeLimit]).toEqual([100, 200]);
  });

  it("starts on each S equally often", () => {
    expect(Array.from(frozenLake({ map: ["SGS"] }).process.start)).toEqual([0.5, 0, 0.5]);
  });

  it.each([
    ["5x5", 'map: "5x5"; expected "4x4", "8x8" or rows of S, F, H and G'],
    ["toString", 'map: "toString"; expected "4x4", "8x8" or rows of S, F, H and G'],
    [["SF", "G"], 'map: ["SF","G"]; expected rows of one length, of S, F, H and G'],
    [["SX", "FG"], 'map: ["SX","FG"]; expected rows of one length, of S, F, H and G'],
    [[], "map: []; expected rows of one length, of S, F, H and G"],
    [["FF", "FG"], 'map: ["FF","FG"]; expected at least one S and one G'],
  ])("refuses the map %j", (map, message) => {
    expect(() => frozenLake({ map: map as never })).toThrow(message);
  });
});
