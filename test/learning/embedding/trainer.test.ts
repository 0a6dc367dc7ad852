import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import {
  contextOf,
  cbowSteps,
  createModel,
  train,
  type TrainingStep,
} from "../../../src/learning/embedding/trainer.js";
import type { Vectors } from "../../../src/learning/embedding/vectors.js";
import { sentences } from "../../../src/learning/text/grammar.js";
import { smallWorld } from "../../../src/learning/text/small-world.js";
import { Vocabulary } from "../../../src/learning/text/vocabulary.js";

const corpus = sentences(smallWorld, { count: 500, seed: 7 });
const tokens = Vocabulary.from(corpus).tokens;

function drain(steps: Generator<TrainingStep, Vectors, void>): [TrainingStep[], Vectors] {
  const seen: TrainingStep[] = [];
  for (;;) {
    const next = steps.next();
    if (next.done === true) return [seen, next.value];
    seen.push(next.value);
  }
}

function digest(vectors: Vectors): string {
  const hash = createHash("sha256");
  for (const word of vectors.words) hash.update(word).update(vectors.get(word));
  return hash.digest("hex");
}

describe("training", () => {
  test("is bit-reproducible with a seed, and another with another", () => {
    const run = (seed: number): string => digest(drain(cbowSteps(corpus, { epochs: 1, seed }))[1]);
    expect(run(7)).toBe(run(7));
    expect(run(8)).not.toBe(run(7));
  });

  test("reports means over batches that are known and cover every guess once", () => {
    const [steps] = drain(cbowSteps(corpus, { epochs: 2, reportEvery: 1000 }));
    const batches = steps.map((step) => step.batch);
    expect(batches.slice(0, -1)).toEqual(Array(batches.length - 1).fill(1000));
    expect(batches.at(-1)).toBeGreaterThanOrEqual(1000);
    expect(batches.reduce((sum, batch) => sum + batch, 0)).toBe(2 * tokens);
    expect(steps.at(-1)?.predictions).toBe(2 * tokens);
    expect(steps.at(-1)?.epoch).toBe(2);
  });

  test("begins with the loss of ignorance and lowers the learning rate in a straight line", () => {
    const [steps] = drain(cbowSteps(corpus, { epochs: 1, reportEvery: 1, learningRate: 0.02 }));
    // noise that happens to be the target is dropped: 1 to 6 comparisons of ln 2 each
    const comparisons = (steps[0]?.loss ?? 0) / Math.LN2;
    expect(comparisons).toBeCloseTo(Math.round(comparisons), 6);
    expect(Math.round(comparisons)).toBeLessThanOrEqual(6);
    expect(steps[0]?.learningRate).toBeCloseTo(0.02 - (0.02 - 0.0001) / tokens, 12);
    expect(steps.at(-1)?.learningRate).toBeCloseTo(0.0001, 12);
  });

  test("gives the event loop its turn between two reports", async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 0);
    const seen: number[] = [];
    const onStep = async (): Promise<void> => void seen.push(ticks);
    await train(corpus, { epochs: 1, reportEvery: 200, onStep });
    clearInterval(timer);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.at(-1)).toBeGreaterThan(seen[0] as number);
  });

  test("drains the same generator", async () => {
    const options = { epochs: 1, seed: 3 };
    const [, direct] = drain(cbowSteps(corpus, options));
    expect(digest(await train(corpus, options))).toBe(digest(direct));
  });

  test("learns only the words of a given vocabulary", async () => {
    const vocabulary = Vocabulary.from(corpus, { minCount: 60 });
    const vectors = await train(corpus, { epochs: 1 }, vocabulary);
    expect(vectors.words).toEqual(vocabulary.words);
    expect(vectors.words.length).toBeLessThan(60);
  });

  test("refuses sentences without neighbours, and options of another kind", async () => {
    await expect(train([["alone"], ["lonely"]])).rejects.toThrow(
      "predicted words: 0; expected a sentence with at least two known words",
    );
    await expect(train(corpus, { window: 0 })).rejects.toThrow("window: 0; expected");
    await expect(train("king" as never)).rejects.toThrow("corpus:");
  });
});

describe("the context of a position", () => {
  test("is the window without the position, cut at the sentence's ends", () => {
    const words = Int32Array.of(10, 11, 12, 13, 14);
    const contexts = [0, 2, 4].map((position) => [...contextOf(words, position, 2)]);
    expect(contexts).toEqual([
      [11, 12],
      [10, 11, 13, 14],
      [12, 13],
    ]);
    expect(contextOf(Int32Array.of(10), 0, 2)).toHaveLength(0);
  });
});

describe("a new model", () => {
  test("has input vectors in ±1/2d and output vectors of 0", () => {
    const { input, output } = createModel(50, 8, new Random(1));
    expect(Math.max(...input.map(Math.abs))).toBeLessThanOrEqual(1 / 16);
    expect(new Set(input).size).toBeGreaterThan(390);
    expect([input.length, output.every((x) => x === 0)]).toEqual([400, true]);
  });
});
