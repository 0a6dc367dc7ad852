/**
 * Numbers in a row, with a shape: what goes into a network, comes out of it and lies in its parameters.
 * Row-major. The first axis counts the examples, m. Storage is float32 or float64 by choice; arithmetic
 * in between is JavaScript's float64. Left out: views, broadcasting, automatic differentiation.
 */
import { check } from "../../base/check.js";

/** How numbers are stored: float32 for speed and to equal tfjs, float64 for oracles. */
export type Precision = "float32" | "float64";

/** Storage of real numbers. */
export type Numbers = Float32Array | Float64Array;

/** Numbers and their shape; tokens and labels may be whole numbers in an `Int32Array`. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Numbers | Int32Array;
}

/** Nested arrays of numbers, all rows of one length. */
export type Nested = number | ArrayLike<number> | readonly Nested[];

/** Zeros of a precision. */
export function zeros(length: number, precision: Precision): Numbers {
  return precision === "float32" ? new Float32Array(length) : new Float64Array(length);
}

/** The number of numbers in a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * A tensor from nested arrays, in float64.
 *
 * @param nested rows of numbers, or rows of rows; typed arrays may be the innermost
 * @returns the tensor; its shape is read off the first row at each depth
 * @throws InputError where rows differ in length.
 * @example
 * toTensor([[1, 2], [3, 4], [5, 6]]).shape; // [3, 2]
 */
export function toTensor(nested: Nested): Tensor {
  const shape: number[] = [];
  for (let level: Nested | undefined = nested; isRow(level);) {
    shape.push(level.length);
    level = (level as readonly Nested[])[0];
  }
  check(shape.length > 0, "nested rows", nested, "arrays of numbers");
  const values = new Float64Array(sizeOf(shape));
  let filled = 0;
  const fill = (level: Nested, depth: number): void => {
    if (typeof level === "number") {
      check(depth === shape.length, "nested rows", level, `${shape.length} levels of arrays`);
      values[filled] = level;
      filled += 1;
      return;
    }
    const expected = shape[depth];
    check(isRow(level), "number in a row", level, "a number");
    check(
      expected !== undefined && level.length === expected,
      "length of a row",
      level.length,
      `${expected ?? 0}, the length of the first`,
    );
    for (let i = 0; i < level.length; i += 1) fill(level[i] as Nested, depth + 1);
  };
  fill(nested, 0);
  return { shape, values };
}

function isRow(level: unknown): level is ArrayLike<number> | readonly Nested[] {
  return Array.isArray(level) || (ArrayBuffer.isView(level) && "length" in level);
}

/** Whether a value is a tensor already; throws where its shape and its numbers do not fit. */
export function isTensor(value: unknown): value is Tensor {
  if (typeof value !== "object" || value === null) return false;
  const { shape, values } = value as Partial<Tensor>;
  if (!Array.isArray(shape) || !ArrayBuffer.isView(values)) return false;
  const size = sizeOf(shape as number[]);
  const rule = `${size}, as its shape ${shapeText(shape as number[])} says`;
  check(values.length === size, "numbers of a tensor", values.length, rule);
  return true;
}

/** Some rows of a tensor, copied in the order of `rows`. */
export function takeRows(tensor: Tensor, rows: ArrayLike<number>): Tensor {
  const width = sizeOf(tensor.shape.slice(1));
  const Storage = tensor.values.constructor as new (length: number) => Numbers;
  const values = new Storage(rows.length * width);
  for (let i = 0; i < rows.length; i += 1) {
    const start = (rows[i] as number) * width;
    values.set(tensor.values.subarray(start, start + width), i * width);
  }
  return { shape: [rows.length, ...tensor.shape.slice(1)], values };
}

/** The index of the first number that is NaN or infinite, −1 where all are finite. */
export function firstNonFinite(values: ArrayLike<number>): number {
  for (let i = 0; i < values.length; i += 1) if (!Number.isFinite(values[i])) return i;
  return -1;
}

/** A shape as messages write it: `[m, 3]` where the first length is `"m"`. */
export function shapeText(shape: readonly (number | string)[]): string {
  return `[${shape.join(", ")}]`;
}
