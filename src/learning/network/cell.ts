/**
 * What one step of a recurrent layer is (`Cell`), the numbers that a pass through time works on (`Run`),
 * and the windows through which a step sees its time and its gates. The walk is in `recurrent.ts`.
 */
import type { Parameter } from "./layer.js";
import type { Window } from "./product.js";
import type { Numbers } from "./tensor.js";

/** Everything that one pass through time works on. Row i, time t of [m, T, …] is row iT + t. */
export interface Run {
  readonly m: number;
  readonly T: number;
  readonly units: number;
  /** Blocks of `units` columns in W_x, W_h and b. */
  readonly gates: number;
  readonly Wh: Parameter;
  /** [m, T, gates · units]: x_t W_x + b, which a step completes and turns into gate values. */
  readonly z: Numbers;
  /** ∂J/∂z, filled by the steps of the backward pass. */
  readonly dz: Numbers;
  /** [m, T + 1, units]: h_0 = 0, then h_1 … h_T. */
  readonly h: Numbers;
  /** [m, T + 1, units]: the LSTM's cell state c, or the GRU's r ∘ h_{t−1} at row t − 1. */
  readonly memory: Numbers;
}

/** One time step of a recurrent layer. Time counts from 0: it reads h at row t, writes row t + 1. */
export interface Cell {
  readonly gates: number;
  /** b at the start, block by block; 0 where not given. */
  readonly bias?: readonly number[];
  forward(run: Run, t: number): void;
  /**
   * From ∂J/∂h_{t+1} (in `dh`, [m, units]) and, for the LSTM, ∂J/∂c_{t+1} (in `dc`) to ∂J/∂z_t, and to ∂J/∂h_t
   * and ∂J/∂c_t, which replace them. Adds its share of ∂J/∂W_h.
   */
  backward(run: Run, t: number, dh: Numbers, dc: Numbers): void;
}

/** h_t of all examples: row t of each, from 0 (h_0) to T. */
export function stateAt({ h, T, units }: Run, t: number): Window {
  return { values: h, start: t * units, stride: (T + 1) * units };
}

/** The gates of time t, from block `gate` on. */
export function gatesAt({ T, units, gates }: Run, of: Numbers, t: number, gate = 0): Window {
  return { values: of, start: (t * gates + gate) * units, stride: T * gates * units };
}

/** The columns of W_h (or its gradient) from block `gate` on. */
export function block({ units, gates }: Run, of: Numbers, gate: number): Window {
  return { values: of, start: gate * units, stride: gates * units };
}
