import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/base/random.js";
import { createLoop } from "../../../../src/learning/embedding/loop/loop.js";
import {
  toWord2VecOptions,
  type Word2VecOptions,
} from "../../../../src/learning/embedding/options.js";
import { allocateModel, viewsOf } from "../../../../src/learning/embedding/loop/shared-model.js";
import { sigmoid } from "../../../../src/learning/embedding/cbow.js";

const loops = ["typescript", "wasm"] as const;

/** A small model with numbers of ordinary size, and what a chunk costs and changes at a step size. */
function small(given: Word2VecOptions, tokens: readonly number[]) {
  const options = toWord2VecOptions({ dimension: 3, sample: 0, reportEvery: 20, ...given });
  const model = allocateModel([9, 7, 5, 4, 3, 2], options);
  const loop = createLoop(model, options, 0);
  const random = new Random(11);
  const numbers = { input: model.input, output: model.output };
  for (const values of Object.values(numbers)) {
    values.forEach((_, i) => (values[i] = i % 4 < 3 ? random.uniform(-1, 1) : 0));
  }
  const start = { input: model.input.slice(), output: model.output.slice() };
  const run = (rate: number): number => {
    loop.tokens.set(tokens);
    return loop.run(tokens.length, { learningRate: rate, finalLearningRate: rate, seed: 8 }).loss;
  };
  const restore = (): void => {
    model.input.set(start.input);
    model.output.set(start.output);
  };
  return { model, numbers, start, run, restore };
}

/** Largest difference between −change/α and the derivative of the loss by central differences. */
function gradientGap(options: Word2VecOptions): { gap: number; largest: number } {
  const { numbers, start, run, restore } = small(options, [0, 1, 2, -1, 3, 4, 1]);
  const rate = 0.004;
  const change = (matrix: "input" | "output", by: number): Float32Array => {
    restore();
    run(by);
    return numbers[matrix].slice();
  };
  let gap = 0;
  let largest = 0;
  for (const matrix of ["input", "output"] as const) {
    // Steps follow one another: the difference to the opposite steps is free of their first mutual effect.
    const [there, back] = [change(matrix, rate), change(matrix, -rate)];
    start[matrix].forEach((value, i) => {
      if (i % 4 === 3) return;
      const lossAt = (moved: number): number => {
        restore();
        numbers[matrix][i] = moved;
        return run(0);
      };
      const numeric = (lossAt(value + 0.01) - lossAt(value - 0.01)) / 0.02;
      const exact = (back[i]! - there[i]!) / (2 * rate);
      gap = Math.max(gap, Math.abs(exact - numeric));
      largest = Math.max(largest, Math.abs(numeric));
    });
  }
  return { gap, largest };
}

describe.each(loops)("what a chunk changes in %s", (loop) => {
  const cases: Word2VecOptions[] = (["cbow", "skip-gram"] as const).flatMap((model) => [
    { model, negatives: "own" },
    { model, negatives: "shared" },
    { model, loss: "hierarchical" },
  ]);
  test.each(cases)("is the gradient of its loss by finite differences: %o", (options) => {
    const { gap, largest } = gradientGap({ ...options, cbowGradient: "exact", loop });
    expect(largest).toBeGreaterThan(0.3);
    expect(gap).toBeLessThan(1e-3);
  });

  test("is not the gradient where CBOW follows gensim: a factor |C| is missing", () => {
    expect(gradientGap({ cbowGradient: "gensim", loop }).gap).toBeGreaterThan(0.1);
  });
});

/** p(word | h) down the tree, in float64. */
function probability(
  word: number,
  h: Float64Array,
  output: Float32Array,
  { starts, steps }: { starts: Uint32Array; steps: Uint32Array },
): number {
  let p = 1;
  for (const step of steps.subarray(starts[word], starts[word + 1])) {
    let score = 0;
    h.forEach((value, k) => (score += value * output[(step >>> 1) * 4 + k]!));
    p *= sigmoid((step & 1) === 0 ? score : -score);
  }
  return p;
}

describe("hierarchical softmax", () => {
  test("gives probabilities whose sum over all words is 1 to 1e-12", () => {
    const { model } = small({ loss: "hierarchical" }, []);
    const views = viewsOf(model.layout, 0);
    for (let context = 0; context < 6; context += 1) {
      const h = Float64Array.from(model.input.subarray(context * 4, context * 4 + 3));
      const sum = [0, 1, 2, 3, 4, 5].reduce(
        (total, word) => total + probability(word, h, model.output, views),
        0,
      );
      expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
    }
  });

  test.each(loops)("costs −log p of the word in %s", (loop) => {
    for (const [a, b] of [
      [0, 5],
      [3, 1],
      [4, 2],
    ] as const) {
      const { model, run } = small({ loss: "hierarchical", model: "skip-gram", loop }, [a, b]);
      const views = viewsOf(model.layout, 0);
      const cost = (context: number, word: number): number => {
        const h = Float64Array.from(model.input.subarray(context * 4, context * 4 + 3));
        return -Math.log(probability(word, h, model.output, views));
      };
      expect(run(0)).toBeCloseTo(cost(a, b) + cost(b, a), 5);
    }
  });
});

describe.each(loops)("noise words in %s", (loop) => {
  test.each(["own", "shared"] as const)("come ∝ count^¾ by a χ² test (%s)", (negatives) => {
    // Output vectors are 0 and steps tiny: each time a word is drawn its vector falls by α/2, so draws can be counted.
    const rate = 2 ** -24;
    const counts = [500, 400, 300, 200, 100, 50, 25, 12, 6, 3, 2, 1];
    const options = toWord2VecOptions({
      model: "skip-gram",
      dimension: 1,
      sample: 0,
      negatives,
      reportEvery: 60_000,
      loop,
    });
    const model = allocateModel(counts, options);
    model.input.forEach((_, i) => (model.input[i] = i % 4 === 0 ? 1 : 0));
    const worker = createLoop(model, options, 0);
    worker.tokens.forEach((_, i, tokens) => (tokens[i] = i % 3 === 2 ? -1 : i % 3));
    worker.run(60_000, { learningRate: rate, finalLearningRate: rate, seed: 21 });
    // Words 0 and 1 are the targets too: the others are compared among themselves.
    const others = counts.slice(2);
    // Four windows of one pair each share their noise words.
    const fall = negatives === "shared" ? 2 * rate : rate / 2;
    const drawn = others.map((_, i) => Math.round(-model.output[(i + 2) * 4]! / fall));
    const total = drawn.reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(20_000);
    const weights = others.map((count) => count ** 0.75);
    const weight = weights.reduce((sum, each) => sum + each, 0);
    const chiSquare = drawn.reduce((sum, count, i) => {
      const expected = (total * weights[i]!) / weight;
      return sum + (count - expected) ** 2 / expected;
    }, 0);
    // 9 degrees of freedom: 99.9 % of draws give less than 27.9.
    expect(chiSquare).toBeLessThan(27.9);
    expect(chiSquare).toBeGreaterThan(0.5);
  });
});
