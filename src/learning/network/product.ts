/**
 * The three matrix products that forward and backward passes are made of, each added to what is there:
 * C += A B, C += Aᵀ B, C += A Bᵀ. A matrix is a window on flat numbers: where it starts and how far apart
 * its rows are, so that one time step or one gate is a matrix without a copy. Four terms are taken at a
 * time, for fewer loads and stores. No SIMD: the fast backends are in tfjs/.
 */
import type { Numbers } from "./tensor.js";

/** A matrix inside flat numbers. */
export interface Window {
  readonly values: Numbers;
  /** Index of the first number. */
  readonly start: number;
  /** Numbers from one row to the next. */
  readonly stride: number;
}

/** A whole matrix with so many columns. */
export function whole(values: Numbers, columns: number): Window {
  return { values, start: 0, stride: columns };
}

/** C += A B, for A of rows × inner and B of inner × columns. */
export function addProduct(
  c: Window,
  a: Window,
  b: Window,
  rows: number,
  inner: number,
  columns: number,
): void {
  const [cs, as, bs] = [c.values, a.values, b.values];
  for (let i = 0; i < rows; i += 1) {
    const ci = c.start + i * c.stride;
    const ai = a.start + i * a.stride;
    let k = 0;
    for (; k + 3 < inner; k += 4) {
      const [a0, a1, a2, a3] = [as[ai + k]!, as[ai + k + 1]!, as[ai + k + 2]!, as[ai + k + 3]!];
      const b0 = b.start + k * b.stride;
      const b1 = b0 + b.stride;
      const b2 = b1 + b.stride;
      const b3 = b2 + b.stride;
      for (let j = 0; j < columns; j += 1) {
        cs[ci + j]! += a0 * bs[b0 + j]! + a1 * bs[b1 + j]! + a2 * bs[b2 + j]! + a3 * bs[b3 + j]!;
      }
    }
    for (; k < inner; k += 1) {
      const a0 = as[ai + k]!;
      const b0 = b.start + k * b.stride;
      for (let j = 0; j < columns; j += 1) cs[ci + j]! += a0 * bs[b0 + j]!;
    }
  }
}

/** C += Aᵀ B, for A of rows × inner and B of rows × columns: sums over the examples. */
export function addTransposedProduct(
  c: Window,
  a: Window,
  b: Window,
  rows: number,
  inner: number,
  columns: number,
): void {
  const [cs, as, bs] = [c.values, a.values, b.values];
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    const i0 = a.start + i * a.stride;
    const b0 = b.start + i * b.stride;
    const b1 = b0 + b.stride;
    const b2 = b1 + b.stride;
    const b3 = b2 + b.stride;
    for (let k = 0; k < inner; k += 1) {
      const a0 = as[i0 + k]!;
      const a1 = as[i0 + a.stride + k]!;
      const a2 = as[i0 + 2 * a.stride + k]!;
      const a3 = as[i0 + 3 * a.stride + k]!;
      const ck = c.start + k * c.stride;
      for (let j = 0; j < columns; j += 1) {
        cs[ck + j]! += a0 * bs[b0 + j]! + a1 * bs[b1 + j]! + a2 * bs[b2 + j]! + a3 * bs[b3 + j]!;
      }
    }
  }
  for (; i < rows; i += 1) {
    const ai = a.start + i * a.stride;
    const bi = b.start + i * b.stride;
    for (let k = 0; k < inner; k += 1) {
      const a0 = as[ai + k]!;
      const ck = c.start + k * c.stride;
      for (let j = 0; j < columns; j += 1) cs[ck + j]! += a0 * bs[bi + j]!;
    }
  }
}

/** C += A Bᵀ, for A of rows × inner and B of columns × inner: what the layer below receives. */
export function addProductTransposed(
  c: Window,
  a: Window,
  b: Window,
  rows: number,
  inner: number,
  columns: number,
): void {
  const [cs, as, bs] = [c.values, a.values, b.values];
  for (let i = 0; i < rows; i += 1) {
    const ci = c.start + i * c.stride;
    const ai = a.start + i * a.stride;
    for (let j = 0; j < columns; j += 1) {
      const bj = b.start + j * b.stride;
      let sum = 0;
      for (let k = 0; k < inner; k += 1) sum += as[ai + k]! * bs[bj + k]!;
      cs[ci + j]! += sum;
    }
  }
}
