import { describe, expect, test } from "vitest";
import { toCbowOptions } from "../../../src/learning/embedding/options.js";

describe("the options of CBOW", () => {
  test("are completed", () => {
    expect(toCbowOptions()).toEqual({
      dimension: 16,
      window: 5,
      negatives: 5,
      noisePower: 0.75,
      epochs: 3,
      learningRate: 0.02,
      finalLearningRate: 0.0001,
      reportEvery: 10_000,
      seed: 1,
    });
    expect(toCbowOptions({ window: 2, seed: 7 })).toEqual({
      ...toCbowOptions(),
      window: 2,
      seed: 7,
    });
  });

  test("keep their default where undefined is given", () => {
    const loose = { epochs: undefined } as unknown as object;
    expect(toCbowOptions(loose).epochs).toBe(3);
  });

  test("are refused out of range", () => {
    expect(() => toCbowOptions({ dimension: 0 })).toThrow(
      "dimension: 0; expected a whole number ≥ 1",
    );
    expect(() => toCbowOptions({ window: 1.5 })).toThrow(
      "window: 1.5; expected a whole number ≥ 1",
    );
    expect(() => toCbowOptions({ learningRate: -1 })).toThrow(
      "learningRate: -1; expected a finite number ≥ 0",
    );
    expect(() => toCbowOptions({ seed: 0.1 })).toThrow("seed: 0.1; expected a safe integer");
  });

  test("are refused under another library's names", () => {
    const gensim = { size: 100 } as object;
    expect(() => toCbowOptions(gensim)).toThrow(
      'option: "size"; expected one of dimension, window, negatives, noisePower, epochs, learningRate, finalLearningRate, reportEvery, seed',
    );
  });
});
