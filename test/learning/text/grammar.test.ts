import { describe, expect, test } from "vitest";
import { sentences, trueContexts, type Grammar } from "../../../src/learning/text/grammar.js";

/** Two scenes: "a b" (weight 1) and "a c|d a" (weight 1, c three times as often as d). */
const tiny: Grammar = {
  scenes: [
    { weight: 2, slots: [{ a: 1 }, { b: 5 }] },
    { weight: 2, slots: [{ a: 1 }, { c: 3, d: 1 }, { a: 1 }] },
  ],
};

describe("the sentences of a grammar", () => {
  test("are the same at each reading, and others for another seed", () => {
    const corpus = sentences(tiny, { count: 50, seed: 3 });
    expect([...corpus]).toEqual([...corpus]);
    expect([...corpus]).toHaveLength(50);
    expect([...sentences(tiny, { count: 50, seed: 4 })]).not.toEqual([...corpus]);
  });

  test("refuse a count that is none", () => {
    const message = "count: -1; expected a whole number ≥ 0";
    expect(() => sentences(tiny, { count: -1 })).toThrow(message);
    expect(() => sentences({ scenes: [] })).toThrow("weights: 0; expected at least one");
  });
});

describe("true contexts", () => {
  test("are the sums that one makes by hand", () => {
    // window 1: a sees b (½), c (½ · ¾, twice: first and last a), d (½ · ¼, twice): ½ ¾ ¼ of 3/2
    const { words, rows, frequency } = trueContexts(tiny, 1);
    expect(words).toEqual(["a", "b", "c", "d"]);
    const expected = [0, 0.5, 0.75, 0.25].map((mass) => mass / 1.5);
    expected.forEach((p, i) => expect(rows[0]?.[i]).toBeCloseTo(p, 15));
    expect([...(rows[2] ?? [])]).toEqual([1, 0, 0, 0]);
    expect(frequency).toEqual({ a: 1.5, b: 0.5, c: 0.375, d: 0.125 });
  });

  test("reach as far as the window", () => {
    // window 2: the two a's of the second scene see each other, once each with ½
    const { rows } = trueContexts(tiny, 2);
    [1, 0.5, 0.75, 0.25].forEach((mass, i) => expect(rows[0]?.[i]).toBeCloseTo(mass / 2.5, 15));
  });

  test("are what a long corpus tends to", () => {
    const { words, rows } = trueContexts(tiny, 2);
    const counts = words.map(() => words.map(() => 0));
    for (const sentence of sentences(tiny, { count: 40_000, seed: 1 })) {
      sentence.forEach((word, i) =>
        sentence.forEach((other, j) => {
          if (i === j) return;
          counts[words.indexOf(word)]![words.indexOf(other)]! += 1;
        }),
      );
    }
    counts.forEach((row, i) => {
      const total = row.reduce((sum, count) => sum + count, 0);
      row.forEach((count, j) => {
        expect(Math.abs(count / total - rows[i]![j]!)).toBeLessThan(0.01);
      });
    });
  });

  test("refuse a window that is none", () => {
    const message = "window: 0; expected a whole number ≥ 1";
    expect(() => trueContexts(tiny, 0)).toThrow(message);
  });
});
