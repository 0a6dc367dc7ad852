import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { calibrationError, calibrationRows } from "../../../src/learning/statistics/calibration.js";

const random = new Random(6);
const p = Array.from({ length: 5000 }, () => random.uniform());
const y = p.map((each) => (random.uniform() < each ? 1 : 0));

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

  it("puts a forecast on a border into the higher bin", () => {
    for (const bins of [3, 7, 10, 49, 100]) {
      for (let bin = 0; bin < bins; bin += 1) {
        const border = bin / bins; // 29 / 100 · 100 is below 29
        const [row] = calibrationRows([border], [1], bins);
        expect(row).toMatchObject({ from: border, to: (bin + 1) / bins });
      }
    }
  });

  it("of no bins or rows is refused", () => {
    expect(() => calibrationRows([1], [1], 0)).toThrow("bins: 0; expected a whole number ≥ 1");
    expect(() => calibrationError([])).toThrow("calibration rows: 0; expected at least one");
  });
});
