import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/base/random.js";
import type { Checkpoint } from "../../../../src/learning/network/checkpoint.js";
import { dense } from "../../../../src/learning/network/dense.js";
import { embedding } from "../../../../src/learning/network/embedding.js";
import type { LayerSpec } from "../../../../src/learning/network/layer.js";
import type { Loss } from "../../../../src/learning/network/loss.js";
import { Network, type NetworkOptions } from "../../../../src/learning/network/network.js";
import { adam, momentum, sgd } from "../../../../src/learning/network/optimizer.js";
import { elman, gru, lstm } from "../../../../src/learning/network/recurrent.js";
import { backend } from "../../../../src/learning/network/tfjs/backend.js";
import { toTfjs } from "../../../../src/learning/network/tfjs/equal-model.js";
import { trainingSteps, trainNetwork } from "../../../../src/learning/network/train.js";

const random = new Random(12);
const normals = (shape: readonly number[]) => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
});
const whole = (shape: readonly number[], bound: number) => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
    random.integer(bound),
  ),
});

const cases: {
  name: string;
  layers: LayerSpec[];
  options: NetworkOptions;
  loss: Loss;
  x: ReturnType<typeof normals>;
  y: ReturnType<typeof normals>;
}[] = [
  {
    name: "a dense network, binary",
    layers: [dense(8, "tanh"), dense(6, "relu"), dense(4, "sigmoid"), dense(1)],
    options: { inputs: 3, seed: 2 },
    loss: "binary-cross-entropy",
    x: normals([40, 3]),
    y: whole([40], 2),
  },
  {
    name: "a dense network, squared error",
    layers: [dense(8, "tanh"), dense(2)],
    options: { inputs: 3, seed: 2 },
    loss: "squared-error",
    x: normals([40, 3]),
    y: normals([40, 2]),
  },
  {
    name: "an embedding and an Elman layer, categorical",
    layers: [embedding(5, 4), elman(6), dense(3)],
    options: { seed: 3 },
    loss: "categorical-cross-entropy",
    x: whole([40, 7], 5),
    y: whole([40], 3),
  },
  {
    name: "an embedding and a GRU that predicts at every step",
    layers: [embedding(5, 4), gru(6, "all"), dense(5)],
    options: { seed: 4 },
    loss: "categorical-cross-entropy",
    x: whole([40, 7], 5),
    y: whole([40, 7], 5),
  },
  {
    name: "two LSTMs on numbers",
    layers: [lstm(5, "all"), lstm(4), dense(1)],
    options: { inputs: 2, seed: 5 },
    loss: "binary-cross-entropy",
    x: normals([40, 6, 2]),
    y: whole([40], 2),
  },
];

const largest = (a: Network, b: Network) =>
  Math.max(
    ...a.parameters.flatMap(({ values }, p) =>
      [...values].map((value, i) => Math.abs(value - b.parameters[p]!.values[i]!)),
    ),
  );

