import { describe, expect, test } from "vitest";
import {
  cosine,
  Vectors,
  type SimilarityQuestion,
} from "../../../src/learning/embedding/vectors.js";

/** man and woman, king and queen: the first number is rank, the second gender, the third neither. */
const small = new Vectors(
  ["man", "woman", "king", "queen", "river"],
  Float32Array.of(1, 1, 0, 1, -1, 0, 2, 1, 0, 2, -1, 0, 0, 0, 5),
);

describe("the cosine", () => {
  test("is a·b over both lengths", () => {
    expect(cosine([1, 2, 3], [-3, 0, 1])).toBe(0);
    expect(cosine([1, 0], [1, 1])).toBeCloseTo(Math.SQRT1_2, 15);
    expect(cosine([2, 2], [5, 5])).toBeCloseTo(1, 15);
  });

  test("stays within [-1, 1] and is 0 for a vector of zeros", () => {
    const v = [0.1, 0.2, 0.3];
    expect(cosine(v, v)).toBeLessThanOrEqual(1);
    expect(cosine([0, 0], [1, 1])).toBe(0);
  });

  test("refuses vectors of different lengths", () => {
    expect(() => cosine([1], [1, 2])).toThrow("length of b: 2; expected 1, the length of a");
  });
});

describe("word vectors", () => {
  test("know their neighbours, best first, themselves left out", () => {
    // cos(man, king) = 3/√10, cos(man, queen) = 1/√10, cos(man, woman) = 0, cos(man, river) = 0
    const [first, second] = small.mostSimilar("man", 2);
    expect(first?.word).toBe("king");
    expect(first?.similarity).toBeCloseTo(3 / Math.sqrt(10), 7);
    expect(second?.word).toBe("queen");
    expect(small.mostSimilar("man", 99).map(({ word }) => word)).not.toContain("man");
  });

  test("answer analogies with none of the words of the question", () => {
    expect(small.analogy("man", "woman", "king")[0]?.word).toBe("queen");
    expect(small.analogy("man", "woman", "king", 9).map(({ word }) => word)).toEqual([
      "queen",
      "river",
    ]);
  });

  test("do not change an answer when a vector is made longer", () => {
    const longer = new Vectors(
      small.words,
      Float32Array.from(
        small.words.flatMap((word, i) => [...small.get(word)].map((x) => x * (i + 1))),
      ),
    );
    const answers = longer.analogy("man", "woman", "king", 2);
    expect(answers.map(({ word }) => word)).toEqual(["queen", "river"]);
    small.analogy("man", "woman", "king", 2).forEach(({ similarity }, i) => {
      expect(answers[i]?.similarity).toBeCloseTo(similarity, 7);
    });
    expect(longer.similarity("man", "king")).toBeCloseTo(small.similarity("man", "king"), 7);
  });

  test("make a symmetric matrix with ones on its diagonal", () => {
    const matrix = small.similarities();
    matrix.forEach((row, i) => {
      expect(row[i]).toBeCloseTo(1, 12);
      row.forEach((value, j) => expect(value).toBe(matrix[j]?.[i]));
    });
    expect(small.similarities(["man", "woman"])).toHaveLength(2);
  });

  test("are kept by a snapshot", () => {
    const values = Float32Array.of(1, 0);
    const live = new Vectors(["a"], values);
    const kept = live.snapshot();
    values[0] = 5;
    expect([...live.get("a")]).toEqual([5, 0]);
    expect([...kept.get("a")]).toEqual([1, 0]);
  });

  test("say what they do not know", () => {
    expect(() => small.get("sea")).toThrow('word: "sea"; expected one of 5 known words');
    expect(() => small.mostSimilar("man", 0)).toThrow("count: 0; expected a whole number ≥ 1");
    expect(() => new Vectors(["a", "b"], new Float32Array(3))).toThrow(
      "number of values: 3; expected a positive multiple of 2, the number of words",
    );
    expect(() => new Vectors(["a", "a"], new Float32Array(2))).toThrow(
      'word: "a"; expected each word once',
    );
    expect([small.has("man"), small.has("sea")]).toEqual([true, false]);
  });

  test("name what cannot be asked", () => {
    const ask = (question: SimilarityQuestion) => () => small.mostSimilar(question);
    const positive = ["man"];
    expect(ask({ positive, count: 1.5 })).toThrow("count: 1.5; expected a whole number ≥ 1");
    expect(ask({ positive, method: "cosmul" as never })).toThrow(
      'unknown method: "cosmul"; expected "3CosAdd" or "3CosMul"',
    );
    expect(ask({})).toThrow("words of the question: 0; expected at least one");
    expect(ask({ negative: "man", method: "3CosMul" })).toThrow(
      "positive words of the question: 0; expected at least one for 3CosMul",
    );
    expect(ask({ positive: [["man", 2]], method: "3CosMul" })).toThrow(
      "weight: 2; expected 1 for 3CosMul, which has no weights",
    );
    expect(ask({ positive: [["man", NaN]] })).toThrow("weight: NaN; expected a finite number");
    expect(ask({ positive: [[1, 2]] })).toThrow("length of a vector: 2; expected 3, the dimension");
    expect(ask({ positive, among: 0 })).toThrow("among: 0; expected words, or a whole number ≥ 1");
    expect(ask({ positive, among: ["sea"] })).toThrow('word: "sea"; expected one of 5 known words');
    expect(() => small.subset([])).toThrow("words: 0; expected at least one");
    expect(() => small.doesntMatch(["man"])).toThrow("number of words: 1; expected at least two");
    expect(() => small.doesntMatch(["man", "sea"])).toThrow('word: "sea"; expected one of 5');
    expect(() => small.average(["sea"])).toThrow(
      'known words: ["sea"]; expected at least one, with a weight that is not 0',
    );
    expect(() => small.average(["man"], { weights: [] })).toThrow(
      "number of weights: 0; expected 1, one for each word",
    );
    expect(() => small.rows(0, 6)).toThrow("rows: [0,6]; expected places from 0 to 5");
    expect(() => new Vectors(["a"], Float32Array.of(1), [])).toThrow(
      "number of counts: 0; expected 1, the number of words",
    );
  });

  test("with zeros or numbers that are none are similar to nothing", () => {
    const odd = new Vectors(["a", "zero", "nan"], Float32Array.of(1, 2, 0, 0, NaN, 1));
    expect(odd.similarity("a", "zero")).toBe(0);
    expect(odd.similarity("nan", "nan")).toBe(0);
    expect(odd.mostSimilar("a")).toEqual([
      { word: "zero", similarity: 0 },
      { word: "nan", similarity: 0 },
    ]);
    expect(odd.mostSimilar({ positive: ["zero"], method: "3CosMul" })[0]?.word).toBe("a");
    expect([...odd.normalised().get("nan")]).toEqual([0, 0]);
  });

  test("keep counts, in copies and subsets too", () => {
    const counted = new Vectors(["a", "b"], Float32Array.of(1, 2), [9, 4]);
    expect(Array.from(counted.snapshot().counts!)).toEqual([9, 4]);
    expect(Array.from(counted.subset(["b"]).counts!)).toEqual([4]);
    expect(small.counts).toBeUndefined();
    expect([counted.size, counted.find("b"), counted.find("c")]).toEqual([2, 1, undefined]);
  });
});
