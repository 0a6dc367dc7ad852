import { describe, expect, test } from "vitest";
import { grammarScores } from "../../../../src/learning/embedding/evaluation/evaluation.js";
import { expectedFactors } from "../../../../src/learning/embedding/evaluation/ppmi-factors.js";
import {
  contextCounts,
  mutualInformation,
  ppmiVectors,
} from "../../../../src/learning/embedding/evaluation/ppmi.js";
import { train } from "../../../../src/learning/embedding/trainer.js";
import { sentences, trueContexts } from "../../../../src/learning/text/grammar.js";
import { genderedPairs, smallWorld, topicOf } from "../../../../src/learning/text/small-world.js";
import { Vocabulary } from "../../../../src/learning/text/vocabulary.js";
import { small } from "../small.js";

const truth = trueContexts(smallWorld, 5);
/** P(w, c) of the grammar, up to a factor. */
const joint = truth.words.map((word, w) =>
  truth.rows[w]!.map((share) => share * truth.frequency[word]!),
);

describe("counting contexts", () => {
  test("by hand: a b a with one place on each side", () => {
    const corpus = [["a", "b", "a"], ["b"]];
    const vocabulary = Vocabulary.from(corpus);
    const counts = contextCounts(corpus, vocabulary, 1).map((row) => Array.from(row));
    const [a, b] = [vocabulary.indexOf("a"), vocabulary.indexOf("b")];
    expect([counts[a]![a], counts[a]![b], counts[b]![a], counts[b]![b]]).toEqual([0, 2, 2, 0]);
    const wide = contextCounts(corpus, vocabulary, 2);
    expect(wide[a]![a]).toBe(2);
  });

  test("tends to the grammar's own shares", () => {
    const corpus = sentences(smallWorld, { count: 20_000 });
    const vocabulary = Vocabulary.from(corpus);
    const counts = contextCounts(corpus, vocabulary, 5);
    const king = counts[vocabulary.indexOf("king")]!;
    const total = king.reduce((sum, seen) => sum + seen, 0);
    truth.words.forEach((word, c) => {
      const expected = truth.rows[truth.words.indexOf("king")]![c]!;
      expect(Math.abs(king[vocabulary.indexOf(word)]! / total - expected)).toBeLessThan(0.01);
    });
  });

  test("needs a window and not too many words", () => {
    const corpus = [Array.from({ length: 1001 }, (_, i) => `w${i}`)];
    const vocabulary = Vocabulary.from(corpus);
    expect(() => contextCounts(corpus, vocabulary, 0)).toThrow(
      "window: 0; expected a whole number ≥ 1",
    );
    expect(() => contextCounts(corpus, vocabulary, 1)).toThrow(
      "words: 1001; expected at most 1000; raise minCount or give maxSize",
    );
  });
});

describe("mutual information", () => {
  test("is 0 of independent words and log 2 of two that share half", () => {
    expect(
      mutualInformation([
        [1, 1],
        [1, 1],
      ]).map((row) => Array.from(row)),
    ).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const [row] = mutualInformation([
      [1, 0],
      [0, 1],
    ]);
    expect(Array.from(row!)).toEqual([Math.log(2), -Infinity]);
  });

  test("needs a table of counts", () => {
    expect(() => mutualInformation([[1, -1]])).toThrow("row 0: -1; expected finite numbers ≥ 0");
    expect(() => mutualInformation([[1], [1, 2]])).toThrow(
      "length of row 1: 2; expected 1, as of row 0",
    );
    expect(() => mutualInformation([[0]])).toThrow("sum of the table: 0; expected more than 0");
  });
});

