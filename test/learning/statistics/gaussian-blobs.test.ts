import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import {
  bayesAccuracy,
  drawBlobs,
  linearAccuracy,
  type Blob,
} from "../../../src/learning/statistics/gaussian-blobs.js";
import { normalProbability } from "../../../src/learning/statistics/normal.js";

const two: Blob[] = [
  { centre: [-1, 0], label: 0 },
  { centre: [1, 0], label: 1 },
];
const xor = (a: number): Blob[] => [
  { centre: [a, a, 0], label: 0 },
  { centre: [-a, -a, 0], label: 0 },
  { centre: [a, -a, 0], label: 1 },
  { centre: [-a, a, 0], label: 1 },
];

describe("the best possible accuracy", () => {
  test("of two clouds is Φ of half their distance", () => {
    expect(bayesAccuracy(two)).toBeCloseTo(normalProbability(1), 9);
    const slanted: Blob[] = [
      { centre: [0, 0], label: 0 },
      { centre: [3, 4], label: 1 },
    ];
    expect(bayesAccuracy(slanted)).toBeCloseTo(normalProbability(2.5), 8);
  });

  test("of four clouds in a cross is q² + (1 − q)² with q = Φ(a), whatever else is measured", () => {
    for (const a of [0.5, 1, 2]) {
      const q = normalProbability(a);
      expect(bayesAccuracy(xor(a))).toBeCloseTo(q * q + (1 - q) ** 2, 8);
    }
  });

  test("of unequal clouds weighs them: a cut at log(w₁/w₀)/2 between −1 and 1", () => {
    const cut = Math.log(3) / 2; // label 0 is three times as frequent
    const exact = 0.75 * normalProbability(cut + 1) + 0.25 * normalProbability(1 - cut);
    expect(
      bayesAccuracy([
        { ...two[0]!, weight: 6 },
        { ...two[1]!, weight: 2 },
      ]),
    ).toBeCloseTo(exact, 9);
  });

  test("is the larger share where the clouds lie on each other", () => {
    const same: Blob[] = [
      { centre: [1], label: 0, weight: 3 },
      { centre: [1], label: 1 },
    ];
    expect(bayesAccuracy(same)).toBeCloseTo(0.75, 9);
  });
});

describe("the accuracy of a line", () => {
  test("reaches the best where a line is the best rule, and a half on a cross", () => {
    expect(linearAccuracy(two, [2, 0], 0)).toBeCloseTo(normalProbability(1), 12);
    expect(linearAccuracy(two, [-2, 0], 0)).toBeCloseTo(1 - normalProbability(1), 12);
    expect(linearAccuracy(xor(2), [1, 0, 5], 0)).toBeCloseTo(0.5, 12);
  });

  test("agrees with drawn points within three standard errors", () => {
    const { x, y } = drawBlobs(xor(1), 40_000, new Random(5));
    const right = x.filter(([a, b], i) => (a! - b! - 1 > 0 ? 1 : 0) === y[i]).length / 40_000;
    const exact = linearAccuracy(xor(1), [1, -1, 0], -1);
    expect(Math.abs(right - exact)).toBeLessThan(3 * Math.sqrt((exact * (1 - exact)) / 40_000));
  });
});

describe("drawn points", () => {
  test("have the means, the spread and the shares of their clouds", () => {
    const { x, y } = drawBlobs([{ ...two[0]!, weight: 3 }, two[1]!], 20_000, new Random(1));
    const ones = y.filter((label) => label === 1).length;
    expect(Math.abs(ones - 5000)).toBeLessThan(3 * Math.sqrt(20_000 * 0.25 * 0.75));
    const first = x.filter((_, i) => y[i] === 1).map(([value]) => value!);
    const mean = first.reduce((sum, value) => sum + value, 0) / ones;
    const variance = first.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ones;
    expect(Math.abs(mean - 1)).toBeLessThan(3 / Math.sqrt(ones));
    expect(Math.abs(variance - 1)).toBeLessThan(3 * Math.sqrt(2 / ones));
  });

  test("are the same for the same seed", () => {
    expect(drawBlobs(two, 5, new Random(3))).toEqual(drawBlobs(two, 5, new Random(3)));
    expect(drawBlobs(two, 0, new Random(3))).toEqual({ x: [], y: [] });
  });
});

test("blobs that are none are named", () => {
  const random = new Random(1);
  expect(() => drawBlobs([], 1, random)).toThrow("blobs: 0; expected at least one");
  expect(() => bayesAccuracy([two[0]!, { centre: [1], label: 1 }])).toThrow(
    "centre of blob 1: [1]; expected 2 finite numbers",
  );
  expect(() => bayesAccuracy([{ centre: [0], label: 2 as 1 }])).toThrow(
    "label of blob 0: 2; expected 0 or 1",
  );
  expect(() => bayesAccuracy([{ centre: [0], label: 1, weight: 0 }])).toThrow(
    "weight of blob 0: 0; expected a finite number > 0",
  );
  expect(() => drawBlobs(two, -1, random)).toThrow("count: -1; expected a whole number ≥ 0");
  const three: Blob[] = [
    { centre: [0, 0, 0], label: 0 },
    { centre: [1, 1, 1], label: 1 },
  ];
  expect(() => bayesAccuracy(three)).toThrow(
    "coordinates in which centres differ: 3; expected at most 2; the integral is over a line or a plane",
  );
  expect(() => linearAccuracy(two, [1], 0)).toThrow(
    'weights: "1 numbers"; expected 2, one per coordinate',
  );
  expect(() => linearAccuracy(two, [0, 0], 1)).toThrow(
    "length of the weights: 0; expected a finite number > 0",
  );
  expect(() => linearAccuracy(two, [1, 0], NaN)).toThrow("bias: NaN; expected a finite number");
});
