/**
 * Recurrent layers over a whole sequence and back through time, in tfjs's (Keras's) order of gates. All arrays
 * are time-major, so that each step is a block of rows and the gradients of the weights are one product over all
 * steps. `hidden` and `cells` hold steps+1 blocks, the first being the state before the first step.
 */
import { activate4, load4, slope4, store4 } from "./functions";
import { product, sumRows } from "./product";
import { transpose } from "./rows";

// @ts-expect-error: a decorator of AssemblyScript
@inline
function one(): v128 {
  return f32x4.splat(1);
}

/** Bytes of scratch for any function of this file; `gates` is 1, 3 or 4. */
export function recurrentScratch(steps: i32, batch: i32, inputs: i32, units: i32, gates: i32): i32 {
  const inner = max(max(steps * batch, inputs), gates * units);
  return (inner + 4) * 32 + (gates * units * units + 3 * batch * units) * 4 + 64;
}

/** h = activation(x·W + b + h₋·R). `hidden` block t+1 holds what step t says. */
export function elmanForward(
  steps: i32, batch: i32, inputs: i32, units: i32, x: usize, kernel: usize, recurrent: usize, bias: usize,
  hidden: usize, activation: i32, scratch: usize,
): void {
  const block = <usize>(batch * units) << 2;
  product(steps * batch, units, inputs, x, inputs, 1, kernel, units, 1, hidden + block, units, bias, false, scratch);
  for (let t = 0; t < steps; t++) {
    const next = hidden + block;
    product(batch, units, units, hidden, units, 1, recurrent, units, 1, next, units, 0, true, scratch);
    const count = batch * units;
    for (let j = 0; j < count; j += 4) {
      const at = next + (<usize>j << 2);
      store4(at, activate4(load4(at, count - j), activation), count - j);
    }
    hidden = next;
  }
}

/** The gradients of elmanForward from `dSteps` (all steps, or 0) and `dLast` (the last, or 0). */
export function elmanBack(
  steps: i32, batch: i32, inputs: i32, units: i32, x: usize, kernel: usize, recurrent: usize, hidden: usize,
  dSteps: usize, dLast: usize, dGates: usize, dx: usize, dKernel: usize, dRecurrent: usize, dBias: usize,
  activation: i32, scratch: usize,
): void {
  const count = batch * units;
  const block = <usize>count << 2;
  const turned = scratch, dh = turned + (<usize>(units * units) << 2), rest = dh + block;
  transpose(units, units, recurrent, turned);
  if (dLast != 0) memory.copy(dh, dLast, block);
  else memory.fill(dh, 0, block);
  for (let t = steps - 1; t >= 0; t--) {
    const own = <usize>t * block;
    const h = hidden + own + block, dg = dGates + own, ds = dSteps + own;
    for (let j = 0; j < count; j += 4) {
      const at = <usize>j << 2, left = count - j;
      let d = load4(dh + at, left);
      if (dSteps != 0) d = f32x4.add(d, load4(ds + at, left));
      store4(dg + at, f32x4.mul(d, slope4(load4(h + at, left), activation)), left);
    }
    if (t > 0) product(batch, units, units, dg, units, 1, turned, units, 1, dh, units, 0, false, rest);
  }
  weightsBack(steps, batch, inputs, units, x, kernel, dGates, dx, dKernel, dBias, rest);
  product(units, units, steps * batch, hidden, 1, units, dGates, units, 1, dRecurrent, units, 0, false, rest);
}

/** What all layers share: dx, dKernel, dBias from the gates' gradients. */
function weightsBack(
  steps: i32, batch: i32, inputs: i32, gates: i32, x: usize, kernel: usize,
  dGates: usize, dx: usize, dKernel: usize, dBias: usize, scratch: usize,
): void {
  const rows = steps * batch;
  if (dx != 0) product(rows, inputs, gates, dGates, gates, 1, kernel, 1, gates, dx, inputs, 0, false, scratch);
  product(inputs, gates, rows, x, 1, inputs, dGates, gates, 1, dKernel, gates, 0, false, scratch);
  if (dBias != 0) sumRows(rows, gates, dGates, gates, dBias, false);
}

/**
 * z, r = recurrentActivation(x·W + b + h₋·R); h̃ = activation(x·W + b + (r∘h₋)·R); h = z∘h₋ + (1−z)∘h̃.
 * `gates` keeps z, r, h̃ of each step, `reset` r∘h₋.
 */
