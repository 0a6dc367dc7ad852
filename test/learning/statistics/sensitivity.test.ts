import { expect, test } from "vitest";
import { oneAtATime } from "../../../src/learning/statistics/sensitivity.js";

test("moves one parameter at a time and puts the one that matters most first", () => {
  const rows = oneAtATime({ a: 0.5, b: 0.5, c: 0.95 }, 0.1, ({ a, b }) => a + 10 * b);
  expect(rows.map(({ parameter }) => parameter)).toEqual(["b", "a", "c"]);
  const values = rows.flatMap(({ lowered, raised, width }) => [lowered, raised, width]);
  [4.5, 6.5, 2, 5.4, 5.6, 0.2, 5.5, 5.5, 0].forEach((value, i) =>
    expect(values[i]).toBeCloseTo(value, 12),
  );
});

test("keeps values in their range", () => {
  const [row] = oneAtATime({ a: 0.95 }, 0.1, ({ a }) => a);
  expect(row!.raised).toBe(1);
  const [wide] = oneAtATime({ a: 5 }, 3, ({ a }) => a, [4, 10]);
  expect([wide!.lowered, wide!.raised]).toEqual([4, 8]);
});

test("refuses a change that is none, and values out of range", () => {
  expect(() => oneAtATime({ a: 0.5 }, 0, ({ a }) => a)).toThrow(
    "change: 0; expected a finite number > 0",
  );
  expect(() => oneAtATime({ a: 2 }, 0.1, ({ a }) => a)).toThrow(
    "a: 2; expected a number from 0 to 1",
  );
});
