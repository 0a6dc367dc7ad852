import { expect, test } from "vitest";
import { wilsonInterval } from "../../../src/learning/statistics/wilson.js";

test("an interval is that of the formula", () => {
  // p = .5, n = 100, z = 1.959964: (.5 + z²/200 ± z √(.0025 + z²/40000)) / (1 + z²/100)
  const z = 1.959963984540054;
  const half = z * Math.sqrt(0.25 / 100 + (z * z) / 40_000);
  const { lower, upper } = wilsonInterval(50, 100);
  expect(lower).toBeCloseTo((0.5 + (z * z) / 200 - half) / (1 + (z * z) / 100), 12);
  expect(upper).toBeCloseTo((0.5 + (z * z) / 200 + half) / (1 + (z * z) / 100), 12);
});

test("an interval ends at 0 or 1 where none or all succeed, and is everything without trials", () => {
  // without successes the upper end is z²/(n + z²)
  expect(wilsonInterval(0, 10)).toEqual({ lower: 0, upper: expect.closeTo(0.277533, 6) as number });
  expect(wilsonInterval(10, 10)).toEqual({
    lower: expect.closeTo(0.722467, 6) as number,
    upper: 1,
  });
  expect(wilsonInterval(0, 0)).toEqual({ lower: 0, upper: 1 });
});

test("more confidence is a wider interval", () => {
  const [narrow, wide] = [wilsonInterval(3, 10, 0.5), wilsonInterval(3, 10, 0.99)];
  expect(wide.lower).toBeLessThan(narrow.lower);
  expect(wide.upper).toBeGreaterThan(narrow.upper);
});

test("numbers out of their range are named", () => {
  expect(() => wilsonInterval(1, -1)).toThrow("trials: -1; expected a whole number ≥ 0");
  expect(() => wilsonInterval(3, 2)).toThrow("successes: 3; expected a whole number from 0 to 2");
  expect(() => wilsonInterval(1, 2, 1)).toThrow("confidence: 1; expected a number in (0, 1)");
});
