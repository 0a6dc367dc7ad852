/**
 * The embedding layer: a token is a row of E. The same as a dense layer without bias on one-hot rows, but
 * without multiplying by all the zeros.
 */
import { check } from "../../base/check.js";
import type { Layer, LayerSetting, LayerSpec, RealTensor } from "./layer.js";
import { randomParameter } from "./parameter.js";
import { zeros, type Tensor } from "./tensor.js";

/**
 * An embedding, as the first layer of a `Network` that reads tokens [m, T].
 *
 * @param tokens how many different tokens there are; they are numbered from 0
 * @param units numbers per token
 * @throws InputError where one of them is not a whole number ≥ 1.
 * Formula: x_t = E[token_t], E of shape [tokens, units]
 * @example
 * new Network([embedding(6, 4)]).forward([[0, 5, 5]]).shape; // [1, 3, 4]
 */
export function embedding(tokens: number, units: number): LayerSpec {
  check(Number.isSafeInteger(tokens) && tokens >= 1, "tokens", tokens, "a whole number ≥ 1");
  check(Number.isSafeInteger(units) && units >= 1, "units", units, "a whole number ≥ 1");
  return { kind: "embedding", tokens, units };
}

/** The working layer of an `embedding` spec. */
export function embeddingLayer(
  { tokens, units }: LayerSpec & { kind: "embedding" },
  { name, precision, random }: LayerSetting,
): Layer {
  const E = randomParameter(`${name}/E`, [tokens, units], precision, random, 0.5);
  let x: Tensor = { shape: [0, 0], values: zeros(0, precision) };

  return {
    name,
    parameters: [E],

    forward(input) {
      x = input;
      const out = zeros(x.values.length * units, precision);
      for (let i = 0; i < x.values.length; i += 1) {
        const token = x.values[i]!;
        const known = Number.isInteger(token) && token >= 0 && token < tokens;
        check(known, `x[${i}]`, token, `a token from 0 to ${tokens - 1}`);
        out.set(E.values.subarray(token * units, (token + 1) * units), i * units);
      }
      return { shape: [...x.shape, units], values: out };
    },

    backward(output) {
      E.gradient.fill(0); // ∂J/∂E[k] = Σ over the places of token k
      for (let i = 0; i < x.values.length; i += 1) {
        const row = x.values[i]! * units;
        for (let j = 0; j < units; j += 1) E.gradient[row + j]! += output.values[i * units + j]!;
      }
      return {
        shape: [...x.shape],
        values: zeros(x.values.length, precision),
      } satisfies RealTensor;
    },
  };
}
