import { afterEach, describe, expect, test, vi } from "vitest";
import { Random } from "../../../src/base/random.js";
import { createLoop, type ChunkResult } from "../../../src/learning/embedding/loop.js";
import {
  toWord2VecOptions,
  type Word2VecOptions,
} from "../../../src/learning/embedding/options.js";
import { allocateModel, type SharedModel } from "../../../src/learning/embedding/shared-model.js";
import { webAssembly } from "../../../src/learning/embedding/web-assembly.js";

const counts = [400, 250, 180, 120, 90, 60, 45, 30, 20, 12, 8, 5];
const size = 900;

/** Sentences of 0 to 12 words, some of one, with words that occur twice in a window. */
function anyChunk(tokens: Int32Array, seed: number): void {
  const random = new Random(seed);
  const bag = counts.flatMap((count, word) => Array<number>(count).fill(word));
  for (let i = 0, left = random.integer(13); i < size; i += 1, left -= 1) {
    tokens[i] = left > 0 ? random.choice(bag) : -1;
    if (left <= 0) left = 1 + random.integer(13);
  }
}

/** A model with numbers of ordinary size, trained on three chunks. */
function trained(
  loop: "typescript" | "wasm",
  options: Word2VecOptions,
): { model: SharedModel; results: ChunkResult[] } {
  const complete = toWord2VecOptions({ sample: 0.05, reportEvery: size, ...options, loop });
  const model = allocateModel(counts, complete);
  const random = new Random(5);
  const { dimension, stride } = model;
  for (const rows of [model.input, model.output]) {
    rows.forEach((_, i) => (rows[i] = i % stride < dimension ? random.uniform(-0.5, 0.5) : 0));
  }
  const worker = createLoop(model, complete, 0);
  expect(worker.kind).toBe(loop);
  const results = [1, 2, 3].map((seed) => {
    anyChunk(worker.tokens, seed);
    return worker.run(size, { learningRate: 0.05, finalLearningRate: 0.02, seed });
  });
  return { model, results };
}

function furthest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

const cases: Word2VecOptions[] = [];
for (const model of ["cbow", "skip-gram"] as const) {
  for (const dimension of [1, 3, 16, 100, 300]) {
    for (const cbowGradient of ["gensim", "exact"] as const) {
      if (model === "skip-gram" && cbowGradient === "exact") continue;
      for (const negatives of ["own", "shared"] as const) {
        cases.push({ model, dimension, cbowGradient, loss: "negative", negatives });
      }
      cases.push({ model, dimension, cbowGradient, loss: "hierarchical" });
    }
  }
  for (const negatives of ["own", "shared"] as const) {
    for (const negative of [1, 2, 4, 6, 9, 14, 15]) {
      cases.push({ model, dimension: 20, negatives, negative });
    }
    cases.push({ model, dimension: 7, negatives, window: 1 });
    cases.push({ model, dimension: 7, negatives, window: 3, shrinkWindow: false });
    cases.push({ model, dimension: 7, negatives, window: 2000, sample: 0 });
    cases.push({ model, dimension: 7, negatives, noisePower: 0 });
  }
}

describe("both loops", () => {
  test.each(cases)("agree on %o", (options) => {
    const slow = trained("typescript", options);
    const fast = trained("wasm", options);
    slow.results.forEach(({ words, predictions, loss }, i) => {
      expect(predictions).toBeGreaterThan(100);
      expect(fast.results[i]).toMatchObject({ words, predictions });
      expect(Math.abs(fast.results[i]!.loss / loss - 1)).toBeLessThan(2e-6);
    });
    expect(furthest(slow.model.input, fast.model.input)).toBeLessThan(1e-5);
    expect(furthest(slow.model.output, fast.model.output)).toBeLessThan(1e-5);
  });
});
afterEach(() => vi.restoreAllMocks());
void webAssembly;
