/**
 * Recurrent layers as one call each way: what of a tfjs SimpleRNN, GRU or LSTM layer the loops can run, how
 * much room a sequence takes, the forward and backward calls. Used by compiled steps and by fused layers.
 */
import type { Loops } from "./memory.js";

/** The recurrent layers by the number of their gates. */
export const gatesOf = { SimpleRNN: 1, GRU: 3, LSTM: 4 } as const;

export type RecurrentName = keyof typeof gatesOf;

export interface Sequence {
  readonly name: RecurrentName;
  readonly steps: number;
  readonly batch: number;
  readonly inputs: number;
  readonly units: number;
  readonly activation: number;
  readonly recurrentActivation: number;
}

/** Floats of each array that a pass needs; 0 where the layer has none. */
export function roomOf({ name, steps, batch, inputs, units }: Sequence, loops: Loops) {
  const block = batch * units;
  const gates = gatesOf[name];
  return {
    x: steps * batch * inputs,
    hidden: (steps + 1) * block,
    cells: name === "LSTM" ? (steps + 1) * block : 0,
    gates: gates === 1 ? 0 : gates * steps * block,
    extra: gates === 1 ? 0 : steps * block,
    scratch: loops.recurrentScratch(steps, batch, inputs, units, gates) / 4,
  };
}

/** Addresses of a pass; `x`, `hidden` and the rest are time-major. */
export interface SequenceAddresses {
  readonly x: number;
  readonly kernel: number;
  readonly recurrent: number;
  readonly bias: number;
  readonly hidden: number;
  readonly cells: number;
  readonly gates: number;
  /** The GRU's r∘h₋, the LSTM's activation(c). */
  readonly extra: number;
  readonly scratch: number;
}

/** Fills hidden, cells, gates, extra; the blocks before the first step must hold the first state. */
export function sequenceForward(s: Sequence, a: SequenceAddresses, loops: Loops): void {
  const size = [s.steps, s.batch, s.inputs, s.units] as const;
  const given = [a.x, a.kernel, a.recurrent, a.bias, a.hidden] as const;
  if (s.name === "SimpleRNN") loops.elmanForward(...size, ...given, s.activation, a.scratch);
  else {
    const kinds = [s.activation, s.recurrentActivation, a.scratch] as const;
    if (s.name === "GRU") loops.gruForward(...size, ...given, a.gates, a.extra, ...kinds);
    else loops.lstmForward(...size, ...given, a.cells, a.gates, a.extra, ...kinds);
  }
}

/** Addresses of the gradients; 0 where one is not given or not wanted. */
export interface SequenceGradients {
  /** Of every step's state, time-major. */
  readonly dSteps: number;
  /** Of the last state. */
  readonly dLast: number;
  /** Of the LSTM's last cell. */
  readonly dLastCell: number;
  readonly dGates: number;
  readonly dx: number;
  readonly dKernel: number;
  readonly dRecurrent: number;
  readonly dBias: number;
}

export function sequenceBack(
  s: Sequence,
  a: SequenceAddresses,
  g: SequenceGradients,
  loops: Loops,
): void {
  const size = [s.steps, s.batch, s.inputs, s.units] as const;
  const given = [a.x, a.kernel, a.recurrent, a.hidden] as const;
  const found = [g.dGates, g.dx, g.dKernel, g.dRecurrent, g.dBias, s.activation] as const;
  if (s.name === "SimpleRNN")
    loops.elmanBack(...size, ...given, g.dSteps, g.dLast, ...found, a.scratch);
  else if (s.name === "GRU") {
    const kept = [a.gates, a.extra, g.dSteps, g.dLast] as const;
    loops.gruBack(...size, ...given, ...kept, ...found, s.recurrentActivation, a.scratch);
  } else {
    const kept = [a.cells, a.gates, a.extra, g.dSteps, g.dLast, g.dLastCell] as const;
    loops.lstmBack(...size, ...given, ...kept, ...found, s.recurrentActivation, a.scratch);
  }
}
