/**
 * Compiled training steps against tfjs itself: the same model with the same seeds, trained on the WASM backend
 * and on the cpu backend, must lose the same and end with the same weights.
 */
import { afterEach, describe, expect, it } from "vitest";
import { numbers, runsOf, tensorOf, tf, type Tensor } from "./both.js";

const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });
type Model = ReturnType<typeof tf.sequential>;
type Layer = Parameters<Model["add"]>[0];

interface Case {
  readonly layers: () => Layer[];
  readonly input: readonly number[];
  /** "int" for ids below 9, "float" otherwise. */
  readonly kind?: "int" | "float";
  readonly outputs: readonly number[];
  readonly loss?: string;
  readonly optimizer?: () => ReturnType<typeof tf.train.adam> | ReturnType<typeof tf.train.sgd>;
  readonly rows?: number;
  /** Whether a compiled step is expected to run; the others fall back to tfjs. */
  readonly compiled?: boolean;
}

const dense = (units: number, activation: string, seed: number, more: object = {}) =>
  tf.layers.dense({
    units,
    activation: activation as never,
    kernelInitializer: glorot(seed),
    ...more,
  });
const recurrent = (name: "gru" | "lstm" | "simpleRNN", units: number, more: object = {}) =>
  tf.layers[name]({
    units,
    kernelInitializer: glorot(11),
    recurrentInitializer: glorot(12),
    ...more,
  } as never);
const embedding = (more: object = {}) =>
  tf.layers.embedding({
    inputDim: 9,
    outputDim: 5,
    embeddingsInitializer: tf.initializers.randomUniform({ minval: -1, maxval: 1, seed: 4 }),
    ...more,
  });
const conv = (filters: number, kernelSize: number | number[], more: object = {}) =>
  tf.layers.conv2d({
    filters,
    kernelSize: kernelSize as never,
    kernelInitializer: glorot(21),
    ...more,
  } as never);

