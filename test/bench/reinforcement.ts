/**
 * Tabular learning, steps a second on one core, against a plain Python loop on Debian's python3 with
 * numpy: `node --import tsx test/bench/reinforcement.ts`. The contenders take turns; both sides learn on
 * cliff walking with α .5 and ε .1. The Python loop stands twice, with a numpy table and with lists.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cliffWalking } from "../../src/learning/reinforcement/cliff-walking.js";
import { frozenLake } from "../../src/learning/reinforcement/frozen-lake.js";
import type { Environment } from "../../src/learning/reinforcement/environment.js";
import { learningSteps } from "../../src/learning/reinforcement/learning.js";
import type { LearningOptions } from "../../src/learning/reinforcement/options.js";
import { taxi } from "../../src/learning/reinforcement/taxi.js";
import { interleave, median, type Contender } from "./statistics.js";

const rounds = Number(process.env["ROUNDS"] ?? 5);
const python = ["/usr/bin/python3"].find(existsSync);

/** Millions of steps a second of one learner. */
function measure(environment: Environment, options: LearningOptions): number {
  const started = performance.now();
  const steps = learningSteps(environment, { reportEvery: 1e9, ...options });
  let next = steps.next();
  while (next.done !== true) next = steps.next();
  return next.value.steps / (performance.now() - started) / 1000;
}

function measurePython(method: string, table: string, episodes: number): number {
  const script = join(import.meta.dirname, "reinforcement.py");
  const out = execFileSync(python!, [script, method, table, String(episodes)], {
    encoding: "utf8",
  });
  const [steps, seconds] = out.split(" ").map(Number) as [number, number];
  return steps / seconds / 1e6;
}

type Speeds = Record<string, number>;
const contenders: Contender<Speeds>[] = [
  {
    name: "tidebook",
    measure: async () => ({
      "q-learning": measure(cliffWalking(), { method: "q-learning", episodes: 200_000 }),
      sarsa: measure(cliffWalking(), { method: "sarsa", episodes: 200_000 }),
    }),
  },
  ...(python === undefined
    ? []
    : ["numpy", "lists"].map((table) => ({
        name: `Python, ${table}`,
        measure: async () => ({
          "q-learning": measurePython("q-learning", table, 10_000),
          sarsa: measurePython("sarsa", table, 10_000),
        }),
      }))),
];
if (python === undefined) console.log("left out: /usr/bin/python3 is not installed\n");
const all = await interleave(contenders, rounds);
console.log("\nMillions of steps a second on cliff walking, medians\n");
console.log("| method | contender | M steps/s | tidebook is |\n|---|---|---|---|");
for (const method of ["q-learning", "sarsa"]) {
  const speed = (name: string) => median(all.get(name)!.map((figures) => figures[method]!));
  for (const name of all.keys()) {
    const times = (speed("tidebook") / speed(name)).toFixed(1);
    console.log(`| ${method} | ${name} | ${speed(name).toFixed(2)} | ${times}× |`);
  }
}
console.log("\n| task | method | M steps/s |\n|---|---|---|");
for (const environment of [cliffWalking(), frozenLake(), taxi()]) {
  for (const options of [
    { method: "q-learning" },
    { method: "double-q" },
    { method: "sarsa" },
    { method: "expected-sarsa" },
    { method: "sarsa", steps: 4 },
  ] as const) {
    const speeds = Array.from({ length: rounds }, () =>
      measure(environment, { ...options, episodes: 50_000, learningRate: 0.1 }),
    );
    const name = "steps" in options ? `${options.method}, ${options.steps} steps` : options.method;
    console.log(`| ${environment.name} | ${name} | ${median(speeds).toFixed(1)} |`);
  }
}
