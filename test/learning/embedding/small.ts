/** Options under which the authored language is learned in seconds; tests state only what they change. */
import type { Word2VecOptions } from "../../../src/learning/embedding/options.js";

export const small: Word2VecOptions = {
  dimension: 16,
  minCount: 1,
  sample: 0,
  shrinkWindow: false,
  negatives: "own",
  cbowGradient: "exact",
  epochs: 3,
  learningRate: 0.02,
  reportEvery: 10_000,
};
