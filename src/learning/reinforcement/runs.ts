/**
 * The same learner with many seeds. One run of a learner that explores says little; the mean over fifty
 * and the spread around it say more. A generator of runs, as all long work here, and `learnRuns` that
 * drains it.
 */
import { check } from "../../base/check.js";
import type { Environment } from "./environment.js";
import { learningSteps, type LearningResult } from "./learning.js";
import type { LearningOptions } from "./options.js";

/**
 * Learns again and again, with the seeds `seed`, `seed` + 1, …
 *
 * @param runs how many times, a whole number ≥ 1
 * @returns a generator of results
 * @throws InputError for a number of runs that is none, and as `learningSteps`.
 */
export function* learningRuns(
  environment: Environment,
  options: LearningOptions,
  runs: number,
): Generator<LearningResult, void, void> {
  check(Number.isSafeInteger(runs) && runs >= 1, "runs", runs, "a whole number ≥ 1");
  const { seed = 1 } = options;
  for (let run = 0; run < runs; run += 1) {
    const steps = learningSteps(environment, { ...options, seed: seed + run });
    let next = steps.next();
    while (next.done !== true) next = steps.next();
    yield next.value;
  }
}

/**
 * All runs of a learner. The event loop turns between two runs.
 *
 * @param onRun called with each result and the number of runs done
 * @throws InputError as `learningRuns`.
 * @example
 * const results = await learnRuns(cliffWalking(), { method: "sarsa", seed: 7 }, 3);
 * bandOf(results.map(({ returns }) => returns)).mean.length; // 500
 */
export async function learnRuns(
  environment: Environment,
  options: LearningOptions,
  runs: number,
  onRun?: (result: LearningResult, done: number) => void | Promise<void>,
): Promise<LearningResult[]> {
  const results: LearningResult[] = [];
  for (const result of learningRuns(environment, options, runs)) {
    results.push(result);
    await onRun?.(result, results.length);
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  }
  return results;
}
