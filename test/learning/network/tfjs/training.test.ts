/** What training must leave as it was: memory, snapshots, seeds, caches, tfjs's own formats. */
import { afterEach, describe, expect, it } from "vitest";
import { differences, numbers, runsOf, tensorOf, tf, type Tensor } from "./both.js";

const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });

function network() {
  const model = tf.sequential();
  model.add(
    tf.layers.conv2d({
      filters: 3,
      kernelSize: 3,
      activation: "relu",
      inputShape: [6, 6, 1],
      kernelInitializer: glorot(1),
    }),
  );
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 1, activation: "sigmoid", kernelInitializer: glorot(2) }));
  model.compile({ optimizer: tf.train.adam(0.02), loss: "binaryCrossentropy" });
  return model;
}

function rows(count: number): [Tensor, Tensor] {
  const x = tensorOf([count, 6, 6, 1], 1);
  const y = tf.tensor2d(
    Float32Array.from(numbers(count, 2), (v) => (v > 0 ? 1 : 0)),
    [count, 1],
  );
  return [x, y];
}

const fit = (model: ReturnType<typeof network>, x: Tensor, y: Tensor, epochs = 1) =>
  model.fit(x, y, { epochs, batchSize: 4, shuffle: false, verbose: 0 });

const values = (model: ReturnType<typeof network>) =>
  model.getWeights().flatMap((weight) => [...weight.dataSync()]);

