/** The same computation on the WASM backend and on tfjs's cpu backend, for case tables. */
import { backend } from "../../../../src/learning/network/tfjs/backend.js";
import { installedMemory } from "../../../../src/learning/network/tfjs/install.js";

export const { tf } = await backend({ name: "wasm" });
export type Tf = typeof tf;
export type Tensor = ReturnType<Tf["tensor"]>;

/** Numbers between −1 and 1, the same for the same seed. */
export function numbers(count: number, seed: number): Float32Array {
  let state = seed * 2654435761 + 12345;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

export const tensorOf = (shape: readonly number[], seed: number): Tensor =>
  tf.tensor(
    numbers(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
    [...shape],
  );

/** How often our kernel of this name ran during f. */
export async function runsOf(name: string, f: () => unknown): Promise<number> {
  const { runs } = installedMemory()!;
  const before = runs.get(name) ?? 0;
  await f();
  return (runs.get(name) ?? 0) - before;
}

export interface Result {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

/** Runs f on a backend and reads its tensors; leaves the WASM backend set. */
export async function on(name: "wasm" | "cpu", f: () => Tensor | Tensor[]): Promise<Result[]> {
  await tf.setBackend(name);
  try {
    const found = tf.tidy(() => {
      const out = f();
      return Array.isArray(out) ? out : [out];
    });
    const read = found.map((each) => ({
      shape: each.shape,
      dtype: each.dtype,
      values: [...each.dataSync()],
    }));
    tf.dispose(found);
    return read;
  } finally {
    await tf.setBackend("wasm");
  }
}

/** The largest difference of two results, relative to the larger of 1 and the value. */
export function difference(a: readonly Result[], b: readonly Result[]): number {
  if (a.length !== b.length) return Infinity;
  let worst = 0;
  a.forEach(({ shape, dtype, values }, i) => {
    const other = b[i]!;
    if (shape.join() !== other.shape.join() || dtype !== other.dtype) worst = Infinity;
    values.forEach((value, j) => {
      const expected = other.values[j]!;
      if (Object.is(value, expected) || (Number.isNaN(value) && Number.isNaN(expected))) return;
      const off = Math.abs(value - expected) / Math.max(1, Math.abs(expected));
      worst = Number.isNaN(off) ? Infinity : Math.max(worst, off);
    });
  });
  return worst;
}

/** Central differences of f at x, in float64 around float32 values: the gradient that nothing argues with. */
export async function differences(
  x: Float32Array,
  shape: readonly number[],
  f: (x: Tensor) => Tensor,
  step = 1e-2,
): Promise<number[]> {
  return [...x].map((_, i) => {
    const at = (shift: number) => {
      const moved = Float32Array.from(x);
      moved[i]! += shift;
      return {
        moved: moved[i]!,
        value: tf.tidy(() => f(tf.tensor(moved, [...shape])).dataSync()[0]!),
      };
    };
    const [up, down] = [at(step), at(-step)];
    return (up.value - down.value) / (up.moved - down.moved);
  });
}
