/**
 * The dense layer: a = g(x W + b), every output a weighted sum of every input. In a sequence it works on
 * each time step by itself. Backpropagation is the chain rule, from a back to W, b and x.
 */
import { check } from "../../base/check.js";
import { activate, activationGradient, activations, type Activation } from "./activation.js";
import type { Layer, LayerSetting, LayerSpec, RealTensor } from "./layer.js";
import { randomParameter, zeroParameter } from "./parameter.js";
import { addProduct, addProductTransposed, addTransposedProduct, whole } from "./product.js";
import { sizeOf, zeros, type Numbers, type Tensor } from "./tensor.js";

/**
 * A dense layer, as data for a `Network`.
 *
 * @param units outputs per example
 * @param activation g; `"linear"` for the last layer, whose σ or softmax lies in the loss
 * @throws InputError where units is not a whole number ≥ 1 or the activation is unknown.
 * Formula: a = g(x W + b), W of shape [inputs, units], b of shape [units]
 * @example
 * new Network([dense(8, "tanh"), dense(1)], { inputs: 2 }).size; // 33
 */
export function dense(units: number, activation: Activation = "linear"): LayerSpec {
  check(Number.isSafeInteger(units) && units >= 1, "units", units, "a whole number ≥ 1");
  const names = activations.map((name) => `"${name}"`).join(", ");
  check(activations.includes(activation), "activation", activation, names);
  return { kind: "dense", units, activation };
}

/** The working layer of a `dense` spec. */
export function denseLayer(
  spec: LayerSpec & { kind: "dense" },
  { name, inputs, precision, random }: LayerSetting,
): Layer {
  const { units, activation } = spec;
  const W = randomParameter(`${name}/W`, [inputs, units], precision, random);
  const b = zeroParameter(`${name}/b`, [units], precision);
  let x: Tensor = { shape: [0, inputs], values: zeros(0, precision) };
  let a: Numbers = zeros(0, precision);

  return {
    name,
    parameters: [W, b],

    forward(input) {
      x = input;
      const rows = sizeOf(x.shape.slice(0, -1));
      a = zeros(rows * units, precision);
      for (let i = 0; i < rows; i += 1) a.set(b.values, i * units); // b
      const weights = whole(W.values, units);
      addProduct(whole(a, units), whole(x.values as Numbers, inputs), weights, rows, inputs, units); // + x W
      activate(activation, a); // g
      return { shape: [...x.shape.slice(0, -1), units], values: a };
    },

    backward(output) {
      const rows = a.length / units;
      const dz = output.values.slice(); // ∂J/∂z = ∂J/∂a · g'(z)
      activationGradient(activation, a, dz);
      W.gradient.fill(0); // ∂J/∂W = xᵀ ∂J/∂z
      const inputRows = whole(x.values as Numbers, inputs);
      addTransposedProduct(
        whole(W.gradient, units),
        inputRows,
        whole(dz, units),
        rows,
        inputs,
        units,
      );
      b.gradient.fill(0); // ∂J/∂b = Σ_i ∂J/∂z⁽ⁱ⁾
      for (let i = 0; i < dz.length; i += 1) b.gradient[i % units]! += dz[i]!;
      const dx = zeros(rows * inputs, precision); // ∂J/∂x = ∂J/∂z Wᵀ
      const weights = whole(W.values, units);
      addProductTransposed(whole(dx, inputs), whole(dz, units), weights, rows, units, inputs);
      return { shape: x.shape, values: dx } satisfies RealTensor;
    },
  };
}
