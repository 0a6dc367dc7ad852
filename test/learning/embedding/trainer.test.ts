import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { AliasTable } from "../../../src/base/alias-table.js";
import { Random } from "../../../src/base/random.js";
import { step } from "../../../src/learning/embedding/loop.js";
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

  test("is nothing but steps: the same vectors as a replay with plain arrays", () => {
    // window, noise weights, dropped targets, falling step size and the order of draws, each written out
    const options = { dimension: 3, window: 2, negatives: 4, noisePower: 0.5, epochs: 2, seed: 11 };
    const rates = { learningRate: 0.3, finalLearningRate: 0.1 };
    const few = [...corpus].slice(0, 40);
    const vocabulary = Vocabulary.from(few);
    const random = new Random(11);
    const model = createModel(vocabulary.size, 3, random);
    const noiseTable = new AliasTable(vocabulary.counts.map(Math.sqrt));
    let done = 0;
    for (const sentence of [...few, ...few]) {
      const words = sentence.map((word) => vocabulary.words.indexOf(word));
      words.forEach((target, i) => {
        done += 1;
        const context = words.filter((_, j) => j !== i && Math.abs(j - i) <= 2);
        const drawn = Array.from({ length: 4 }, () => noiseTable.draw(random));
        const noise = drawn.filter((word) => word !== target);
        const rate = 0.3 - (0.3 - 0.1) * (done / (2 * vocabulary.tokens));
        step(model, { context, target, noise }, rate);
      });
    }
    const [, vectors] = drain(cbowSteps(few, { ...options, ...rates }));
    const trained = Float32Array.from(vectors.words.flatMap((word) => [...vectors.get(word)]));
    expect(vectors.words).toEqual(vocabulary.words);
    trained.forEach((value, i) => expect(value).toBeCloseTo(model.input[i] as number, 5));
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