describe("our networks and tfjs's layers", () => {
  for (const { name, layers, options, loss, x, y } of cases) {
    for (const optimizer of [sgd(), momentum(), adam()]) {
      it(`have the same weights to 1e-5 after 10 steps of ${optimizer.kind}: ${name}`, async () => {
        const ours = new Network(layers, options);
        const start = new Network(layers, options);
        const theirs = await toTfjs(ours);
        const run = { loss, optimizer, learningRate: 0.02, batchSize: 8, epochs: 2, seed: 6 };
        const a = await trainNetwork(ours, { x, y }, run);
        const b = await trainNetwork(theirs, { x, y }, run);
        const copy = new Network(layers, options);
        await theirs.copyTo(copy);
        expect(a.history.at(-1)!.step).toBe(10);
        expect(largest(start, ours)).toBeGreaterThan(1e-3); // something was learned
        expect(largest(ours, copy)).toBeLessThan(1e-5);
        a.history.forEach((row, i) => {
          expect(b.history[i]!.loss).toBeCloseTo(row.loss, 5);
          expect(b.history[i]!.gradientNorm).toBeCloseTo(row.gradientNorm, 4);
        });
        theirs.dispose();
      });
    }
  }

  it("clip gradients and judge validation rows alike", async () => {
    const { layers, options, loss, x, y } = cases[0]!;
    const ours = new Network(layers, options);
    const theirs = await toTfjs(ours);
    const run = { loss, batchSize: 8, epochs: 2, clipNorm: 0.05, validation: 0.25 };
    const a = await trainNetwork(ours, { x, y }, { ...run, optimizer: sgd(), learningRate: 1 });
    const b = await trainNetwork(theirs, { x, y }, { ...run, optimizer: sgd(), learningRate: 1 });
    const copy = new Network(layers, options);
    await theirs.copyTo(copy);
    expect(largest(ours, copy)).toBeLessThan(1e-5);
    expect(a.history[0]!.gradientNorm).toBeGreaterThan(0.05);
    expect(b.history[1]!.validationLoss).toBeCloseTo(a.history[1]!.validationLoss!, 5);
  });

  it("both resume bit for bit from a checkpoint", async () => {
    const { layers, options, loss, x, y } = cases[3]!;
    for (const optimizer of [adam(), momentum()]) {
      const run = { loss, optimizer, batchSize: 8, epochs: 3, seed: 6 };
      const whole = await toTfjs(new Network(layers, options));
      const expected = await trainNetwork(whole, { x, y }, run);
      let kept: Checkpoint | undefined;
      const first = await toTfjs(new Network(layers, options));
      for await (const step of trainingSteps(first, { x, y }, run)) {
        if (step.step === 7) {
          kept = await step.checkpoint();
          break;
        }
      }
      const second = await toTfjs(new Network(layers, { ...options, seed: 77 }));
      const resumed = await trainNetwork(second, { x, y }, { ...run, resume: kept! });
      expect(resumed).toEqual(expected);
      const [a, b] = [new Network(layers, options), new Network(layers, options)];
      await whole.copyTo(a);
      await second.copyTo(b);
      expect(largest(a, b)).toBe(0);
    }
  });

  it("stop at NaN alike and keep the weights from before", async () => {
    const { layers, options, loss, x, y } = cases[0]!;
    const ours = new Network(layers, options);
    const theirs = await toTfjs(ours);
    const run = { loss, optimizer: sgd(), batchSize: 8, epochs: 2, learningRate: 1e300 };
    const text =
      /^loss J in step 2: (NaN|Infinity); expected a finite number; .*; the weights from before step 1 are kept$/;
    await expect(trainNetwork(theirs, { x, y }, run)).rejects.toThrow(text);
    const copy = new Network(layers, options);
    await theirs.copyTo(copy);
    expect(largest(ours, copy)).toBe(0);
    await expect(trainNetwork(ours, { x, y }, run)).rejects.toThrow(text);
  });

  it("leave no tensors behind, step by step", async () => {
    const { layers, options, loss, x, y } = cases[3]!;
    const { tf } = await backend();
    const theirs = await toTfjs(new Network(layers, options));
    const counts: number[] = [];
    await trainNetwork(
      theirs,
      { x, y },
      {
        ...{ loss, batchSize: 8, epochs: 4 },
        onStep: () => void counts.push(tf.memory().numTensors),
      },
    );
    expect(new Set(counts.slice(2)).size).toBe(1);
  });

  it("refuse the same labels", async () => {
    const { layers, options, loss, x } = cases[2]!;
    const theirs = await toTfjs(new Network(layers, options));
    const y = { shape: [40], values: new Float32Array(40).fill(3) };
    await expect(trainNetwork(theirs, { x, y }, { loss })).rejects.toThrow(
      "y[0]: 3; expected a label from 0 to 2",
    );
  });
});
