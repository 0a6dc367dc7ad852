import { describe, expect, test } from "vitest";
import { AliasTable } from "../../../src/base/alias-table.js";
import { Random } from "../../../src/base/random.js";
import { Vocabulary } from "../../../src/learning/text/vocabulary.js";

const corpus = [
  ["the", "king", "and", "the", "queen"],
  ["the", "river"],
];

describe("a vocabulary", () => {
  test("orders words by count, equal counts as first seen", () => {
    const vocabulary = Vocabulary.from(corpus);
    expect(vocabulary.words).toEqual(["the", "king", "and", "queen", "river"]);
    expect(vocabulary.counts).toEqual([3, 1, 1, 1, 1]);
    expect([vocabulary.size, vocabulary.tokens]).toEqual([5, 7]);
  });

  test("decodes what it encodes and drops what it does not know", () => {
    const vocabulary = Vocabulary.from(corpus);
    for (const sentence of corpus) {
      expect(vocabulary.decode(vocabulary.encode(sentence))).toEqual(sentence);
    }
    expect([...vocabulary.encode(["the", "sea", "king"])]).toEqual([0, 1]);
    expect(vocabulary.find("sea")).toBeUndefined();
  });

  test("leaves out rare words", () => {
    expect(Vocabulary.from(corpus, { minCount: 2 }).words).toEqual(["the"]);
  });

  test("holds words that are names of object properties", () => {
    const words = ["constructor", "__proto__", "toString"];
    expect(Vocabulary.from([words]).encode(words)).toHaveLength(3);
  });

  test("draws noise in proportion to count^(3/4)", () => {
    // 16^¾ = 8, 81^¾ = 27; chi-square with 2 degrees of freedom, 99.9 % point 13.82
    const counts = { a: 81, b: 16, c: 1 };
    const words = Object.entries(counts).flatMap(([word, count]) =>
      Array<string>(count).fill(word),
    );
    const weights = Vocabulary.from([words]).noiseWeights();
    [27, 8, 1].forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 12));
    const table = new AliasTable(weights);
    const random = new Random(1);
    const n = 36_000;
    const drawn = [0, 0, 0];
    for (let i = 0; i < n; i += 1) drawn[table.draw(random)]! += 1;
    const expected = [27, 8, 1].map((weight) => (n * weight) / 36);
    const chiSquare = drawn.reduce((sum, k, i) => sum + (k - expected[i]!) ** 2 / expected[i]!, 0);
    expect(chiSquare).toBeLessThan(13.82);
  });

  test("says what is wrong", () => {
    expect(() => Vocabulary.from(corpus, { minCount: 9 })).toThrow(
      "vocabulary is empty: 0 of 5 words kept; lower minCount (now 9)",
    );
    expect(() => Vocabulary.from([])).toThrow(
      "vocabulary is empty: 0 of 0 words kept; give a corpus with words",
    );
    expect(() => Vocabulary.from(corpus, { minCount: 0 })).toThrow(
      "minCount: 0; expected a whole number ≥ 1",
    );
    const vocabulary = Vocabulary.from(corpus);
    expect(() => vocabulary.indexOf("sea")).toThrow('word: "sea"; expected one of 5 known words');
    expect(vocabulary.indexOf("king")).toBe(1);
    expect(() => vocabulary.decode([5])).toThrow(
      "word number: 5; expected a whole number from 0 to 4",
    );
  });
});
