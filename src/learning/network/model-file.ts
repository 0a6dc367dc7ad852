/**
 * Networks in files: tfjs's layers-model format, a `model.json` and a `weights.bin` beside it, which
 * `tf.loadLayersModel` reads and Keras can import. Weights are float32, as the format has it. A SHA-256
 * over topology and weights stands in the JSON and is checked on the way in.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { check, complaint, InputError } from "../../base/check.js";
import { fileReason, writeFileAtomically } from "../../base/file.js";
import { Network } from "./network.js";
import { sizeOf, type Precision } from "./tensor.js";
import { fromTopology, toTopology, weightNames, type KerasTopology } from "./topology.js";

/** Name, shape and type of one weight. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: "float32";
}

/** A model in memory, as tfjs's IO handlers take and give it. */
export interface ModelArtifacts {
  readonly modelTopology: object;
  readonly weightSpecs: WeightSpec[];
  readonly weightData: ArrayBuffer;
  readonly format: string;
  readonly generatedBy: string;
  readonly convertedBy: string | null;
  readonly userDefinedMetadata: { readonly sha256: string };
}

/** The JSON beside the weights. */
interface ModelJson extends Omit<ModelArtifacts, "weightSpecs" | "weightData"> {
  readonly weightsManifest: readonly { readonly paths: string[]; readonly weights: WeightSpec[] }[];
}

/**
 * SHA-256 of a model: its topology and its weights in float32, so the same for equal networks everywhere.
 *
 * @returns 64 hexadecimal digits
 */
export function modelHash(network: Network): string {
  return toArtifacts(network).userDefinedMetadata.sha256;
}

/** A network as tfjs takes it: `tf.loadLayersModel(tf.io.fromMemory(toArtifacts(network)))`. */
export function toArtifacts(network: Network): ModelArtifacts {
  const names = network.layers.map(({ name }) => name);
  const modelTopology: KerasTopology = toTopology(network.specs, names, network.inputs);
  const weights = new Float32Array(network.size);
  let from = 0;
  const weightSpecs = network.parameters.map(({ name, shape, values }): WeightSpec => {
    weights.set(values, from);
    from += values.length;
    const [layer, symbol] = name.split("/") as [string, string];
    return { name: `${layer}/${weightNames[symbol]!}`, shape: [...shape], dtype: "float32" };
  });
  const weightData = weights.buffer;
  return {
    ...{ modelTopology, weightSpecs, weightData, format: "layers-model" },
    ...{ generatedBy: "tidebook", convertedBy: null },
    userDefinedMetadata: { sha256: hashOf(modelTopology, weightData) },
  };
}

/**
 * A network from what tfjs gives or `toArtifacts` made.
 *
 * @param precision of the network; the weights come as float32
 * @throws InputError where the model has other layers than `Network`, or topology and weights do not fit.
 */
export function fromArtifacts(
  artifacts: Pick<ModelArtifacts, "modelTopology" | "weightSpecs" | "weightData">,
  precision: Precision = "float32",
): Network {
  const { weightSpecs, weightData } = artifacts;
  const { specs, names, inputs } = fromTopology(artifacts.modelTopology);
  const network = new Network(specs, { ...(inputs === undefined ? {} : { inputs }), precision });
  const found = new Map<string, Float32Array>();
  let from = 0;
  for (const { name, shape, dtype } of weightSpecs) {
    check(dtype === "float32", `type of weight ${name}`, dtype, '"float32"');
    const to = from + 4 * sizeOf(shape);
    check(to <= weightData.byteLength, "bytes of weights", weightData.byteLength, `${to} or more`);
    found.set(`${name} ${shape.join("×")}`, new Float32Array(weightData.slice(from, to)));
    from = to;
  }
  network.layers.forEach((layer, index) => {
    for (const { name, shape, values } of layer.parameters) {
      const symbol = name.slice(layer.name.length + 1);
      const key = `${names[index]!}/${weightNames[symbol]!} ${shape.join("×")}`;
      const weights = found.get(key);
      check(weights !== undefined, "weights of the model", [...found.keys()].join(", "), key);
      values.set(weights);
    }
  });
  return network;
}

/**
 * Saves a network as `model.json` and `weights.bin` in a folder, which is made if need be.
 *
 * @param folder where to
 * @param network float64 weights are rounded to float32
 * @returns the SHA-256 that stands in the JSON
 * @throws InputError where a file cannot be written.
 */
export async function saveNetwork(folder: string, network: Network): Promise<string> {
  const { weightSpecs, weightData, ...described } = toArtifacts(network);
  const json: ModelJson = {
    ...described,
    weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }],
  };
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new InputError(complaint("folder", folder, "one that can be made", fileReason(error)));
  });
  await writeFileAtomically(join(folder, "weights.bin"), new Uint8Array(weightData));
  await writeFileAtomically(join(folder, "model.json"), `${JSON.stringify(json, undefined, 1)}\n`);
  return described.userDefinedMetadata.sha256;
}

/**
 * Loads what `saveNetwork`, or tfjs's `model.save`, wrote.
 *
 * @param folder the folder, or the path of the JSON in it
 * @param precision of the network; the weights come as float32
 * @throws InputError where a file is missing, is no layers-model, was changed since it was saved, or has
 *   layers that `Network` has not.
 */
export async function loadNetwork(
  folder: string,
  precision: Precision = "float32",
): Promise<Network> {
  const path = folder.endsWith(".json") ? folder : join(folder, "model.json");
  const model = await readJson(path);
  const groups = Array.isArray(model.weightsManifest) ? model.weightsManifest : [];
  const parts: Buffer[] = [];
  for (const file of groups.flatMap(({ paths }) => paths)) {
    check(file === basename(file), "file of weights", file, "a file in the model's folder");
    const part = await readFile(join(dirname(path), file)).catch(() => undefined);
    check(
      part !== undefined,
      "file of weights",
      join(dirname(path), file),
      "a file that can be read",
    );
    parts.push(part);
  }
  const weightData = Uint8Array.from(Buffer.concat(parts)).buffer;
  const sha256: string | undefined = model.userDefinedMetadata?.sha256;
  if (sha256 !== undefined) {
    const unchanged = hashOf(model.modelTopology, weightData) === sha256;
    check(
      unchanged,
      "model",
      path,
      "weights and layers with the SHA-256 of its JSON",
      "it was changed",
    );
  }
  const weightSpecs = groups.flatMap(({ weights }) => weights);
  return fromArtifacts({ modelTopology: model.modelTopology, weightSpecs, weightData }, precision);
}

async function readJson(path: string): Promise<Partial<ModelJson> & { modelTopology: object }> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  check(text !== undefined, "model", path, "a file that can be read");
  let json: Partial<ModelJson> | undefined;
  try {
    json = JSON.parse(text) as Partial<ModelJson>;
  } catch {
    json = undefined;
  }
  const { format, modelTopology } = json ?? {};
  const usable = format === "layers-model" && typeof modelTopology === "object";
  check(usable, "model", path, "the JSON of a layers-model");
  return json as Partial<ModelJson> & { modelTopology: object };
}

function hashOf(topology: object, weightData: ArrayBuffer): string {
  const hash = createHash("sha256").update(JSON.stringify(topology));
  return hash.update(new Uint8Array(weightData)).digest("hex");
}
