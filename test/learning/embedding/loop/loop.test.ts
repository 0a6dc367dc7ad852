import { describe, expect, test, vi } from "vitest";
import { Random } from "../../../../src/base/random.js";
import { createLoop, type ChunkResult } from "../../../../src/learning/embedding/loop/loop.js";
import {
  toWord2VecOptions,
  type Word2VecOptions,
} from "../../../../src/learning/embedding/options.js";
import {
  allocateModel,
  attachModel,
  type SharedModel,
} from "../../../../src/learning/embedding/loop/shared-model.js";
import { webAssembly } from "../../../../src/learning/embedding/loop/web-assembly.js";

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
    const { learningRate } = complete;
    return worker.run(size, { learningRate, finalLearningRate: 0.4 * learningRate, seed });
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

describe("the WASM loop", () => {
  test("runs in WebAssembly: a program that does nothing leaves the model as it was", () => {
    const Instance = webAssembly.Instance;
    const ran: string[] = [];
    const spied = vi.spyOn(webAssembly, "Instance").mockImplementation(function (
      module: object,
      imports: object,
    ) {
      const { exports } = new Instance(module, imports);
      const train = () => void ran.push("train");
      return { exports: { ...exports, train } };
    } as never);
    const { model, results } = trained("wasm", { dimension: 8 });
    expect(ran).toHaveLength(3);
    expect(results[0]!.predictions).toBe(0);
    spied.mockRestore();
    const real = trained("wasm", { dimension: 8 });
    expect(furthest(real.model.input, model.input)).toBeGreaterThan(0.01);
    const slow = trained("typescript", { dimension: 8 });
    expect(furthest(real.model.input, slow.model.input)).toBeLessThan(1e-5);
  });

  test.each(cases.filter(({ dimension }) => dimension === 16))(
    "gives the same bytes twice: %o",
    (options) => {
      const [once, again] = [trained("wasm", options), trained("wasm", options)];
      expect(again.model.input).toEqual(once.model.input);
      expect(again.model.output).toEqual(once.model.output);
      expect(again.results).toEqual(once.results);
    },
  );

  test("agrees with itself where it may use relaxed SIMD", () => {
    for (const dimension of [7, 100]) {
      const strict = trained("wasm", { dimension });
      const relaxed = trained("wasm", { dimension, threads: 2 });
      expect(furthest(strict.model.input, relaxed.model.input)).toBeLessThan(1e-5);
    }
  });

  test("works in the space of each thread on its own", () => {
    const options = toWord2VecOptions({ dimension: 8, sample: 0, threads: 2, reportEvery: size });
    const model = allocateModel(counts, options);
    const attached = attachModel(structuredCloneOfLayout(model));
    expect(attached.input.buffer).toBe(model.input.buffer);
    const [first, second] = [0, 1].map((thread) => createLoop(attached, options, thread));
    anyChunk(first!.tokens, 1);
    second!.tokens.fill(-1);
    const rates = { learningRate: 0.05, finalLearningRate: 0.05, seed: 1 };
    expect(second!.run(size, rates)).toEqual({ words: 0, predictions: 0, loss: 0 });
    expect(first!.run(size, rates).predictions).toBeGreaterThan(100);
  });
});

/** A layout as a worker gets it: all but the memory is copied. */
function structuredCloneOfLayout({ layout }: SharedModel): SharedModel["layout"] {
  const { memory, ...rest } = layout;
  return { ...structuredClone(rest), memory };
}

