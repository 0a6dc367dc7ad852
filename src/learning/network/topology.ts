/**
 * A network's layers in the words of tfjs and Keras, and back: what stands in a layers-model's JSON.
 * Read are sequential models of the layers that `Network` has, with tanh and σ in the recurrent ones;
 * everything else is refused by name. Follows tfjs-layers 4.22.
 */
import { check } from "../../base/check.js";
import { activations, type Activation } from "./activation.js";
import type { LayerSpec, RecurrentKind } from "./layer.js";

/** One layer of a layers-model. */
export interface KerasLayer {
  readonly class_name: string;
  readonly config: { readonly [key: string]: unknown };
}

/** The topology of a sequential layers-model. */
export interface KerasTopology {
  readonly class_name: string;
  readonly config: { readonly name: string; readonly layers: readonly KerasLayer[] };
  readonly keras_version: string;
  readonly backend: string;
}

const classNames: { readonly [kind in LayerSpec["kind"]]: string } = {
  ...{ dense: "Dense", embedding: "Embedding", elman: "SimpleRNN", gru: "GRU", lstm: "LSTM" },
};

/** Our symbols, and what tfjs calls them. */
export const weightNames: { readonly [symbol: string]: string } = {
  ...{ E: "embeddings", W: "kernel", W_x: "kernel", W_h: "recurrent_kernel", b: "bias" },
};

const zeros = { class_name: "Zeros", config: {} };

/** The topology of a network; each layer has the name of ours, as `dense-1`. */
export function toTopology(
  specs: readonly LayerSpec[],
  names: readonly string[],
  inputs: number | undefined,
): KerasTopology {
  const sequence = specs.some((spec) => "returns" in spec || spec.kind === "embedding");
  const shape =
    inputs === undefined ? [null, null] : sequence ? [null, null, inputs] : [null, inputs];
  const layers = specs.map((spec, index) => ({
    class_name: classNames[spec.kind],
    config: {
      ...{ name: names[index]!, trainable: true, ...configOf(spec) },
      ...(index === 0 ? { batch_input_shape: shape, dtype: "float32" } : {}),
    },
  }));
  return {
    ...{ class_name: "Sequential", config: { name: "tidebook", layers } },
    ...{ keras_version: "tfjs-layers 4.22.0", backend: "tensor_flow.js" },
  };
}

function configOf(spec: LayerSpec): { [key: string]: unknown } {
  switch (spec.kind) {
    case "dense":
      return {
        ...{ units: spec.units, activation: spec.activation, use_bias: true },
        ...{ kernel_initializer: zeros, bias_initializer: zeros },
      };
    case "embedding":
      return { input_dim: spec.tokens, output_dim: spec.units, embeddings_initializer: zeros };
    default:
      return {
        ...{ units: spec.units, activation: "tanh", use_bias: true, reset_after: false },
        ...(spec.kind === "elman" ? {} : { recurrent_activation: "sigmoid" }),
        ...(spec.kind === "lstm" ? { unit_forget_bias: false } : {}),
        ...{ return_sequences: spec.returns === "all", recurrent_initializer: zeros },
        ...{ kernel_initializer: zeros, bias_initializer: zeros },
      };
  }
}

/**
 * The layers of a topology.
 *
 * @returns specs, the layers' names in the file, and the numbers per example (undefined for tokens)
 * @throws InputError where the model is not sequential or has a layer that `Network` has not.
 */
export function fromTopology(topology: unknown): {
  specs: LayerSpec[];
  names: string[];
  inputs: number | undefined;
} {
  const { class_name, config } = topology as Partial<KerasTopology>;
  check(class_name === "Sequential", "model", class_name, '"Sequential"');
  const list = Array.isArray(config) ? (config as KerasLayer[]) : config?.layers;
  check(Array.isArray(list) && list.length > 0, "layers of the model", list, "at least one");
  const layers = (list as readonly KerasLayer[]).filter((each) => each.class_name !== "InputLayer");
  const first = (list as readonly KerasLayer[])[0]!.config["batch_input_shape"];
  const specs = layers.map(specOf);
  const width = Array.isArray(first) ? (first as (number | null)[]).at(-1) : undefined;
  const inputs = specs[0]?.kind === "embedding" ? undefined : (width ?? undefined);
  return { specs, names: layers.map((each) => String(each.config["name"])), inputs };
}

function specOf({ class_name, config }: KerasLayer): LayerSpec {
  const units = config["units"] as number;
  const kind = Object.keys(classNames).find(
    (each) => classNames[each as LayerSpec["kind"]] === class_name,
  ) as LayerSpec["kind"] | undefined;
  const known = Object.values(classNames).join(", ");
  check(kind !== undefined, "layer of the model", class_name, known);
  if (kind === "embedding") {
    return { kind, tokens: config["input_dim"] as number, units: config["output_dim"] as number };
  }
  const what = (option: string) => `${option} of layer ${String(config["name"])}`;
  const only = (option: string, value: unknown) =>
    check(config[option] === value, what(option), config[option], JSON.stringify(value));
  only("use_bias", true);
  if (kind === "dense") {
    const activation = config["activation"] as Activation;
    const rule = activations.map((name) => `"${name}"`).join(", ");
    check(activations.includes(activation), what("activation"), activation, rule);
    return { kind, units, activation };
  }
  only("activation", "tanh");
  if (kind !== "elman") only("recurrent_activation", "sigmoid");
  if (kind === "gru") check(config["reset_after"] !== true, what("reset_after"), true, "false");
  for (const option of ["go_backwards", "stateful"]) {
    check(config[option] !== true, what(option), true, "false");
  }
  return {
    kind: kind satisfies RecurrentKind,
    units,
    returns: config["return_sequences"] === true ? "all" : "last",
  };
}
