/**
 * The loop in TypeScript, to be read: what the WASM loop does, one idea at a time. It groups the words of a
 * chunk into steps (`group-step`): a prediction alone ("own" noise words, hierarchical softmax), two words each
 * from twelve far-apart places ("shared" CBOW), or four far-apart windows ("shared" skip-gram). Neighbours in the
 * text must not share noise words in CBOW: that loses 40 % of the analogies, twelve places far apart lose none
 * (measured). Two that follow each other compare one after the other, but read the same context. Follows Mikolov et al. 2013a,b and word2vec.c. Left out: speed.
 */
import { Random } from "../../../base/random.js";
import { below, cutWindows, type Chunk } from "./chunk.js";
import { stepOn, type Candidate, type Group, type Prediction } from "./group-step.js";
import type { ChunkOptions, ChunkResult, Loop } from "./loop.js";
import type { CompleteWord2VecOptions } from "../options.js";
import { laneCount, windowCount } from "./places.js";
import { viewsOf, type ModelViews, type SharedModel } from "./shared-model.js";

/** The share of the chunk that is done, and groups whose input rows move together. */
type Step = [done: number, groups: readonly Group[]];

/** Trains in plain TypeScript. */
export class TypeScriptLoop implements Loop {
  readonly kind = "typescript";
  readonly tokens: Int32Array;
  private readonly model: SharedModel;
  private readonly options: CompleteWord2VecOptions;
  private readonly views: ModelViews;

  constructor(model: SharedModel, options: CompleteWord2VecOptions, thread: number) {
    this.model = model;
    this.options = options;
    this.views = viewsOf(model.layout, thread);
    this.tokens = this.views.tokens;
  }

  run(count: number, { learningRate, finalLearningRate, seed }: ChunkOptions): ChunkResult {
    const { window, shrinkWindow, model, loss: kind, negatives } = this.options;
    const random = new Random(seed);
    // A wider window than the chunk is long sees no more.
    const width = Math.min(window, this.tokens.length);
    const isShared = kind === "negative" && negatives === "shared";
    const inLanes = isShared && model === "cbow";
    const chunk = cutWindows(this.views, count, width, shrinkWindow, inLanes, random);
    const steps = inLanes
      ? this.lanes(chunk, random)
      : isShared
        ? this.windows(chunk, random)
        : this.inOrder(chunk, random);
    let predictions = 0;
    let loss = 0;
    for (const [done, groups] of steps) {
      const rate = learningRate + (finalLearningRate - learningRate) * done;
      loss += stepOn(this.model, groups, rate);
      for (const group of groups) predictions += group.predictions.length;
    }
    return { words: chunk.read, predictions, loss };
  }

  /** Each step takes two words from each twelfth of the chunk: the first of all are a group, so are the second. */
  private *lanes(chunk: Chunk, random: Random): Generator<Step> {
    const { targets } = chunk;
    const steps = Math.ceil(targets / (2 * laneCount));
    for (let step = 0; step < steps; step += 1) {
      const groups = [0, 1].map((nth): Group => {
        const shared = toNoise(this.noiseWords(random));
        const predictions: Prediction[] = [];
        for (let place = 2 * step + nth; place < targets; place += 2 * steps) {
          const target = chunk.words[chunk.at[place]!]!;
          predictions.push(this.fromContext(chunk, place, [{ row: target, y: 1 }]));
        }
        return { predictions, shared };
      });
      yield [step / steps, groups];
    }
  }

  /** Each step takes a window from each quarter of the chunk; its words share their target. */
  private *windows(chunk: Chunk, random: Random): Generator<Step> {
    const { targets } = chunk;
    const steps = Math.ceil(targets / windowCount);
    for (let step = 0; step < steps; step += 1) {
      const noise = toNoise(this.noiseWords(random));
      const found = new Set<number>();
      const predictions: Prediction[] = [];
      for (let place = step; place < targets; place += steps) {
        const target = chunk.words[chunk.at[place]!]!;
        found.add(target);
        for (const word of this.context(chunk, place)) {
          predictions.push(this.fromWord(word, target, []));
        }
      }
      const shared = [...Array.from(found, (row) => ({ row, y: 1 }) as const), ...noise];
      yield [step / steps, [{ predictions, shared }]];
    }
  }

  /** One word after the other. */
  private *inOrder(chunk: Chunk, random: Random): Generator<Step> {
    const { model } = this.options;
    for (let place = 0; place < chunk.targets; place += 1) {
      const done = place / chunk.targets;
      const target = chunk.words[chunk.at[place]!]!;
      if (model === "cbow") {
        const own = this.candidates(target, random);
        yield [done, [{ predictions: [this.fromContext(chunk, place, own)], shared: [] }]];
      } else {
        for (const word of this.context(chunk, place)) {
          const own = this.candidates(target, random);
          yield [done, [{ predictions: [this.fromWord(word, target, own)], shared: [] }]];
        }
      }
    }
  }

  /** What a prediction alone is compared with: the target and noise words of its own, or the way to the target. */
  private candidates(target: number, random: Random): Candidate[] {
    if (this.options.loss === "hierarchical") {
      const { starts, steps } = this.views;
      return Array.from(steps.subarray(starts[target]!, starts[target + 1]!), (step) => ({
        row: step >>> 1,
        y: (step & 1) === 0 ? 1 : 0,
      }));
    }
    const noise = this.noiseWords(random).filter((word) => word !== target);
    return [{ row: target, y: 1 }, ...toNoise(noise)];
  }

  /** Words drawn ∝ count^noisePower: a column of the alias table, then one of its two words. */
  private noiseWords(random: Random): number[] {
    const { noise } = this.views;
    return Array.from({ length: this.options.negative }, () => {
      const column = below(this.model.words, random);
      return random.uint32() < noise[2 * column]! ? column : noise[2 * column + 1]!;
    });
  }

  /** The words of a window, without the word itself. */
  private context({ words, at, from, to }: Chunk, place: number): number[] {
    const self = at[place]!;
    const context: number[] = [];
    for (let i = from[place]!; i <= to[place]!; i += 1) if (i !== self) context.push(words[i]!);
    return context;
  }

  /** CBOW: the mean of the context predicts the word in its middle. */
  private fromContext(chunk: Chunk, place: number, own: readonly Candidate[]): Prediction {
    const { dimension, stride, input } = this.model;
    const inputs = this.context(chunk, place);
    const h = new Float64Array(dimension);
    for (const word of inputs) {
      for (let k = 0; k < dimension; k += 1) h[k]! += input[word * stride + k]! / inputs.length;
    }
    // The mean leaves a factor 1/|C| in the gradient, which word2vec.c and gensim omit (İrsoy et al. 2021).
    const share = this.options.cbowGradient === "exact" ? 1 / inputs.length : 1;
    return { h, target: chunk.words[chunk.at[place]!]!, own, inputs, share };
  }

  /** Skip-gram: a word of the context predicts the word in its middle, as in word2vec.c. */
  private fromWord(word: number, target: number, own: readonly Candidate[]): Prediction {
    const { dimension, stride, input } = this.model;
    const h = Float64Array.from(input.subarray(word * stride, word * stride + dimension));
    return { h, target, own, inputs: [word], share: 1 };
  }
}

function toNoise(words: readonly number[]): Candidate[] {
  return words.map((row) => ({ row, y: 0 }));
}
