/**
 * What a learner can be told: the loose options that a caller writes and the complete ones that the loops
 * read. Each default is stated once, in `toLearningOptions`.
 */
import { check } from "../../base/check.js";
import { toSchedule, type EpisodeSchedule } from "./schedule.js";

/** The rules of learning, each in a file of its own. */
export type LearningMethod = "q-learning" | "double-q" | "sarsa" | "expected-sarsa";

const methods: readonly LearningMethod[] = ["q-learning", "double-q", "sarsa", "expected-sarsa"];

/** What a caller may choose; every field can be left out. */
export interface LearningOptions {
  readonly method?: LearningMethod;
  readonly episodes?: number;
  /** γ: what a reward one step later is worth, 0 … 1. */
  readonly gamma?: number;
  /** α: how far a value moves towards its target, above 0, at most 1; or a function of the episode. */
  readonly learningRate?: number | EpisodeSchedule;
  /** The n-th visit of a pair moves it by α / n^visitPower; 0 for a constant rate. */
  readonly visitPower?: number;
  /** ε: probability of a random action, 0 … 1; or a function of the episode. */
  readonly epsilon?: number | EpisodeSchedule;
  /** Rewards that a target looks ahead before it relies on Q: n of n-step Sarsa. */
  readonly steps?: number;
  /** Q(s, a) at the start. */
  readonly initialValue?: number;
  /** Episodes between two reports. */
  readonly reportEvery?: number;
  readonly seed?: number;
}

/** The same with nothing missing. */
export interface CompleteLearningOptions extends Required<LearningOptions> {
  readonly learningRate: EpisodeSchedule;
  readonly epsilon: EpisodeSchedule;
}

/**
 * Completes and checks the options of a learner.
 *
 * @throws InputError for a value out of its range or an option of another name.
 * @example
 * toLearningOptions({ epsilon: 0.2 }).gamma; // 1
 */
export function toLearningOptions(options: LearningOptions = {}): CompleteLearningOptions {
  const complete = {
    method: "q-learning" as LearningMethod,
    episodes: 500,
    gamma: 1,
    learningRate: 0.5,
    visitPower: 0,
    epsilon: 0.1,
    steps: 1,
    initialValue: 0,
    reportEvery: 50,
    seed: 1,
  };
  const known = Object.keys(complete);
  for (const [name, value] of Object.entries(options)) {
    check(known.includes(name), "option", name, `one of ${known.join(", ")}`);
    if (value !== undefined) Object.assign(complete, { [name]: value });
  }
  const { method, gamma, visitPower, steps, initialValue, seed } = complete;
  check(methods.includes(method), "method", method, `one of ${methods.join(", ")}`);
  for (const name of ["episodes", "steps", "reportEvery"] as const) {
    const value = complete[name];
    check(Number.isSafeInteger(value) && value >= 1, name, value, "a whole number ≥ 1");
  }
  check(gamma >= 0 && gamma <= 1, "gamma", gamma, "a number from 0 to 1");
  check(visitPower >= 0 && visitPower <= 1, "visitPower", visitPower, "a number from 0 to 1");
  check(Number.isFinite(initialValue), "initialValue", initialValue, "a finite number");
  check(Number.isSafeInteger(seed), "seed", seed, "a safe integer");
  const ahead = steps === 1 || method === "sarsa" || method === "expected-sarsa";
  check(ahead, "steps", steps, `1 for ${method}`, "n steps need sarsa or expected-sarsa");
  return { ...complete, ...toRates(complete) };
}

/** ε and α of every episode, checked when they are asked for. */
export function toRates(options: {
  readonly learningRate: number | EpisodeSchedule;
  readonly epsilon: number | EpisodeSchedule;
}): { learningRate: EpisodeSchedule; epsilon: EpisodeSchedule } {
  const [rate, explore] = [toSchedule(options.learningRate), toSchedule(options.epsilon)];
  const learningRate = (episode: number) => {
    const value = rate(episode);
    check(value > 0 && value <= 1, "learningRate", value, "a number above 0, at most 1");
    return value;
  };
  const epsilon = (episode: number) => {
    const value = explore(episode);
    check(value >= 0 && value <= 1, "epsilon", value, "a number from 0 to 1");
    return value;
  };
  learningRate(0);
  epsilon(0);
  return { learningRate, epsilon };
}
