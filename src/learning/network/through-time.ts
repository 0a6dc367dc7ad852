/**
 * How far back learning can reach: ‖∂h_T/∂h_t‖, how strongly the last state of a recurrent layer depends on
 * the state t. Backpropagation through time multiplies by one such factor per step, so over many steps the
 * product vanishes or explodes (Bengio, Simard & Frasconi 1994), unless a gate keeps it near 1.
 */
import { check } from "../../base/check.js";
import { Network } from "./network.js";
import type { RecurrentLayer } from "./recurrent.js";
import { takeRows, zeros, type Tensor } from "./tensor.js";

/** How strongly the last state depends on an earlier one. */
export interface ThroughTimeRow {
  /** T − t, steps between the two states; 0 is the last state itself. */
  readonly back: number;
  /** ‖∂h_T/∂h_t‖, Frobenius; with the LSTM, of the derivative by (h_t, c_t). */
  readonly norm: number;
}

/**
 * The norm of the derivative of the last state by each state before it, on one sequence. Exact, by
 * backpropagation from each unit of the last state.
 *
 * @param network its last recurrent layer is looked at; layers after it do not count
 * @param x one sequence, as the network reads it: [1, T] tokens or [1, T, inputs] numbers
 * @returns T + 1 rows, from the last state back to h_0
 * @throws InputError where the network has no recurrent layer or x is not one sequence.
 * Formula: ∂h_T/∂h_t = Π_{s=t+1}^{T} ∂h_s/∂h_{s−1}; for the plain RNN, ∂h_s/∂h_{s−1} = diag(1 − h_s²) W_hᵀ
 * Source: Y. Bengio, P. Simard, P. Frasconi, "Learning long-term dependencies with gradient descent is
 *   difficult" (1994).
 */
export function throughTime(network: Network, x: Tensor): ThroughTimeRow[] {
  const { specs, precision, inputs } = network;
  const at = specs.findLastIndex((spec) => "returns" in spec);
  check(at >= 0, "network", network.architecture, "one with a recurrent layer");
  check(x.shape[0] === 1, "shape of x", x.shape, "one sequence, [1, T] or [1, T, inputs]");
  const { units } = specs[at]!;
  const cut = specs.slice(0, at + 1).map((spec, i) => {
    return i === at && "returns" in spec ? { ...spec, returns: "last" as const } : spec;
  });
  const part = new Network(cut, { precision, ...(inputs === undefined ? {} : { inputs }) });
  part.parameters.forEach(({ values }, p) => values.set(network.parameters[p]!.values));
  part.forward(takeRows(x, new Int32Array(units))); // the same sequence, once per unit
  const identity = zeros(units * units, precision);
  for (let k = 0; k < units; k += 1) identity[k * units + k] = 1; // ∂h_T,k/∂h_T
  part.backward({ shape: [units, units], values: identity });
  const { stateGradientNorms } = part.layers[at] as RecurrentLayer;
  return [...stateGradientNorms].reverse().map((norm, back) => ({ back, norm }));
}
