import type { Tensor } from "@tensorflow/tfjs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dense } from "../../../src/learning/network/dense.js";
import { embedding } from "../../../src/learning/network/embedding.js";
import {
  fromArtifacts,
  loadNetwork,
  modelHash,
  saveNetwork,
  toArtifacts,
  type ModelArtifacts,
} from "../../../src/learning/network/model-file.js";
import { Network } from "../../../src/learning/network/network.js";
import { elman, gru, lstm } from "../../../src/learning/network/recurrent.js";
import { backend } from "../../../src/learning/network/tfjs/backend.js";

const weightsOf = (network: Network) => network.parameters.map(({ values }) => [...values]);

const networks = {
  dense: () => new Network([dense(4, "relu"), dense(1)], { inputs: 3, seed: 5 }),
  tokens: () =>
    new Network([embedding(5, 3), elman(4, "all"), gru(3, "all"), lstm(2), dense(2)], { seed: 6 }),
  sequence: () => new Network([gru(3, "all"), dense(2)], { inputs: 2, seed: 7 }),
};

describe("a network in files", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidebook-model-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  for (const [name, make] of Object.entries(networks)) {
    it(`comes back with the same layers and the same bytes: ${name}`, async () => {
      const network = make();
      const sha256 = await saveNetwork(join(folder, "new", "model"), network);
      const loaded = await loadNetwork(join(folder, "new", "model"));
      expect(loaded.architecture).toBe(network.architecture);
      expect(weightsOf(loaded)).toEqual(weightsOf(network));
      expect(modelHash(loaded)).toBe(sha256);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    });
  }

  it("has another hash where one weight or one word differs", () => {
    const [a, b] = [networks.dense(), networks.dense()];
    expect(modelHash(b)).toBe(modelHash(a));
    b.parameters[3]!.values[0]! += 1e-6;
    expect(modelHash(b)).not.toBe(modelHash(a));
    const c = new Network([dense(4, "tanh"), dense(1)], { inputs: 3 });
    c.parameters.forEach(({ values }, i) => values.set(a.parameters[i]!.values));
    expect(modelHash(c)).not.toBe(modelHash(a));
  });

  it("is read by tfjs, which computes the same", async () => {
    const { tf } = await backend({ name: "cpu" });
    const network = networks.tokens();
    const model = await tf.loadLayersModel(tf.io.fromMemory(toArtifacts(network)));
    const tokens = [
      [0, 1, 2, 3],
      [4, 4, 0, 2],
    ];
    const theirs = (model.predict(tf.tensor2d(tokens)) as Tensor).dataSync();
    [...network.forward(tokens).values].forEach((z, i) => expect(theirs[i]).toBeCloseTo(z, 6));
  });

  it("is read from what tfjs saves", async () => {
    const { tf } = await backend({ name: "cpu" });
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: 3, activation: "sigmoid", inputShape: [2] }));
    model.add(tf.layers.dense({ units: 1 }));
    const saved: ModelArtifacts[] = [];
    const handler = tf.io.withSaveHandler(async (artifacts) => {
      saved.push(artifacts as unknown as ModelArtifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    });
    await model.save(handler);
    const network = fromArtifacts(saved[0]!, "float64");
    const theirs = (model.predict(tf.tensor2d([[1, -2]])) as Tensor).dataSync();
    expect(network.forward([[1, -2]]).values[0]).toBeCloseTo(theirs[0]!, 6);
    expect(network.architecture).toBe("2 → dense 3 sigmoid → dense 1 linear, float64");
  });

  it("that is missing, foreign or damaged is refused", async () => {
    const path = join(folder, "model.json");
    const refused = (text: string) => expect(loadNetwork(folder)).rejects.toThrow(text);
    await refused("expected a file that can be read");
    await writeFile(path, "not json");
    await refused("expected the JSON of a layers-model");
    await writeFile(path, '{"format": "graph-model", "modelTopology": {}}');
    await refused("expected the JSON of a layers-model");
    await saveNetwork(folder, networks.dense());
    const weights = await readFile(join(folder, "weights.bin"));
    weights[0]! ^= 1;
    await writeFile(join(folder, "weights.bin"), weights);
    await refused("expected weights and layers with the SHA-256 of its JSON; it was changed");
    await rm(join(folder, "weights.bin"));
    await refused("expected a file that can be read");
    const json = JSON.parse(await readFile(path, "utf8"));
    json.weightsManifest[0].paths = ["../weights.bin"];
    await writeFile(path, JSON.stringify(json));
    await refused('file of weights: "../weights.bin"; expected a file in the model\'s folder');
  });

  it("is not saved where no folder can be made", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(saveNetwork(join(folder, "file", "model"), networks.dense())).rejects.toThrow(
      "expected one that can be made; a part of the path is not a folder (ENOTDIR)",
    );
  });

  it("with layers or options that Network has not is refused by name", () => {
    const changed = (
      change: (layer: { class_name: string; config: Record<string, unknown> }) => void,
    ) => {
      const artifacts = toArtifacts(networks.tokens());
      const layers = (artifacts.modelTopology as { config: { layers: never[] } }).config.layers;
      layers.slice(1).forEach(change);
      return () => fromArtifacts(artifacts);
    };
    expect(changed((layer) => (layer.class_name = "Conv2D"))).toThrow(
      'layer of the model: "Conv2D"; expected Dense, Embedding, SimpleRNN, GRU, LSTM',
    );
    expect(changed((layer) => (layer.config["activation"] = "softmax"))).toThrow(
      'activation of layer elman-1: "softmax"; expected "tanh"',
    );
    expect(
      changed(
        ({ class_name, config }) => class_name === "Dense" && (config["activation"] = "softmax"),
      ),
    ).toThrow(
      'activation of layer dense-1: "softmax"; expected "linear", "tanh", "sigmoid", "relu"',
    );
    expect(changed((layer) => (layer.config["use_bias"] = false))).toThrow(
      "use_bias of layer elman-1: false; expected true",
    );
    expect(changed((layer) => (layer.config["recurrent_activation"] = "hardSigmoid"))).toThrow(
      'recurrent_activation of layer gru-1: "hardSigmoid"; expected "sigmoid"',
    );
    expect(changed((layer) => (layer.config["reset_after"] = true))).toThrow(
      "reset_after of layer gru-1: true; expected false",
    );
    expect(changed((layer) => (layer.config["stateful"] = true))).toThrow(
      "stateful of layer elman-1: true; expected false",
    );
    const artifacts = toArtifacts(networks.dense());
    expect(() => fromArtifacts({ ...artifacts, modelTopology: { class_name: "Model" } })).toThrow(
      'model: "Model"; expected "Sequential"',
    );
    expect(() =>
      fromArtifacts({ ...artifacts, modelTopology: { class_name: "Sequential", config: {} } }),
    ).toThrow("layers of the model: undefined; expected at least one");
  });

  it("whose weights do not fit its layers is refused", () => {
    const artifacts = toArtifacts(networks.dense());
    const { weightSpecs, weightData } = artifacts;
    expect(() => fromArtifacts({ ...artifacts, weightData: weightData.slice(0, 8) })).toThrow(
      "bytes of weights: 8; expected 48 or more",
    );
    expect(() => fromArtifacts({ ...artifacts, weightSpecs: weightSpecs.slice(1) })).toThrow(
      'weights of the model: "dense-1/bias 4, dense-2/kernel 4×1, dense-2/bias 1"; expected dense-1/kernel 3×4',
    );
    const [first, ...others] = weightSpecs as [never, ...never[]];
    const quantized = [{ ...(first as object), dtype: "uint8" } as never, ...others];
    expect(() => fromArtifacts({ ...artifacts, weightSpecs: quantized })).toThrow(
      'type of weight dense-1/kernel: "uint8"; expected "float32"',
    );
  });
});
