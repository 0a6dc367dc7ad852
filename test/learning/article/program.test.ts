import { beforeAll, describe, expect, test } from "vitest";
import {
  programStages,
  stageSource,
  type StageResult,
} from "../../../src/learning/article/program.js";
import type { Spread } from "../../../src/learning/statistics/spread.js";

describe("the ladder of the printed program", () => {
  const results = new Map<string, StageResult>();
  const result = (id: string): StageResult => results.get(id)!;
  const quoted = (id: string) => programStages.find((stage) => stage.id === id)!.quoted!;
  beforeAll(async () => {
    for (const { id, run } of programStages) results.set(id, await run({ seed: 7 }));
  });

  test("has its rungs in order, each with a change in both languages", () => {
    const ids = "S0 S1 S2 S3 S4 S5a S5b S6 S7 S8 S9".split(" ");
    expect(programStages.map(({ id }) => id)).toEqual(ids);
    for (const text of programStages.flatMap(({ change, original }) => [change, original])) {
      expect(text.en).toMatch(/^[\x20-\x7eρ]+$/);
      expect(text.zh).toMatch(/\p{Script=Han}/u);
    }
    expect(stageSource.en).toContain("gensim 4.2.0");
  });

  test("stops at the import, at the option, and three times at man", () => {
    expect(["S0", "S1", "S2", "S3", "S4"].map((id) => result(id).stops!.slice(0, 46))).toEqual([
      'module of line 2: "tensorflow"; expected one o',
      'option: "size"; expected one of model, loss, d',
      'word: "man"; expected one of 10 known words',
      'word: "man"; expected one of 10 known words',
      'word: "man"; expected one of 5 known words',
    ]);
    expect(result("S0").stops).toBe(
      'module of line 2: "tensorflow"; expected one of those installed, numpy and gensim',
    );
    for (const id of ["S5a", "S5b", "S6", "S7", "S8", "S9"]) {
      expect(result(id).stops).toBeUndefined();
    }
  });

  test("counts sentences, words and tokens with a neighbour", () => {
    const counted = ["S2", "S3", "S4", "S5a", "S6"].map((id) => {
      const { sentences, words, withContext } = result(id);
      return [sentences, words, withContext];
    });
    expect(counted).toEqual([
      [36, 10, 0],
      [8, 10, 35],
      [2, 5, 8],
      [36, 10, 0],
      [2, 5, 8],
    ]);
  });

  /** How many standard errors a mean is from a number that is exact, or from another mean. */
  const away = (ours: Spread, other: number, theirError = 0): number =>
    Math.abs(ours.mean - other) / Math.hypot(ours.deviation / Math.sqrt(ours.count), theirError);

  test("prints the probe's share: 5 of 36 letters, 2 of 8 words, 1 of 8 words", () => {
    const shares = { S5a: 5 / 36, S5b: 2 / 8, S6: 1 / 8 };
    for (const [id, share] of Object.entries(shares)) {
      const { printed, others } = result(id);
      expect(printed!.count).toBe(200);
      expect(away(printed!, share), id).toBeLessThan(3);
      expect(away(others!, 0), id).toBeLessThan(3);
      expect(printed!.mean).toBeCloseTo(share + (1 - share) * others!.mean, 12);
      expect(printed!.highest).toBeLessThan(0.4);
    }
  });

  test("prints what the original prints, within three standard errors of both", () => {
    for (const [id, runs] of Object.entries({ S5a: 200, S5b: 200, S6: 200, S7: 20 })) {
      for (const [figure, theirs] of Object.entries(quoted(id))) {
        const ours = result(id)[figure as "printed"]!;
        expect(away(ours, theirs.mean, theirs.deviation! / Math.sqrt(runs)), id).toBeLessThan(3);
        expect(ours.deviation / theirs.deviation!).toBeGreaterThan(0.5);
        expect(ours.deviation / theirs.deviation!).toBeLessThan(2);
      }
    }
  });

  test("has random vectors up to S6, and collapsed ones in S7", () => {
    // Spread of cosines of random vectors of 100 numbers: 1/√100, here of 200 pairs.
    expect(Math.abs(result("S6").pair!.deviation - 0.1)).toBeLessThan(3 * (0.1 / Math.sqrt(400)));
    expect(result("S7").pair!.lowest).toBeGreaterThan(0.97);
    expect(result("S7").control!.lowest).toBeGreaterThan(0.97);
  });

  test("has the similarity fall and ρ rise from 5 to 30 epochs, as on the Brown corpus", () => {
    const [few, many] = [result("S8"), result("S9")];
    expect(few.pair!.lowest).toBeGreaterThan(0.99);
    expect(few.control!.lowest).toBeGreaterThan(0.99);
    expect(few.rho!.highest).toBeLessThan(0.6);
    expect(many.pair!.highest).toBeLessThan(few.pair!.lowest);
    expect(many.control!.highest).toBeLessThan(0.1);
    expect(many.rho!.lowest).toBeGreaterThan(0.85);
    expect(many.printed!.highest).toBeLessThan(few.printed!.lowest);
    expect(quoted("S9").pair!.mean).toBeLessThan(quoted("S8").pair!.mean);
    expect(quoted("S9").rho!.mean).toBeGreaterThan(quoted("S8").rho!.mean);
  });

  test("gives the same results for the same seed, others for another, and obeys the runs", async () => {
    const stage = programStages.find(({ id }) => id === "S6")!;
    const first = await stage.run({ seed: 7, runs: 3 });
    expect(await stage.run({ seed: 7, runs: 3 })).toEqual(first);
    expect(await stage.run({ seed: 8, runs: 3 })).not.toEqual(first);
    expect(first.printed!.count).toBe(3);
  });

  test("asks for a run at least", async () => {
    const stage = programStages.find(({ id }) => id === "S6")!;
    await expect(stage.run({ runs: 0 })).rejects.toThrow("runs: 0; expected a whole number ≥ 1");
  });
});