export function gruForward(
  steps: i32, batch: i32, inputs: i32, units: i32, x: usize, kernel: usize, recurrent: usize, bias: usize,
  hidden: usize, gates: usize, reset: usize, activation: i32, recurrentActivation: i32, scratch: usize,
): void {
  const width = 3 * units, row = <usize>units << 2;
  const block = <usize>batch * row;
  product(steps * batch, width, inputs, x, inputs, 1, kernel, width, 1, gates, width, bias, false, scratch);
  for (let t = 0; t < steps; t++) {
    const next = hidden + block;
    product(batch, 2 * units, units, hidden, units, 1, recurrent, width, 1, gates, width, 0, true, scratch);
    for (let b = 0; b < batch; b++) {
      const g = gates + <usize>b * 3 * row, own = <usize>b * row;
      for (let j = 0; j < units; j += 4) {
        const at = <usize>j << 2, left = units - j;
        const z = activate4(load4(g + at, left), recurrentActivation);
        const r = activate4(load4(g + row + at, left), recurrentActivation);
        store4(g + at, z, left);
        store4(g + row + at, r, left);
        store4(reset + own + at, f32x4.mul(r, load4(hidden + own + at, left)), left);
      }
    }
    product(batch, units, units, reset, units, 1, recurrent + 2 * row, width, 1, gates + 2 * row, width, 0, true, scratch);
    for (let b = 0; b < batch; b++) {
      const g = gates + <usize>b * 3 * row, own = <usize>b * row;
      for (let j = 0; j < units; j += 4) {
        const at = <usize>j << 2, left = units - j;
        const z = load4(g + at, left);
        const c = activate4(load4(g + 2 * row + at, left), activation);
        store4(g + 2 * row + at, c, left);
        const h = f32x4.add(f32x4.mul(z, load4(hidden + own + at, left)), f32x4.mul(f32x4.sub(one(), z), c));
        store4(next + own + at, h, left);
      }
    }
    hidden = next;
    gates += 3 * block;
    reset += block;
  }
}

/** The gradients of gruForward. */
export function gruBack(
  steps: i32, batch: i32, inputs: i32, units: i32, x: usize, kernel: usize, recurrent: usize, hidden: usize,
  gates: usize, reset: usize, dSteps: usize, dLast: usize, dGates: usize, dx: usize, dKernel: usize,
  dRecurrent: usize, dBias: usize, activation: i32, recurrentActivation: i32, scratch: usize,
): void {
  const width = 3 * units, row = <usize>units << 2;
  const block = <usize>batch * row;
  const turned = scratch, dh = turned + 3 * <usize>units * row, dReset = dh + block, rest = dReset + block;
  transpose(units, width, recurrent, turned);
  if (dLast != 0) memory.copy(dh, dLast, block);
  else memory.fill(dh, 0, block);
  for (let t = steps - 1; t >= 0; t--) {
    const before = hidden + <usize>t * block, g0 = gates + 3 * <usize>t * block, d0 = dGates + 3 * <usize>t * block;
    const ds = dSteps + <usize>t * block;
    for (let b = 0; b < batch; b++) {
      const own = <usize>b * row, g = g0 + 3 * own, d = d0 + 3 * own;
      for (let j = 0; j < units; j += 4) {
        const at = <usize>j << 2, left = units - j;
        let dy = load4(dh + own + at, left);
        if (dSteps != 0) dy = f32x4.add(dy, load4(ds + own + at, left));
        const z = load4(g + at, left), c = load4(g + 2 * row + at, left), h = load4(before + own + at, left);
        store4(d + at, f32x4.mul(f32x4.mul(dy, f32x4.sub(h, c)), slope4(z, recurrentActivation)), left);
        store4(d + 2 * row + at, f32x4.mul(f32x4.mul(dy, f32x4.sub(one(), z)), slope4(c, activation)), left);
        store4(dh + own + at, f32x4.mul(dy, z), left);
      }
    }
    product(batch, units, units, d0 + 2 * row, width, 1, turned + 2 * <usize>units * row, units, 1, dReset, units, 0, false, rest);
    for (let b = 0; b < batch; b++) {
      const own = <usize>b * row, g = g0 + 3 * own, d = d0 + 3 * own;
      for (let j = 0; j < units; j += 4) {
        const at = <usize>j << 2, left = units - j;
        const r = load4(g + row + at, left), e = load4(dReset + own + at, left);
        store4(d + row + at, f32x4.mul(f32x4.mul(e, load4(before + own + at, left)), slope4(r, recurrentActivation)), left);
        store4(dh + own + at, f32x4.add(load4(dh + own + at, left), f32x4.mul(e, r)), left);
      }
    }
    if (t > 0) product(batch, units, 2 * units, d0, width, 1, turned, units, 1, dh, units, 0, true, rest);
  }
  const rows = steps * batch;
  weightsBack(steps, batch, inputs, width, x, kernel, dGates, dx, dKernel, dBias, rest);
  product(units, 2 * units, rows, hidden, 1, units, dGates, width, 1, dRecurrent, width, 0, false, rest);
  product(units, units, rows, reset, 1, units, dGates + 2 * row, width, 1, dRecurrent + 2 * row, width, 0, false, rest);
}

