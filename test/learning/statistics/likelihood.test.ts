import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import {
  bitsPerCharacter,
  brierScore,
  logLoss,
  perplexity,
} from "../../../src/learning/statistics/likelihood.js";

const random = new Random(6);
const p = Array.from({ length: 5000 }, () => random.uniform());
const y = p.map((each) => (random.uniform() < each ? 1 : 0));

describe("log-loss and Brier score", () => {
  it("are those of their definitions", () => {
    const log = p.reduce((sum, each, i) => sum - Math.log(y[i] === 1 ? each : 1 - each), 0);
    const square = p.reduce((sum, each, i) => sum + (each - y[i]!) * (each - y[i]!), 0);
    expect(logLoss(p, y)).toBeCloseTo(log / 5000, 12);
    expect(brierScore(p, y)).toBeCloseTo(square / 5000, 12);
  });

  it("are lowest for the truth", () => {
    for (const score of [logLoss, brierScore]) {
      for (const shift of [0.8, 1.2]) {
        const wrong = p.map((each) => each ** shift);
        expect(score(wrong, y)).toBeGreaterThan(score(p, y));
      }
    }
  });

  it("of a certain forecast are 0 where it is right, and Infinity or 1 where it is wrong", () => {
    expect([logLoss([1, 0], [1, 0]), brierScore([1, 0], [1, 0])]).toEqual([0, 0]);
    expect([logLoss([0], [1]), brierScore([0], [1])]).toEqual([Infinity, 1]);
  });

  it("of what is no forecast are refused", () => {
    expect(() => logLoss([], [])).toThrow("outcomes: 0; expected at least one");
    expect(() => logLoss([0.5], [1, 0])).toThrow(
      "probabilities: 1; expected 2, as many as outcomes",
    );
    expect(() => brierScore([1.5], [1])).toThrow("probability 0: 1.5; expected a number in [0, 1]");
    expect(() => brierScore([NaN], [1])).toThrow("probability 0: NaN; expected a number in [0, 1]");
    expect(() => brierScore([0.5], [2])).toThrow("outcome 0: 2; expected 0 or 1");
  });
});

describe("perplexity and bits per character", () => {
  it("are e^nats and nats / ln 2", () => {
    expect(perplexity(Math.log(27))).toBeCloseTo(27, 12);
    expect(bitsPerCharacter(Math.log(8))).toBeCloseTo(3, 15);
    expect(2 ** bitsPerCharacter(1.3)).toBeCloseTo(perplexity(1.3), 12);
  });

  it("of a negative loss are refused", () => {
    expect(() => perplexity(-1)).toThrow("nats: -1; expected a number ≥ 0");
    expect(() => bitsPerCharacter(NaN)).toThrow("nats: NaN; expected a number ≥ 0");
  });
});