describe("PPMI vectors", () => {
  test("of full dimension give back the table of positive PMI as U Σ Uᵀ", () => {
    const words = ["a", "b"];
    const vectors = ppmiVectors(
      words,
      [
        [3, 1],
        [1, 3],
      ],
      { dimension: 2, power: 0.5 },
    );
    // PMI(a, a) = log(3 · 8/16) = log 1.5, PMI(a, b) < 0 is cut: the vectors stand at right angles
    const [a, b] = [vectors.get("a"), vectors.get("b")];
    expect(a[0]! ** 2 + a[1]! ** 2).toBeCloseTo(Math.log(1.5), 6);
    expect(a[0]! * b[0]! + a[1]! * b[1]!).toBeCloseTo(0, 6);
  });

  test("judge like skip-gram, which factorises the same table: ρ within 0.05 of it, over three seeds", async () => {
    for (const seed of [1, 2, 3]) {
      const corpus = sentences(smallWorld, { seed });
      const vocabulary = Vocabulary.from(corpus);
      const counted = ppmiVectors(vocabulary.words, contextCounts(corpus, vocabulary, 5));
      const trained = await train(corpus, { ...small, seed, model: "skip-gram" });
      const [own, baseline] = [trained, counted].map((vectors) =>
        grammarScores(vectors, truth, topicOf, genderedPairs),
      );
      expect(baseline!.spearman).toBeGreaterThan(0.8);
      expect(Math.abs(own!.spearman - baseline!.spearman)).toBeLessThan(0.05);
      expect(own).toMatchObject({ pairs: 1770, asked: 40 });
      expect(baseline!.topicAuc).toBeGreaterThan(0.95);
    }
  });

  test("need fitting sizes and options in their ranges", () => {
    const table = [
      [1, 1],
      [1, 1],
    ];
    expect(() => ppmiVectors(["a"], table)).toThrow("rows: 2; expected 1, one per word");
    const many = Array.from({ length: 1001 }, (_, i) => `w${i}`);
    expect(() =>
      ppmiVectors(
        many,
        many.map(() => [1]),
        { dimension: 1 },
      ),
    ).toThrow("words: 1001; expected at most 1000");
    expect(() => ppmiVectors(["a", "b"], table)).toThrow(
      "dimension: 16; expected a whole number from 1 to 2",
    );
    expect(() => ppmiVectors(["a", "b"], table, { dimension: 1, shift: -1 })).toThrow(
      "shift: -1; expected a finite number ≥ 0",
    );
    expect(() => ppmiVectors(["a", "b"], table, { dimension: 1, power: 2 })).toThrow(
      "power: 2; expected a number from 0 to 1",
    );
  });
});

describe("the expected gradient of negative sampling", () => {
  test.each([1, 5, 15])(
    "ends at PMI − log K to 1e-8, K = %i, all words of the grammar",
    (negative) => {
      const { products, residual } = expectedFactors(joint, { negative });
      expect(residual).toBeLessThanOrEqual(1e-12);
      const pmi = mutualInformation(joint);
      let most = 0;
      pmi.forEach((row, w) => {
        row.forEach((value, c) => {
          most = Math.max(most, Math.abs(products[w]![c]! - (value - Math.log(negative))));
        });
      });
      expect(most).toBeLessThan(1e-8);
    },
  );

  test("stops after the steps that it is given", () => {
    const { steps, residual } = expectedFactors(joint, { steps: 3 });
    expect(steps).toBe(3);
    expect(residual).toBeGreaterThan(0.01);
  });

  test("needs a square table without zeros", () => {
    expect(() =>
      expectedFactors([
        [1, 0],
        [1, 1],
      ]),
    ).toThrow("row 0, column 1: 0; expected a number > 0: the PMI of 0 is −Infinity");
    expect(() => expectedFactors([[1, 2]])).toThrow("columns: 2; expected 1, one per word");
    expect(() => expectedFactors([])).toThrow("words: 0; expected from 1 to 200");
    expect(() => expectedFactors([[1]], { negative: 0 })).toThrow(
      "negative: 0; expected a whole number ≥ 1",
    );
    expect(() => expectedFactors([[1]], { tolerance: 0 })).toThrow(
      "tolerance: 0; expected a number > 0",
    );
  });
});
