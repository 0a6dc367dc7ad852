import { describe, expect, test } from "vitest";
import { sentences, trueContexts } from "../../../src/learning/text/grammar.js";
import {
  chinese,
  genderedPairs,
  pronouns,
  smallWorld,
  topicOf,
  topics,
} from "../../../src/learning/text/small-world.js";

const truth = trueContexts(smallWorld, 5);
const p = (context: string, word: string): number =>
  truth.rows[truth.words.indexOf(word)]![truth.words.indexOf(context)]!;

describe("the small world", () => {
  test("has sixty words, six topics and five gendered pairs", () => {
    expect(truth.words).toHaveLength(60);
    expect(topics).toHaveLength(6);
    expect(genderedPairs).toEqual([
      ["king", "queen"],
      ["actor", "actress"],
      ["man", "woman"],
      ["father", "mother"],
      ["boy", "girl"],
    ]);
    expect(Object.keys(topicOf)).toHaveLength(54);
  });

  test("names each word in both languages, no two alike", () => {
    expect(Object.keys(chinese).sort()).toEqual([...truth.words].sort());
    expect(new Set(Object.values(chinese)).size).toBe(60);
    for (const text of Object.values(chinese)) expect(text).toMatch(/^\p{Script=Han}+$/u);
  });

  test("tells sentences of five to nine words", () => {
    const lengths = [...sentences(smallWorld, { count: 500, seed: 7 })].map(
      (words) => words.length,
    );
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([5, 9]);
  });

  test("gives king and queen the same topic words, and the pronouns crosswise", () => {
    const [[he, his], [she, her], [it, its]] = pronouns.map((pair) => pair.map(({ en }) => en)) as [
      [string, string],
      [string, string],
      [string, string],
    ];
    for (const [man, woman] of genderedPairs) {
      for (const word of Object.keys(topicOf)) {
        if (genderedPairs.flat().includes(word)) continue;
        expect(p(word, man)).toBeCloseTo(p(word, woman), 14);
      }
      expect(p(he, man)).toBeCloseTo(p(she, woman), 14);
      expect(p(his, man)).toBeCloseTo(p(her, woman), 14);
      expect(p(it, man)).toBeCloseTo(p(its, woman), 14);
      expect(p(he, man)).toBeGreaterThan(2 * p(she, man));
    }
  });

  test("has the same true contexts in every window: words of a sentence are drawn independently", () => {
    const wide = trueContexts(smallWorld, 8);
    truth.rows.forEach((row, i) => {
      row.forEach((value, j) => expect(wide.rows[i]![j]!).toBeCloseTo(value, 14));
    });
  });

  test("counts its words in every row to 1", () => {
    for (const row of truth.rows) expect(row.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 13);
    const perSentence = Object.values(truth.frequency).reduce((sum, x) => sum + x, 0);
    expect(perSentence).toBeCloseTo((5 + 6 + 7 + 8 + 9) / 5, 12);
  });
});
