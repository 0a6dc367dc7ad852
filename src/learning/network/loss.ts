/**
 * Losses J(θ), the article's formula 4.2.1 first, and their gradients ∂J/∂z. They take z, what the last
 * layer gives before σ or softmax: with the exponential inside, no logarithm of 0 can appear.
 * A mean over m examples; in a sequence every position that is predicted is one example.
 */
import { check } from "../../base/check.js";
import { sigmoid } from "./activation.js";
import { shapeText, sizeOf, type Numbers, type Tensor } from "./tensor.js";

/** What training makes small. */
export type Loss = "binary-cross-entropy" | "categorical-cross-entropy" | "squared-error";

/** J and ∂J/∂z. */
export interface LossAndGradient {
  /** J, in nats for the cross-entropies. */
  readonly loss: number;
  /** ∂J/∂z, of the shape of z. */
  readonly gradient: Numbers;
}

/** The names of the losses. */
export const losses: readonly Loss[] = [
  "binary-cross-entropy",
  "categorical-cross-entropy",
  "squared-error",
];

/**
 * log(1 + e^z) without overflow: the loss of one example whose answer is 0.
 *
 * @returns a number ≥ max(z, 0)
 * Formula: max(z, 0) + log(1 + e^{−|z|})
 */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/**
 * J(θ) of a network's outputs z and the true answers y, and ∂J/∂z.
 *
 * @param kind which loss
 * @param z outputs of the last layer, shape [m, 1] (binary), [m, K] or [m, T, K] (categorical), any (squared)
 * @param y answers: numbers in [0, 1] of the shape [m] or [m, 1]; labels 0…K−1 of shape [m] or [m, T]; or
 *   numbers of the shape of z
 * @throws InputError where shapes do not fit or a label is outside its range.
 * Formula (binary): J = −(1/m) Σ_i [y⁽ⁱ⁾ log a⁽ⁱ⁾ + (1 − y⁽ⁱ⁾) log(1 − a⁽ⁱ⁾)] with a = σ(z)
 *   = (1/m) Σ_i [max(z, 0) − z y + log(1 + e^{−|z|})], ∂J/∂z⁽ⁱ⁾ = (a⁽ⁱ⁾ − y⁽ⁱ⁾)/m
 * Formula (categorical): J = −(1/m) Σ_i log a⁽ⁱ⁾_{y⁽ⁱ⁾} with a = softmax(z), ∂J/∂z_k = (a_k − [k = y])/m
 * Formula (squared): J = (1/(m d)) Σ (z − y)², ∂J/∂z = 2(z − y)/(m d)
 * @example
 * lossOf("binary-cross-entropy", toTensor([[0]]), toTensor([1])).loss; // 0.6931471805599453
 */
export function lossOf(kind: Loss, z: Tensor, y: Tensor): LossAndGradient {
  checkAnswers(kind, z.shape, y);
  const out = z.values as Numbers;
  if (kind === "binary-cross-entropy") return binary(out, y.values);
  if (kind === "squared-error") return squared(out, y.values);
  return categorical(out, y.values, z.shape[z.shape.length - 1]!);
}

function binary(z: Numbers, y: Tensor["values"]): LossAndGradient {
  const m = z.length;
  const gradient = z.slice();
  let sum = 0;
  for (let i = 0; i < m; i += 1) {
    sum += softplus(z[i]!) - z[i]! * y[i]!;
    gradient[i] = (sigmoid(z[i]!) - y[i]!) / m;
  }
  return { loss: sum / m, gradient };
}

function categorical(z: Numbers, y: Tensor["values"], K: number): LossAndGradient {
  const m = z.length / K;
  const gradient = z.slice();
  let sum = 0;
  for (let i = 0; i < m; i += 1) {
    const at = i * K;
    let largest = -Infinity;
    for (let k = 0; k < K; k += 1) largest = Math.max(largest, z[at + k]!);
    let total = 0;
    for (let k = 0; k < K; k += 1) total += Math.exp(z[at + k]! - largest);
    for (let k = 0; k < K; k += 1) {
      const a = Math.exp(z[at + k]! - largest) / total;
      gradient[at + k] = (a - (k === y[i] ? 1 : 0)) / m;
    }
    sum += Math.log(total) - (z[at + y[i]!]! - largest);
  }
  return { loss: sum / m, gradient };
}

function squared(z: Numbers, y: Tensor["values"]): LossAndGradient {
  const gradient = z.slice();
  let sum = 0;
  for (let i = 0; i < z.length; i += 1) {
    const difference = z[i]! - y[i]!;
    sum += difference * difference;
    gradient[i] = (2 * difference) / z.length;
  }
  return { loss: sum / z.length, gradient };
}

/**
 * Checks that answers fit the outputs of a network.
 *
 * @param outputs shape of z, its first length m
 * @throws InputError that names the first answer that does not.
 */
export function checkAnswers(kind: Loss, outputs: readonly number[], y: Tensor): void {
  check(losses.includes(kind), "loss", kind, losses.map((name) => `"${name}"`).join(", "));
  const K = outputs[outputs.length - 1]!;
  const rows = outputs.slice(0, -1);
  if (kind === "squared-error") {
    return check(
      sizeOf(y.shape) === sizeOf(outputs) && y.shape[0] === outputs[0],
      "shape of y",
      y.shape,
      `${shapeText(outputs)}, that of the outputs`,
    );
  }
  if (kind === "binary-cross-entropy") {
    check(K === 1, "outputs of the network", K, "1 for binary cross-entropy");
  } else {
    check(K >= 2, "outputs of the network", K, "one per class, at least 2");
  }
  const fits =
    shapeText(y.shape) === shapeText(rows) || shapeText(y.shape) === shapeText([...rows, 1]);
  check(fits, "shape of y", y.shape, `${shapeText(rows)}, one answer for each output`);
  for (let i = 0; i < y.values.length; i += 1) {
    const label = y.values[i]!;
    const where = `y[${i}]`;
    if (kind === "binary-cross-entropy") {
      check(label >= 0 && label <= 1, where, label, "a number in [0, 1]");
    } else {
      const isLabel = Number.isInteger(label) && label >= 0 && label < K;
      check(isLabel, where, label, `a label from 0 to ${K - 1}`);
    }
  }
}
