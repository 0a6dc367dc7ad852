/** `model.fit` over compiled steps against tfjs's own loop, which any callback for batches brings back. */
import { describe, expect, it, vi } from "vitest";
import { numbers, runsOf, tensorOf, tf, type Tensor } from "./both.js";

const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });

function network(metrics: string[] = []) {
  const model = tf.sequential();
  model.add(
    tf.layers.dense({
      units: 5,
      activation: "tanh",
      inputShape: [3],
      kernelInitializer: glorot(1),
    }),
  );
  model.add(tf.layers.dense({ units: 1, activation: "sigmoid", kernelInitializer: glorot(2) }));
  model.compile({ optimizer: tf.train.adam(0.02), loss: "binaryCrossentropy", metrics });
  return model;
}

function rows(count: number): [Tensor, Tensor] {
  const y = tf.tensor2d(
    Float32Array.from(numbers(count, 2), (v) => (v > 0 ? 1 : 0)),
    [count, 1],
  );
  return [tensorOf([count, 3], 1), y];
}

/** A callback that looks at batches, so that tfjs's loop runs. */
const lookingAtBatches = { onBatchEnd: () => {} };

/** How many tensors tfjs gathered or sliced while f ran: our loop does neither. */
const gathers = async (f: () => Promise<unknown>) => runsOf("GatherV2", f);

type Options = Parameters<ReturnType<typeof network>["fit"]>[2];

async function fitted(options: Options, count = 11, metrics: string[] = []) {
  const model = network(metrics);
  const [x, y] = rows(count);
  const history = await model.fit(x, y, { verbose: 0, shuffle: false, batchSize: 4, ...options });
  return { history, weights: model.getWeights().flatMap((weight) => [...weight.dataSync()]) };
}

const worst = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

