import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { calibrationError, calibrationRows } from "../../../src/learning/statistics/calibration.js";
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

describe("calibration", () => {
  it("has the counts and means of each bin", () => {
    for (const { from, to, count, predicted, observed } of calibrationRows(p, y, 7)) {
      const inside = p.flatMap((each, i) =>
        each >= from && (each < to || to === 1) ? [{ each, y: y[i]! }] : [],
      );
      expect(count).toBe(inside.length);
      expect(predicted).toBeCloseTo(inside.reduce((s, { each }) => s + each, 0) / count, 12);
      expect(observed).toBeCloseTo(inside.reduce((s, one) => s + one.y, 0) / count, 12);
    }
  });

  it("error is small for true probabilities and large for overconfident ones", () => {
    const error = (forecasts: number[]) => calibrationError(calibrationRows(forecasts, y));
    expect(error(p)).toBeLessThan(0.025);
    expect(error(p.map((each) => (each > 0.5 ? 1 : 0)))).toBeGreaterThan(0.2);
  });

  it("error is the mean distance, weighted by counts", () => {
    const row = { from: 0, to: 1 };
    const rows = [
      { ...row, count: 1, predicted: 0.2, observed: 0 },
      { ...row, count: 3, predicted: 0.5, observed: 0.9 },
    ];
    expect(calibrationError(rows)).toBeCloseTo(0.25 * 0.2 + 0.75 * 0.4, 15);
  });

  it("puts 1 into the last bin and leaves empty bins out", () => {
    expect(calibrationRows([1, 1], [1, 0], 4)).toEqual([
      { from: 0.75, to: 1, count: 2, predicted: 1, observed: 0.5 },
    ]);
  });

  it("of no bins or rows is refused", () => {
    expect(() => calibrationRows([1], [1], 0)).toThrow("bins: 0; expected a whole number ≥ 1");
    expect(() => calibrationError([])).toThrow("calibration rows: 0; expected at least one");
  });
});
