import { beforeAll, describe, expect, test } from "vitest";
import { smallCorpus, twoSentences } from "../../../src/learning/article/program-corpora.js";
import {
  similaritiesByEpochs,
  type EpochsRow,
} from "../../../src/learning/article/program-epochs.js";
import { cosine } from "../../../src/learning/embedding/cosine.js";

describe("the two sentences", () => {
  const corpus = twoSentences();
  const contextOf = (word: string) => corpus.truth.rows[corpus.truth.words.indexOf(word)]!;

  test("give man and woman the same true contexts, and this others", () => {
    expect(corpus.read(1)).toEqual([
      ["this", "is", "a", "man"],
      ["this", "is", "a", "woman"],
    ]);
    expect(cosine(contextOf("man"), contextOf("woman"))).toBeCloseTo(1, 12);
    // man: ⅓ each of this, is, a. this: ⅓ each of is, a, and ⅙ each of man, woman.
    const expected = 2 / 9 / (Math.sqrt(1 / 3) * Math.sqrt(2 / 9 + 2 / 36));
    expect(cosine(contextOf("man"), contextOf("this"))).toBeCloseTo(expected, 12);
  });

  test("collapse after 100 epochs and separate after 1,000", async () => {
    const epochs = [1, 100, 1000];
    const rows = await similaritiesByEpochs(corpus, { epochs, runs: 4, seed: 7 });
    const [start, collapsed, apart] = rows as [EpochsRow, EpochsRow, EpochsRow];
    expect(rows.map((row) => row.epochs)).toEqual(epochs);
    // Random vectors: 0 ± 1/√100, four of them.
    expect(Math.abs(start.pair.mean)).toBeLessThan(3 * 0.05);
    expect(collapsed.pair.lowest).toBeGreaterThan(0.97);
    expect(collapsed.control.lowest).toBeGreaterThan(0.97);
    expect(collapsed.all.lowest).toBeGreaterThan(0.97);
    expect(apart.pair.lowest).toBeGreaterThan(0.99);
    // gensim's figure there is 0.114 for man and this.
    expect(Math.abs(apart.control.mean - 0.114)).toBeLessThan(0.05);
    expect(apart.all.highest).toBeLessThan(0);
  });
});

describe("the small world by epochs", () => {
  let rows: EpochsRow[];
  beforeAll(async () => {
    const epochs = [1, 2, 5, 30, 100];
    rows = await similaritiesByEpochs(smallCorpus(), { epochs, runs: 2, seed: 7 });
  });

  test("reaches 0.9 first with ρ near 0, and leaves it with ρ near its best", () => {
    const [one, two, five, thirty, hundred] = rows.map((row) => ({
      pair: row.pair.mean,
      control: row.control.mean,
      rho: row.rho.mean,
    }));
    expect(one!.pair).toBeLessThan(0.5);
    expect(two!.pair).toBeGreaterThan(0.9);
    expect(two!.control).toBeGreaterThan(0.9);
    expect(two!.rho).toBeLessThan(0.15);
    expect(five!.pair).toBeGreaterThan(0.99);
    expect(thirty!.rho).toBeGreaterThan(0.85);
    expect(thirty!.pair).toBeGreaterThan(0.8);
    expect(thirty!.control).toBeLessThan(0.1);
    expect(hundred!.pair).toBeLessThan(0.75);
    expect(hundred!.rho).toBeGreaterThan(0.8);
  });

  test("never judges better than the truth judges itself", () => {
    for (const { rho } of rows) expect(rho.highest).toBeLessThan(1);
  });
});

test("asks for whole runs and epochs of at least one", async () => {
  const corpus = twoSentences();
  await expect(similaritiesByEpochs(corpus, { epochs: [1], runs: 0 })).rejects.toThrow(
    "runs: 0; expected a whole number ≥ 1",
  );
  await expect(similaritiesByEpochs(corpus, { epochs: [0] })).rejects.toThrow(
    "epochs: 0; expected a whole number ≥ 1",
  );
});
