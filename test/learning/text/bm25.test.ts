import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import { Bm25, rankScores } from "../../../src/learning/text/bm25.js";
import { characterBigrams } from "../../../src/learning/text/bigrams.js";

// Three documents of 4, 3 and 5 words: N = 3, avgdl = 4.
const corpus = [
  ["data", "need", "privacy", "data"],
  ["team", "need", "money"],
  ["privacy", "law", "and", "more", "law"],
];

describe("BM25", () => {
  const bm25 = new Bm25(corpus);

  test("gives words the idf ln(1 + (N − n + 0.5)/(n + 0.5))", () => {
    expect(bm25.idf("data")).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 15);
    expect(bm25.idf("need")).toBeCloseTo(Math.log(1 + 1.5 / 2.5), 15);
    expect(bm25.idf("unknown")).toBeCloseTo(Math.log(1 + 3.5 / 0.5), 15);
    expect(bm25.idf("unknown")).toBeCloseTo(3 * Math.LN2, 15);
    const everywhere = new Bm25([["a"], ["a"]]).idf("a"); // ln(1 + 0.5/2.5): positive
    expect(everywhere).toBeCloseTo(Math.log(1.2), 15);
  });

  test("scores three documents as computed by hand", () => {
    // "data privacy": idf(data) = ln(8/3), idf(privacy) = ln(1.6).
    const [data, privacy] = [Math.log(8 / 3), Math.log(1.6)];
    // Document 0, |D|/avgdl = 1: f = 2 gives 2·2.2/(2 + 1.2), f = 1 gives 2.2/2.2 = 1.
    const first = (data * 4.4) / 3.2 + privacy;
    // Document 2, |D|/avgdl = 1.25: 1.2·(0.25 + 0.75·1.25) = 1.425.
    const third = (privacy * 2.2) / 2.425;
    const scores = bm25.scores(["data", "privacy"]);
    expect(scores[0]).toBeCloseTo(first, 14);
    expect(scores[1]).toBe(0);
    expect(scores[2]).toBeCloseTo(third, 14);
    expect(Array.from(scores, (score) => score.toFixed(4))).toEqual(["1.8186", "0.0000", "0.4264"]);
    expect(bm25.rank(["data", "privacy"]).map(({ document }) => document)).toEqual([0, 2, 1]);
  });

  test("says what each word adds", () => {
    const idf = Math.log(8 / 3);
    const rows = bm25.explain(["law", "cat"], 2);
    expect(rows.map(({ word }) => word)).toEqual(["law", "cat"]);
    expect(rows.map(({ frequency, documents }) => [frequency, documents])).toEqual([
      [2, 1],
      [0, 0],
    ]);
    expect(rows[0]!.idf).toBeCloseTo(idf, 14);
    expect(rows[0]!.score).toBeCloseTo((idf * 2 * 2.2) / (2 + 1.2 * (0.25 + 0.75 * 1.25)), 14);
    expect(rows[1]).toMatchObject({ idf: Math.log(8), score: 0 });
  });

  test("counts a word that is asked twice twice", () => {
    const [once, twice] = [bm25.scores(["law"]), bm25.scores(["law", "law"])];
    expect(twice[2]).toBeCloseTo(2 * once[2]!, 14);
  });

  test("with k1 = 0 only asks which words are there", () => {
    const scores = new Bm25(corpus, { k1: 0 }).scores(["data", "law"]);
    for (const [i, expected] of [Math.log(8 / 3), 0, Math.log(8 / 3)].entries()) {
      expect(scores[i]).toBeCloseTo(expected, 14);
    }
  });

  test("with b = 0 does not look at lengths", () => {
    const scores = new Bm25(corpus, { b: 0 }).scores(["privacy"]);
    expect(scores[0]).toBe(scores[2]);
  });

  test("counts repetitions less and less, never above k1 + 1 times the idf", () => {
    const many = (f: number) => new Bm25([Array(f).fill("a"), ["b"]], { b: 0 }).scores(["a"])[0]!;
    const steps = [1, 2, 3, 4].map((f) => many(f + 1) - many(f));
    for (const [i, step] of steps.entries()) {
      expect(step).toBeGreaterThan(0);
      if (i > 0) expect(step).toBeLessThan(steps[i - 1]!);
    }
    expect(many(10_000)).toBeLessThan(2.2 * Math.log(2));
    expect(many(10_000)).toBeGreaterThan(2.19 * Math.log(2));
  });

  test("equals the formula written out, on random documents", () => {
    const random = new Random(7);
    const letters = [..."abcdefgh"];
    const draw = (length: number) => Array.from({ length }, () => random.choice(letters));
    const documents = Array.from({ length: 12 }, () => draw(1 + random.integer(9)));
    const [k1, b] = [1.7, 0.4];
    const index = new Bm25(documents, { k1, b });
    const mean = documents.flat().length / documents.length;
    const question = draw(4);
    const expected = documents.map((words) =>
      question.reduce((sum, word) => {
        const n = documents.filter((other) => other.includes(word)).length;
        const f = words.filter((other) => other === word).length;
        const idf = Math.log(1 + (12 - n + 0.5) / (n + 0.5));
        return sum + (idf * f * (k1 + 1)) / (f + k1 * (1 - b + (b * words.length) / mean));
      }, 0),
    );
    const scores = index.scores(question);
    for (const [i, score] of expected.entries()) expect(scores[i]).toBeCloseTo(score, 12);
  });

  test("keeps the order of documents with equal scores", () => {
    expect(rankScores([1, 2, 1, 2]).map(({ document }) => document)).toEqual([1, 3, 0, 2]);
  });

  test("names what it cannot use", () => {
    expect(() => new Bm25([])).toThrow("documents: 0; expected at least one");
    expect(() => new Bm25([[], []])).toThrow("words in all documents: 0; expected at least one");
    expect(() => new Bm25(["text" as unknown as string[]])).toThrow(
      'document 0: "text"; expected a list of words; split text into words first',
    );
    expect(() => bm25.rank("text" as unknown as string[])).toThrow(
      'question: "text"; expected a list of words; split text into words first',
    );
    expect(() => new Bm25(corpus, { k1: -1 })).toThrow("k1: -1; expected a finite number ≥ 0");
    expect(() => new Bm25(corpus, { b: 1.5 })).toThrow("b: 1.5; expected a number in [0, 1]");
    expect(() => bm25.explain(["a"], 3)).toThrow("document: 3; expected a place from 0 to 2");
  });
});

describe("character bigrams", () => {
  test("are pairs of Chinese characters within a run, and words elsewhere", () => {
    expect(characterBigrams("如何保护数据隐私？")).toEqual([
      ..."如何 何保 保护 护数 数据 据隐 隐私".split(" "),
    ]);
    expect(characterBigrams("用word2vec吗，好")).toEqual(["用", "word2vec", "吗", "好"]);
    expect(characterBigrams("Don’t PANIC: 3.14")).toEqual(["don't", "panic", "3.14"]);
    expect(characterBigrams(" …")).toEqual([]);
  });

  test("refuse what is no text", () => {
    expect(() => characterBigrams(3 as unknown as string)).toThrow("text: 3; expected a string");
  });
});
