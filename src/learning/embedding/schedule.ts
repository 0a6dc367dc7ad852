/**
 * The plan of a training run, fixed before it starts: which stretch of the corpus is the n-th chunk, at which
 * step sizes and from which seed it is trained. A chunk depends on nothing but its place in the plan, so a
 * stopped run goes on with the next one bit for bit, and threads take chunks as they come. Pure.
 */
import type { CompleteWord2VecOptions } from "./options.js";

/** A stretch of one part of the corpus. */
export interface Stretch {
  /** Which part. */
  readonly part: number;
  /** First number of the stretch within the part. */
  readonly from: number;
  /** How many numbers, ends of sentences included. */
  readonly length: number;
}

/** A chunk of the run: what to train on, and how. */
export interface PlannedChunk extends Stretch {
  /** Epochs done before it, with fraction. */
  readonly epoch: number;
  /** Step size at its first and at its last word. */
  readonly learningRate: number;
  readonly finalLearningRate: number;
  /** Seed of its draws, a whole number in [0, 2^32). */
  readonly seed: number;
}

/** The chunks of a run, in the order in which one thread trains on them. */
export class Schedule {
  /** Number of chunks of the whole run. */
  readonly length: number;
  private readonly stretches: readonly Stretch[];
  /** Numbers of the corpus before each stretch. */
  private readonly before: readonly number[];
  private readonly total: number;
  private readonly options: CompleteWord2VecOptions;

  /** @param partLengths numbers in each part of the corpus, ends of sentences included */
  constructor(partLengths: readonly number[], options: CompleteWord2VecOptions) {
    const stretches: Stretch[] = [];
    const before: number[] = [];
    let total = 0;
    for (const [part, length] of partLengths.entries()) {
      for (let from = 0; from < length; from += options.reportEvery) {
        const size = Math.min(options.reportEvery, length - from);
        stretches.push({ part, from, length: size });
        before.push(total);
        total += size;
      }
    }
    this.stretches = stretches;
    this.before = before;
    this.total = total;
    this.options = options;
    this.length = options.epochs * stretches.length;
  }

  /** The chunk at a place from 0 to `length` − 1. */
  at(place: number): PlannedChunk {
    const { learningRate, finalLearningRate, seed, epochs } = this.options;
    const nth = place % this.stretches.length;
    const stretch = this.stretches[nth] as Stretch;
    const epoch = this.epochAt(place);
    const fraction = stretch.length / this.total;
    const rate = (done: number) =>
      learningRate + (finalLearningRate - learningRate) * Math.min(1, done / epochs);
    return {
      ...stretch,
      epoch,
      learningRate: rate(epoch),
      finalLearningRate: rate(epoch + fraction),
      seed: mix(seed, place),
    };
  }

  /** Epochs done once all chunks before a place are. */
  epochAt(place: number): number {
    const epoch = Math.floor(place / this.stretches.length);
    return epoch + (this.before[place % this.stretches.length] as number) / this.total;
  }
}

/** A seed of 32 bits for the n-th chunk: different for near seeds and near places. */
function mix(seed: number, place: number): number {
  let hash = 0x9e3779b9;
  for (const part of [seed % 2 ** 32, Math.floor(seed / 2 ** 32), place]) {
    hash = Math.imul(hash ^ (part | 0), 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}
