import { describe, expect, test } from "vitest";
import { AliasTable } from "../../../src/base/alias-table.js";
import { Random } from "../../../src/base/random.js";
import { restartable } from "../../../src/learning/text/corpus.js";
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

  test("keeps the most frequent words, of equal counts those seen first", () => {
    expect(Vocabulary.from(corpus, { maxSize: 3 }).words).toEqual(["the", "king", "and"]);
    expect(Vocabulary.from(corpus, { maxSize: 3, minCount: 2 }).words).toEqual(["the"]);
    expect(Vocabulary.from(corpus, { maxSize: Infinity }).size).toBe(5);
  });

  test("counts a corpus that comes later", async () => {
    const later = restartable(async function* () {
      for (const sentence of corpus) yield await Promise.resolve(sentence);
    });
    for (const given of [later, corpus]) {
      const { words, counts, tokens } = await Vocabulary.read(given, { minCount: 2 });
      expect([words, counts, tokens]).toEqual([["the"], [3], 3]);
    }
    const text = restartable(async function* () {
      yield await Promise.resolve("the king" as unknown as string[]);
    });
    await expect(Vocabulary.read(text)).rejects.toThrow(
      'first sentence: "the king"; expected an array of words; split each sentence into words first',
    );
    await expect(Vocabulary.read("the king" as never)).rejects.toThrow('corpus: "the king"');
  });

  test("forgets rare words where memory is bounded, rarer ones first", () => {
    // After c: a 2, b 1, c 1 are three; words seen once go. After e: a 3, d 1, e 1; those seen up to twice go.
    const letters = [["a", "a", "b"], ["c"], ["a", "d"], ["e"], ["b"]];
    const vocabulary = Vocabulary.from(letters, { maxCounted: 2 });
    expect([vocabulary.words, vocabulary.counts]).toEqual([
      ["a", "b"],
      [3, 1],
    ]);
    const many = Array.from({ length: 10_000 }, (_, i) => ["often", `rare${i}`]);
    const bounded = Vocabulary.from(many, { maxCounted: 100 });
    expect(bounded.words[0]).toBe("often");
    expect([bounded.counts[0], bounded.size <= 101]).toEqual([10_000, true]);
  });

  test("is made of counts in any order", () => {
    const made = Vocabulary.fromCounts(["king", "the", "and"], Uint32Array.of(1, 3, 1));
    expect([made.words, made.counts, made.tokens]).toEqual([["the", "king", "and"], [3, 1, 1], 5]);
    expect([...made.encode(["and", "the", "sea"])]).toEqual([2, 0]);
    const options = { minCount: 2, maxSize: 1 };
    const counted = new Map([
      ["a", 2],
      ["b", 5],
      ["c", 1],
    ]);
    expect(Vocabulary.fromCounts(counted.keys(), counted.values(), options).words).toEqual(["b"]);
    expect(() => Vocabulary.fromCounts(["a", "b"], [1])).toThrow(
      "number of counts: 1; expected 2, one for each word",
    );
    expect(() => Vocabulary.fromCounts(["a"], [1], { minCount: 2 })).toThrow(
      "vocabulary is empty: 0 of 1 words kept; lower minCount (now 2)",
    );
  });

  test("of 300,000 words is the one that a plain sort gives", () => {
    const counts = Array.from({ length: 300_000 }, (_, i) => 1 + ((i * 7919) % 1000));
    const words = counts.map((_, i) => `word${i}`);
    const made = Vocabulary.fromCounts(words, counts, { minCount: 10 });
    const expected = words
      .map((word, i) => [word, counts[i]!] as const)
      .filter(([, count]) => count >= 10)
      .sort(([, a], [, b]) => b - a);
    expect(made.words.length).toBe(expected.length);
    expect(
      expected.every(([word, count], i) => made.words[i] === word && made.counts[i] === count),
    ).toBe(true);
    expect(made.find(expected[12_345]![0])).toBe(12_345);
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
    expect(() => Vocabulary.from(corpus, { maxSize: 0 })).toThrow(
      "maxSize: 0; expected a whole number ≥ 1 or Infinity",
    );
    expect(() => Vocabulary.from(corpus, { maxCounted: Infinity })).toThrow(
      "maxCounted: Infinity; expected a whole number from 1 to 16000000",
    );
    const vocabulary = Vocabulary.from(corpus);
    expect(() => vocabulary.indexOf("sea")).toThrow('word: "sea"; expected one of 5 known words');
    expect(vocabulary.indexOf("king")).toBe(1);
    expect(() => vocabulary.decode([5])).toThrow(
      "word number: 5; expected a whole number from 0 to 4",
    );
  });
});
