import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { toWord2VecOptions } from "../../../src/learning/embedding/options.js";
import {
  toEncoded,
  train,
  word2VecSteps,
  type TrainOptions,
} from "../../../src/learning/embedding/trainer.js";
import type { TrainingStep } from "../../../src/learning/embedding/training/run.js";
import type { Vectors } from "../../../src/learning/embedding/vectors.js";
import { restartable } from "../../../src/learning/text/corpus.js";
import { sentences } from "../../../src/learning/text/grammar.js";
import { smallWorld } from "../../../src/learning/text/small-world.js";
import { textFiles } from "../../../src/learning/text/text-files.js";
import { Vocabulary } from "../../../src/learning/text/vocabulary.js";
import { small } from "./small.js";

const corpus = sentences(smallWorld, { count: 500, seed: 7 });
const tokens = Vocabulary.from(corpus).tokens;

async function drain(options: TrainOptions): Promise<[TrainingStep[], Vectors]> {
  const steps: TrainingStep[] = [];
  const vectors = await train(corpus, { ...options, onStep: (step) => void steps.push(step) });
  return [steps, vectors];
}

function digest(vectors: Vectors): string {
  const hash = createHash("sha256");
  for (const word of vectors.words) hash.update(word).update(vectors.get(word));
  return hash.digest("hex");
}

describe("training", () => {
  test("is bit-reproducible with a seed, and another with another", async () => {
    const run = async (seed: number) =>
      digest(await train(corpus, { ...small, epochs: 1, seed, loop: "wasm" }));
    expect(await run(7)).toBe(await run(7));
    expect(await run(8)).not.toBe(await run(7));
  });

  test("reports means over batches that are known and cover every guess once", async () => {
    const [steps] = await drain({ ...small, epochs: 2, reportEvery: 1000 });
    const guesses = steps.reduce((sum, step) => sum + step.batch, 0);
    expect(steps.at(-1)).toMatchObject({ epoch: 2, words: 2 * tokens, predictions: guesses });
    // A chunk ends a sentence, so that its last word may stand alone; no other word does.
    expect(guesses).toBeGreaterThan(2 * tokens - steps.length);
    expect(steps).toHaveLength(2 * Math.ceil((tokens + 500) / 1000));
    for (const step of steps) expect(step.batch).toBeLessThanOrEqual(1000);
  });

  test("begins with the loss of ignorance and lowers the learning rate in a straight line", async () => {
    const [steps] = await drain({ ...small, epochs: 1, reportEvery: 100, learningRate: 1e-9 });
    // Six comparisons of ln 2 each, but for noise words that happen to be the target and are dropped.
    const first = (steps[0]?.loss ?? 0) / Math.LN2;
    expect(first).toBeLessThanOrEqual(6);
    expect(first).toBeGreaterThan(5.5);
    const [line] = await drain({ ...small, epochs: 1, reportEvery: 1000 });
    line.forEach(({ epoch, learningRate }) =>
      expect(learningRate).toBeCloseTo(0.02 - (0.02 - 0.0001) * epoch, 12),
    );
    expect(line).not.toHaveLength(0);
  });

  test("gives the event loop its turn between two reports", async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 0);
    const seen: number[] = [];
    const onStep = async (): Promise<void> => {
      seen.push(ticks);
      await new Promise((resolve) => setTimeout(resolve, 2));
    };
    await train(corpus, { ...small, epochs: 2, reportEvery: 200, onStep });
    clearInterval(timer);
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.at(-1)).toBeGreaterThan(seen[0] as number);
  });

  test("drains the same generator", async () => {
    const options = { ...small, epochs: 1, seed: 3 };
    const steps = word2VecSteps(corpus, options);
    let next = await steps.next();
    while (next.done !== true) next = await steps.next();
    expect(digest(await train(corpus, options))).toBe(digest(next.value));
  });

  test("is the same from sentences in memory and from a file of them", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tidebook-train-"));
    const path = join(folder, "corpus.txt");
    writeFileSync(path, [...corpus].map((words) => `${words.join(" ")}\n`).join(""));
    const fromFile = await train(await textFiles(path), { ...small, epochs: 1 });
    rmSync(folder, { recursive: true });
    expect(digest(fromFile)).toBe(digest(await train(corpus, { ...small, epochs: 1 })));
  });

  test("by two threads learns the same words, as well", async () => {
    const steps: TrainingStep[] = [];
    const onStep = (step: TrainingStep) => void steps.push(step);
    const many = sentences(smallWorld, { count: 4000, seed: 7 });
    const options = { ...small, epochs: 2, reportEvery: 2000, threads: 2 };
    const vectors = await train(many, { ...options, onStep });
    expect(vectors.words).toEqual(Vocabulary.from(many).words);
    expect(steps.at(-1)).toMatchObject({ epoch: 2, words: 2 * Vocabulary.from(many).tokens });
    expect(steps.at(-1)!.loss).toBeLessThan(0.75 * steps[0]!.loss);
  });

  test.each([1, 2])("by %i threads stops at a signal, with its reason", async (threads) => {
    const controller = new AbortController();
    const seen: number[] = [];
    const onStep = ({ epoch }: TrainingStep) => {
      seen.push(epoch);
      controller.abort(new Error("enough"));
    };
    const options = { ...small, epochs: 1000, reportEvery: 1000, threads };
    const training = train(corpus, { ...options, onStep, signal: controller.signal });
    await expect(training).rejects.toThrow("enough");
    expect(seen).toHaveLength(1);
  });

  test("learns only the words of a given vocabulary", async () => {
    const vocabulary = Vocabulary.from(corpus, { minCount: 60 });
    const vectors = await train(corpus, { ...small, epochs: 1 }, vocabulary);
    expect(vectors.words).toEqual(vocabulary.words);
    expect(vectors.words.length).toBeLessThan(60);
  });

  test.each([1, 2])("by %i threads refuses sentences without neighbours", async (threads) => {
    await expect(train([["alone"], ["lonely"]], { ...small, threads })).rejects.toThrow(
      "predicted words: 0; expected a sentence with at least two known words",
    );
  });

  test("says how to keep words that subsampling left out of a tiny corpus", async () => {
    await expect(train([["the", "king"]], { minCount: 1 })).rejects.toThrow(
      "predicted words: 0; expected a sentence with at least two known words; sample: 0 keeps frequent words",
    );
  });

  test("refuses what no memory holds before the corpus is read", async () => {
    const unread = restartable(async function* () {
      yield await Promise.reject<string[]>(new Error("was read"));
    });
    const options = { dimension: 1_000_000, window: 100_000 };
    await expect(train(unread, options)).rejects.toThrow(
      "what WebAssembly addresses; lower window, dimension, negative or threads",
    );
  });

  test("stops reading at a signal, with its reason", async () => {
    const controller = new AbortController();
    let read = 0;
    const endless = restartable(async function* () {
      for (;;) {
        if ((read += 1) === 3) controller.abort(new Error("enough"));
        yield ["the", "king"];
      }
    });
    const { signal } = controller;
    await expect(toEncoded(endless, toWord2VecOptions(small), { signal })).rejects.toThrow(
      "enough",
    );
    expect(read).toBe(3);
  });

  test("refuses options out of range and a corpus of another kind", async () => {
    await expect(train(corpus, { window: 0 })).rejects.toThrow("window: 0; expected");
    await expect(train("king" as never)).rejects.toThrow("corpus:");
    await expect(train([["rare", "words"]])).rejects.toThrow(
      "vocabulary is empty: 0 of 2 words kept; lower minCount (now 5)",
    );
  });
});
