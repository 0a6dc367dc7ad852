import { expect, test } from "vitest";
import { spreadOf } from "../../../src/learning/statistics/spread.js";

test("tells where numbers lie and how far apart", () => {
  // Mean 5; squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32 over 8 numbers: variance 4.
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({
    mean: 5,
    deviation: 2,
    lowest: 2,
    highest: 9,
    count: 8,
  });
});

test("of one number is that number, and no scatter", () => {
  expect(spreadOf([-3])).toEqual({ mean: -3, deviation: 0, lowest: -3, highest: -3, count: 1 });
});

test("passes NaN on instead of hiding it", () => {
  const { mean, deviation, lowest, highest } = spreadOf([1, NaN]);
  expect([mean, deviation, lowest, highest]).toEqual([NaN, NaN, NaN, NaN]);
});

test("refuses to speak of nothing", () => {
  expect(() => spreadOf([])).toThrow("values: 0; expected at least one");
});
