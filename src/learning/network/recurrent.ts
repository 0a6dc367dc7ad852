/**
 * Recurrent layers: the same weights at every time step t, a state h_t that carries what was read so far.
 * This file walks through time, forward and, for backpropagation through time (BPTT), backward; what one
 * step does stands in `elman.ts`, `gru.ts` and `lstm.ts`. All examples of a batch have one length T; BPTT
 * runs over the whole of it. Left out: masks, bidirectional layers, state kept between batches.
 */
import { check } from "../../base/check.js";
import type { Cell, Run } from "./cell.js";
import { elmanCell } from "./elman.js";
import { gruCell } from "./gru.js";
import { lstmCell } from "./lstm.js";
import type { Layer, LayerSetting, LayerSpec, RecurrentKind } from "./layer.js";
import { orthogonalParameter, randomParameter, zeroParameter } from "./parameter.js";
import { addProduct, addProductTransposed, addTransposedProduct, whole } from "./product.js";
import { zeros, type Numbers, type Tensor } from "./tensor.js";

const cells: { readonly [kind in RecurrentKind]: Cell } = {
  elman: elmanCell,
  gru: gruCell,
  lstm: lstmCell,
};

function recurrent(kind: RecurrentKind, units: number, returns: "last" | "all"): LayerSpec {
  check(Number.isSafeInteger(units) && units >= 1, "units", units, "a whole number ≥ 1");
  check(returns === "last" || returns === "all", "returns", returns, '"last" or "all"');
  return { kind, units, returns };
}

/**
 * An Elman network's layer, the plain RNN.
 *
 * @param units numbers in the state h
 * @param returns h_T alone, or the states of all times
 * @throws InputError where units is not a whole number ≥ 1 or `returns` is another word.
 * Formula: h_t = tanh(x_t W_x + h_{t−1} W_h + b), h_0 = 0
 * Source: J. Elman, "Finding structure in time" (1990).
 * @example
 * new Network([elman(3), dense(1)], { inputs: 2 }).forward([[[1, 2], [3, 4]]]).shape; // [1, 1]
 */
export function elman(units: number, returns: "last" | "all" = "last"): LayerSpec {
  return recurrent("elman", units, returns);
}

/**
 * A layer of gated recurrent units: z keeps the old state, r forgets it for the proposal h̃.
 *
 * @param units numbers in the state h
 * @param returns h_T alone, or the states of all times
 * @throws InputError where units is not a whole number ≥ 1 or `returns` is another word.
 * Formula: z = σ(x W_xz + h W_hz + b_z), r = σ(x W_xr + h W_hr + b_r), h̃ = tanh(x W_xh + (r ∘ h) W_hh + b_h),
 *   h_t = z ∘ h_{t−1} + (1 − z) ∘ h̃
 * Source: K. Cho and others, "Learning phrase representations using RNN encoder–decoder" (2014).
 */
export function gru(units: number, returns: "last" | "all" = "last"): LayerSpec {
  return recurrent("gru", units, returns);
}

/**
 * A layer of long short-term memory: the cell state c is added to, not multiplied through.
 *
 * @param units numbers in h, and in c
 * @param returns h_T alone, or the states of all times
 * @throws InputError where units is not a whole number ≥ 1 or `returns` is another word.
 * Formula: i, f, o = σ(x W_x + h W_h + b) and c̃ = tanh(…), each with its block; c_t = f ∘ c_{t−1} + i ∘ c̃,
 *   h_t = o ∘ tanh(c_t); b_f starts at 1
 * Source: S. Hochreiter, J. Schmidhuber, "Long short-term memory" (1997); the gate f from F. Gers and others (2000).
 */
export function lstm(units: number, returns: "last" | "all" = "last"): LayerSpec {
  return recurrent("lstm", units, returns);
}

/** A recurrent layer that also tells how much gradient reached each time step. */
export interface RecurrentLayer extends Layer {
  /** ‖∂J/∂h_t‖ (with the LSTM's c_t: of both) over the batch for t = 0 … T, after a backward pass. */
  readonly stateGradientNorms: readonly number[];
}

/** The working layer of a recurrent spec. */
export function recurrentLayer(
  { kind, units, returns }: LayerSpec & { kind: RecurrentKind },
  { name, inputs, precision, random }: LayerSetting,
): RecurrentLayer {
  const cell = cells[kind];
  const width = cell.gates * units;
  const Wx = randomParameter(`${name}/W_x`, [inputs, width], precision, random);
  const Wh = orthogonalParameter(`${name}/W_h`, [units, width], precision, random);
  const b = zeroParameter(`${name}/b`, [width], precision);
  cell.bias?.forEach((value, gate) => b.values.fill(value, gate * units, (gate + 1) * units));
  let x: Tensor = { shape: [0, 0, inputs], values: zeros(0, precision) };
  let run: Run | undefined;
  const norms: number[] = [];

  return {
    name,
    parameters: [Wx, Wh, b],
    stateGradientNorms: norms,

    forward(input) {
      x = input;
      const [m, T] = x.shape as [number, number];
      const z = zeros(m * T * width, precision);
      for (let i = 0; i < m * T; i += 1) z.set(b.values, i * width);
      const inputRows = whole(x.values as Numbers, inputs);
      addProduct(whole(z, width), inputRows, whole(Wx.values, width), m * T, inputs, width);
      const states = m * (T + 1) * units;
      run = {
        ...{ m, T, units, gates: cell.gates, Wh, z, dz: zeros(z.length, precision) },
        ...{ h: zeros(states, precision), memory: zeros(states, precision) },
      };
      for (let t = 0; t < T; t += 1) cell.forward(run, t);
      return { shape: returns === "last" ? [m, units] : [m, T, units], values: outputs(run) };
    },

    backward(output) {
      const { m, T, z, dz } = run!;
      const dh = zeros(m * units, precision);
      const dc = zeros(m * units, precision);
      Wh.gradient.fill(0);
      norms.length = 0;
      for (let t = T - 1; t >= 0; t -= 1) {
        if (returns === "all" || t === T - 1) addOutputGradient(dh, output.values, t, run!);
        norms.unshift(Math.hypot(norm(dh), norm(dc)));
        cell.backward(run!, t, dh, dc);
      }
      norms.unshift(Math.hypot(norm(dh), norm(dc)));
      const [gradients, rows] = [whole(dz, width), m * T];
      Wx.gradient.fill(0);
      const inputRows = whole(x.values as Numbers, inputs);
      addTransposedProduct(whole(Wx.gradient, width), inputRows, gradients, rows, inputs, width);
      b.gradient.fill(0);
      for (let i = 0; i < z.length; i += 1) b.gradient[i % width]! += dz[i]!;
      const dx = zeros(rows * inputs, precision);
      const weights = whole(Wx.values, width);
      addProductTransposed(whole(dx, inputs), gradients, weights, rows, width, inputs);
      return { shape: x.shape, values: dx };
    },
  };

  function outputs({ m, T, h }: Run): Numbers {
    const times = returns === "last" ? 1 : T;
    const out = zeros(m * times * units, precision);
    for (let i = 0; i < m; i += 1) {
      const start = (i * (T + 1) + (T + 1 - times)) * units;
      out.set(h.subarray(start, start + times * units), i * times * units);
    }
    return out;
  }

  function addOutputGradient(dh: Numbers, gradient: Numbers, t: number, { m, T }: Run): void {
    for (let i = 0; i < m; i += 1) {
      const from = (returns === "last" ? i : i * T + t) * units;
      for (let j = 0; j < units; j += 1) dh[i * units + j]! += gradient[from + j]!;
    }
  }
}

function norm(values: Numbers): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}
