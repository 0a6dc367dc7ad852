/**
 * The start values of the input vectors: uniform in ±1/dimension (gensim's range: measured, ±0.5/dimension
 * loses a point of the analogies). Four generators take turns, one for every fourth column, so that WASM can
 * draw four numbers at once.
 */
import type { Random } from "../../../base/random.js";
import { instantiate } from "./loop-program.js";
import type { SharedModel } from "./shared-model.js";

/** Fills the input vectors with 24 random bits each; the padding of the rows stays 0. */
export function fillUniform(model: SharedModel, random: Random): void {
  const { words, dimension, stride, layout } = model;
  const { memory, places } = layout;
  const states = [0, 1, 2, 3].map((stream) => random.fork(stream).state);
  // The states by number: the first of all four generators, the second of all, …
  new Int32Array(memory.buffer, places.threads, 16).set(
    [0, 1, 2, 3].flatMap((nth) => states.map((state) => state[nth]!)),
  );
  const scale = 2 ** -23 / dimension;
  const rowBytes = 4 * stride;
  const program = instantiate(memory, false);
  program.start(places.input, words, rowBytes, dimension, scale, 1 / dimension, places.threads);
}
