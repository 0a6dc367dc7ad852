/**
 * A training run under way: the numbers that are learned, how far it is, and what it says after each chunk.
 * One thread trains here, step by step, as a plain generator; `pool` does the same with several threads, and
 * `trainer` drains either. Left out: how text becomes numbers (`text/encoded`), what a chunk does (the loops).
 */
import { check } from "../../../base/check.js";
import type { EncodedCorpus } from "../../text/encoded.js";
import type { Vocabulary } from "../../text/vocabulary.js";
import { lengthOf, openParts, readChunk } from "./chunk-reader.js";
import { createLoop, type ChunkResult } from "../loop/loop.js";
import type { CompleteWord2VecOptions } from "../options.js";
import { Schedule } from "./schedule.js";
import { allocateModel, type SharedModel } from "../loop/shared-model.js";
import { Vectors } from "../vectors.js";

/** A report after each chunk of `reportEvery` words. */
export interface TrainingStep {
  /** Epochs done, with fraction: 1.5 is half-way through the second. */
  readonly epoch: number;
  /** Words of the corpus read so far, those left out by subsampling included. */
  readonly words: number;
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

/** How far a run is. */
export interface Position {
  /** Chunks of the schedule that are done. */
  place: number;
  /** Words read so far. */
  words: number;
  /** Predicted words so far. */
  predictions: number;
}

/** A run: made once, trained on by one thread or many, stopped and gone on with. */
export class TrainingRun {
  readonly vocabulary: Vocabulary;
  readonly options: CompleteWord2VecOptions;
  readonly model: SharedModel;
  readonly corpus: EncodedCorpus;
  readonly schedule: Schedule;
  readonly position: Position;
  private view: Vectors | undefined;

  /**
   * @param corpus what is trained on; its vocabulary has a vector for each word
   * @param model numbers to go on from; random ones if not given
   * @param position where an earlier run stopped; the start if not given
   * @throws InputError where the corpus is empty or the memory does not suffice.
   */
  constructor(
    corpus: EncodedCorpus,
    options: CompleteWord2VecOptions,
    model?: SharedModel,
    position: Position = { place: 0, words: 0, predictions: 0 },
  ) {
    this.vocabulary = corpus.vocabulary;
    this.options = options;
    this.corpus = corpus;
    this.model = model ?? allocateModel(corpus.vocabulary.counts, options);
    this.position = { ...position };
    this.schedule = new Schedule(lengthOf(corpus.parts), options);
  }

  /** Whether the last epoch is over. */
  get isDone(): boolean {
    return this.position.place >= this.schedule.length;
  }

  /** The word vectors as they are now: a view of the numbers that are trained. */
  get vectors(): Vectors {
    const { words, dimension, stride, input } = this.model;
    if (stride === dimension) return (this.view ??= new Vectors(this.vocabulary.words, input));
    // Rows are padded in memory: without the padding they are a copy.
    const packed = new Float32Array(words * dimension);
    for (let row = 0; row < words; row += 1) {
      const from = row * stride;
      packed.set(input.subarray(from, from + dimension), row * dimension);
    }
    return new Vectors(this.vocabulary.words, packed);
  }

  /**
   * Counts a chunk that is done.
   *
   * @returns the report, or undefined where nothing was predicted
   * @throws InputError where a whole epoch had nothing to predict.
   */
  report({ words, predictions, loss }: ChunkResult): TrainingStep | undefined {
    const { position, schedule } = this;
    const { finalLearningRate } = schedule.at(position.place);
    position.place += 1;
    position.words += words;
    position.predictions += predictions;
    const epoch = schedule.epochAt(position.place);
    if (Number.isInteger(epoch)) {
      const rule = "a sentence with at least two known words";
      const { size } = this.vocabulary;
      const keeping = this.options.sample > 0 ? "sample: 0 keeps frequent words" : undefined;
      const remedy = size < 2 ? "the vocabulary has one word" : keeping;
      check(position.predictions > 0, "predicted words", 0, rule, remedy);
    }
    if (predictions === 0) return undefined;
    const vectors = () => this.vectors;
    return {
      epoch,
      words: position.words,
      predictions: position.predictions,
      loss: loss / predictions,
      batch: predictions,
      learningRate: finalLearningRate,
      get vectors() {
        return vectors();
      },
    };
  }
}

/**
 * Trains in this thread, one report at a time. The same options and corpus give the same bytes on every run.
 * The generator may be left at any report; a later one of the same run goes on there.
 *
 * @throws InputError where a whole epoch had nothing to predict, or a file of the corpus cannot be read.
 */
export function* trainingRunSteps(run: TrainingRun): Generator<TrainingStep, void, void> {
  const { corpus, model, options, position, schedule } = run;
  const loop = createLoop(model, options, 0);
  const reader = openParts(corpus.parts);
  try {
    while (!run.isDone) {
      const chunk = schedule.at(position.place);
      const step = run.report(loop.run(readChunk(reader, chunk, loop.tokens), chunk));
      if (step !== undefined) yield step;
    }
  } finally {
    reader.close();
  }
}
