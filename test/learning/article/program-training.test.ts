import { describe, expect, test } from "vitest";
import { pairCorpus, splitWords } from "../../../src/learning/article/program-corpora.js";
import { printedCorpus } from "../../../src/learning/article/program-listing.js";
import { preprocessAsPrinted } from "../../../src/learning/article/program-metric.js";
import { expectedKept, trainAsPrinted } from "../../../src/learning/article/program-training.js";
import { Vocabulary } from "../../../src/learning/text/vocabulary.js";

const letters = preprocessAsPrinted(printedCorpus);

describe("training as the printed program does", () => {
  test("takes each letter for a sentence, so that nothing has a neighbour", async () => {
    const { sentences, tokens, withContext, predictions, vectors } = await trainAsPrinted(letters);
    expect([sentences.length, tokens, withContext, predictions]).toEqual([36, 36, 0, 0]);
    expect([...vectors.words].sort().join("")).toBe("acehinorst");
    expect(vectors.dimension).toBe(100);
  });

  test("leaves single letters where they started, however long and whatever is kept", async () => {
    const once = await trainAsPrinted(letters, { seed: 3, epochs: 1 });
    const often = await trainAsPrinted(letters, { seed: 3, epochs: 300, sample: 0 });
    expect(often.vectors.rows()).toEqual(once.vectors.rows());
    const other = await trainAsPrinted(letters, { seed: 4, epochs: 1 });
    expect(other.vectors.rows()).not.toEqual(once.vectors.rows());
  });

  test("takes a word in a flat list for a sentence of letters", async () => {
    const { sentences, withContext } = await trainAsPrinted(splitWords(printedCorpus).flat());
    expect(sentences[0]).toEqual(["t", "h", "i", "s"]);
    expect([sentences.length, withContext]).toEqual([8, 35]); // all but the word "a"
  });

  test("moves vectors once sentences are words and none is left out", async () => {
    const split = splitWords(pairCorpus);
    const start = await trainAsPrinted(split, { sample: 1e-9, epochs: 1 });
    const moved = await trainAsPrinted(split, { sample: 0, epochs: 1 });
    expect([start.predictions, moved.predictions]).toEqual([0, 8]);
    expect(moved.vectors.rows()).not.toEqual(start.vectors.rows());
  });

  test("keeps what our own training says to the same input", async () => {
    const words = (await trainAsPrinted(splitWords(pairCorpus), { sample: 0 })).refusal;
    expect(words).toBeUndefined();
    expect((await trainAsPrinted(letters)).refusal).toBe(
      'first sentence: "t"; expected an array of words; split each sentence into words first',
    );
    expect((await trainAsPrinted(splitWords(pairCorpus), { sample: 1e-9 })).refusal).toBe(
      "predicted words: 0; expected a sentence with at least two known words; " +
        "sample: 0 keeps frequent words",
    );
  });

  test("refuses what no forgiveness helps", async () => {
    await expect(trainAsPrinted([])).rejects.toThrow(
      "vocabulary is empty: 0 of 0 words kept; give a corpus with words",
    );
    await expect(trainAsPrinted(letters, { window: 0 })).rejects.toThrow(
      "window: 0; expected a whole number ≥ 1",
    );
  });
});

describe("subsampling", () => {
  test("keeps √(t/f) + t/f of a frequent word, all of a rare one, everything at 0", () => {
    // f = 1/2 and t = 1/8: √(1/4) + 1/4 = 3/4 of each word.
    expect(expectedKept([4, 4], 1 / 8)).toBeCloseTo(8 * 0.75, 12);
    expect(expectedKept([1, 999], 1)).toBe(1000);
    expect(expectedKept([4, 4], 0)).toBe(8);
  });

  test("keeps what training keeps, on average", async () => {
    const corpus = Array.from({ length: 400 }, () => ["a", "b", "c", "d"]);
    const { counts } = Vocabulary.from(corpus);
    const sample = 0.02;
    const expected = expectedKept(counts, sample) / 1600;
    const { predictions } = await trainAsPrinted(corpus, { sample, epochs: 10 });
    // A kept word is predicted unless it is alone: 1 − (1 − k)³.
    const share = expected * (1 - (1 - expected) ** 3);
    const error = Math.sqrt((share * (1 - share)) / 4000); // as if words of a sentence went together
    expect(Math.abs(predictions / 16000 - share)).toBeLessThan(3 * error);
  });
});
