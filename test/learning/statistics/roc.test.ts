import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import { areaUnderRoc } from "../../../src/learning/statistics/roc.js";

describe("the area under the ROC curve", () => {
  test("counts the pairs in the right order, ties half", () => {
    // of 2 × 2 pairs three are right and one is a tie
    expect(areaUnderRoc([3, 2], [2, 1])).toBe(3.5 / 4);
  });

  test("equals its definition over all pairs", () => {
    const random = new Random(1);
    const score = (): number => random.integer(8);
    const positives = Array.from({ length: 40 }, () => score() + 1);
    const negatives = Array.from({ length: 60 }, score);
    let won = 0;
    for (const p of positives) for (const n of negatives) won += p > n ? 1 : p === n ? 0.5 : 0;
    expect(areaUnderRoc(positives, negatives)).toBeCloseTo(won / (40 * 60), 14);
  });

  test("turns into its complement when the groups change places", () => {
    expect(areaUnderRoc([1, 4, 6], [2, 3]) + areaUnderRoc([2, 3], [1, 4, 6])).toBeCloseTo(1, 15);
  });

  test("needs both groups", () => {
    expect(() => areaUnderRoc([], [1])).toThrow("positives: 0; expected at least one score");
    expect(() => areaUnderRoc([1], [])).toThrow("negatives: 0; expected at least one score");
    expect(() => areaUnderRoc([1], [NaN])).toThrow("NaN; expected a number that can be ranked");
  });
});
