/**
 * What a word2vec training run can be told: the loose options that a caller writes and the complete ones
 * that the trainer and the loops read. Each default is stated once, in `toWord2VecOptions`; those of
 * word2vec.c and gensim are followed where they agree.
 */
import { availableParallelism } from "node:os";
import { check } from "../../base/check.js";

/** What a caller may choose; every field can be left out. */
export interface Word2VecOptions {
  /** "cbow" predicts a word from the mean of its context, "skip-gram" each context word from it. */
  readonly model?: "cbow" | "skip-gram";
  /** "negative" tells the word from noise words, "hierarchical" walks a Huffman tree. */
  readonly loss?: "negative" | "hierarchical";
  /** Numbers per word vector, at most a million. */
  readonly dimension?: number;
  /** Places looked at on each side of a word, at most. */
  readonly window?: number;
  /** Draw each word's window from 1 to `window`, as word2vec.c does, so that near words count more. */
  readonly shrinkWindow?: boolean;
  /** Noise words drawn for each prediction, at most a thousand. */
  readonly negative?: number;
  /**
   * "own": noise words of its own for each prediction; "shared", faster: the same for twelve far-apart predictions
   * (CBOW; two neighbours then also share the width of their windows) or four far-apart windows (skip-gram).
   */
  readonly negatives?: "shared" | "own";
  /** Noise words are drawn ∝ count^noisePower. */
  readonly noisePower?: number;
  /** Words of a share f of the corpus above this are left out now and then; 0 keeps all. */
  readonly sample?: number;
  /** Words seen less often are left out of the vocabulary. */
  readonly minCount?: number;
  /** At most so many words, the most frequent; Infinity for all. */
  readonly maxSize?: number;
  /** Times that the whole corpus is read. */
  readonly epochs?: number;
  /** Step size at the start; it falls in a straight line to `finalLearningRate`. 0.05 (CBOW) or 0.025. */
  readonly learningRate?: number;
  /** Step size at the end. 0.0001, or `learningRate` where that is smaller. */
  readonly finalLearningRate?: number;
  /** Whether CBOW's input gradient carries the mean's 1/|C| ("exact", İrsoy et al. 2021) or not ("gensim"). */
  readonly cbowGradient?: "exact" | "gensim";
  /** Threads that train at once; 1 gives the same bytes on every run. */
  readonly threads?: number;
  /** "wasm" is fast; "typescript" computes the same and can be read. */
  readonly loop?: "wasm" | "typescript";
  /**
   * Words of the corpus between two reports, which are also trained on as one chunk, without a stop in between.
   * 196,608, and fewer where a word takes so much work that these would take more than about a third of a second.
   */
  readonly reportEvery?: number;
  /** Seed of the start vectors, of subsampling, windows and noise words. */
  readonly seed?: number;
}

/** The same with nothing missing. */
export type CompleteWord2VecOptions = Required<Word2VecOptions>;

const choices = {
  model: ["cbow", "skip-gram"],
  loss: ["negative", "hierarchical"],
  negatives: ["shared", "own"],
  cbowGradient: ["exact", "gensim"],
  loop: ["wasm", "typescript"],
} as const;

type Mutable<T> = { -readonly [name in keyof T]: T[name] };

/** More makes no better vectors, only runs that never end and memory that no machine has. */
const bounds = { dimension: 1_000_000, negative: 1000 } as const;

/** Words of a report, as long as a word takes no more multiplications than `usualWork`. */
const usualReport = 196_608;
const usualWork = 6000;

/** Words of a report at least: fewer are not made of stretches from all over the corpus (`Schedule`). */
const leastReport = 12_288;

/**
 * Words between two reports where none are asked for: only the options count, not the machine, so that a seed
 * gives the same bytes everywhere.
 */
