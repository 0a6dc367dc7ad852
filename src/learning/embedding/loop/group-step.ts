/**
 * One step of the TypeScript loop: predictions that are made at once, their loss, their gradient, and the
 * change of the model. With one prediction it is a step of `cbow`; several share their noise words (Ji et al.
 * 2016), in skip-gram also the target of their window. In hierarchical softmax the word's way down the Huffman tree takes the place of target and noise.
 *
 *   score  s = u·h                 of each compared row u
 *   g      = σ(s) − y              y is 1 for what is true, 0 for noise
 *   h's rows −= α Σ g u, u −= α g h
 */
import { logistic, sigmoid } from "../cbow.js";
import type { SharedModel } from "./shared-model.js";

/** A row of the output vectors that a prediction is compared with; y is 1 for what is true, 0 for the rest. */
export interface Candidate {
  readonly row: number;
  readonly y: 0 | 1;
}

/** One prediction of a word from a vector. */
export interface Prediction {
  /** The vector: the mean of the context (CBOW), or a word's own (skip-gram). */
  readonly h: Float64Array;
  readonly target: number;
  /** What is compared with this prediction alone. */
  readonly own: readonly Candidate[];
  /** Words whose input vectors get the gradient of h, times `share`. */
  readonly inputs: readonly number[];
  readonly share: number;
}

/** Predictions that are made at once, and what they share: noise words, and targets for those that have them. */
export interface Group {
  readonly predictions: readonly Prediction[];
  readonly shared: readonly Candidate[];
}

/**
 * One step of gradient descent on groups one after the other; the input rows move when all are done.
 *
 * @param rate α
 * @returns the loss of each group before its part of the step, summed up, in nats
 */
export function stepOn(model: SharedModel, groups: readonly Group[], rate: number): number {
  const { dimension, stride, input } = model;
  let loss = 0;
  const gradients = groups.map((group) => {
    const compared = compareOn(model, group, rate);
    loss += compared.loss;
    return compared.gradients;
  });
  groups.forEach(({ predictions }, n) =>
    predictions.forEach(({ inputs, share }, p) => {
      const e = gradients[n]![p]!;
      for (const word of inputs) {
        for (let k = 0; k < dimension; k += 1) input[word * stride + k]! -= rate * share * e[k]!;
      }
    }),
  );
  return loss;
}

/**
 * What a group learns from what it is compared with, in the order that both loops keep: all scores; the shared
 * rows' part of each gradient; prediction by prediction its own rows, which move; then the shared rows.
 */
function compareOn(
  model: SharedModel,
  { predictions, shared }: Group,
  rate: number,
): { loss: number; gradients: Float64Array[] } {
  const { dimension, stride, output } = model;
  let loss = 0;
  /** σ(u·h) − y, while the loss is summed up. */
  const compare = (h: Float64Array, { row, y }: Candidate): number => {
    let score = 0;
    for (let k = 0; k < dimension; k += 1) score += output[row * stride + k]! * h[k]!;
    loss += logistic(y === 1 ? score : -score);
    return sigmoid(score) - y;
  };
  const errors = predictions.map(({ h, target, own }) => ({
    own: own.map((candidate) => compare(h, candidate)),
    // A noise word that is the target says nothing about it, nor does the target of others.
    shared: shared.map((candidate) =>
      (candidate.row === target) === (candidate.y === 1) ? compare(h, candidate) : 0,
    ),
  }));

  const gradients = predictions.map((_, p) => {
    const e = new Float64Array(dimension);
    shared.forEach(({ row }, c) => {
      const g = errors[p]!.shared[c]!;
      for (let k = 0; k < dimension; k += 1) e[k]! += g * output[row * stride + k]!;
    });
    return e;
  });
  predictions.forEach(({ h, own }, p) => {
    own.forEach(({ row }, c) => {
      const g = errors[p]!.own[c]!;
      for (let k = 0; k < dimension; k += 1) {
        gradients[p]![k]! += g * output[row * stride + k]!;
        output[row * stride + k]! -= rate * g * h[k]!;
      }
    });
  });
  shared.forEach(({ row }, c) => {
    for (let k = 0; k < dimension; k += 1) {
      let change = 0;
      predictions.forEach(({ h }, p) => (change += errors[p]!.shared[c]! * h[k]!));
      output[row * stride + k]! -= rate * change;
    }
  });
  return { loss, gradients };
}
