/**
 * The three models of the network bench, with data and seeds: an MLP, an embedding with a GRU, a small
 * convolutional network. Stock tfjs code: `tf.sequential`, `compile`, `fit`, Adam, no shuffling.
 */
import type * as Tfjs from "@tensorflow/tfjs";

type Tf = typeof Tfjs;

export interface BenchCase {
  readonly rows: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly x: Float32Array | Int32Array;
  readonly xShape: readonly number[];
  readonly y: Float32Array;
  readonly yShape: readonly number[];
  build(tf: Tf): Tfjs.Sequential;
}

/** Numbers from 0 to 1 (mulberry32). */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const glorot = (tf: Tf, seed: number) => tf.initializers.glorotUniform({ seed });

function compiled(tf: Tf, loss: string, ...layers: Tfjs.layers.Layer[]): Tfjs.Sequential {
  const model = tf.sequential();
  for (const layer of layers) model.add(layer);
  model.compile({ optimizer: tf.train.adam(0.001), loss });
  return model;
}

function mlp(): BenchCase {
  const random = draws(1);
  const rows = 2000;
  const x = Float32Array.from({ length: rows * 64 }, () => random() * 2 - 1);
  const y = Float32Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < 8; j += 1) sum += x[i * 64 + j]! * x[i * 64 + j + 8]!;
    return sum > 0 ? 1 : 0;
  });
  return {
    rows,
    epochs: 5,
    batchSize: 64,
    x,
    xShape: [rows, 64],
    y,
    yShape: [rows, 1],
    build: (tf) =>
      compiled(
        tf,
        "binaryCrossentropy",
        tf.layers.dense({
          units: 128,
          activation: "relu",
          inputShape: [64],
          kernelInitializer: glorot(tf, 1),
        }),
        tf.layers.dense({ units: 64, activation: "relu", kernelInitializer: glorot(tf, 2) }),
        tf.layers.dense({ units: 1, activation: "sigmoid", kernelInitializer: glorot(tf, 3) }),
      ),
  };
}

function gru(): BenchCase {
  const random = draws(2);
  const [rows, length] = [512, 20];
  const x = Int32Array.from({ length: rows * length }, () => Math.floor(random() * 200));
  const y = Float32Array.from({ length: rows }, (_, i) =>
    x[i * length]! < x[i * length + length - 1]! ? 1 : 0,
  );
  return {
    rows,
    epochs: 2,
    batchSize: 32,
    x,
    xShape: [rows, length],
    y,
    yShape: [rows, 1],
    build: (tf) =>
      compiled(
        tf,
        "binaryCrossentropy",
        tf.layers.embedding({
          inputDim: 200,
          outputDim: 32,
          inputLength: length,
          embeddingsInitializer: tf.initializers.randomUniform({
            minval: -0.05,
            maxval: 0.05,
            seed: 1,
          }),
        }),
        tf.layers.gru({
          units: 32,
          recurrentActivation: "sigmoid",
          kernelInitializer: glorot(tf, 2),
          recurrentInitializer: glorot(tf, 3),
        }),
        tf.layers.dense({ units: 1, activation: "sigmoid", kernelInitializer: glorot(tf, 4) }),
      ),
  };
}

function cnn(): BenchCase {
  const random = draws(3);
  const [rows, pixels] = [512, 28 * 28];
  const x = new Float32Array(rows * pixels);
  const y = new Float32Array(rows * 10);
  for (let i = 0; i < rows; i += 1) {
    const label = Math.floor(random() * 10);
    y[i * 10 + label] = 1;
    for (let j = 0; j < pixels; j += 1)
      x[i * pixels + j] = random() * 0.5 + (j % 10 === label ? 0.5 : 0);
  }
  return {
    rows,
    epochs: 2,
    batchSize: 32,
    x,
    xShape: [rows, 28, 28, 1],
    y,
    yShape: [rows, 10],
    build: (tf) =>
      compiled(
        tf,
        "categoricalCrossentropy",
        tf.layers.conv2d({
          filters: 8,
          kernelSize: 3,
          activation: "relu",
          inputShape: [28, 28, 1],
          kernelInitializer: glorot(tf, 1),
        }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 10, activation: "softmax", kernelInitializer: glorot(tf, 2) }),
      ),
  };
}

export const benchCases = { MLP: mlp, GRU: gru, CNN: cnn } as const;

export type CaseName = keyof typeof benchCases;
