import { describe, expect, test } from "vitest";
import { printedCorpus } from "../../../src/learning/article/program-listing.js";
import {
  evaluateAsPrinted,
  isAlpha,
  meanToOthers,
  metricParts,
  preprocessAsPrinted,
} from "../../../src/learning/article/program-metric.js";
import { Vectors } from "../../../src/learning/embedding/vectors.js";

/** cos(man, king) = 0.6, cos(man, sea) = 0, cos(king, sea) = 0.8. */
const vectors = new Vectors(["man", "king", "sea"], Float32Array.of(1, 0, 0.6, 0.8, 0, 1));

describe("the printed preparation", () => {
  test("makes letters of strings: 36, ten different ones", () => {
    const letters = preprocessAsPrinted(printedCorpus);
    expect(letters.join("")).toBe("thisisasentencethisisanothersentence");
    expect(letters).toHaveLength(36);
    expect(new Set(letters)).toHaveLength(10);
  });

  test("makes one flat list of sentences of words", () => {
    const words = preprocessAsPrinted([["a", "cat"], ["GPT4", "sat"], []]);
    expect(words).toEqual(["a", "cat", "sat"]);
  });

  test.each([
    // What Python 3.11 says to str.isalpha().
    ["is", true],
    ["a", true],
    ["模型", true],
    ["Änderung", true],
    ["ʰ", true],
    ["don't", false],
    ["well-known", false],
    ["GPT4", false],
    ["3.14", false],
    ["Ⅷ", false],
    [" ", false],
    ["", false],
  ])("keeps by isalpha: %j is %s", (word, kept) => {
    expect(isAlpha(word)).toBe(kept);
  });
});

describe("the printed evaluation", () => {
  const text = [["man", "king", "man", "sea"]];

  test("is the mean over tokens, the probe itself included: (1 + 0.6 + 1 + 0) / 4", () => {
    expect(evaluateAsPrinted(vectors, text)).toBeCloseTo(0.65, 7);
  });

  test("falls apart into the probe's share and the rest", () => {
    const { printed, share, others } = metricParts(vectors, text);
    expect(share).toBe(0.5);
    expect(others).toBeCloseTo(0.3, 7);
    expect(printed).toBeCloseTo(share * 1 + (1 - share) * others, 12);
  });

  test("passes over tokens without a vector, and is NaN where none has one", () => {
    expect(evaluateAsPrinted(vectors, [["man", "unknown", "sea"]])).toBeCloseTo(0.5, 7);
    expect(evaluateAsPrinted(vectors, [["unknown"]])).toBeNaN();
    expect(() => metricParts(vectors, [["unknown"]])).toThrow(
      "tokens with a vector: 0; expected at least one",
    );
  });

  test("has no other tokens where the probe is alone", () => {
    expect(metricParts(vectors, [["man", "man"]])).toEqual({ printed: 1, share: 1, others: NaN });
  });

  test("guards the wrong side: a token with a vector, but a probe without one", () => {
    const stops = 'word: "woman"; expected one of 3 known words';
    expect(() => evaluateAsPrinted(vectors, text, "woman")).toThrow(stops);
    expect(() => metricParts(vectors, text, "woman")).toThrow(stops);
  });
});

describe("the guarded mean", () => {
  test("counts each word once and never the probe", () => {
    expect(meanToOthers(vectors, "man")).toBeCloseTo((0.6 + 0) / 2, 7);
    expect(meanToOthers(vectors, "king")).toBeCloseTo((0.6 + 0.8) / 2, 7);
  });

  test("refuses a probe that is not known, and a lonely one", () => {
    expect(() => meanToOthers(vectors, "woman")).toThrow(
      'word: "woman"; expected one of 3 known words',
    );
    expect(() => meanToOthers(new Vectors(["man"], Float32Array.of(1)), "man")).toThrow(
      "words beside the probe: 0; expected at least one",
    );
  });
});