function usualReportOf(options: CompleteWord2VecOptions): number {
  const { model, loss, dimension, window, negative } = options;
  // On both sides, at half the width on average; few sentences have room for more than a hundred.
  const contexts = Math.min(window + 1, 100);
  const outputs = loss === "hierarchical" ? 16 : negative + 1; // a Huffman code of a large vocabulary
  const rows = model === "cbow" ? contexts + outputs : contexts * outputs;
  const words = Math.floor((usualReport * usualWork) / (rows * dimension));
  // Work beyond all measure: better no mixture than a report every minute.
  const least = words < leastReport / 8 ? leastReport / 8 : leastReport;
  return Math.min(usualReport, Math.max(least, words));
}

/**
 * Completes and checks the options of a run.
 *
 * @throws InputError for a value out of its range or an option of another name.
 * @example
 * toWord2VecOptions({ model: "skip-gram" }).learningRate; // 0.025
 */
export function toWord2VecOptions(options: Word2VecOptions = {}): CompleteWord2VecOptions {
  const complete: Mutable<CompleteWord2VecOptions> = {
    model: "cbow",
    loss: "negative",
    dimension: 100,
    window: 5,
    shrinkWindow: true,
    negative: 5,
    negatives: "shared",
    noisePower: 0.75,
    sample: 1e-3,
    minCount: 5,
    maxSize: Infinity,
    epochs: 5,
    learningRate: options.model === "skip-gram" ? 0.025 : 0.05,
    finalLearningRate: 0.0001,
    cbowGradient: "gensim",
    threads: 1,
    loop: "wasm",
    reportEvery: usualReport,
    seed: 1,
  };
  const known = Object.keys(complete);
  for (const name of Object.keys(options)) {
    check(known.includes(name), "option", name, `one of ${known.join(", ")}`);
  }
  // An explicit `undefined` means the default.
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  Object.assign(complete, Object.fromEntries(given));

  for (const [name, allowed] of Object.entries(choices)) {
    const value = complete[name as keyof typeof choices];
    const rule = allowed.map((choice) => JSON.stringify(choice)).join(" or ");
    check((allowed as readonly string[]).includes(value), name, value, rule);
  }
  for (const name of ["window", "minCount", "epochs", "threads"] as const) {
    const value = complete[name];
    check(Number.isSafeInteger(value) && value >= 1, name, value, "a whole number ≥ 1");
  }
  for (const [name, most] of Object.entries(bounds)) {
    const value = complete[name as keyof typeof bounds];
    const fits = Number.isInteger(value) && value >= 1 && value <= most;
    check(fits, name, value, `a whole number from 1 to ${most}`);
  }
  if (options.finalLearningRate === undefined)
    complete.finalLearningRate = Math.min(complete.finalLearningRate, complete.learningRate);
  if (options.reportEvery === undefined) complete.reportEvery = usualReportOf(complete);
  const { maxSize, threads, reportEvery } = complete;
  const sized = maxSize === Infinity || (Number.isSafeInteger(maxSize) && maxSize >= 1);
  check(sized, "maxSize", maxSize, "a whole number ≥ 1 or Infinity");
  const many = Number.isSafeInteger(reportEvery) && reportEvery >= 1 && reportEvery <= 2 ** 24;
  check(many, "reportEvery", reportEvery, `a whole number from 1 to ${2 ** 24}`);
  for (const name of ["noisePower", "sample", "learningRate", "finalLearningRate"] as const) {
    const value = complete[name];
    check(Number.isFinite(value) && value >= 0, name, value, "a finite number ≥ 0");
  }
  check(
    typeof complete.shrinkWindow === "boolean",
    "shrinkWindow",
    complete.shrinkWindow,
    "true or false",
  );
  check(Number.isSafeInteger(complete.seed), "seed", complete.seed, "a safe integer");
  const cores = availableParallelism();
  const rule = `at most ${cores}, the cores of this machine`;
  check(threads <= cores, "threads", threads, rule, "more would only wait for each other");
  return complete;
}
