/**
 * What a layer is: a plain description that can be saved (`LayerSpec`), and the working layer that a
 * network builds from it, with parameters, a forward and a backward pass. A layer keeps what its own
 * backward pass needs from the last forward pass, nothing else.
 */
import type { Activation } from "./activation.js";
import type { Numbers, Precision, Tensor } from "./tensor.js";
import type { Random } from "../../base/random.js";

/** A layer as data. */
export type LayerSpec =
  | { readonly kind: "dense"; readonly units: number; readonly activation: Activation }
  | { readonly kind: "embedding"; readonly tokens: number; readonly units: number }
  | {
      readonly kind: RecurrentKind;
      readonly units: number;
      /** `"last"`: h_T alone, to classify a sequence; `"all"`: h_1 … h_T, to predict at each place. */
      readonly returns: "last" | "all";
    };

/** The recurrent layers. */
export type RecurrentKind = "elman" | "gru" | "lstm";

/** A part of θ: its numbers and, after a backward pass, ∂J/∂ of each. */
export interface Parameter {
  /** Layer and symbol, as `dense-1/W`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Numbers;
  /** Set anew by every backward pass. */
  readonly gradient: Numbers;
}

/** A tensor of real numbers, as layers hand them on. */
export interface RealTensor extends Tensor {
  readonly values: Numbers;
}

/** A working layer. */
export interface Layer {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Outputs for inputs of shape [m, …]. */
  forward(x: Tensor): RealTensor;
  /** ∂J/∂x from ∂J/∂ outputs of the last forward pass; sets the gradients of the parameters. */
  backward(gradient: RealTensor): RealTensor;
}

/** What a layer is built from. */
export interface LayerSetting {
  readonly name: string;
  /** Numbers per example (and time step) that come in. */
  readonly inputs: number;
  readonly precision: Precision;
  readonly random: Random;
}
