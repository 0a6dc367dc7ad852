/**
 * Optimizers: how a gradient changes θ. Plain gradient descent, momentum and Adam, each a few lines that
 * read like their formula. An optimizer has slots, numbers that it remembers per parameter, which belong
 * to a checkpoint. The same formulas as tfjs's `train.sgd`, `train.momentum` and `train.adam`.
 */
import { check } from "../../base/check.js";
import type { Parameter } from "./layer.js";
import { zeros, type Numbers, type Precision } from "./tensor.js";

/** Which optimizer, and its constants. */
export type OptimizerSpec =
  | { readonly kind: "sgd" }
  | { readonly kind: "momentum"; readonly momentum: number }
  | {
      readonly kind: "adam";
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

/** An optimizer at work on one list of parameters. */
export interface Optimizer {
  readonly spec: OptimizerSpec;
  /** What it remembers, by name, for a checkpoint. */
  readonly slots: readonly { readonly name: string; readonly values: Numbers }[];
  /** θ ← θ − step, from the gradients that the last backward pass left, each multiplied by `scale`. */
  update(learningRate: number, scale?: number): void;
}

/** Plain gradient descent: θ ← θ − η ∂J/∂θ. On mini-batches it is called stochastic (SGD). */
export function sgd(): OptimizerSpec {
  return { kind: "sgd" };
}

/**
 * Gradient descent with momentum: v ← μ v + ∂J/∂θ, θ ← θ − η v (Polyak 1964).
 *
 * @param momentum μ in [0, 1)
 * @throws InputError for another μ.
 */
export function momentum(momentum = 0.9): OptimizerSpec {
  check(momentum >= 0 && momentum < 1, "momentum", momentum, "a number in [0, 1)");
  return { kind: "momentum", momentum };
}

/**
 * Adam: each number moves by about η, whatever the scale of its gradient.
 *
 * @param beta1 memory of the mean gradient, in [0, 1)
 * @param beta2 memory of its mean square, in [0, 1)
 * @param epsilon added to the root, > 0
 * @throws InputError for a value out of its range.
 * Formula: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − η m̂/(√v̂ + ε), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)
 * Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1.
 */
export function adam(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7): OptimizerSpec {
  check(beta1 >= 0 && beta1 < 1, "beta1", beta1, "a number in [0, 1)");
  check(beta2 >= 0 && beta2 < 1, "beta2", beta2, "a number in [0, 1)");
  check(epsilon > 0 && epsilon < Infinity, "epsilon", epsilon, "a number > 0");
  return { kind: "adam", beta1, beta2, epsilon };
}

/**
 * Completes and checks a description of an optimizer, for one that was written or read by hand.
 *
 * @throws InputError where its kind is unknown or a constant is out of its range.
 */
export function toOptimizer(spec: OptimizerSpec): OptimizerSpec {
  switch (spec?.kind) {
    case "sgd":
      return sgd();
    case "momentum":
      return momentum(spec.momentum);
    case "adam":
      return adam(spec.beta1, spec.beta2, spec.epsilon);
    default:
      check(false, "optimizer", spec, "what sgd, momentum or adam returns");
  }
}

/** The optimizer of a spec, for these parameters. */
export function optimizerOf(spec: OptimizerSpec, parameters: readonly Parameter[]): Optimizer {
  switch (spec.kind) {
    case "sgd":
      return { spec, slots: [], update: (rate, scale = 1) => descend(parameters, rate * scale) };
    case "momentum":
      return momentumOptimizer(spec, parameters);
    case "adam":
      return adamOptimizer(spec, parameters);
  }
}

function descend(parameters: readonly Parameter[], rate: number): void {
  for (const { values, gradient } of parameters) {
    for (let i = 0; i < values.length; i += 1) values[i]! -= rate * gradient[i]!;
  }
}

function momentumOptimizer(
  spec: OptimizerSpec & { kind: "momentum" },
  parameters: readonly Parameter[],
): Optimizer {
  const slots = slotsOf("v", parameters);
  return {
    spec,
    slots,
    update(learningRate, scale = 1) {
      parameters.forEach(({ values, gradient }, p) => {
        const v = slots[p]!.values;
        for (let i = 0; i < values.length; i += 1) {
          v[i] = spec.momentum * v[i]! + scale * gradient[i]!;
          values[i]! -= learningRate * v[i]!;
        }
      });
    },
  };
}

function adamOptimizer(
  { beta1, beta2, epsilon, kind }: OptimizerSpec & { kind: "adam" },
  parameters: readonly Parameter[],
): Optimizer {
  const means = slotsOf("m", parameters);
  const squares = slotsOf("v", parameters);
  // β₁ᵗ and β₂ᵗ are carried as products, so that a resumed run multiplies the same numbers.
  const powers = { name: "powers", values: Float64Array.of(1, 1) };
  return {
    spec: { kind, beta1, beta2, epsilon },
    slots: [...means, ...squares, powers],
    update(learningRate, scale = 1) {
      powers.values[0]! *= beta1;
      powers.values[1]! *= beta2;
      const meanShare = 1 - powers.values[0]!;
      const squareShare = 1 - powers.values[1]!;
      parameters.forEach(({ values, gradient }, p) => {
        const m = means[p]!.values;
        const v = squares[p]!.values;
        for (let i = 0; i < values.length; i += 1) {
          const g = scale * gradient[i]!;
          m[i] = beta1 * m[i]! + (1 - beta1) * g;
          v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
          values[i]! -=
            (learningRate * (m[i]! / meanShare)) / (Math.sqrt(v[i]! / squareShare) + epsilon);
        }
      });
    },
  };
}

function slotsOf(
  symbol: string,
  parameters: readonly Parameter[],
): { name: string; values: Numbers }[] {
  return parameters.map(({ name, values }) => ({
    name: `${name}/${symbol}`,
    values: zeros(values.length, precisionOf(values)),
  }));
}

function precisionOf(values: Numbers): Precision {
  return values instanceof Float32Array ? "float32" : "float64";
}
