/**
 * Training as a plain generator of steps, and `train`, which drains it while it lets the event loop
 * breathe. It turns sentences into examples (context, target, noise words) and hands them to `loop`;
 * words come back only in `Vectors`. One thread, every draw from one seed: the same bytes on every run.
 * Another loop or model takes the place of `step`, whose one call below is the seam. Left out: subsampling of
 * frequent words and the randomly shortened window of word2vec.c.
 */
import { AliasTable } from "../../base/alias-table.js";
import { check } from "../../base/check.js";
import { Random } from "../../base/random.js";
import { checkCorpus, type Corpus } from "../text/corpus.js";
import { Vocabulary } from "../text/vocabulary.js";
import { step, type CbowModel } from "./loop.js";
import {
  toWord2VecOptions,
  type CompleteWord2VecOptions,
  type Word2VecOptions,
} from "./options.js";
import { Vectors } from "./vectors.js";

/** A report on the way, after each `reportEvery` predicted words; the last one takes what is left as well. */
export interface TrainingStep {
  /** Epochs done, with fraction: 1.5 is half-way through the second. */
  readonly epoch: number;
  /** Predicted words so far. */
  readonly predictions: number;
  /** Mean loss per predicted word since the last report, in nats. */
  readonly loss: number;
  /** Number of predicted words which that mean is over. */
  readonly batch: number;
  readonly learningRate: number;
  /** The vectors as they are now: a view that later steps change; `snapshot()` keeps them. */
  readonly vectors: Vectors;
}

/** What `train` can be told beside the options of the model. */
export interface TrainOptions extends Word2VecOptions {
  /** Called with every report; training waits for a promise that it returns. */
  readonly onStep?: (step: TrainingStep) => void | Promise<void>;
}

/** Start values: input vectors uniform in ±1/(2d), output vectors 0, as in word2vec.c. */
export function createModel(words: number, dimension: number, random: Random): CbowModel {
  const half = 0.5 / dimension;
  const input = Float32Array.from({ length: words * dimension }, () => random.uniform(-half, half));
  return { words, dimension, input, output: new Float32Array(words * dimension) };
}

/**
 * Trains CBOW with negative sampling, one report at a time.
 *
 * @param corpus sentences; read once per epoch, and once more for the vocabulary where none is given
 * @param options dimension, window, …; see `Word2VecOptions`
 * @param vocabulary the words to learn; all words of the corpus if not given
 * @returns a generator of reports that returns the trained vectors
 * @throws InputError for a bad option, a corpus that is none, or one without two known words in a sentence.
 */
export function* cbowSteps(
  corpus: Corpus,
  options: Word2VecOptions = {},
  vocabulary: Vocabulary = Vocabulary.from(corpus),
): Generator<TrainingStep, Vectors, void> {
  const settings = toWord2VecOptions(options);
  checkCorpus(corpus);
  const random = new Random(settings.seed);
  const model = createModel(vocabulary.size, settings.dimension, random);
  const noiseTable = new AliasTable(vocabulary.noiseWeights(settings.noisePower));
  const vectors = new Vectors(vocabulary.words, model.input as Float32Array);
  const planned = settings.epochs * vocabulary.tokens;

  let tokens = 0;
  let predictions = 0;
  let lossSum = 0;
  let batch = 0;
  let learningRate = settings.learningRate;
  const report = (): TrainingStep => {
    const loss = lossSum / batch;
    const epoch = tokens / vocabulary.tokens;
    const reported = { epoch, predictions, loss, batch, learningRate, vectors };
    lossSum = 0;
    batch = 0;
    return reported;
  };

  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    for (const sentence of corpus) {
      const words = vocabulary.encode(sentence);
      for (let position = 0; position < words.length; position += 1) {
        tokens += 1;
        const context = contextOf(words, position, settings.window);
        if (context.length === 0) continue;
        const target = words[position] as number;
        const noise = drawNoise(noiseTable, target, settings.negative, random);
        learningRate = decayed(settings, tokens / planned);
        lossSum += step(model, { context, target, noise }, learningRate);
        batch += 1;
        predictions += 1;
        if (batch >= settings.reportEvery && planned - tokens >= settings.reportEvery)
          yield report();
      }
    }
    check(predictions > 0, "predicted words", 0, "a sentence with at least two known words");
  }
  if (batch > 0) yield report();
  return vectors;
}

/** The words at most `window` places from a position, without the word itself. */
export function contextOf(words: Int32Array, position: number, window: number): Int32Array {
  const before = words.subarray(Math.max(0, position - window), position);
  const after = words.subarray(position + 1, position + 1 + window);
  const context = new Int32Array(before.length + after.length);
  context.set(before);
  context.set(after, before.length);
  return context;
}

/** Noise words; one that happens to be the target is dropped, as in word2vec.c. */
function drawNoise(table: AliasTable, target: number, count: number, random: Random): number[] {
  const noise: number[] = [];
  for (let k = 0; k < count; k += 1) {
    const word = table.draw(random);
    if (word !== target) noise.push(word);
  }
  return noise;
}

/** The step size after a fraction of the run. */
function decayed(settings: CompleteWord2VecOptions, done: number): number {
  const { learningRate, finalLearningRate } = settings;
  return learningRate + (finalLearningRate - learningRate) * Math.min(1, done);
}

/**
 * Trains CBOW with negative sampling to the end. The event loop turns between two reports, so a notebook
 * can draw and be interrupted meanwhile.
 *
 * @param corpus sentences, an iterable that can be read again
 * @param options those of the model, and `onStep`
 * @returns the trained word vectors
 * @throws InputError as `cbowSteps`.
 * @example
 * const vectors = await train([["the", "king"], ["the", "queen"]], { epochs: 1, seed: 7 });
 * vectors.words; // ["the", "king", "queen"]
 */
export async function train(
  corpus: Corpus,
  options: TrainOptions = {},
  vocabulary?: Vocabulary,
): Promise<Vectors> {
  const { onStep, ...model } = options;
  const steps = cbowSteps(corpus, model, vocabulary);
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    await onStep?.(next.value);
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  }
}