describe("fit over compiled steps", () => {
  for (const [name, options, count, metrics] of [
    ["whole and broken batches", { epochs: 3 }, 11, []],
    ["fewer rows than a batch", { epochs: 2 }, 3, []],
    ["batches without a rest", { epochs: 2 }, 8, []],
    ["metrics", { epochs: 3 }, 11, ["accuracy", "mse"]],
    ["a validation split", { epochs: 3, validationSplit: 0.3 }, 12, ["accuracy"]],
    ["a later first epoch", { epochs: 5, initialEpoch: 2 }, 8, []],
  ] as const) {
    it(`says what tfjs's own loop says: ${name}`, async () => {
      const reference = await fitted(
        { ...options, callbacks: lookingAtBatches },
        count,
        metrics as unknown as string[],
      );
      let ours = reference;
      const gathered = await gathers(async () => {
        ours = await fitted(options, count, metrics as unknown as string[]);
      });
      expect(gathered).toBe("validationSplit" in options ? 2 * 3 : 0);
      expect(ours.history.epoch).toEqual(reference.history.epoch);
      expect(Object.keys(ours.history.history)).toEqual(Object.keys(reference.history.history));
      for (const [key, values] of Object.entries(reference.history.history))
        expect(worst(ours.history.history[key] as number[], values as number[])).toBeLessThan(1e-6);
      expect(worst(ours.weights, reference.weights)).toBeLessThan(1e-6);
      const params = (each: typeof ours) => (each.history as never as { params: object }).params;
      expect(params(ours)).toEqual(params(reference));
    });
  }

  it("shows each row once in an epoch when it shuffles", async () => {
    const model = tf.sequential();
    model.add(
      tf.layers.dense({ units: 1, useBias: false, inputShape: [6], kernelInitializer: "zeros" }),
    );
    model.compile({ optimizer: tf.train.sgd(1), loss: "meanSquaredError" });
    const shuffle = vi.spyOn(tf.util, "shuffle");
    // One row at a time: w_i becomes 2·1·1 in the step of row i alone.
    await model.fit(tf.eye(6), tf.ones([6, 1]), { batchSize: 1, epochs: 1, verbose: 0 });
    expect([...model.getWeights()[0]!.dataSync()]).toEqual(Array(6).fill(2));
    expect(shuffle).toHaveBeenCalledTimes(1);
    shuffle.mockRestore();
  });

  it("calls back at each epoch with numbers, and stops when told to", async () => {
    const model = network();
    const [x, y] = rows(8);
    const seen: unknown[] = [];
    const { epoch } = await model.fit(x, y, {
      epochs: 5,
      verbose: 0,
      callbacks: {
        onEpochBegin: async (at) => void seen.push(`begin ${at}`),
        onEpochEnd: async (at, logs) => {
          seen.push(typeof logs!["loss"]);
          if (at === 1) model.stopTraining = true;
        },
      },
    });
    expect(seen).toEqual(["begin 0", "number", "begin 1", "number"]);
    expect(epoch).toEqual([0, 1]);
  });

  it("leaves callbacks for batches and early stopping to tfjs's own loop", async () => {
    let batches = 0;
    await fitted({ epochs: 2, callbacks: { onBatchEnd: () => void (batches += 1) } });
    expect(batches).toBe(6);
    const { history } = await fitted({
      epochs: 9,
      callbacks: tf.callbacks.earlyStopping({ monitor: "loss", minDelta: 1, patience: 1 }),
    });
    expect(history.epoch).toHaveLength(2);
  });

  it("lets other work through while it trains", async () => {
    const model = network();
    const [x, y] = rows(64);
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await model.fit(x, y, { epochs: 20, batchSize: 4, verbose: 0, yieldEvery: 1 });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });

  it("leaves no tensor behind, even when a step fails", async () => {
    const model = network();
    const [x, y] = rows(9);
    await model.fit(x, y, { epochs: 1, verbose: 0 });
    const before = tf.memory().numTensors;
    await model.fit(x, y, { epochs: 3, verbose: 0 });
    expect(tf.memory().numTensors).toBe(before);
    const failing = model.fit(x, y, {
      epochs: 1,
      verbose: 0,
      callbacks: {
        onEpochEnd: () => {
          throw new Error("stop here");
        },
      },
    });
    await expect(failing).rejects.toThrow("stop here");
    expect(tf.memory().numTensors).toBe(before);
  });

  it("compiles anew when the model is compiled or frozen anew", async () => {
    const model = network();
    const [x, y] = rows(8);
    const fit = () => model.fit(x, y, { epochs: 1, verbose: 0, shuffle: false });
    await fit();
    const kernel = () => [...model.layers[0]!.getWeights()[0]!.dataSync()];
    const first = kernel();
    model.layers[0]!.trainable = false;
    model.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
    const { history } = await fit();
    expect(kernel()).toEqual(first);
    const p = (model.predict(x) as Tensor).dataSync();
    expect(p).toHaveLength(8);
    expect(history["loss"]![0]).toBeLessThan(0.5);
  });

  it("trains single batches by the same step", async () => {
    const model = network();
    const other = network();
    const [x, y] = rows(4);
    const steps = await runsOf("step", async () => {
      for (let i = 0; i < 3; i += 1) await model.trainOnBatch(x, y);
    });
    await other.fit(x, y, { epochs: 3, shuffle: false, verbose: 0 });
    expect(steps).toBe(3);
    expect(model.getWeights().map((w) => [...w.dataSync()])).toEqual(
      other.getWeights().map((w) => [...w.dataSync()]),
    );
  });

  it("trains on a tfjs dataset by the same step", async () => {
    const model = network();
    const [x, y] = rows(8);
    const data = tf.data
      .zip({
        xs: tf.data.array(x.arraySync() as number[][]),
        ys: tf.data.array(y.arraySync() as number[][]),
      })
      .batch(4);
    const steps = await runsOf("step", () =>
      model.fitDataset(data as never, { epochs: 2, verbose: 0 }),
    );
    expect(steps).toBe(4);
  });
});
