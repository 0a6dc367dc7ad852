/**
 * A network: layers one after the other, their parameters θ, a forward pass to outputs z and a backward
 * pass to ∂J/∂θ. Plain TypeScript, seeded, in float32 or float64. It knows nothing of losses, data or
 * optimizers: `lossOf`, `train` and `optimizer` do. Left out: branches, shared layers, convolutions
 * (tfjs has them).
 */
import { check } from "../../base/check.js";
import { Random } from "../../base/random.js";
import { denseLayer } from "./dense.js";
import { embeddingLayer } from "./embedding.js";
import type { Layer, LayerSetting, LayerSpec, Parameter, RealTensor } from "./layer.js";
import { recurrentLayer } from "./recurrent.js";
import { isTensor, toTensor, type Nested, type Precision, type Tensor } from "./tensor.js";

/** How a network is made; see `Network`. */
export interface NetworkOptions {
  /** Numbers per example (and per time step of a sequence); given by the first layer if it is an embedding. */
  readonly inputs?: number;
  /** Seed of the first weights; 1 if not given. */
  readonly seed?: number;
  /** Storage of weights and activations; `"float32"` if not given. */
  readonly precision?: Precision;
}

/**
 * A feed-forward or recurrent network.
 *
 * @throws InputError where there is no layer, or the number of inputs is missing or does not fit.
 * @example
 * const xor = new Network([dense(8, "tanh"), dense(1)], { inputs: 2, seed: 7 });
 * xor.forward([[0, 1], [1, 1]]).shape; // [2, 1]
 */
export class Network {
  readonly specs: readonly LayerSpec[];
  /** Numbers per example; undefined where tokens come in. */
  readonly inputs: number | undefined;
  readonly precision: Precision;
  readonly layers: readonly Layer[];
  /** θ, layer by layer. */
  readonly parameters: readonly Parameter[];

  constructor(specs: readonly LayerSpec[], options: NetworkOptions = {}) {
    const { inputs, seed = 1, precision = "float32", ...others } = options;
    const [unknown] = Object.keys(others);
    check(unknown === undefined, "option", unknown, "one of inputs, seed, precision");
    check(Array.isArray(specs), "layers", specs, "an array of layers");
    const [first] = specs;
    check(first !== undefined, "layers", 0, "at least one");
    check(
      precision === "float32" || precision === "float64",
      "precision",
      precision,
      '"float32" or "float64"',
    );
    if (first.kind === "embedding") {
      check(inputs === undefined, "inputs", inputs, "none, for the first layer reads tokens");
    } else {
      const usable = inputs !== undefined && Number.isSafeInteger(inputs) && inputs >= 1;
      check(usable, "inputs", inputs, "a whole number ≥ 1: the numbers per example");
    }
    this.specs = specs;
    this.inputs = inputs;
    this.precision = precision;
    checkOrder(specs);
    const random = new Random(seed);
    const counts = new Map<string, number>();
    let width = inputs ?? 0;
    this.layers = specs.map((spec, index) => {
      const count = (counts.get(spec.kind) ?? 0) + 1;
      counts.set(spec.kind, count);
      const setting = { name: `${spec.kind}-${count}`, inputs: width, precision, random };
      width = spec.units;
      return build(spec, setting, index);
    });
    this.parameters = this.layers.flatMap((layer) => layer.parameters);
  }

  /** The number of numbers in θ. */
  get size(): number {
    return this.parameters.reduce((sum, { values }) => sum + values.length, 0);
  }

  /** What the network is, in one line: two networks of one architecture have the same. */
  get architecture(): string {
    const layers = this.specs.map((spec) => Object.values(spec).join(" "));
    return `${this.inputs ?? "tokens"} → ${layers.join(" → ")}, ${this.precision}`;
  }

  /**
   * Outputs z of the last layer, before the loss's σ or softmax.
   *
   * @param x examples of shape [m, inputs], sequences [m, T, inputs], or tokens [m, T]
   * @returns shape [m, units], or [m, T, units] where the layers return all steps
   * @throws InputError where the shape does not fit.
   */
  forward(x: Tensor | Nested): RealTensor {
    const input = isTensor(x) ? x : toTensor(x);
    this.checkInput(input);
    let signal: Tensor = input;
    for (const layer of this.layers) signal = layer.forward(signal);
    return signal as RealTensor;
  }

  /**
   * Backpropagation from ∂J/∂z of the last forward pass: sets `gradient` of every parameter.
   *
   * @returns ∂J/∂x
   */
  backward(gradient: RealTensor): RealTensor {
    return this.layers.reduceRight((signal, layer) => layer.backward(signal), gradient);
  }

  /**
   * Takes over the parameters of another network of the same architecture.
   *
   * @throws InputError where the architectures differ.
   */
  copyFrom(other: Network): void {
    const same = other.architecture === this.architecture;
    check(same, "network to copy", other.architecture, this.architecture);
    this.parameters.forEach(({ values }, i) => values.set(other.parameters[i]!.values));
  }

  /** Throws where x does not fit the first layer. */
  private checkInput({ shape, values }: Tensor): void {
    const [first] = this.specs as [LayerSpec];
    if (first.kind === "embedding") {
      check(shape.length === 2, "shape of x", shape, "[m, T], rows of tokens");
    } else {
      const sequence = this.specs.some(({ kind }) => kind !== "dense");
      const expected = sequence ? `[m, T, ${this.inputs}]` : `[m, ${this.inputs}]`;
      const fits =
        shape[shape.length - 1] === this.inputs &&
        (sequence ? shape.length === 3 : shape.length === 2 || shape.length === 3);
      check(fits, "shape of x", shape, `${expected}, as the first layer reads it`);
    }
    check(values.length > 0, "x", shape, "at least one example");
  }
}

/** Only a layer that reads all steps of a sequence may follow one. */
function checkOrder(specs: readonly LayerSpec[]): void {
  const last = specs.findIndex((spec) => "returns" in spec && spec.returns === "last");
  const later = specs.findIndex((spec, index) => index > last && "returns" in spec);
  if (last < 0 || later < 0) return;
  check(
    false,
    `layer ${later + 1}`,
    `${specs[later]!.kind} after a layer that returns its last state`,
    `a sequence`,
    `let layer ${last + 1} return "all"`,
  );
}

function build(spec: LayerSpec, setting: LayerSetting, index: number): Layer {
  switch (spec.kind) {
    case "dense":
      return denseLayer(spec, setting);
    case "embedding":
      check(
        index === 0,
        "layer",
        `${spec.kind} at place ${index + 1}`,
        "an embedding only at place 1",
      );
      return embeddingLayer(spec, setting);
    case "elman":
    case "gru":
    case "lstm":
      return recurrentLayer(spec, setting);
    default:
      check(false, "layer", spec, "what dense, embedding, elman, gru or lstm returns");
  }
}
