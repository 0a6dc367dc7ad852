/**
 * What deep Q-learning can be told. Each default is stated once, in `toDeepOptions`; they suit the small
 * tasks here, not images.
 */
import { check } from "../../base/check.js";
import { dense } from "../network/dense.js";
import type { LayerSpec } from "../network/layer.js";
import { toRates } from "./options.js";
import type { EpisodeSchedule } from "./schedule.js";

/** What a caller may choose; every field can be left out. */
export interface DeepOptions {
  /** Layers between the features and the values, such as `[dense(32, "relu")]`. */
  readonly hidden?: readonly LayerSpec[];
  /** What the network sees of a state; one number per state, 1 for its own, if not given. */
  readonly features?: (state: number) => ArrayLike<number>;
  readonly episodes?: number;
  /** γ: what a reward one step later is worth, 0 … 1. */
  readonly gamma?: number;
  /** Adam's step size; or a function of the episode. */
  readonly learningRate?: number | EpisodeSchedule;
  /** ε: probability of a random action; or a function of the episode. */
  readonly epsilon?: number | EpisodeSchedule;
  /** The learning network picks the action that the target network rates; true if not given. */
  readonly double?: boolean;
  /** Remembered steps per update. */
  readonly batch?: number;
  /** Steps remembered. */
  readonly capacity?: number;
  /** Steps before the first update. */
  readonly warmUp?: number;
  /** Steps between two updates. */
  readonly updateEvery?: number;
  /** Updates between two refreshes of the target network. */
  readonly refreshEvery?: number;
  /** Episodes between two reports. */
  readonly reportEvery?: number;
  readonly seed?: number;
}

/** The same with nothing missing but the features. */
export interface CompleteDeepOptions extends Required<Omit<DeepOptions, "features">> {
  readonly learningRate: EpisodeSchedule;
  readonly epsilon: EpisodeSchedule;
  readonly features: ((state: number) => ArrayLike<number>) | undefined;
}

/**
 * Completes and checks the options of deep Q-learning.
 *
 * @throws InputError for a value out of its range or an option of another name.
 * @example
 * toDeepOptions({ batch: 16 }).gamma; // 0.99
 */
export function toDeepOptions(options: DeepOptions = {}): CompleteDeepOptions {
  const complete = {
    hidden: [dense(32, "relu")] as readonly LayerSpec[],
    features: undefined as CompleteDeepOptions["features"],
    episodes: 500,
    gamma: 0.99,
    learningRate: 0.003 as number | EpisodeSchedule,
    epsilon: 0.1 as number | EpisodeSchedule,
    double: true,
    batch: 32,
    capacity: 10_000,
    warmUp: 200,
    updateEvery: 1,
    refreshEvery: 100,
    reportEvery: 10,
    seed: 1,
  };
  const known = Object.keys(complete);
  for (const [name, value] of Object.entries(options)) {
    check(known.includes(name), "option", name, `one of ${known.join(", ")}`);
    if (value !== undefined) Object.assign(complete, { [name]: value });
  }
  const counts = [
    "episodes",
    "batch",
    "capacity",
    "warmUp",
    "updateEvery",
    "refreshEvery",
    "reportEvery",
  ] as const;
  for (const name of counts) {
    const value = complete[name];
    check(Number.isSafeInteger(value) && value >= 1, name, value, "a whole number ≥ 1");
  }
  const { gamma, double, seed, warmUp, capacity } = complete;
  check(gamma >= 0 && gamma <= 1, "gamma", gamma, "a number from 0 to 1");
  check(typeof double === "boolean", "double", double, "true or false");
  check(warmUp <= capacity, "warmUp", warmUp, `at most ${capacity}, the capacity`);
  check(Number.isSafeInteger(seed), "seed", seed, "a safe integer");
  return { ...complete, ...toRates(complete) };
}
