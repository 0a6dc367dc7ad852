/**
 * Evidence that computes. It must agree with the audit, with other seeds too; object to every falsified verdict;
 * and change its mind where the figures are those of a world in which the article is right. What has an exact
 * answer is compared with it.
 */
import { describe, expect, test } from "vitest";
import {
  claimOf,
  claims,
  claimsWithEvidence,
  evidenceOf,
  findingOn,
  gatherEvidence,
  verdicts,
  type Figures,
  type Verdict,
} from "../../../src/index.js";
import { averageOptimum } from "../../../src/learning/article/evidence/average-reward.js";
import { excessRisk } from "../../../src/learning/article/evidence/outlook.js";
import { bestRule, lowestCost, ruleCost } from "../../../src/learning/article/evidence/stock.js";
import { bestTradingGain, contraryGain } from "../../../src/learning/article/evidence/trading.js";

/** Figures of another world, and the verdict that they must get there. */
const otherWorlds: Readonly<Record<string, readonly [figures: Figures, verdict: Verdict]>> = {
  F4: [{ printed: 0 }, "ok"],
  "1": [{ companies: 5, recent: 1 }, "unsupported"],
  "8": [{ thousand: 0 }, "unsupported"],
  "9": [{ absorbed: 2, closed: 11 }, "ok"],
  "13": [{ low: 0.6, high: 0.8 }, "ok"],
  "14": [{ faults: 0 }, "ok"],
  "17": [{ optimum: 0.5, falling: 0.5, constant: 0.5 }, "ok"],
  "19": [{ team: 0 }, "ok"],
  "20": [{ seen: 0.8, fresh: 0.8 }, "ok"],
  "23": [{ straight: 0.2, bent: 0.3 }, "ok"],
  "24": [{ episodes: 5, rounds: 12, optimum: 0.5, bonus: 0.5 }, "wrong"],
  "25": [{ shore: 1, branch: 1 }, "wrong"],
  "27": [{ plain: 0.3, active: 0.3 }, "ok"],
  "28": [{ convex: 1e-9, spread: 1e-9 }, "ok"],
  "29": [{ values: 1 }, "ok"],
  "30": [{ counts: 0, recurrent: 0.5 }, "unsupported"],
  "31": [{ formula: 0.1, gradient: 1e-9 }, "wrong"],
  "32": [{ broken: 0 }, "ok"],
  "33": [{ words: 6, vectors: 6 }, "ok"],
  "34": [{ cbow: 0.2, recurrent: 1 }, "ok"],
  "35": [{ length: 1 }, "ok"],
  "36": [{ texts: 1_000_000 }, "ok"],
  "37": [{ apart: 0.5, before: 1, after: 0.5 }, "wrong"],
  "38": [{ earlyCosine: 0.2, lateCosine: 0.9, earlyRho: 0.1, lateRho: 0.9 }, "ok"],
  "39": [{ pair: 0.9, control: 0.1 }, "ok"],
  "41": [{ pair: 0.95, control: 0.1 }, "ok"],
  "42": [{ uses: 3 }, "ok"],
  "43": [{ uses: 0 }, "wrong"],
  "44": [{ longest: 8 }, "ok"],
  "45": [{ crossing: 0 }, "ok"],
  "46": [{ kept: 0 }, "ok"],
  "47": [{ lost: 0 }, "ok"],
  "48": [{ longest: 8 }, "ok"],
  "50": [{ missing: 0, apart: 0 }, "ok"],
  "52": [{ stops: 0 }, "ok"],
  "53": [{ printed: 0.5, others: 0.5 }, "ok"],
  "54": [{ tokens: 1_000_000, numbers: 500 }, "ok"],
  "56": [{ uses: 3 }, "ok"],
  "57": [{ kept: 0 }, "ok"],
  "58": [{ collapsed: 0.1, learned: 0.6 }, "ok"],
  "59": [{ rungs: 5, stops: 0, largest: 0.91 }, "ok"],
  "60": [{ found: 2 }, "ok"],
  "61": [{ calm: 2, wild: 2 }, "ok"],
  "62": [{ best: 0.12, naive: 0.12, free: 0.18 }, "ok"],
  "64": [{ none: 0.5, ideal: 0.999, simulated: 0.998 }, "ok"],
  "65": [{ effect: 0.5, seen: 0.4 }, "ok"],
  "66": [{ share: 0.1 }, "ok"],
  "69": [{ cost: 9.5, lowest: 9, everyPeriod: 11 }, "ok"],
  "71": [{ error: 0.7 }, "ok"],
  "72": [{ grouped: 0.99, named: 0.98 }, "ok"],
  "78": [{ again: 0 }, "ok"],
  "73": [{ scratch: 1.7, shared: 0.1, foreign: 0.5 }, "ok"],
};

