/**
 * The plan of a training run, fixed before it starts: which stretches of the corpus are the n-th chunk, at which
 * step sizes and from which seed it is trained. A chunk depends on nothing but its place in the plan, so a
 * stopped run goes on with the next one bit for bit, and threads take chunks as they come. A large chunk is made
 * of twelve stretches from all over the corpus: what is trained on at one time is then as mixed as the corpus
 * (of books one after the other, the last would otherwise have the last word). Pure.
 */
import type { CompleteWord2VecOptions } from "../options.js";

/** Some of the corpus' numbers that follow each other. */
export interface Stretch {
  /** Place of the first number in the corpus. */
  readonly from: number;
  /** How many numbers, ends of sentences included. */
  readonly length: number;
}

/** A chunk of the run: what to train on, and how. */
export interface PlannedChunk {
  /** What the chunk is made of; between two of them a sentence ends. */
  readonly stretches: readonly Stretch[];
  /** Step size at its first and at its last word. */
  readonly learningRate: number;
  readonly finalLearningRate: number;
  /** Seed of its draws, a whole number in [0, 2^32). */
  readonly seed: number;
}

/** Stretches of a chunk: as many as the loops have lanes, each of which then trains on one of them. */
const zones = 12;

/** Numbers in a stretch below which cutting sentences at its ends would cost more than the mixture gains. */
const shortestStretch = 1000;

/** The chunks of a run, in the order in which one thread trains on them. */
export class Schedule {
  /** Number of chunks of the whole run. */
  readonly length: number;
  private readonly numbers: number;
  private readonly options: CompleteWord2VecOptions;
  /** Chunks in an epoch. */
  private readonly chunks: number;
  /** Numbers from the start of one zone of the corpus to the next. */
  private readonly zone: number;
  /** Numbers that each chunk takes from a zone. */
  private readonly stretch: number;

  /** @param numbers numbers in the corpus, ends of sentences included */
  constructor(numbers: number, options: CompleteWord2VecOptions) {
    const { reportEvery, epochs } = options;
    const isMixed = Math.min(reportEvery, numbers) >= zones * shortestStretch;
    this.numbers = numbers;
    this.options = options;
    this.zone = isMixed ? Math.ceil(numbers / zones) : numbers;
    // A mixed chunk has room for an end of sentence behind each stretch.
    const longest = isMixed ? Math.floor(reportEvery / zones) - 1 : reportEvery;
    this.chunks = Math.ceil(this.zone / longest);
    this.stretch = Math.ceil(this.zone / this.chunks);
    this.length = epochs * this.chunks;
  }

  /** The chunk at a place from 0 to `length` − 1. */
  at(place: number): PlannedChunk {
    const { learningRate, finalLearningRate, seed, epochs } = this.options;
    const nth = place % this.chunks;
    const stretches: Stretch[] = [];
    for (let start = 0; start < this.numbers; start += this.zone) {
      const from = start + nth * this.stretch;
      const end = Math.min(from + this.stretch, start + this.zone, this.numbers);
      if (end > from) stretches.push({ from, length: end - from });
    }
    const rate = (epoch: number) =>
      learningRate + (finalLearningRate - learningRate) * Math.min(1, epoch / epochs);
    return {
      stretches,
      learningRate: rate(this.epochAt(place)),
      finalLearningRate: rate(this.epochAt(place + 1)),
      seed: mix(seed, place),
    };
  }

  /** Epochs done once all chunks before a place are. */
  epochAt(place: number): number {
    return place / this.chunks;
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
