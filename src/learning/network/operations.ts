/**
 * What a network costs, counted and not timed: multiplications (each with its addition) of a forward and of a
 * backward pass. The same on every machine, so that costs can be compared where times cannot. Dense layers
 * only; left out are biases, activations and the optimizer, which take a few operations per unit or weight.
 */
import { check } from "../../base/check.js";
import type { Network } from "./network.js";

/** Multiplications, each with its addition. */
export interface Operations {
  /** Of z from x. */
  readonly forward: number;
  /** Of the gradient from ∂J/∂z. */
  readonly backward: number;
  /** Of both: one step of training without the optimizer. */
  readonly total: number;
}

/**
 * Counts what a pass over some examples costs.
 *
 * @param network of dense layers
 * @param examples how many, a whole number ≥ 0
 * @throws InputError for another kind of layer, and for a number of examples that is none.
 * Formula: forward m Σ n_in n_out over layers, for x W; backward twice that, for xᵀ ∂J/∂z and ∂J/∂z Wᵀ
 * @example
 * countOperations(new Network([dense(8, "tanh"), dense(1)], { inputs: 2 }), 1).forward; // 24
 */
export function countOperations(network: Network, examples: number): Operations {
  const usable = Number.isSafeInteger(examples) && examples >= 0;
  check(usable, "examples", examples, "a whole number ≥ 0");
  let width = network.inputs ?? 0;
  let products = 0;
  for (const [i, { kind, units }] of network.specs.entries()) {
    check(kind === "dense", `layer ${i + 1}`, kind, "dense; only dense layers are counted");
    products += width * units;
    width = units;
  }
  const forward = examples * products;
  return { forward, backward: 2 * forward, total: 3 * forward };
}
