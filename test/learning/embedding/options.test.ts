import { describe, expect, test } from "vitest";
import {
  toWord2VecOptions,
  type Word2VecOptions,
} from "../../../src/learning/embedding/options.js";

describe("the options of word2vec", () => {
  test("are completed", () => {
    expect(toWord2VecOptions()).toEqual({
      model: "cbow",
      loss: "negative",
      dimension: 100,
      window: 5,
      shrinkWindow: true,
      negative: 5,
      negatives: "shared",
      noisePower: 0.75,
      sample: 1e-3,
      minCount: 5,
      maxSize: Infinity,
      epochs: 5,
      learningRate: 0.05,
      finalLearningRate: 0.0001,
      cbowGradient: "gensim",
      threads: 1,
      loop: "wasm",
      reportEvery: 196_608,
      seed: 1,
    });
    expect(toWord2VecOptions({ model: "skip-gram" }).learningRate).toBe(0.025);
    expect(toWord2VecOptions({ window: 2, seed: 7 })).toEqual({
      ...toWord2VecOptions(),
      window: 2,
      seed: 7,
    });
  });

  test("keep their default where undefined is given", () => {
    const loose = { epochs: undefined } as unknown as object;
    expect(toWord2VecOptions(loose).epochs).toBe(5);
  });

  test("are refused out of range", () => {
    for (const dimension of [0, 1_000_001, 1e300, 2.5])
      expect(() => toWord2VecOptions({ dimension })).toThrow(
        `dimension: ${dimension}; expected a whole number from 1 to 1000000`,
      );
    for (const negative of [0, 1001])
      expect(() => toWord2VecOptions({ negative })).toThrow(
        `negative: ${negative}; expected a whole number from 1 to 1000`,
      );
    expect(() => toWord2VecOptions({ window: 1.5 })).toThrow(
      "window: 1.5; expected a whole number ≥ 1",
    );
    expect(() => toWord2VecOptions({ learningRate: -1 })).toThrow(
      "learningRate: -1; expected a finite number ≥ 0",
    );
    expect(() => toWord2VecOptions({ threads: 4096 })).toThrow(
      /^threads: 4096; expected at most \d+, the cores of this machine; more would only wait for each other$/,
    );
    expect(() => toWord2VecOptions({ maxSize: 0 })).toThrow(
      "maxSize: 0; expected a whole number ≥ 1 or Infinity",
    );
    expect(() => toWord2VecOptions({ reportEvery: 0 })).toThrow(
      "reportEvery: 0; expected a whole number from 1 to 16777216",
    );
    expect(() => toWord2VecOptions({ model: "skipgram" as "cbow" })).toThrow(
      'model: "skipgram"; expected "cbow" or "skip-gram"',
    );
    expect(() => toWord2VecOptions({ shrinkWindow: 1 as unknown as boolean })).toThrow(
      "shrinkWindow: 1; expected true or false",
    );
    expect(() => toWord2VecOptions({ seed: 0.1 })).toThrow("seed: 0.1; expected a safe integer");
  });

  test("let the step size fall, also where it starts below its usual end", () => {
    expect(toWord2VecOptions({ learningRate: 1e-5 }).finalLearningRate).toBe(1e-5);
    expect(toWord2VecOptions({ learningRate: 0 }).finalLearningRate).toBe(0);
    expect(toWord2VecOptions({ learningRate: 1e-5, finalLearningRate: 1 }).finalLearningRate).toBe(
      1,
    );
  });

  test("report after fewer words where a word takes more work, and never after none", () => {
    const words = (options: Word2VecOptions) => toWord2VecOptions(options).reportEvery;
    expect(words({ model: "skip-gram" })).toBe(196_608);
    expect(words({ dimension: 300, negative: 20 })).toBe(Math.floor((196_608 * 6000) / 8100));
    // 6 contexts with 16 nodes of the tree each, 100 numbers a row
    expect(words({ model: "skip-gram", loss: "hierarchical" })).toBe(122_880);
    const heavy = { model: "skip-gram", dimension: 300, negative: 20, window: 10 } as const;
    expect(words(heavy)).toBe(Math.floor((196_608 * 6000) / (11 * 21 * 300)));
    expect(words({ ...heavy, dimension: 1000 })).toBe(12_288);
    expect(words({ ...heavy, dimension: 1_000_000, window: 1e9 })).toBe(1536);
    expect(words({ ...heavy, reportEvery: 20_000 })).toBe(20_000);
  });

  test("are refused under another library's names", () => {
    const gensim = { size: 100 } as object;
    expect(() => toWord2VecOptions(gensim)).toThrow(
      'option: "size"; expected one of model, loss, dimension, window, shrinkWindow, negative, negatives, noisePower, sample, minCount, maxSize, epochs, learningRate, finalLearningRate, cbowGradient, threads, loop, reportEvery, seed',
    );
  });
});