const cases: Readonly<Record<string, Case>> = {
  "a dense network with binary cross-entropy": {
    layers: () => [dense(7, "relu", 1), dense(5, "tanh", 2), dense(1, "sigmoid", 3)],
    input: [6],
    outputs: [1],
  },
  "sigmoids and a linear output with squared error": {
    layers: () => [dense(9, "sigmoid", 1), dense(3, "linear", 2)],
    input: [4],
    outputs: [3],
    loss: "meanSquaredError",
  },
  "a softmax with categorical cross-entropy": {
    layers: () => [dense(8, "relu", 1, { useBias: false }), dense(5, "softmax", 2)],
    input: [3],
    outputs: [5],
    loss: "categoricalCrossentropy",
  },
  "an activation layer of its own": {
    layers: () => [
      dense(8, "linear", 1),
      tf.layers.activation({ activation: "tanh" }),
      dense(3, "linear", 2),
      tf.layers.activation({ activation: "softmax" }),
    ],
    input: [3],
    outputs: [3],
    loss: "categoricalCrossentropy",
  },
  "a softmax between dense layers": {
    layers: () => [dense(6, "softmax", 1), dense(2, "linear", 2)],
    input: [3],
    outputs: [2],
    loss: "meanSquaredError",
  },
  "binary cross-entropy on a tanh": {
    layers: () => [dense(4, "tanh", 1), dense(2, "hardSigmoid", 2)],
    input: [3],
    outputs: [2],
  },
  "seeded dropout": {
    layers: () => [
      dense(16, "relu", 1),
      tf.layers.dropout({ rate: 0.4, seed: 5 }),
      dense(1, "sigmoid", 2),
    ],
    input: [4],
    outputs: [1],
  },
  "an embedding and a GRU": {
    layers: () => [embedding(), recurrent("gru", 6), dense(1, "sigmoid", 3)],
    input: [7],
    kind: "int",
    outputs: [1],
  },
  "an embedding fed with floats": {
    layers: () => [embedding(), tf.layers.flatten(), dense(1, "sigmoid", 3)],
    input: [4],
    outputs: [1],
  },
  "an LSTM": {
    layers: () => [recurrent("lstm", 5, { unitForgetBias: true }), dense(2, "linear", 3)],
    input: [6, 3],
    outputs: [2],
    loss: "meanSquaredError",
  },
  "stacked recurrent layers, one backwards": {
    layers: () => [
      recurrent("simpleRNN", 5, { returnSequences: true }),
      recurrent("gru", 4, {
        returnSequences: true,
        goBackwards: true,
        recurrentActivation: "sigmoid",
      }),
      recurrent("lstm", 3),
      dense(1, "sigmoid", 3),
    ],
    input: [5, 3],
    outputs: [1],
  },
  "an output for each step": {
    layers: () => [
      recurrent("gru", 4, { returnSequences: true, useBias: false }),
      dense(3, "linear", 3),
    ],
    input: [5, 2],
    outputs: [5, 3],
    loss: "meanSquaredError",
  },
  "convolutions and max pooling": {
    layers: () => [
      conv(4, 3, { activation: "relu", padding: "same" }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      conv(5, [2, 3], { strides: [2, 1], activation: "tanh" }),
      tf.layers.flatten(),
      dense(3, "softmax", 2),
    ],
    input: [8, 8, 1],
    outputs: [3],
    loss: "categoricalCrossentropy",
  },
  "average pooling, overlapping windows, reshaping": {
    layers: () => [
      conv(3, 5, { useBias: false }),
      tf.layers.averagePooling2d({ poolSize: 3, strides: 1 }),
      tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: "same" }),
      tf.layers.reshape({ targetShape: [4, 3] }),
      tf.layers.flatten(),
      dense(1, "sigmoid", 2),
    ],
    input: [9, 9, 2],
    outputs: [1],
  },
  "plain gradient descent": {
    layers: () => [dense(7, "relu", 1), dense(1, "sigmoid", 3)],
    input: [6],
    outputs: [1],
    optimizer: () => tf.train.sgd(0.1),
  },
  momentum: {
    layers: () => [dense(7, "relu", 1), dense(1, "sigmoid", 3)],
    input: [6],
    outputs: [1],
    optimizer: () => tf.train.momentum(0.1, 0.9),
  },
  RMSProp: {
    layers: () => [dense(7, "relu", 1), dense(1, "sigmoid", 3)],
    input: [6],
    outputs: [1],
    optimizer: () => tf.train.rmsprop(0.01) as never,
  },
  Adagrad: {
    layers: () => [conv(3, 3), tf.layers.flatten(), dense(1, "sigmoid", 3)],
    input: [5, 5, 1],
    outputs: [1],
    optimizer: () => tf.train.adagrad(0.05) as never,
  },
  Adamax: {
    layers: () => [dense(7, "relu", 1), dense(1, "sigmoid", 3)],
    input: [6],
    outputs: [1],
    optimizer: () => tf.train.adamax(0.01) as never,
  },
  "a frozen first layer": {
    layers: () => [dense(7, "relu", 1, { trainable: false }), dense(1, "sigmoid", 3)],
    input: [6],
    outputs: [1],
  },
  "batch normalization (by tfjs)": {
    layers: () => [
      conv(3, 3, { useBias: false }),
      tf.layers.batchNormalization(),
      tf.layers.flatten(),
      dense(1, "sigmoid", 2),
    ],
    input: [5, 5, 2],
    outputs: [1],
    compiled: false,
  },
  "a regularizer (by tfjs)": {
    layers: () => [
      dense(6, "relu", 1, { kernelRegularizer: tf.regularizers.l2({ l2: 0.1 }) }),
      dense(1, "sigmoid", 2),
    ],
    input: [3],
    outputs: [1],
    compiled: false,
  },
  "an activation that the loops do not know (by tfjs)": {
    layers: () => [dense(6, "elu", 1), dense(1, "sigmoid", 2)],
    input: [3],
    outputs: [1],
    compiled: false,
  },
  "a masked embedding and an LSTM (by tfjs)": {
    layers: () => [embedding({ maskZero: true }), recurrent("lstm", 3), dense(1, "sigmoid", 2)],
    input: [5],
    kind: "int",
    outputs: [1],
    compiled: false,
  },
  "a loss that the loops do not know (by tfjs)": {
    layers: () => [dense(4, "tanh", 1), dense(1, "linear", 2)],
    input: [3],
    outputs: [1],
    loss: "meanAbsoluteError",
    compiled: false,
  },
  "depthwise and separable convolutions (by tfjs)": {
    layers: () => [
      tf.layers.depthwiseConv2d({ kernelSize: 3, depthwiseInitializer: glorot(1) } as never),
      tf.layers.separableConv2d({
        filters: 3,
        kernelSize: 2,
        depthwiseInitializer: glorot(2),
        pointwiseInitializer: glorot(3),
      } as never),
      tf.layers.globalAveragePooling2d({}),
      dense(1, "sigmoid", 2),
    ],
    input: [7, 7, 2],
    outputs: [1],
    compiled: false,
  },
};

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

