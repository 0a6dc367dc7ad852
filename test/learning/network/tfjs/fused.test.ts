/**
 * Fused layers in use as layers are used: inside wrappers, with states, masks and dropout, by hand-written
 * training loops. Values and the gradients of all weights against the cpu backend, and which of them were fused.
 */
import { describe, expect, it } from "vitest";
import { difference, on, runsOf, tensorOf, tf, type Tensor } from "./both.js";

type Layer = ReturnType<typeof tf.layers.dense>;

const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });
const seeds = { kernelInitializer: glorot(1), recurrentInitializer: glorot(2) };

interface Case {
  readonly layer: () => Layer;
  readonly shape: readonly number[];
  readonly kwargs?: { training?: boolean };
  /** The kernel of ours that runs; none where tfjs runs the layer itself. */
  readonly fused?: string;
}

const cases: Readonly<Record<string, Case>> = {
  "a dense layer on sequences": {
    layer: () => tf.layers.dense({ units: 3, activation: "tanh", kernelInitializer: glorot(1) }),
    shape: [2, 4, 5],
    fused: "Dense",
  },
  "a softmax": {
    layer: () => tf.layers.dense({ units: 3, activation: "softmax", kernelInitializer: glorot(1) }),
    shape: [2, 4],
  },
  "a layer for each step": {
    layer: () =>
      tf.layers.timeDistributed({
        layer: tf.layers.dense({ units: 3, activation: "relu", kernelInitializer: glorot(1) }),
      }) as unknown as Layer,
    shape: [2, 4, 5],
    fused: "Dense",
  },
  "a GRU in both directions": {
    layer: () =>
      tf.layers.bidirectional({
        layer: tf.layers.gru({ units: 3, returnSequences: true, ...seeds }) as never,
        mergeMode: "concat",
      }) as unknown as Layer,
    shape: [2, 4, 5],
    fused: "GRU",
  },
  "a GRU that returns its state": {
    layer: () =>
      tf.layers.gru({ units: 3, returnSequences: true, returnState: true, ...seeds }) as never,
    shape: [2, 4, 5],
    fused: "GRU",
  },
  "a SimpleRNN that returns only its state": {
    layer: () => tf.layers.simpleRNN({ units: 3, returnState: true, ...seeds }) as never,
    shape: [2, 4, 5],
    fused: "SimpleRNN",
  },
  "an LSTM that returns its states": {
    layer: () => tf.layers.lstm({ units: 3, returnState: true, ...seeds }) as never,
    shape: [2, 4, 5],
  },
  "a GRU with dropout that rests": {
    layer: () => tf.layers.gru({ units: 3, dropout: 0.5, ...seeds }) as never,
    shape: [2, 4, 5],
    kwargs: { training: false },
    fused: "GRU",
  },
  "a stateful LSTM": {
    layer: () =>
      tf.layers.lstm({ units: 3, stateful: true, batchInputShape: [2, 4, 5], ...seeds }) as never,
    shape: [2, 4, 5],
  },
  "one step of one row": {
    layer: () => tf.layers.lstm({ units: 1, ...seeds }) as never,
    shape: [1, 1, 1],
    fused: "LSTM",
  },
  "no rows": {
    layer: () => tf.layers.dense({ units: 2, kernelInitializer: glorot(1) }),
    shape: [0, 3],
  },
};

describe("a fused layer says what tfjs says:", () => {
  for (const [name, { layer: make, shape, kwargs, fused }] of Object.entries(cases)) {
    it(name, async () => {
      const f = () => {
        const layer = make();
        const x = tensorOf(shape, 3);
        const outputs = () => [layer.apply(x, kwargs) as Tensor | Tensor[]].flat();
        const values = outputs();
        const variables = layer.trainableWeights.map((weight) => weight.read());
        const { grads } = tf.variableGrads(
          () =>
            outputs()
              .map((y, i) => tf.sum(tf.mul(y, tensorOf(y.shape, 50 + i))))
              .reduce((a, b) => tf.add(a, b)) as never,
          variables as never,
        );
        return [
          ...values,
          ...variables.map((each) => grads[(each as never as { name: string }).name]!),
        ];
      };
      const reference = await on("cpu", f);
      let ours: typeof reference = [];
      const runs = await runsOf(fused ?? "none", async () => {
        ours = await on("wasm", f);
      });
      expect(difference(ours, reference)).toBeLessThan(2e-5);
      expect(runs > 0).toBe(fused !== undefined);
    });
  }

  it("under a hand-written loop with Adam, step for step", async () => {
    const f = () => {
      const [recurrent, output] = [
        tf.layers.gru({ units: 4, ...seeds }),
        tf.layers.dense({ units: 2, kernelInitializer: glorot(3) }),
      ];
      const [x, y] = [tensorOf([6, 5, 3], 1), tensorOf([6, 2], 2)];
      const optimizer = tf.train.adam(0.02);
      const loss = () =>
        tf.mean(tf.squaredDifference(output.apply(recurrent.apply(x)) as Tensor, y)) as never;
      tf.dispose(loss());
      const losses = Array.from({ length: 8 }, () => optimizer.minimize(loss, true) as Tensor);
      return [...losses, ...output.weights, ...recurrent.weights].map((each) =>
        "read" in each ? (each.read() as Tensor) : each,
      );
    };
    tf.disposeVariables();
    const reference = await on("cpu", f);
    tf.disposeVariables();
    let ours: typeof reference = [];
    const runs = await runsOf("Adam", async () => {
      ours = await on("wasm", f);
    });
    expect(runs).toBe(8);
    expect(difference(ours, reference)).toBeLessThan(5e-5);
  });
});
