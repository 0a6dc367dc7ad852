/** Gradients of fused layers and of the added kernels by central differences. */
import { describe, expect, it } from "vitest";
import { differences, numbers, runsOf, tensorOf, tf, type Tensor } from "./both.js";

/** The largest error of a gradient relative to the largest entry. */
function error(found: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs), 1e-3);
  return Math.max(...expected.map((value, i) => Math.abs(value - found[i]!))) / scale;
}

/** f summed with fixed weights, so that each output counts differently. */
const weighed = (f: (x: Tensor) => Tensor) => (x: Tensor) => {
  const y = f(x);
  return tf.sum(tf.mul(y, tensorOf(y.shape, 99)));
};

async function check(shape: readonly number[], f: (x: Tensor) => Tensor, seed = 7) {
  const x = numbers(
    shape.reduce((a, b) => a * b, 1),
    seed,
  );
  const g = weighed(f);
  const found = tf.tidy(() =>
    tf
      .grad(g as never)(tf.tensor(x, [...shape]))
      .dataSync(),
  );
  return error(found, await differences(x, shape, g));
}

describe("a gradient is the central difference", () => {
  for (const name of ["simpleRNN", "gru", "lstm"] as const) {
    for (const [returnSequences, goBackwards, units, recurrentActivation] of [
      [false, false, 3, "sigmoid"],
      [true, false, 5, "sigmoid"],
      [true, true, 4, "sigmoid"],
      [false, true, 2, "tanh"],
    ] as const) {
      it(`of ${name}, units ${units}, sequences ${returnSequences}, backwards ${goBackwards}`, async () => {
        const layer = tf.layers[name]({
          units,
          returnSequences,
          goBackwards,
          biasInitializer: tf.initializers.randomNormal({ seed: 3 }),
          kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
          recurrentInitializer: tf.initializers.glorotUniform({ seed: 2 }),
          ...(name === "simpleRNN" ? {} : { recurrentActivation }),
        } as never);
        const shape = [2, 4, 3];
        const f = (x: Tensor) => layer.apply(x) as Tensor;
        tf.dispose(f(tensorOf(shape, 1)));
        const className = { simpleRNN: "SimpleRNN", gru: "GRU", lstm: "LSTM" }[name];
        expect(await runsOf(className, () => check(shape, f))).toBeGreaterThan(0);
        expect(await check(shape, f)).toBeLessThan(2e-3);
        for (const weight of layer.weights) {
          const variable = weight.read() as ReturnType<typeof tf.variable>;
          const x = tensorOf(shape, 7);
          const g = weighed(f);
          const { grads } = tf.variableGrads(() => g(x) as never, [variable]);
          const found = grads[variable.name]!.dataSync();
          const start = variable.dataSync() as Float32Array;
          const expected = await differences(start, variable.shape, (moved) => {
            variable.assign(moved as never);
            return g(x);
          });
          variable.assign(tf.tensor(start, variable.shape) as never);
          expect(error(found, expected), weight.name).toBeLessThan(2e-3);
        }
      });
    }
  }

  for (const activation of ["linear", "relu", "sigmoid", "tanh"] as const) {
    it(`of a dense layer with ${activation}`, async () => {
      const layer = tf.layers.dense({
        units: 5,
        activation,
        kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
      });
      expect(await check([3, 4], (x) => layer.apply(x) as Tensor)).toBeLessThan(5e-3);
    });
  }

  it("of a convolution", async () => {
    const w = tensorOf([3, 3, 2, 4], 2);
    const f = (x: Tensor) => tf.conv2d(x as never, w as never, 1, "same") as Tensor;
    expect(await check([1, 5, 5, 2], f)).toBeLessThan(1e-3);
  });

  for (const pad of ["valid", "same"] as const) {
    it(`of average pooling, pad ${pad}`, async () => {
      const f = (x: Tensor) => tf.avgPool(x as never, 2, 2, pad) as Tensor;
      expect(await check([1, 5, 5, 2], f)).toBeLessThan(1e-3);
    });
  }
});