describe("evidence", () => {
  test("is there for at least 25 statements, and for known ones only", () => {
    expect(claimsWithEvidence.length).toBeGreaterThanOrEqual(25);
    expect(claimsWithEvidence.map(({ id }) => id).sort()).toEqual(Object.keys(otherWorlds).sort());
    const known = claims.map(({ id }) => id);
    expect(claimsWithEvidence.every(({ id }) => known.includes(id))).toBe(true);
    expect(evidenceOf("92")).toBeUndefined();
    expect(evidenceOf("constructor")).toBeUndefined();
  });

  test.each([7, 11, 2026])(
    "agrees with the audit (seed %i)",
    async (seed) => {
      const findings = await gatherEvidence({ seed });
      expect(findings.filter(({ agrees }) => !agrees)).toEqual([]);
      for (const { id, figures, finding } of findings) {
        expect(Object.values(figures).every(Number.isFinite), id).toBe(true);
        expect(finding.zh, id).toMatch(/\p{Script=Han}/u);
        expect(finding.en, id).not.toMatch(/undefined|NaN/);
      }
    },
    120_000,
  );

  test("contradicts every falsified verdict", async () => {
    const findings = await gatherEvidence();
    for (const { id, supports } of findings) {
      const others = (Object.keys(verdicts) as Verdict[]).filter(
        (verdict) => verdict !== claimOf(id).verdict,
      );
      expect(others, id).toHaveLength(9);
      expect(others, id).not.toContain(supports);
    }
    const forged = { ...claimOf("32"), verdict: "ok" as Verdict };
    const { agrees, supports } = await findingOn(forged);
    expect({ agrees, supports }).toEqual({ agrees: false, supports: "wrong" });
    const honest = { ...claimOf("31"), verdict: "wrong" as Verdict };
    expect((await gatherEvidence({}, [honest])).map((finding) => finding.agrees)).toEqual([false]);
  }, 120_000);

  test.each(Object.entries(otherWorlds))(
    "on %s changes its mind where the article is right",
    (id, [figures, verdict]) => {
      expect(evidenceOf(id)!.judge(figures)).toBe(verdict);
      expect(verdict).not.toBe(claimOf(id).verdict);
    },
  );

  test("gives the same figures for the same seed, and counts its steps", async () => {
    const some = claims.filter(({ id }) => ["20", "39", "72"].includes(id));
    const steps: number[] = [];
    const first = await gatherEvidence({ seed: 5, onStep: (done) => steps.push(done) }, some);
    expect(await gatherEvidence({ seed: 5 }, some)).toEqual(first);
    expect(steps).toEqual([1, 2, 3]);
  }, 60_000);

  test("is refused for a statement that has none", async () => {
    await expect(findingOn(claimOf("92"))).rejects.toThrow(
      'claim without evidence that computes: "92"; expected one of F4, 1, 8,',
    );
  });
});

describe("what the evidence computes with", () => {
  test("the best trading gain is that of an independent solution of the same grid", () => {
    expect(bestTradingGain(0.9, 0.5)).toBeCloseTo(0.122268, 6); // D. P. on the same 241 prices
    expect(bestTradingGain(0.9, 0)).toBeCloseTo(contraryGain(0.9, 0), 3); // free: always against it
  });

  test("the rule against the price earns κ E|x| less its costs", () => {
    const deviation = 1 / Math.sqrt(1 - 0.81);
    expect(contraryGain(0.9, 0)).toBeCloseTo(0.1 * deviation * Math.sqrt(2 / Math.PI), 12);
    expect(contraryGain(0.9, 0.5)).toBeCloseTo(0.18305 - Math.acos(0.9) / Math.PI, 4);
  });

  test("the best rule of stock costs what the best of all policies costs", () => {
    const { below, upTo, cost } = bestRule();
    expect([below, upTo]).toEqual([3, 11]);
    expect(cost).toBeCloseTo(9.058876, 6);
    expect(lowestCost()).toBeCloseTo(cost, 6);
    expect(ruleCost(3, 10)).toBeGreaterThan(cost);
  });

  test("a process of one state earns its best reward", () => {
    const { gain } = averageOptimum({
      states: 1,
      actions: 3,
      allows: (_, action) => action < 2,
      reward: (_, action) => action,
      prepare: (h) => () => h[0]!,
    });
    expect(gain).toBeCloseTo(1, 9); // the third action is not allowed
  });

  test("a process that swings between two states earns the mean of both", () => {
    const { gain, values } = averageOptimum({
      states: 2,
      actions: 1,
      allows: () => true,
      reward: (state) => (state === 0 ? 0 : 4),
      prepare: (h) => (state) => h[1 - state]!,
    });
    expect(gain).toBeCloseTo(2, 8);
    expect(values[1]! - values[0]!).toBeCloseTo(2, 8); // h(1) − h(0) = 4 − 2
  });

  test("excess risk of least squares is d/(n − d − 1) times the variance that is left", () => {
    expect(excessRisk(50, 80, 0)).toBeCloseTo(50 / 29, 12);
    expect(excessRisk(3, 80, 3)).toBeCloseTo(3 + (4 * 3) / 76, 12);
  });
});
