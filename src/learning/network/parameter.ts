/**
 * Parameters at the start of training. Weights are uniform in ±√(6/(in + out)), so that neither signals
 * nor gradients grow or shrink from layer to layer (Glorot & Bengio 2010); those from state to state are
 * orthogonal, so that they do not from step to step (Saxe, McClelland & Ganguli 2014); biases start at 0.
 */
import type { Random } from "../../base/random.js";
import type { Parameter } from "./layer.js";
import { sizeOf, zeros, type Precision } from "./tensor.js";

/** A parameter of zeros. */
export function zeroParameter(
  name: string,
  shape: readonly number[],
  precision: Precision,
): Parameter {
  const length = sizeOf(shape);
  return { name, shape, values: zeros(length, precision), gradient: zeros(length, precision) };
}

/**
 * A parameter of random weights.
 *
 * @param bound weights lie in ±bound; √(6/(in + out)) of a matrix [in, out] if not given
 */
export function randomParameter(
  name: string,
  shape: readonly [number, number],
  precision: Precision,
  random: Random,
  bound: number = Math.sqrt(6 / (shape[0] + shape[1])),
): Parameter {
  const parameter = zeroParameter(name, shape, precision);
  for (let i = 0; i < parameter.values.length; i += 1) {
    parameter.values[i] = random.uniform(-bound, bound);
  }
  return parameter;
}

/**
 * A parameter of square blocks side by side, each a random rotation: QᵀQ = 1.
 *
 * @param shape n rows, and a multiple of n columns
 */
export function orthogonalParameter(
  name: string,
  shape: readonly [number, number],
  precision: Precision,
  random: Random,
): Parameter {
  const parameter = zeroParameter(name, shape, precision);
  const [n, columns] = shape;
  for (let block = 0; block < columns; block += n) {
    const rows: number[][] = [];
    while (rows.length < n) {
      const row = Array.from({ length: n }, () => random.normal());
      // Twice, for after one pass of Gram–Schmidt rounding leaves a little of the others.
      for (const other of [...rows, ...rows]) {
        const along = row.reduce((sum, value, j) => sum + value * other[j]!, 0);
        other.forEach((value, j) => (row[j]! -= along * value));
      }
      const length = Math.hypot(...row);
      rows.push(row.map((value) => value / length));
    }
    rows.forEach((row, i) => parameter.values.set(row, i * columns + block));
  }
  return parameter;
}
