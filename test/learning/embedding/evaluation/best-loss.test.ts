import { describe, expect, test } from "vitest";
import { bestLoss } from "../../../../src/learning/embedding/evaluation/best-loss.js";
import { train } from "../../../../src/learning/embedding/trainer.js";
import { sentences, type Grammar } from "../../../../src/learning/text/grammar.js";
import { smallWorld } from "../../../../src/learning/text/small-world.js";
import { Vocabulary } from "../../../../src/learning/text/vocabulary.js";
import { small } from "../small.js";

const loss = (grammar: Grammar, corpus: string[][], options = {}): number =>
  bestLoss(corpus, grammar, Vocabulary.from(corpus), options);

describe("the best loss", () => {
  test("is 0 where the words around leave no doubt", () => {
    const certain: Grammar = {
      scenes: [
        { weight: 1, slots: [{ a: 1 }, { b: 1 }] },
        { weight: 3, slots: [{ c: 1 }, { d: 1 }] },
      ],
    };
    const corpus = [
      ["a", "b"],
      ["c", "d"],
    ];
    expect(loss(certain, corpus)).toBe(0);
  });

  test("is K ln 2 for a coin that its context does not know", () => {
    // p = ½ for both words; q = K · ½ · ½, so the score is log(2/K) and costs, over both words,
    // log(1 + K/2) + (K/2) log(1 + 2/K): 2 ln 2 for K = 2
    const coin: Grammar = {
      scenes: [
        {
          weight: 1,
          slots: [
            { a: 1, b: 1 },
            { a: 1, b: 1 },
          ],
        },
      ],
    };
    const corpus = [["a", "b"]];
    expect(loss(coin, corpus, { negative: 2 })).toBeCloseTo(2 * Math.LN2, 14);
    expect(loss(coin, corpus, { negative: 6 })).toBeCloseTo(
      Math.log(1 + 3) + 3 * Math.log(1 + 1 / 3),
      14,
    );
  });

  test("knows the scene from the words within the window only", () => {
    // the first word tells a coin between x and y from a certain z; the place between them says nothing
    const far: Grammar = {
      scenes: [
        { weight: 1, slots: [{ a: 1 }, { m: 1 }, { x: 1 }] },
        { weight: 1, slots: [{ b: 1 }, { m: 1 }, { y: 1 }] },
      ],
    };
    const corpus = [
      ["a", "m", "x"],
      ["b", "m", "y"],
    ];
    expect(loss(far, corpus, { window: 2 })).toBe(0);
    // window 1: the outer places see m alone and toss a coin against one noise word each, 2 ln 2; m is certain
    const options = { window: 1, negative: 5, noisePower: 0 };
    expect(loss(far, corpus, options)).toBeCloseTo((2 * 2 * Math.LN2) / 3, 14);
  });

  test("refuses what the grammar cannot say", () => {
    const rule = "expected one that the grammar can say";
    expect(() => loss(smallWorld, [["king", "river"]])).toThrow(`sentence: "king river"; ${rule}`);
    expect(() => loss(smallWorld, [["king"]])).toThrow(
      "guesses: 0; expected a sentence with at least two words",
    );
    const vocabulary = Vocabulary.from([["king"]]);
    expect(() => bestLoss([["king", "sea"]], smallWorld, vocabulary)).toThrow('word: "sea"');
  });
});

test("training comes within 0.06 nats of the best loss, and never below it", async () => {
  for (const seed of [1, 2, 7]) {
    const corpus = sentences(smallWorld, { seed });
    const best = bestLoss(corpus, smallWorld, Vocabulary.from(corpus));
    const late: number[] = [];
    await train(corpus, {
      ...small,
      seed,
      reportEvery: 2_000,
      onStep: ({ epoch, loss }) => void (epoch > 2 && late.push(loss)),
    });
    const mean = late.reduce((sum, x) => sum + x, 0) / late.length;
    const variance = late.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (late.length - 1);
    expect(mean).toBeLessThan(best + 0.06);
    expect(mean).toBeGreaterThan(best - 3 * Math.sqrt(variance / late.length));
  }
});
