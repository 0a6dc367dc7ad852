import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import type { Activation } from "../../../src/learning/network/activation.js";
import { dense } from "../../../src/learning/network/dense.js";
import {
  networkGradientError,
  networkGradientRows,
} from "../../../src/learning/network/gradient.js";
import { lossOf, type Loss } from "../../../src/learning/network/loss.js";
import { Network } from "../../../src/learning/network/network.js";
import { optimizerOf, adam, sgd } from "../../../src/learning/network/optimizer.js";
import { toTensor } from "../../../src/learning/network/tensor.js";

const x = toTensor([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);
const xor = toTensor([0, 1, 1, 0]);

/** Random numbers of a shape. */
function normals(shape: readonly number[], seed: number) {
  const random = new Random(seed);
  const length = shape.reduce((a, b) => a * b, 1);
  return { shape, values: Float64Array.from({ length }, () => random.normal()) };
}

describe("a dense layer", () => {
  it("computes a = g(xW + b) as by hand", () => {
    const network = new Network([dense(2, "relu")], { inputs: 2, precision: "float64" });
    network.parameters[0]!.values.set([1, -2, 3, 4]); // W
    network.parameters[1]!.values.set([0.5, -20]); // b
    const z = network.forward([
      [1, 2],
      [3, 5],
    ]);
    // 1·1 + 2·3 + 0.5, max(0, 1·(−2) + 2·4 − 20); 3·1 + 5·3 + 0.5, max(0, 3·(−2) + 5·4 − 20)
    expect([...z.values]).toEqual([7.5, 0, 18.5, 0]);
  });

  it("passes gradients back as by hand", () => {
    const network = new Network([dense(1)], { inputs: 2, precision: "float64" });
    const [W, b] = network.parameters;
    W!.values.set([2, -3]);
    network.forward([
      [1, 2],
      [3, 5],
    ]);
    const dx = network.backward({ shape: [2, 1], values: Float64Array.of(10, 100) });
    expect([...W!.gradient]).toEqual([1 * 10 + 3 * 100, 2 * 10 + 5 * 100]);
    expect([...b!.gradient]).toEqual([110]);
    expect([...dx.values]).toEqual([20, -30, 200, -300]);
  });

  it("works on each time step of a sequence as on a row", () => {
    const network = new Network([dense(3, "tanh")], { inputs: 2, precision: "float64" });
    const sequence = normals([2, 4, 2], 1);
    const steps = network.forward(sequence);
    const rows = network.forward({ shape: [8, 2], values: sequence.values });
    expect(steps.shape).toEqual([2, 4, 3]);
    expect(steps.values).toEqual(rows.values);
  });

  const cases: [Activation, Loss, number, readonly number[], (i: number) => number][] = [
    ["tanh", "binary-cross-entropy", 1, [12], (i) => i % 2],
    ["sigmoid", "binary-cross-entropy", 1, [12], (i) => (i % 5) / 4],
    ["relu", "categorical-cross-entropy", 4, [12], (i) => i % 4],
    ["linear", "squared-error", 3, [12, 3], (i) => Math.sin(i)],
  ];
  for (const [activation, loss, outputs, shape, answer] of cases) {
    it(`has the gradient of central differences to 1e-6 with ${activation} and ${loss}`, () => {
      const layers = [dense(7, activation), dense(5, activation), dense(outputs)];
      const network = new Network(layers, { inputs: 3, seed: 5, precision: "float64" });
      const length = shape.reduce((a, b) => a * b, 1);
      const y = { shape, values: Float64Array.from({ length }, (_, i) => answer(i)) };
      const rows = networkGradientRows(network, loss, normals([12, 3], 2), y);
      expect(rows.map(({ parameter }) => parameter)).toEqual([
        ...["dense-1/W", "dense-1/b", "dense-2/W", "dense-2/b", "dense-3/W", "dense-3/b"],
      ]);
      expect(networkGradientError(rows)).toBeLessThan(1e-6);
    });
  }

  it("is caught by the oracle when one gradient is wrong by a thousandth", () => {
    const network = new Network([dense(4, "tanh"), dense(1)], { inputs: 2, precision: "float64" });
    const { backward } = network;
    network.backward = function wrong(gradient) {
      const dx = backward.call(network, gradient);
      network.parameters[0]!.gradient[3]! *= 1.001;
      return dx;
    };
    const rows = networkGradientRows(network, "binary-cross-entropy", x, xor);
    expect(rows[0]!.relativeError).toBeGreaterThan(1e-5);
    expect(rows[1]!.relativeError).toBeLessThan(1e-6);
  });

  it("learns XOR below J = 0.01", () => {
    const network = new Network([dense(8, "tanh"), dense(1)], { inputs: 2, seed: 3 });
    const optimizer = optimizerOf(adam(), network.parameters);
    let J = Infinity;
    for (let step = 0; step < 500; step += 1) {
      const z = network.forward(x);
      const { loss, gradient } = lossOf("binary-cross-entropy", z, xor);
      network.backward({ shape: z.shape, values: gradient });
      optimizer.update(0.05);
      J = loss;
    }
    expect(J).toBeLessThan(0.01);
  });

  it("without a hidden layer stays at exactly ln 2 on XOR", () => {
    const network = new Network([dense(1)], { inputs: 2, seed: 3, precision: "float64" });
    const optimizer = optimizerOf(sgd(), network.parameters);
    const J = () => lossOf("binary-cross-entropy", network.forward(x), xor);
    for (let step = 0; step < 2000; step += 1) {
      network.backward({ shape: [4, 1], values: J().gradient });
      optimizer.update(1);
    }
    expect(J().loss).toBeCloseTo(Math.LN2, 15);
    network.parameters.forEach(({ values }) => values.fill(0));
    expect(J().loss).toBe(Math.LN2);
    expect([...J().gradient]).toEqual([0.125, -0.125, -0.125, 0.125]);
  });
});
