/**
 * One layer of a compiled step: what it reads and writes, forward and back. A stage is made from a tfjs
 * layer by the function for its class (stages.ts), or not at all, and then tfjs trains the model itself.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import type { Loops } from "../memory.js";
import type { Workspace } from "./workspace.js";

/** What of a tfjs layer is read here; tfjs declares most of it protected. */
export interface LayerView {
  readonly name: string;
  getClassName(): string;
  readonly activation?: { getClassName(): string } | null;
  readonly losses: readonly unknown[];
  readonly weights: readonly WeightView[];
  readonly [property: string]: unknown;
}

export interface WeightView {
  readonly id: number;
  read(): Tfjs.Tensor;
}

/** A tensor of the step: its slot, its shape with the batch, its type. */
export interface Value {
  readonly slot: number;
  readonly shape: readonly number[];
  readonly dtype: Tfjs.DataType;
}

export interface Stage {
  readonly output: Value;
  /** The layer's weights, each with the slot of its address and of its gradient. */
  readonly weights: readonly { weight: WeightView; slot: number; gradient: number }[];
  forward(): void;
  /**
   * Turns the output's gradient in slot `dy` into the weights' gradients and, with a slot `dx`, the input's.
   * `atLogits`: the gradient has passed the activation already. May overwrite `dy`.
   */
  back(dy: number, dx: number | undefined, atLogits: boolean): void;
}

/** What a stage is built from. */
export interface Site {
  readonly tf: typeof Tfjs;
  readonly layer: LayerView;
  readonly input: Value;
  readonly space: Workspace;
  readonly loops: Loops;
}

export type StageMaker = (site: Site) => Stage | undefined;

/** The numbers of the loops' activations (src/learning/wasm/functions.ts). */
const activations: Readonly<Record<string, number>> = {
  linear: 0,
  relu: 1,
  sigmoid: 2,
  tanh: 3,
  hardSigmoid: 4,
};

/** An activation's number; undefined for one that the loops do not know. No activation is linear. */
export function activationNumber(activation: { getClassName(): string } | null | undefined) {
  return activations[activation?.getClassName() ?? "linear"];
}

/** A layer's weight by its property, with slots for its address and gradient. */
export function weightOf({ space }: Site, weight: unknown) {
  const view = weight as WeightView;
  return { weight: view, slot: space.given(), gradient: space.floats(view.read().size) };
}

/** A layer that keeps no weights. */
export const weightless: Stage["weights"] = [];
