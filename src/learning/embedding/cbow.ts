/**
 * The loop of CBOW with negative sampling, to be read in five minutes: the loss of one predicted word,
 * its exact gradient, one step of gradient descent. Everything around it (epochs, noise words, reports)
 * is in `trainer`; words are numbers here. Follows Mikolov et al. 2013a (CBOW) and 2013b (negative
 * sampling) with the factor 1/|C| that the mean leaves in the gradient; word2vec.c and gensim omit it
 * (İrsoy et al. 2021). Left out: speed. All reads come before all writes, so a step is the gradient even
 * when a word occurs twice among context or noise words.
 *
 *   h = (1/|C|) Σ_{w∈C} v_w                        the mean of the context vectors
 *   ℓ = −log σ(u_t·h) − Σ_n log σ(−u_n·h)          t the true word, n the noise words
 *   ∂ℓ/∂u_i = (σ(u_i·h) − y_i) h                   y is 1 for t, 0 for noise
 *   ∂ℓ/∂v_w = e/|C|,  e = Σ_i (σ(u_i·h) − y_i) u_i
 */
import type { Random } from "../../base/random.js";

/** The numbers that are learned: Float32 in training, Float64 where a gradient is checked. */
export interface CbowModel {
  /** Number of words. */
  readonly words: number;
  /** Numbers per vector. */
  readonly dimension: number;
  /** Input vectors v, one row of `dimension` numbers per word: these are the word vectors. */
  readonly input: Float32Array | Float64Array;
  /** Output vectors u, in the same layout. */
  readonly output: Float32Array | Float64Array;
}

/** Start values: input vectors uniform in ±1/(2d), output vectors 0, as in word2vec.c. */
export function createModel(words: number, dimension: number, random: Random): CbowModel {
  const half = 0.5 / dimension;
  const input = Float32Array.from({ length: words * dimension }, () => random.uniform(-half, half));
  return { words, dimension, input, output: new Float32Array(words * dimension) };
}

/** One prediction: the words around, the true word, the noise words. */
export interface CbowExample {
  readonly context: ArrayLike<number>;
  readonly target: number;
  readonly noise: ArrayLike<number>;
}

/** What the forward pass of an example leaves for the backward pass. */
export interface CbowForward {
  /** ℓ, in nats. */
  readonly loss: number;
  /** The mean of the context vectors. */
  readonly h: Float64Array;
  /** σ(u_i·h) − y_i, for the target and then each noise word. */
  readonly errors: Float64Array;
  /** Σ_i (σ(u_i·h) − y_i) u_i. */
  readonly e: Float64Array;
}

/** σ(x) = 1/(1 + e^−x). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** −log σ(x), without overflow for any x. */
export function logistic(x: number): number {
  return Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** The i-th word that the context is compared with: the target first, then the noise words. */
function candidate(example: CbowExample, i: number): number {
  return i === 0 ? example.target : (example.noise[i - 1] as number);
}

/** The loss of one example and what its gradient is made of. Reads the model only. */
export function forward(model: CbowModel, example: CbowExample): CbowForward {
  const { dimension, input, output } = model;
  const { context, noise } = example;
  const h = new Float64Array(dimension);
  for (let j = 0; j < context.length; j += 1) {
    const row = (context[j] as number) * dimension;
    for (let k = 0; k < dimension; k += 1) h[k]! += input[row + k]! / context.length;
  }

  let loss = 0;
  const errors = new Float64Array(1 + noise.length);
  const e = new Float64Array(dimension);
  for (let i = 0; i <= noise.length; i += 1) {
    const row = candidate(example, i) * dimension;
    let score = 0;
    for (let k = 0; k < dimension; k += 1) score += output[row + k]! * h[k]!;
    const y = i === 0 ? 1 : 0;
    const error = sigmoid(score) - y;
    loss += logistic(y === 1 ? score : -score);
    errors[i] = error;
    for (let k = 0; k < dimension; k += 1) e[k]! += error * output[row + k]!;
  }
  return { loss, h, errors, e };
}

/**
 * One step of gradient descent on one example: changes the model, returns the loss before the step.
 *
 * @param learningRate α: every parameter moves by −α times its derivative
 */
export function step(model: CbowModel, example: CbowExample, learningRate: number): number {
  const { dimension, input, output } = model;
  const { context, noise } = example;
  const { loss, h, errors, e } = forward(model, example);
  for (let i = 0; i <= noise.length; i += 1) {
    const row = candidate(example, i) * dimension;
    for (let k = 0; k < dimension; k += 1) output[row + k]! -= learningRate * errors[i]! * h[k]!;
  }
  for (let j = 0; j < context.length; j += 1) {
    const row = (context[j] as number) * dimension;
    for (let k = 0; k < dimension; k += 1) {
      input[row + k]! -= (learningRate * e[k]!) / context.length;
    }
  }
  return loss;
}
