import { describe, expect, test } from "vitest";
import { mergeWords, senseProbabilities } from "../../../src/learning/text/ambiguity.js";
import { sentences, trueContexts, type Grammar } from "../../../src/learning/text/grammar.js";
import { smallWorld } from "../../../src/learning/text/small-world.js";

/** "money house" (weight 3), "water side", and either with "the" in front. */
const tiny: Grammar = {
  scenes: [
    { weight: 3, slots: [{ money: 3, the: 1 }, { house: 1 }] },
    {
      weight: 1,
      slots: [
        { water: 1, the: 1 },
        { side: 4, house: 1 },
      ],
    },
  ],
};
const bank = { form: "bank", senses: { house: 0.5, side: 1 } };

describe("words with one form", () => {
  test("stand where their senses stood, and leave what is not written so", () => {
    const [first, second] = mergeWords(tiny, bank).scenes;
    expect(first).toEqual({
      weight: 3,
      slots: [
        { money: 3, the: 1 },
        { house: 0.5, bank: 0.5 },
      ],
    });
    expect(second?.slots[1]).toEqual({ house: 0.5, bank: 4.5 });
    const none = { form: "bank", senses: { house: 0, side: 0 } };
    expect(mergeWords(tiny, none)).toEqual(tiny);
  });

  test("have the mixture of their senses' contexts, weighted with their frequencies", () => {
    for (const share of [0.1, 0.5, 0.8]) {
      const senses = { market: share / 2, forest: (1 - share) / 2 };
      const { words, rows } = trueContexts(mergeWords(smallWorld, { form: "bank", senses }), 5);
      const row = (word: string) => rows[words.indexOf(word)]!;
      // market and forest are equally frequent in the small world
      row("bank").forEach((p, i) => {
        expect(p).toBeCloseTo(share * row("market")[i]! + (1 - share) * row("forest")[i]!, 14);
      });
    }
  });

  test("refuse a form that is taken, a sense that is none, and a share out of range", () => {
    expect(() => mergeWords(tiny, { form: "the", senses: {} })).toThrow(
      'form: "the"; expected a word that the grammar does not have',
    );
    expect(() => mergeWords(tiny, { form: "bank", senses: { shore: 1 } })).toThrow(
      'sense: "shore"; expected a word of the grammar',
    );
    expect(() => mergeWords(tiny, { form: "bank", senses: { side: 2 } })).toThrow(
      "share of side: 2; expected a number from 0 to 1",
    );
  });
});

describe("the probability of a sense", () => {
  test("is what one counts by hand", () => {
    // "the bank": ¾ · ¼ · (½ house) of the first scene, ¼ · ½ · (⅘ side + 1/10 house) of the second
    const house = 0.75 * 0.25 * 0.5 + 0.25 * 0.5 * 0.1;
    const side = 0.25 * 0.5 * 0.8;
    const found = senseProbabilities(tiny, bank, ["the", "bank"], 1);
    expect(found["house"]).toBeCloseTo(house / (house + side), 14);
    expect(found["side"]).toBeCloseTo(side / (house + side), 14);
    expect(senseProbabilities(tiny, bank, ["money", "bank"], 1)).toEqual({ house: 1, side: 0 });
  });

  test("is what long texts show, also where the form stands twice in a sentence", () => {
    const grammar: Grammar = {
      scenes: [
        {
          weight: 1,
          slots: [
            { a: 2, b: 1, c: 1 },
            { a: 2, b: 1, c: 1 },
          ],
        },
        {
          weight: 2,
          slots: [
            { a: 1, b: 3, c: 1 },
            { a: 1, b: 3, c: 1 },
          ],
        },
      ],
    };
    const x = { form: "x", senses: { a: 1, b: 0.5 } };
    const tagged = mergeWords(mergeWords(grammar, { form: "x:a", senses: { a: 1 } }), {
      form: "x:b",
      senses: { b: 0.5 },
    });
    let [seen, isA] = [0, 0];
    for (const sentence of sentences(tagged, { count: 60_000, seed: 2 })) {
      if (!sentence.every((word) => word.startsWith("x:"))) continue;
      seen += 1;
      if (sentence[0] === "x:a") isA += 1;
    }
    const p = senseProbabilities(grammar, x, ["x", "x"], 0)["a"]!;
    expect(Math.abs(isA / seen - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / seen));
  });

  test("refuses another word, and a sentence that cannot be said", () => {
    expect(() => senseProbabilities(tiny, bank, ["the", "bank"], 0)).toThrow(
      'word at place 0: "the"; expected "bank"',
    );
    expect(() => senseProbabilities(tiny, bank, ["constructor", "bank"], 1)).toThrow(
      'sentence: "constructor bank"; expected one that the grammar can say',
    );
  });
});