/**
 * i, f, o = recurrentActivation(x·W + b + h₋·R); g = activation(…); c = f∘c₋ + i∘g; h = o∘activation(c).
 * `gates` keeps i, f, g, o of each step, `squashed` activation(c).
 */
export function lstmForward(
  steps: i32, batch: i32, inputs: i32, units: i32, x: usize, kernel: usize, recurrent: usize, bias: usize,
  hidden: usize, cells: usize, gates: usize, squashed: usize, activation: i32, recurrentActivation: i32, scratch: usize,
): void {
  const width = 4 * units, row = <usize>units << 2;
  const block = <usize>batch * row;
  product(steps * batch, width, inputs, x, inputs, 1, kernel, width, 1, gates, width, bias, false, scratch);
  for (let t = 0; t < steps; t++) {
    product(batch, width, units, hidden, units, 1, recurrent, width, 1, gates, width, 0, true, scratch);
    for (let b = 0; b < batch; b++) {
      const own = <usize>b * row, gate = gates + 4 * own;
      for (let j = 0; j < units; j += 4) {
        const at = <usize>j << 2, left = units - j;
        const i = activate4(load4(gate + at, left), recurrentActivation);
        const f = activate4(load4(gate + row + at, left), recurrentActivation);
        const g = activate4(load4(gate + 2 * row + at, left), activation);
        const o = activate4(load4(gate + 3 * row + at, left), recurrentActivation);
        store4(gate + at, i, left);
        store4(gate + row + at, f, left);
        store4(gate + 2 * row + at, g, left);
        store4(gate + 3 * row + at, o, left);
        const c = f32x4.add(f32x4.mul(f, load4(cells + own + at, left)), f32x4.mul(i, g));
        const s = activate4(c, activation);
        store4(cells + block + own + at, c, left);
        store4(squashed + own + at, s, left);
        store4(hidden + block + own + at, f32x4.mul(o, s), left);
      }
    }
    hidden += block;
    cells += block;
    squashed += block;
    gates += 4 * block;
  }
}

/** The gradients of lstmForward; `dLastCell` is the gradient of the last cell state, or 0. */
export function lstmBack(
  steps: i32, batch: i32, inputs: i32, units: i32, x: usize, kernel: usize, recurrent: usize, hidden: usize,
  cells: usize, gates: usize, squashed: usize, dSteps: usize, dLast: usize, dLastCell: usize, dGates: usize,
  dx: usize, dKernel: usize, dRecurrent: usize, dBias: usize, activation: i32, recurrentActivation: i32, scratch: usize,
): void {
  const width = 4 * units, row = <usize>units << 2;
  const block = <usize>batch * row;
  const turned = scratch, dh = turned + 4 * <usize>units * row, dc = dh + block, rest = dc + block;
  transpose(units, width, recurrent, turned);
  if (dLast != 0) memory.copy(dh, dLast, block);
  else memory.fill(dh, 0, block);
  if (dLastCell != 0) memory.copy(dc, dLastCell, block);
  else memory.fill(dc, 0, block);
  for (let t = steps - 1; t >= 0; t--) {
    const shift = <usize>t * block;
    const d0 = dGates + 4 * shift;
    for (let b = 0; b < batch; b++) {
      const own = <usize>b * row, gate = gates + 4 * (shift + own), d = d0 + 4 * own;
      for (let j = 0; j < units; j += 4) {
        const at = <usize>j << 2, left = units - j;
        let dy = load4(dh + own + at, left);
        if (dSteps != 0) dy = f32x4.add(dy, load4(dSteps + shift + own + at, left));
        const i = load4(gate + at, left), f = load4(gate + row + at, left);
        const g = load4(gate + 2 * row + at, left), o = load4(gate + 3 * row + at, left);
        const s = load4(squashed + shift + own + at, left);
        const c = f32x4.add(load4(dc + own + at, left), f32x4.mul(f32x4.mul(dy, o), slope4(s, activation)));
        store4(d + at, f32x4.mul(f32x4.mul(c, g), slope4(i, recurrentActivation)), left);
        store4(d + row + at, f32x4.mul(f32x4.mul(c, load4(cells + shift + own + at, left)), slope4(f, recurrentActivation)), left);
        store4(d + 2 * row + at, f32x4.mul(f32x4.mul(c, i), slope4(g, activation)), left);
        store4(d + 3 * row + at, f32x4.mul(f32x4.mul(dy, s), slope4(o, recurrentActivation)), left);
        store4(dc + own + at, f32x4.mul(c, f), left);
      }
    }
    if (t > 0) product(batch, units, width, d0, width, 1, turned, units, 1, dh, units, 0, false, rest);
  }
  weightsBack(steps, batch, inputs, width, x, kernel, dGates, dx, dKernel, dBias, rest);
  product(units, width, steps * batch, hidden, 1, units, dGates, width, 1, dRecurrent, width, 0, false, rest);
}