function data({ input, kind, outputs, loss, rows = 11 }: Case): [Tensor, Tensor] {
  const values = numbers(rows * size(input), 1);
  const ids = kind === "int" || loss === undefined;
  const x =
    kind === "int"
      ? tf.tensor(
          Int32Array.from(values, (v) => Math.floor(4.5 * (v + 1))),
          [rows, ...input],
          "int32",
        )
      : tf.tensor(values, [rows, ...input]);
  const y = tf.tidy(() => {
    const raw = tensorOf([rows, ...outputs], 2);
    if (loss === "categoricalCrossentropy")
      return tf.oneHot(tf.argMax(raw, -1), outputs.at(-1)!).toFloat();
    return ids && loss !== "meanSquaredError" ? tf.step(raw) : raw;
  });
  return [x, y as Tensor];
}

async function trained(each: Case, backendName: "wasm" | "cpu", epochs = 3) {
  await tf.setBackend(backendName);
  const model = tf.sequential();
  const [first, ...rest] = each.layers();
  const named = first as Layer & { batchInputShape?: unknown; dtype?: string };
  named.batchInputShape = [null, ...each.input];
  named.dtype = "float32";
  model.add(named);
  for (const layer of rest) model.add(layer);
  const optimizer = each.optimizer?.() ?? tf.train.adam(0.05);
  model.compile({ optimizer, loss: each.loss ?? "binaryCrossentropy", metrics: ["accuracy"] });
  const [x, y] = data(each);
  const { history } = await model.fit(x, y, { epochs, batchSize: 4, shuffle: false, verbose: 0 });
  const weights = model.getWeights().map((w) => [...w.dataSync()]);
  const predicted = tf.tidy(() => [...(model.predict(x) as Tensor).dataSync()]);
  tf.dispose([x, y]);
  model.dispose();
  optimizer.dispose();
  await tf.setBackend("wasm");
  return { history: history as Record<string, number[]>, weights, predicted };
}

const worst = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

describe("a compiled step trains as tfjs does:", () => {
  afterEach(() => tf.setBackend("wasm"));
  for (const [name, each] of Object.entries(cases)) {
    it(name, async () => {
      const reference = await trained(each, "cpu");
      let ours = reference;
      const steps = await runsOf("step", async () => {
        ours = await trained(each, "wasm");
      });
      // 11 rows in batches of 4, 3 epochs.
      expect(steps).toBe(each.compiled === false ? 0 : 9);
      expect(worst(ours.history["loss"]!, reference.history["loss"]!)).toBeLessThan(2e-5);
      expect(worst(ours.history["acc"]!, reference.history["acc"]!)).toBeLessThan(1e-6);
      ours.weights.forEach((weight, i) =>
        expect(worst(weight, reference.weights[i]!)).toBeLessThan(2e-4),
      );
      expect(worst(ours.predicted, reference.predicted)).toBeLessThan(2e-4);
      expect(ours.history["loss"]!.at(-1)!).toBeLessThan(ours.history["loss"]![0]!);
    });
  }
});
