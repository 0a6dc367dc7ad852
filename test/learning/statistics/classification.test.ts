import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { accuracy, classRows, confusion } from "../../../src/learning/statistics/classification.js";

const random = new Random(4);
const truth = Array.from({ length: 200 }, () => random.integer(4));
const predicted = truth.map((label) => (random.uniform() < 0.6 ? label : random.integer(4)));
/** How many examples hold. */
const count = (holds: (t: number, p: number) => boolean) =>
  truth.filter((t, i) => holds(t, predicted[i]!)).length;

describe("decisions", () => {
  it("are counted by truth and prediction", () => {
    const counts = confusion(truth, predicted);
    for (let t = 0; t < 4; t += 1) {
      for (let p = 0; p < 4; p += 1) {
        expect(counts[t]![p]).toBe(count((a, b) => a === t && b === p));
      }
    }
    expect(confusion([0], [0], 3)).toEqual([
      [1, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it("have the accuracy of their definition", () => {
    expect(accuracy(truth, predicted)).toBeCloseTo(count((t, p) => t === p) / 200, 15);
    expect([accuracy([1, 2], [1, 2]), accuracy([0, 0], [1, 1])]).toEqual([1, 0]);
    expect(accuracy([1_000_000, 3], [1_000_000, 2])).toBe(0.5); // no table of a million classes
  });

  it("have precision, recall and F₁ of their definitions", () => {
    classRows(truth, predicted).forEach((row, k) => {
      const hits = count((t, p) => t === k && p === k);
      const precision = hits / count((_, p) => p === k);
      const recall = hits / count((t) => t === k);
      expect(row.support).toBe(count((t) => t === k));
      expect(row.precision).toBeCloseTo(precision, 15);
      expect(row.recall).toBeCloseTo(recall, 15);
      expect(row.f1).toBeCloseTo((2 * precision * recall) / (precision + recall), 15);
    });
  });

  it("about a class that never occurs have ratios over nothing", () => {
    const row = classRows([0, 0], [0, 0], 2)[1]!;
    expect([row.precision, row.recall, row.f1]).toEqual([NaN, NaN, NaN]);
    expect(classRows([0, 1], [0, 0])[1]).toMatchObject({ precision: NaN, recall: 0, f1: 0 });
  });

  it("of empty, uneven or unknown labels are refused", () => {
    expect(() => confusion([], [])).toThrow("labels: 0; expected at least one");
    expect(() => accuracy([1], [1, 2])).toThrow(
      "predicted labels: 2; expected 1, as many as true ones",
    );
    expect(() => confusion([0, 3], [0, 1], 3)).toThrow("label 1: 3; expected a label from 0 to 2");
    expect(() => confusion([0, 1], [0, -1])).toThrow(
      "predicted label 1: -1; expected a whole number ≥ 0",
    );
    expect(() => accuracy([0, NaN], [0, 1])).toThrow("label 1: NaN; expected a whole number ≥ 0");
    expect(() => confusion([0.5], [0], 2)).toThrow("label 0: 0.5; expected a label from 0 to 1");
    expect(() => confusion([0], [0], 0)).toThrow("classes: 0; expected a whole number ≥ 1");
  });
});
