/**
 * Activations: what a layer does to z = xW + b, number by number, and the derivative that backpropagation
 * needs, written in terms of the result a. Softmax belongs to the loss (`loss.ts`), where its exponentials
 * cancel.
 */
import { check } from "../../base/check.js";
import type { Numbers } from "./tensor.js";

/** What a dense layer does to z. A stack of linear layers is linear: only the others add anything. */
export type Activation = "linear" | "tanh" | "sigmoid" | "relu";

export const activations: readonly Activation[] = ["linear", "tanh", "sigmoid", "relu"];

/**
 * The logistic function, without overflow for any z.
 *
 * @returns σ(z) in [0, 1]
 * Formula: σ(z) = 1 / (1 + e^{−z})
 * @example
 * sigmoid(0); // 0.5
 */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}

/**
 * Probabilities from scores; the largest score is taken off first, so that nothing overflows.
 *
 * @param z K scores
 * @returns K numbers in [0, 1] that sum to 1
 * @throws InputError where there is no score.
 * Formula: softmax(z)_k = e^{z_k} / Σ_j e^{z_j}
 * @example
 * Array.from(softmax([0, 0])); // [0.5, 0.5]
 */
export function softmax(z: ArrayLike<number>): Float64Array {
  check(z.length > 0, "scores", z.length, "at least one");
  let largest = -Infinity;
  for (let k = 0; k < z.length; k += 1) largest = Math.max(largest, z[k]!);
  const a = Float64Array.from(z, (score) => Math.exp(score - largest));
  const total = a.reduce((sum, each) => sum + each, 0);
  return a.map((each) => each / total);
}

/** a = g(z), in place. */
export function activate(activation: Activation, z: Numbers): void {
  switch (activation) {
    case "linear":
      return;
    case "tanh":
      for (let i = 0; i < z.length; i += 1) z[i] = Math.tanh(z[i]!);
      return;
    case "sigmoid":
      for (let i = 0; i < z.length; i += 1) z[i] = sigmoid(z[i]!);
      return;
    case "relu":
      // Not Math.max, which would be slower; NaN stays NaN.
      for (let i = 0; i < z.length; i += 1) if (z[i]! < 0) z[i] = 0;
  }
}

/** ∂J/∂z = ∂J/∂a · g'(z), in place, with g' written in a: 1, 1 − a², a(1 − a), [a > 0]. */
export function activationGradient(activation: Activation, a: Numbers, gradient: Numbers): void {
  switch (activation) {
    case "linear":
      return;
    case "tanh":
      for (let i = 0; i < a.length; i += 1) gradient[i]! *= 1 - a[i]! * a[i]!;
      return;
    case "sigmoid":
      for (let i = 0; i < a.length; i += 1) gradient[i]! *= a[i]! * (1 - a[i]!);
      return;
    case "relu":
      for (let i = 0; i < a.length; i += 1) if (a[i]! <= 0) gradient[i] = 0;
  }
}
