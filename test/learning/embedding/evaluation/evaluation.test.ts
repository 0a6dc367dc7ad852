import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "../../../../src/base/random.js";
import {
  analogyRows,
  pairRows,
  rankCorrelation,
  topicAuc,
} from "../../../../src/learning/embedding/evaluation/evaluation.js";
import { createModel } from "../../../../src/learning/embedding/cbow.js";
import { train } from "../../../../src/learning/embedding/trainer.js";
import { Vectors } from "../../../../src/learning/embedding/vectors.js";
import { sentences, trueContexts } from "../../../../src/learning/text/grammar.js";
import { genderedPairs, smallWorld, topicOf } from "../../../../src/learning/text/small-world.js";
import { small } from "../small.js";

const truth = trueContexts(smallWorld, 5);

function untrained(seed: number, dimension = 16): Vectors {
  const { input } = createModel(truth.words.length, dimension, new Random(seed));
  return new Vectors(truth.words, Float32Array.from(input));
}

describe("trained vectors, over five seeds", () => {
  const trained: Vectors[] = [];
  beforeAll(async () => {
    for (const seed of [1, 2, 3, 4, 7]) {
      trained.push(await train(sentences(smallWorld, { seed }), { ...small, seed }));
    }
  });

  test("order the pairs of words as the truth does: ρ ≥ 0.8, and not perfectly", () => {
    for (const vectors of trained) {
      expect(rankCorrelation(vectors, truth)).toBeGreaterThan(0.8);
      expect(rankCorrelation(vectors, truth)).toBeLessThan(0.99);
    }
  });

  test("separate the topics: AUC ≥ 0.95", () => {
    for (const vectors of trained) expect(topicAuc(vectors, topicOf)).toBeGreaterThan(0.95);
  });

  test("answer at least 80 % of the forty analogies", () => {
    for (const vectors of trained) {
      const rows = analogyRows(vectors, genderedPairs);
      expect(rows).toHaveLength(40);
      expect(rows.filter((row) => row.correct).length).toBeGreaterThanOrEqual(32);
    }
  });

  test("do not show cos(man, woman) of 0.9 when they are good", () => {
    for (const vectors of trained) expect(vectors.similarity("man", "woman")).toBeLessThan(0.8);
  });
});

describe("untrained vectors", () => {
  test("have a ρ about 0", () => {
    const rhos = Array.from({ length: 20 }, (_, i) => rankCorrelation(untrained(i + 1), truth));
    const mean = rhos.reduce((sum, rho) => sum + rho, 0) / rhos.length;
    const variance = rhos.reduce((sum, rho) => sum + (rho - mean) ** 2, 0) / (rhos.length - 1);
    expect(Math.abs(mean)).toBeLessThan(3 * Math.sqrt(variance / rhos.length));
    expect(Math.max(...rhos.map(Math.abs))).toBeLessThan(0.15);
  });

  test("have cosines of mean 0 and standard deviation 1/√d", () => {
    for (const dimension of [16, 64]) {
      const cosines = pairRows(untrained(1, dimension), truth).map((row) => row.learned);
      const mean = cosines.reduce((sum, x) => sum + x, 0) / cosines.length;
      const sd = Math.sqrt(cosines.reduce((sum, x) => sum + (x - mean) ** 2, 0) / cosines.length);
      expect(Math.abs(mean)).toBeLessThan(0.05);
      expect(sd * Math.sqrt(dimension)).toBeGreaterThan(0.9);
      expect(sd * Math.sqrt(dimension)).toBeLessThan(1.1);
    }
  });
});

describe("the judgements themselves", () => {
  const rows = [Float64Array.of(1, 0), Float64Array.of(1, 1), Float64Array.of(0, 1)];
  const tiny = { words: ["a", "b", "c"], frequency: {}, rows };

  test("list each pair once, with both cosines", () => {
    const vectors = new Vectors(["c", "a"], Float32Array.of(1, 0, 1, 1));
    const [row, ...others] = pairRows(vectors, tiny);
    expect(others).toEqual([]);
    expect(row).toEqual({ a: "a", b: "c", learned: Math.fround(1) / Math.sqrt(2), truth: 0 });
  });

  test("give 1 to vectors that are the truth", () => {
    const same = new Vectors(["a", "b", "c"], Float32Array.of(1, 0.1, 1, 0.9, 0.2, 1));
    const itself = {
      ...tiny,
      rows: ["a", "b", "c"].map((word) => Float64Array.from(same.get(word))),
    };
    expect(rankCorrelation(same, itself)).toBeCloseTo(1, 12);
  });

  test("separate topics by hand", () => {
    // same topic: cos(a, b) = 1; different: cos(a, c) = cos(b, c) = 0; d has no topic
    const vectors = new Vectors(["a", "b", "c", "d"], Float32Array.of(1, 0, 2, 0, 0, 1, 1, 1));
    expect(topicAuc(vectors, { a: "x", b: "x", c: "y" })).toBe(1);
  });

  test("need pairs and topics to judge", () => {
    const vectors = untrained(1);
    expect(() => analogyRows(vectors, [["man", "woman"]])).toThrow(
      "pairs: 1; expected at least two",
    );
    expect(() => topicAuc(vectors, { man: "x", woman: "x" })).toThrow(
      "negatives: 0; expected at least one score",
    );
    const none = { words: [], frequency: {}, rows: [] };
    expect(() => rankCorrelation(vectors, none)).toThrow("length of x: 0; expected at least 2");
  });
});
