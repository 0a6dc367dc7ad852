/**
 * The cosine, the one measure of how similar two vectors are. Computed in float64; never NaN.
 */
import { check } from "../../base/check.js";

/**
 * The cosine of the angle between two vectors.
 *
 * @returns a value in [-1, 1]; 0 where one of them is all zeros or has a number that is not finite
 * @throws InputError where the lengths differ.
 * Formula: a·b / (|a| |b|)
 * @example
 * cosine([1, 0], [1, 1]); // 0.7071067811865475
 */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  check(a.length === b.length, "length of b", b.length, `${a.length}, the length of a`);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let k = 0; k < a.length; k += 1) {
    const x = a[k] as number;
    const y = b[k] as number;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  const lengths = Math.sqrt(aa * bb);
  if (!(lengths > 0 && lengths < Infinity)) return 0;
  return Math.max(-1, Math.min(1, ab / lengths));
}

/** The vector scaled to length 1; all zeros, or one with a number that is not finite, becomes zeros. */
export function unit(vector: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(vector);
  let squares = 0;
  for (const x of values) squares += x * x;
  if (!(squares > 0 && squares < Infinity)) return values.fill(0);
  const length = Math.sqrt(squares);
  return values.map((x) => x / length);
}