describe.each(["typescript", "wasm"] as const)("a chunk in %s", (loop) => {
  const run = (tokens: number[], options: Word2VecOptions = {}) => {
    const complete = toWord2VecOptions({
      dimension: 4,
      sample: 0,
      window: 2,
      shrinkWindow: false,
      reportEvery: 20,
      ...options,
      loop,
    });
    const worker = createLoop(allocateModel([6, 5, 4, 3], complete), complete, 0);
    worker.tokens.set(tokens);
    return worker.run(tokens.length, { learningRate: 0.1, finalLearningRate: 0.1, seed: 4 });
  };

  test("has as many predictions as its windows", () => {
    // Two words see each other; three in a window of two: all see both others; one alone sees nothing.
    const tokens = [0, 1, -1, 0, 1, 2, -1, 3, -1, -1];
    expect(run(tokens)).toMatchObject({ words: 6, predictions: 5 });
    expect(run(tokens, { model: "skip-gram" })).toMatchObject({ words: 6, predictions: 2 + 6 });
    // The last sentence ends with the chunk.
    expect(run([0, 1])).toMatchObject({ words: 2, predictions: 2 });
    expect(run([])).toEqual({ words: 0, predictions: 0, loss: 0 });
  });

  test("costs ln 2 for each comparison while the output vectors are 0", () => {
    const costs = { model: "skip-gram", negative: 1, learningRate: 0 } as const;
    // Without steps nothing changes: each pair costs ln 2 and once more for a noise word that is not the target.
    const complete = toWord2VecOptions({
      ...costs,
      dimension: 4,
      sample: 0,
      reportEvery: 20,
      loop,
    });
    for (const negatives of ["own", "shared"] as const) {
      const model = allocateModel([1, 1], { ...complete, negatives });
      const worker = createLoop(model, { ...complete, negatives }, 0);
      worker.tokens.set([0, 1]);
      const { loss } = worker.run(2, { learningRate: 0, finalLearningRate: 0, seed: 9 });
      const comparisons = loss / Math.LN2;
      expect(comparisons).toBeCloseTo(Math.round(comparisons), 6);
      expect([2, 3, 4]).toContain(Math.round(comparisons));
    }
    const tree = { ...complete, loss: "hierarchical" } as const;
    const worker = createLoop(allocateModel([4, 2, 1, 1], tree), tree, 0);
    worker.tokens.set([0, 3]);
    // Codes of 1 and 3 bits.
    const { loss } = worker.run(2, { learningRate: 0, finalLearningRate: 0, seed: 9 });
    expect(loss).toBeCloseTo(4 * Math.LN2, 6);
  });

  test("lowers the step size in a straight line", () => {
    const complete = toWord2VecOptions({
      dimension: 4,
      negatives: "own",
      sample: 0,
      window: 1,
      reportEvery: 20,
      loop,
    });
    const at = (learningRate: number, finalLearningRate: number) => {
      const model = allocateModel([1, 1, 1, 1], complete);
      model.output.fill(0.5);
      const worker = createLoop(model, complete, 0);
      worker.tokens.set([0, 1, -1, 2, 3, -1]);
      worker.run(6, { learningRate, finalLearningRate, seed: 2 });
      return model;
    };
    // Four predictions at 1, ¾, ½, ¼ of the way down from 0.4 to 0: the first as at 0.4 throughout.
    const [falling, flat, still] = [at(0.4, 0), at(0.4, 0.4), at(0, 0)];
    expect(falling.input.slice(4, 8)).toEqual(flat.input.slice(4, 8));
    expect(falling.input.slice(8, 12)).not.toEqual(flat.input.slice(8, 12));
    expect(falling.input.slice(8, 12)).not.toEqual(still.input.slice(8, 12));
  });

  test("loses frequent words by subsampling, √(t/f) + t/f of them staying", () => {
    const complete = toWord2VecOptions({
      dimension: 1,
      window: 1,
      sample: 0.01,
      reportEvery: 200_000,
      loop,
    });
    const model = allocateModel([90, 10], complete);
    const worker = createLoop(model, complete, 0);
    worker.tokens.fill(0);
    const { words, predictions } = worker.run(200_000, {
      learningRate: 0,
      finalLearningRate: 0,
      seed: 3,
    });
    const share = Math.sqrt(0.01 / 0.9) + 0.01 / 0.9;
    expect(words).toBe(200_000);
    expect(Math.abs(predictions - 200_000 * share)).toBeLessThan(3 * Math.sqrt(200_000 * share));
  });
});
