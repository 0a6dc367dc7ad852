import { expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import { kMeans } from "../../../src/learning/statistics/k-means.js";

test("groups by hand: two pairs and what they cost", () => {
  const { groups, spread } = kMeans([[0], [1], [10], [12]], 2);
  expect(groups[0]).toBe(groups[1]);
  expect(groups[2]).toBe(groups[3]);
  expect(groups[0]).not.toBe(groups[2]);
  expect(spread).toBeCloseTo(2 * 0.25 + 2 * 1, 12);
});

test("well-separated clouds are found whatever the seed", () => {
  const random = new Random(2);
  const points = Array.from({ length: 90 }, (_, i) => [
    [0, 9, 5][i % 3]! + random.normal(0, 0.5),
    [0, 0, 9][i % 3]! + random.normal(0, 0.5),
  ]);
  for (const seed of [1, 2, 3]) {
    const { groups } = kMeans(points, 3, { seed });
    expect(new Set(groups).size).toBe(3);
    groups.forEach((group, i) => expect(group).toBe(groups[i % 3]));
  }
});

test("as many groups as points cost nothing, and equal points are no obstacle", () => {
  expect(kMeans([[1], [2], [3]], 3).spread).toBe(0);
  expect(kMeans([[1], [1], [1]], 2).spread).toBe(0);
});

test("what cannot be grouped is named", () => {
  expect(() => kMeans([[1]], 0)).toThrow("groups: 0; expected a whole number ≥ 1");
  expect(() => kMeans([[1]], 2)).toThrow("points: 1; expected at least 2, the number of groups");
  expect(() => kMeans([[1], [1, 2]], 1)).toThrow("length of point 1: 2; expected 1, as of point 0");
  expect(() => kMeans([[1], [NaN]], 1)).toThrow("point 1: NaN; expected finite numbers");
  expect(() => kMeans([[1]], 1, { tries: 0 })).toThrow("tries: 0; expected a whole number ≥ 1");
});
