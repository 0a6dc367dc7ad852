/**
 * Learning action values by trial: a plain generator of reports, and `learnActionValues`, which drains it
 * while it lets the event loop breathe. The rules themselves are in `q-learning`, `sarsa` and `n-step`.
 * One thread, every draw from one seed: the same numbers on every run. What was learned is judged by
 * `evaluatePolicy`, not by the returns met on the way.
 */
import { check } from "../../base/check.js";
import { Random } from "../../base/random.js";
import { ActionValues } from "./action-values.js";
import type { Environment } from "./environment.js";
import type { Learner } from "./learner.js";
import { createRings, nStepEpisode } from "./n-step.js";
import {
  toLearningOptions,
  type CompleteLearningOptions,
  type LearningOptions,
} from "./options.js";
import { doubleQEpisode, qLearningEpisode } from "./q-learning.js";
import { expectedSarsaEpisode, sarsaEpisode } from "./sarsa.js";
import type { Walk } from "./walk.js";

/** A report on the way: after each `reportEvery` episodes and at the end. */
export interface LearningStep {
  /** Episodes so far. */
  readonly episode: number;
  /** Steps so far, over all episodes. */
  readonly steps: number;
  /** Mean return per episode since the last report, not discounted. */
  readonly meanReturn: number;
  /** The values as they are now: a view that later episodes change. */
  readonly q: ActionValues;
}

/** What learning leaves. */
export interface LearningResult {
  readonly q: ActionValues;
  /** Sum of the rewards of each episode, not discounted. */
  readonly returns: Float64Array;
  /** Number of steps of each episode. */
  readonly lengths: Int32Array;
  /** Sum of the lengths. */
  readonly steps: number;
}

/**
 * Learns the values of actions, one report at a time.
 *
 * @returns a generator of reports that returns the values and the return of each episode
 * @throws InputError for a bad option, and for an environment in which episodes never end.
 */
export function* learningSteps(
  environment: Environment,
  options: LearningOptions = {},
): Generator<LearningStep, LearningResult, void> {
  const settings = toLearningOptions(options);
  checkEnds(environment);
  const random = new Random(settings.seed);
  const walk = environment.walk(random.fork(0));
  const learner = createLearner(walk, settings, random.fork(1));
  const playEpisode = toEpisode(walk, learner, settings);
  const q = new ActionValues(walk.actions, learner.q);
  const returns = new Float64Array(settings.episodes);
  const lengths = new Int32Array(settings.episodes);
  let steps = 0;
  let reported = 0;
  for (let episode = 0; episode < settings.episodes; episode += 1) {
    learner.learningRate = settings.learningRate(episode);
    learner.epsilon = settings.epsilon(episode);
    playEpisode();
    returns[episode] = learner.episodeReturn;
    lengths[episode] = learner.episodeSteps;
    steps += learner.episodeSteps;
    const done = episode + 1;
    if (done - reported === settings.reportEvery || done === settings.episodes) {
      const met = returns.subarray(reported, done);
      reported = done;
      yield { episode: done, steps, meanReturn: met.reduce((a, b) => a + b, 0) / met.length, q };
    }
  }
  return { q, returns, lengths, steps };
}

/** Episodes must end: by a state that ends them or by a time limit. */
export function checkEnds({ process, timeLimit }: Environment): void {
  const ends = timeLimit !== Infinity || process.terminal.includes(1);
  check(ends, "end of episodes", "none", "a terminal state or a time limit", "set timeLimit");
}

function createLearner(walk: Walk, settings: CompleteLearningOptions, random: Random): Learner {
  const pairs = walk.states * walk.actions;
  return {
    actions: walk.actions,
    q: new Float64Array(pairs).fill(settings.initialValue),
    visits: new Int32Array(pairs),
    random,
    gamma: settings.gamma,
    visitPower: settings.visitPower,
    steps: settings.steps,
    learningRate: 0,
    epsilon: 0,
    episodeReturn: 0,
    episodeSteps: 0,
  };
}

/** The rule that plays one episode. */
function toEpisode(walk: Walk, learner: Learner, { method, steps }: CompleteLearningOptions) {
  if (method === "q-learning") return () => qLearningEpisode(walk, learner);
  if (method === "double-q") {
    const tables = { one: learner.q.slice(), two: learner.q.slice() };
    return () => doubleQEpisode(walk, learner, tables);
  }
  const isExpected = method === "expected-sarsa";
  if (steps > 1) {
    const rings = createRings(steps);
    return () => nStepEpisode(walk, learner, rings, isExpected);
  }
  return isExpected ? () => expectedSarsaEpisode(walk, learner) : () => sarsaEpisode(walk, learner);
}

/**
 * Learns the values of actions to the end. The event loop turns between two reports, so a notebook can
 * draw and be interrupted meanwhile.
 *
 * @param options method, episodes, …, and `onStep`, called with every report; learning waits for a promise
 *   that it returns
 * @throws InputError as `learningSteps`.
 * @example
 * const { q } = await learnActionValues(cliffWalking(), { method: "q-learning", seed: 7 });
 * Math.round(evaluatePolicy(cliffWalking().process, q.greedy())[36]); // -13
 */
export async function learnActionValues(
  environment: Environment,
  options: LearningOptions & {
    readonly onStep?: (step: LearningStep) => void | Promise<void>;
  } = {},
): Promise<LearningResult> {
  const { onStep, ...rest } = options;
  const steps = learningSteps(environment, rest);
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    await onStep?.(next.value);
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  }
}
