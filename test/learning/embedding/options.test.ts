import { describe, expect, test } from "vitest";
import { toWord2VecOptions } from "../../../src/learning/embedding/options.js";

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
    expect(() => toWord2VecOptions({ dimension: 0 })).toThrow(
      "dimension: 0; expected a whole number ≥ 1",
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

  test("are refused under another library's names", () => {
    const gensim = { size: 100 } as object;
    expect(() => toWord2VecOptions(gensim)).toThrow(
      'option: "size"; expected one of model, loss, dimension, window, shrinkWindow, negative, negatives, noisePower, sample, minCount, maxSize, epochs, learningRate, finalLearningRate, cbowGradient, threads, loop, reportEvery, seed',
    );
  });
});