describe("training on WASM", () => {
  afterEach(() => tf.disposeVariables());

  it("makes no tensor that outlives a step", async () => {
    const model = network();
    const [x, y] = rows(8);
    await fit(model, x, y);
    const before = tf.memory();
    const steps = await runsOf("step", () => fit(model, x, y, 20));
    const after = tf.memory();
    expect(steps).toBe(40);
    expect([after.numTensors, after.numDataBuffers, after.numBytes]).toEqual([
      before.numTensors,
      before.numDataBuffers,
      before.numBytes,
    ]);
  });

  it("makes none by hand-written loops over fused layers either", () => {
    const model = tf.sequential();
    model.add(tf.layers.lstm({ units: 3, inputShape: [4, 2], returnSequences: true }));
    model.add(tf.layers.gru({ units: 3 }));
    model.add(tf.layers.dense({ units: 1 }));
    const x = tensorOf([5, 4, 2], 1);
    const optimizer = tf.train.adam(0.01);
    const step = () =>
      optimizer.minimize(() => tf.mean(tf.square(model.apply(x, { training: true }) as Tensor)));
    step();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 10; i += 1) step();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("goes on when the memory grows between steps", async () => {
    const model = network();
    const other = network();
    other.setWeights(model.getWeights());
    const [x, y] = rows(8);
    const large: Tensor[] = [];
    for (let i = 0; i < 4; i += 1) {
      await fit(model, x, y);
      // 64 MiB: more than the memory holds, so that every earlier view is detached.
      large.push(tf.ones([1 << 24]));
      await fit(other, x, y);
    }
    expect(values(model)).toEqual(values(other));
    tf.dispose(large);
  });

  it("is the same to the bit with the same seeds", async () => {
    const run = async () => {
      const model = network();
      const [x, y] = rows(9);
      const { history } = await fit(model, x, y, 5);
      return [history["loss"], values(model)];
    };
    expect(await run()).toEqual(await run());
  });

  it("leaves a snapshot of the weights alone", async () => {
    const model = network();
    const [x, y] = rows(8);
    await fit(model, x, y);
    const snapshot = model.getWeights().map((weight) => weight.clone());
    const kept = values(model);
    await fit(model, x, y, 3);
    expect(values(model)).not.toEqual(kept);
    expect(snapshot.flatMap((weight) => [...weight.dataSync()])).toEqual(kept);
    model.setWeights(snapshot);
    expect(values(model)).toEqual(kept);
  });

  it("predicts with the new weights after each fit", async () => {
    const model = network();
    const [x, y] = rows(8);
    for (let i = 0; i < 3; i += 1) {
      await fit(model, x, y, 2);
      const ours = (model.predict(x) as Tensor).dataSync();
      const fresh = network();
      fresh.setWeights(
        model.getWeights().map((weight) => tf.tensor(weight.dataSync(), weight.shape)),
      );
      expect([...ours]).toEqual([...(fresh.predict(x) as Tensor).dataSync()]);
    }
  });

  it("saves and loads in tfjs's format, the optimizer's state with it", async () => {
    const model = network();
    const [x, y] = rows(8);
    await fit(model, x, y, 2);
    let saved: unknown;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
      }),
    );
    const loaded = (await tf.loadLayersModel(tf.io.fromMemory(saved as never))) as ReturnType<
      typeof network
    >;
    expect(values(loaded)).toEqual(values(model));
    const state = await (
      model.optimizer as unknown as { getWeights(): Promise<{ tensor: Tensor }[]> }
    ).getWeights();
    loaded.compile({ optimizer: tf.train.adam(0.02), loss: "binaryCrossentropy" });
    await (loaded.optimizer as unknown as { setWeights(w: unknown): Promise<void> }).setWeights(
      state.map((each, i) => ({ ...each, name: `w${i}`, tensor: each.tensor.clone() })),
    );
    await fit(model, x, y);
    await fit(loaded, x, y);
    const [a, b] = [values(model), values(loaded)];
    expect(Math.max(...a.map((value, i) => Math.abs(value - b[i]!)))).toBeLessThan(1e-6);
  });

  it("refuses an id that the embedding does not have, and names the layer", async () => {
    const model = tf.sequential();
    model.add(tf.layers.embedding({ inputDim: 5, outputDim: 2, inputLength: 3, name: "words" }));
    model.add(tf.layers.flatten());
    model.add(tf.layers.dense({ units: 1, activation: "sigmoid" }));
    model.compile({ optimizer: "adam", loss: "binaryCrossentropy" });
    const x = tf.tensor2d([[0, 1, 5]], undefined, "int32");
    await expect(model.fit(x, tf.ones([1, 1]), { verbose: 0, epochs: 1 })).rejects.toThrow(
      'id in layer "words": 5; expected 0 … 4',
    );
  });

  it("lets a NaN through to the loss", async () => {
    const model = network();
    const [, y] = rows(4);
    const x = tf.fill([4, 6, 6, 1], NaN);
    const { history } = await fit(model, x, y);
    expect(history["loss"]).toEqual([NaN]);
  });

  it("knows the gradient of a dilated convolution, which tfjs does not", async () => {
    const w = numbers(4 * 2 * 3, 4);
    const [x, y] = [tensorOf([2, 5, 5, 2], 5), tensorOf([2, 3], 6)];
    const build = (filter: Float32Array) => {
      const model = tf.sequential();
      model.add(
        tf.layers.conv2d({
          filters: 3,
          kernelSize: 2,
          dilationRate: 2,
          useBias: false,
          inputShape: [5, 5, 2],
          weights: [tf.tensor(filter, [2, 2, 2, 3])],
        }),
      );
      model.add(tf.layers.averagePooling2d({ poolSize: 3 }));
      model.add(tf.layers.flatten());
      model.compile({ optimizer: tf.train.sgd(1), loss: "meanSquaredError" });
      return model;
    };
    const model = build(w);
    await model.fit(x, y, { verbose: 0 });
    // One step of gradient descent at rate 1 leaves w − gradient.
    const gradient = [...model.getWeights()[0]!.dataSync()].map((value, i) => w[i]! - value);
    const expected = await differences(
      w,
      [w.length],
      (moved) =>
        build(moved.dataSync() as Float32Array).evaluate(x, y, { verbose: 0 } as never) as Tensor,
    );
    expected.forEach((value, i) => expect(gradient[i]).toBeCloseTo(value, 3));
  });

  it("steps aside for a model whose layer was changed by hand", async () => {
    const model = network();
    const [x, y] = rows(4);
    let calls = 0;
    model.layers[3]!.setCallHook(() => {
      calls += 1;
    });
    const steps = await runsOf("step", () => fit(model, x, y));
    expect([steps, calls]).toEqual([0, 1]);
  });

  it("takes class weights as tfjs does", async () => {
    const run = async (name: "cpu" | "wasm") => {
      await tf.setBackend(name);
      const model = network();
      const [x, y] = rows(4);
      const { history } = await model.fit(x, y, {
        epochs: 1,
        verbose: 0,
        classWeight: { 0: 1, 1: 3 },
        shuffle: false,
      });
      await tf.setBackend("wasm");
      return history["loss"]![0] as number;
    };
    expect(await run("wasm")).toBeCloseTo(await run("cpu"), 5);
  });
});
