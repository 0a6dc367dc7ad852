/**
 * The start values of the input vectors: uniform in ±1/dimension, from four generators that take turns, one
 * for every fourth column, so that a SIMD loop can draw the same numbers.
 */
import type { Random } from "../../base/random.js";
import type { SharedModel } from "./shared-model.js";

/** Fills the input vectors; 24 random bits each, the padding of the rows stays 0. */
export function fillUniform(model: SharedModel, random: Random): void {
  const { words, dimension, stride, input } = model;
  const lanes = [0, 1, 2, 3].map((stream) => random.fork(stream));
  const scale = Math.fround(2 ** -23 / dimension);
  const low = Math.fround(1 / dimension);
  for (let row = 0; row < words; row += 1) {
    for (let k = 0; k < stride; k += 1) {
      const drawn = lanes[k & 3]!.uint32() >>> 8;
      input[row * stride + k] = k < dimension ? Math.fround(drawn * scale) - low : 0;
    }
  }
}
