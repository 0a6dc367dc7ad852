/**
 * Vectors answer as gensim's KeyedVectors: test/fixtures/embedding/gensim.json was made by gensim 4.2 (ask-gensim.py
 * beside it says how), and is made again where Debian's python3-gensim is found.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openVectors } from "../../../src/learning/embedding/formats/open.js";
import type { Neighbour, SimilarityQuestion } from "../../../src/learning/embedding/vectors.js";

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/embedding/${name}`, import.meta.url));

type Answers = [string, number][];
interface Expected {
  similarity: [string, string, number][];
  distance: number;
  mostSimilar: Record<string, Answers>;
  positiveNegative: Answers;
  negativeOnly: Answers;
  weighted: Answers;
  ofVector: Answers;
  firstSix: Answers;
  product: Answers;
  productPositive: Answers;
  productMany: Answers;
  doesntMatch: string[];
  closerThan: string[];
  rank: number[];
  mean: number[];
  meanPlain: number[];
  setSimilarity: number;
}

const stored = JSON.parse(readFileSync(fixture("gensim.json"), "utf8")) as Expected;
const vectors = await openVectors(fixture("small.txt"));

function agree(found: readonly Neighbour[], expected: Answers): void {
  expect(found.map(({ word }) => word)).toEqual(expected.map(([word]) => word));
  // gensim sums in float32.
  found.forEach(({ similarity }, i) => {
    expect(Math.abs(similarity - expected[i]![1])).toBeLessThan(1e-6);
  });
}

function agreeAll(expected: Expected): void {
  for (const [a, b, cosine] of expected.similarity)
    expect(vectors.similarity(a, b)).toBeCloseTo(cosine, 6);
  expect(vectors.distance("sun", "moon")).toBeCloseTo(expected.distance, 6);
  for (const [word, answers] of Object.entries(expected.mostSimilar))
    agree(vectors.mostSimilar(word, 5), answers);
  const ask = (question: SimilarityQuestion) => vectors.mostSimilar(question);
  const both = { positive: ["sun", "sea"], negative: ["moon"], count: 6 };
  agree(ask(both), expected.positiveNegative);
  agree(ask({ negative: "moon", count: 3 }), expected.negativeOnly);
  const weighted = { positive: [["sun", 0.5] as const, "sea"], negative: [["moon", 2] as const] };
  agree(ask({ ...weighted, count: 6 }), expected.weighted);
  const sum = vectors.get("sun").map((x, k) => x + vectors.get("词")[k]!);
  agree(ask({ positive: [sum], count: 4 }), expected.ofVector);
  agree(ask({ positive: "sun", count: 9, among: 6 }), expected.firstSix);
  const method = "3CosMul";
  agree(ask({ ...both, method }), expected.product);
  agree(ask({ positive: "sun", count: 4, method }), expected.productPositive);
  const many = { positive: ["sun", "sea", "tree"], negative: ["moon", "naïve"], count: 6, method };
  agree(ask(many as SimilarityQuestion), expected.productMany);
  const { words } = vectors;
  expect(words.slice(0, -4).map((_, i) => vectors.doesntMatch(words.slice(i, i + 4)))).toEqual(
    expected.doesntMatch,
  );
  expect(vectors.closerThan("sun", "moon").sort()).toEqual(expected.closerThan);
  expect(words.slice(1).map((word) => vectors.rank("sun", word))).toEqual(expected.rank);
  const close = (found: ArrayLike<number>, numbers: number[]) => {
    expect(found).toHaveLength(numbers.length);
    numbers.forEach((x, k) => expect(found[k]).toBeCloseTo(x, 6));
  };
  close(vectors.average(["sun", "unknown", "sea"]), expected.mean);
  const plain = { weights: [2, -1], isNormalised: false };
  close(vectors.average(["sun", "sea"], plain), expected.meanPlain);
  expect(vectors.similarity(["sun", "moon"], ["sea", "tree", "wind"])).toBeCloseTo(
    expected.setSimilarity,
    6,
  );
}

describe("vectors in the manner of gensim", () => {
  test("answer what gensim 4.2 answered", () => {
    agreeAll(stored);
  });

  test("answer what the gensim of this machine answers", (context) => {
    const python = "/usr/bin/python3";
    const { status, stdout } = spawnSync(python, [fixture("ask-gensim.py")], { encoding: "utf8" });
    if (status !== 0) context.skip("python3-gensim is not installed");
    agreeAll(JSON.parse(stdout) as Expected);
  });

  test("never repeat the words of the question", () => {
    const found = vectors.mostSimilar({ positive: ["sun", "sea"], negative: ["moon"], count: 99 });
    expect(found).toHaveLength(vectors.size - 3);
  });

  test("ask some words alone", () => {
    const among = ["night", "day", "sun", "moon"];
    const found = vectors.mostSimilar({ positive: "sun", among });
    expect(found.map(({ word }) => word).sort()).toEqual(["day", "moon", "night"]);
    const all = vectors.mostSimilar("sun", 99).filter(({ word }) => among.includes(word));
    expect(found).toEqual(all);
  });

  test("become a subset in the order asked for, with copies of rows", () => {
    const few = vectors.subset(["词", "sun", "词"]);
    expect(few.words).toEqual(["词", "sun"]);
    expect(few.get("sun")).toEqual(vectors.get("sun"));
    expect(few.counts).toBeUndefined();
  });

  test("become vectors of length 1", () => {
    const unit = vectors.normalised();
    for (const word of unit.words) {
      const squares = unit.get(word).reduce((sum, x) => sum + x * x, 0);
      expect(squares).toBeCloseTo(1, 6);
    }
    expect(unit.similarity("sun", "sea")).toBeCloseTo(vectors.similarity("sun", "sea"), 6);
  });
});
