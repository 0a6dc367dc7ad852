/**
 * What a CBOW training run can be told: the loose options that a caller writes and the complete ones that
 * the trainer reads. Each default is stated once, in `toCbowOptions`.
 */
import { check } from "../../base/check.js";

/** What a caller may choose; every field can be left out. */
export interface CbowOptions {
  /** Numbers per word vector. */
  readonly dimension?: number;
  /** Places looked at on each side of the word to predict. */
  readonly window?: number;
  /** Noise words drawn for each word to predict. */
  readonly negatives?: number;
  /** Noise words are drawn ∝ count^noisePower. */
  readonly noisePower?: number;
  /** Times that the whole corpus is read. */
  readonly epochs?: number;
  /** Step size at the start; it falls in a straight line to `finalLearningRate`. */
  readonly learningRate?: number;
  /** Step size at the end. */
  readonly finalLearningRate?: number;
  /** Predicted words between two reports. */
  readonly reportEvery?: number;
  /** Seed of the start vectors and the noise words. */
  readonly seed?: number;
}

/** The same with nothing missing. */
export type CompleteCbowOptions = Required<CbowOptions>;

/**
 * Completes and checks the options of a CBOW run.
 *
 * @throws InputError for a value out of its range or an option of another name.
 * @example
 * toCbowOptions({ window: 3 }).dimension; // 16
 */
export function toCbowOptions(options: CbowOptions = {}): CompleteCbowOptions {
  const complete: CompleteCbowOptions = {
    dimension: 16,
    window: 5,
    negatives: 5,
    noisePower: 0.75,
    epochs: 3,
    learningRate: 0.02,
    finalLearningRate: 0.0001,
    reportEvery: 10_000,
    seed: 1,
    ...given(options),
  };
  const counts = ["dimension", "window", "negatives", "epochs", "reportEvery"] as const;
  for (const name of counts) {
    const value = complete[name];
    check(Number.isSafeInteger(value) && value >= 1, name, value, "a whole number ≥ 1");
  }
  for (const name of ["noisePower", "learningRate", "finalLearningRate"] as const) {
    const value = complete[name];
    check(Number.isFinite(value) && value >= 0, name, value, "a finite number ≥ 0");
  }
  check(Number.isSafeInteger(complete.seed), "seed", complete.seed, "a safe integer");
  return complete;
}

/** The options that were really given: an explicit `undefined` means the default. */
function given(options: CbowOptions): CbowOptions {
  const known = [
    "dimension",
    "window",
    "negatives",
    "noisePower",
    "epochs",
    "learningRate",
    "finalLearningRate",
    "reportEvery",
    "seed",
  ];
  for (const name of Object.keys(options)) {
    check(known.includes(name), "option", name, `one of ${known.join(", ")}`);
  }
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
