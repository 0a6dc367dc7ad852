/**
 * Training word vectors from a corpus to the end: text becomes numbers, a run is made, and one thread or
 * several drain it while the event loop turns, so that a notebook can draw and be interrupted meanwhile.
 * Left out: everything that is done per chunk (`run`, `pool`, the loops) and files of vectors (`formats`).
 */
import { checkCorpus, type AnyCorpus } from "../text/corpus.js";
import { encodeFiles, type EncodeProgress } from "../text/encode-files.js";
import { encodeSentences, type EncodedCorpus } from "../text/encoded.js";
import { compressionOf, readBytes } from "../text/decompress.js";
import type { TextFiles } from "../text/text-files.js";
import type { Vocabulary } from "../text/vocabulary.js";
import {
  toWord2VecOptions,
  type CompleteWord2VecOptions,
  type Word2VecOptions,
} from "./options.js";
import { checkLeastMemory } from "./loop/memory-need.js";
import { pooledSteps } from "./training/pool.js";
import { TrainingRun, trainingRunSteps, type TrainingStep } from "./training/run.js";
import type { Vectors } from "./vectors.js";

/** What `train` can be told beside the options of the model. */
export interface TrainOptions extends Word2VecOptions {
  /** Called with every report; training waits for a promise that it returns. */
  readonly onStep?: (step: TrainingStep) => void | Promise<void>;
  /** Stops the training after the chunk that runs; `train` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What `toEncoded` can be told beside the options. */
export interface ToEncodedOptions {
  /** The words to learn; those of the corpus by `minCount` and `maxSize` if not given. */
  readonly vocabulary?: Vocabulary;
  /** Called while plain files are read. */
  readonly onProgress?: (progress: EncodeProgress) => void;
  /** Ends the reading of files; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * A corpus as numbers, by the fastest way that it allows: lines of words between spaces are read by all
 * threads, any other corpus sentence by sentence.
 *
 * @throws InputError where it is none, cannot be read, or no word is left; before it is read, where there is no memory
 *   for even the smallest model of these options.
 */
export async function toEncoded(
  corpus: AnyCorpus,
  options: CompleteWord2VecOptions,
  { vocabulary, ...others }: ToEncodedOptions = {},
): Promise<EncodedCorpus> {
  checkCorpus(corpus);
  checkLeastMemory(options);
  const { minCount, maxSize, threads } = options;
  if (vocabulary === undefined && isLinesOfWords(corpus)) {
    const sources = corpus.paths.map(async (name) =>
      (await compressionOf(name)) === "none" ? name : { name, bytes: readBytes(name) },
    );
    return await encodeFiles(await Promise.all(sources), { minCount, maxSize, threads, ...others });
  }
  const { signal } = others;
  const read = signal === undefined ? corpus : stoppable(corpus, signal);
  return await encodeSentences(read, vocabulary ?? { minCount, maxSize });
}

/** A corpus whose reading a signal ends, as far as the event loop turns meanwhile. */
function stoppable(corpus: AnyCorpus, signal: AbortSignal): AnyCorpus {
  if (Symbol.iterator in corpus) return corpus;
  return {
    [Symbol.asyncIterator]: async function* () {
      for await (const sentence of corpus) {
        signal.throwIfAborted();
        yield sentence;
      }
    },
  };
}

function isLinesOfWords(corpus: AnyCorpus): corpus is TextFiles {
  return (
    "paths" in corpus &&
    (corpus as TextFiles).tokens === "spaces" &&
    !(corpus as TextFiles).lowerCase
  );
}

/** The reports of a run, by as many threads as its options say. */
export function runSteps(
  run: TrainingRun,
): AsyncGenerator<TrainingStep, void, void> | Generator<TrainingStep, void, void> {
  return run.options.threads === 1 ? trainingRunSteps(run) : pooledSteps(run);
}

/**
 * Trains word vectors, one report at a time, in this thread.
 *
 * @param corpus sentences; read once, or twice where no vocabulary is given
 * @param options model, dimension, window, …; see `Word2VecOptions`
 * @param vocabulary the words to learn; those seen `minCount` times if not given
 * @returns a generator of reports that returns the trained vectors
 * @throws InputError for a bad option, a corpus that is none, or one without two known words in a sentence.
 * @example
 * const sentences = [["the", "king"], ["the", "queen"]];
 * const epochs = [];
 * for await (const step of word2VecSteps(sentences, { minCount: 1, sample: 0, epochs: 2 }))
 *   epochs.push(step.epoch);
 * epochs; // [1, 2]
 */
export async function* word2VecSteps(
  corpus: AnyCorpus,
  options: Word2VecOptions = {},
  vocabulary?: Vocabulary,
): AsyncGenerator<TrainingStep, Vectors, void> {
  const complete = toWord2VecOptions(options);
  const asked = vocabulary === undefined ? {} : { vocabulary };
  const encoded = await toEncoded(corpus, complete, asked);
  try {
    const run = new TrainingRun(encoded, complete);
    yield* runSteps(run);
    return run.vectors;
  } finally {
    await encoded.close();
  }
}

/**
 * Trains word vectors to the end. The event loop turns between two reports.
 *
 * @param corpus sentences, an iterable that can be read again, or `textFiles(…)`
 * @param options those of the model, `onStep` and `signal`
 * @param vocabulary the words to learn; those seen `minCount` times if not given
 * @returns the trained word vectors, words in the vocabulary's order
 * @throws InputError as `word2VecSteps`.
 * @example
 * const sentences = [["the", "king"], ["the", "queen"]];
 * const vectors = await train(sentences, { minCount: 1, sample: 0, epochs: 1, seed: 7 });
 * vectors.words; // ["the", "king", "queen"]
 */
export async function train(
  corpus: AnyCorpus,
  options: TrainOptions = {},
  vocabulary?: Vocabulary,
): Promise<Vectors> {
  const { onStep, signal, ...others } = options;
  const steps = word2VecSteps(corpus, others, vocabulary);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const step = await steps.next();
      if (step.done === true) return step.value;
      await onStep?.(step.value);
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    await steps.return(undefined as never);
  }
}
