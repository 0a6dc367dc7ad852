/**
 * The training of the article's printed program (section 5.2) on our library, as forgiving as the library that
 * the program was written for: a string is taken for a sentence of its characters, and epochs in which nothing
 * can be learned leave the vectors as they were. Our `train` refuses both; what it says is kept beside the
 * result. The options are the program's and, where it is silent, gensim's defaults.
 */
import { InputError } from "../../base/check.js";
import { Random } from "../../base/random.js";
import type { Word2VecOptions } from "../embedding/options.js";
import { toWord2VecOptions } from "../embedding/options.js";
import { TrainingRun, trainingRunSteps } from "../embedding/training/run.js";
import type { Vectors } from "../embedding/vectors.js";
import { checkCorpus, type Corpus, type Sentence } from "../text/corpus.js";
import { encodeSentences } from "../text/encoded.js";

/** The program's options under our names; the learning rate and `own` negatives are gensim's defaults. */
export const printedOptions = {
  model: "cbow",
  dimension: 100,
  window: 5,
  minCount: 1,
  learningRate: 0.025,
  negatives: "own",
} as const satisfies Word2VecOptions;

/** What the forgiving training made of its input. */
export interface PrintedTraining {
  readonly vectors: Vectors;
  /** What was taken for a sentence. */
  readonly sentences: readonly Sentence[];
  /** Tokens of all sentences. */
  readonly tokens: number;
  /** Tokens that share their sentence with another one: all that can teach anything. */
  readonly withContext: number;
  /** Words predicted in all epochs, after subsampling. */
  readonly predictions: number;
  /** What our `train` says to the same input; undefined where it takes it. */
  readonly refusal: string | undefined;
}

/**
 * Trains as the printed program would.
 *
 * @param input sentences of words, or strings, which are taken for sentences of characters
 * @param options beside `printedOptions`; a different seed, for example
 * @throws InputError where there is no word at all, or for a bad option.
 */
export async function trainAsPrinted(
  input: readonly (string | Sentence)[],
  options: Word2VecOptions = {},
): Promise<PrintedTraining> {
  const sentences = input.map((sentence) => [...sentence]);
  const complete = toWord2VecOptions({ ...printedOptions, reportEvery: 4096, ...options });
  const encoded = await encodeSentences(sentences, complete);
  let refusal = refusalOf(() => checkCorpus(input as Corpus));
  try {
    const run = new TrainingRun(encoded, complete);
    while (!run.isDone) {
      const said = drain(run);
      refusal ??= said;
    }
    const lengths = sentences.map((sentence) => sentence.length);
    return {
      vectors: run.vectors,
      sentences,
      tokens: total(lengths),
      withContext: total(lengths.filter((length) => length > 1)),
      predictions: run.position.predictions,
      refusal,
    };
  } finally {
    await encoded.close();
  }
}

/** The seed of the nth of several runs: runs of different seeds share none. */
export function seedOfRun(seed: number, nth: number): number {
  return new Random(seed).fork(nth).uint32();
}

/** Goes on with a run to its end, or to an epoch with nothing to predict: then returns what was said. */
function drain(run: TrainingRun): string | undefined {
  const { place } = run.position;
  return refusalOf(
    () => {
      for (const _ of trainingRunSteps(run));
    },
    () => run.position.place > place,
  );
}

/** The message with which something refuses; undefined where it does not. Other errors pass. */
function refusalOf(attempt: () => void, isExpected = () => true): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (problem) {
    if (problem instanceof InputError && isExpected()) return problem.message;
    throw problem;
  }
}

/**
 * How many tokens subsampling keeps on average in one reading of a corpus.
 *
 * @param counts of each word
 * @param sample the threshold t; 0 keeps all
 * @returns Σ count · min(1, √(t/f) + t/f), f being the word's share of all tokens
 */
export function expectedKept(counts: readonly number[], sample: number): number {
  const all = total(counts);
  const kept = counts.map((count) => {
    const ratio = (sample * all) / count;
    return sample === 0 ? count : count * Math.min(1, Math.sqrt(ratio) + ratio);
  });
  return total(kept);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
