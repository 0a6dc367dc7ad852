import { describe, expect, it } from "vitest";
import { shareRows } from "../../../src/learning/statistics/shares.js";
import { wilsonInterval } from "../../../src/learning/statistics/wilson.js";

describe("shares", () => {
  it("count what is known, the most frequent first, equals in the order in which they come", () => {
    const rows = shareRows(["c", "a", null, "b", "a", undefined, "b"]);
    expect(rows.map(({ value, count, of, share }) => [value, count, of, share])).toEqual([
      ["a", 2, 5, 0.4],
      ["b", 2, 5, 0.4],
      ["c", 1, 5, 0.2],
    ]);
  });

  it("have Wilson's interval of their confidence", () => {
    const [row] = shareRows(["a", "b", "b"], 0.9).slice(1);
    expect(row).toMatchObject({ value: "a", ...wilsonInterval(1, 3, 0.9) });
    // 12 of 52 at 95 %: (12 + z²/2 ± z √(12·40/52 + z²/4)) / (52 + z²) with z = 1.959964
    const [twelve] = shareRows([
      ...Array<string>(40).fill("x"),
      ...Array<string>(12).fill("y"),
    ]).slice(1);
    expect(twelve?.lower).toBeCloseTo(0.1372, 4);
    expect(twelve?.upper).toBeCloseTo(0.3613, 4);
  });

  it("of nothing known are none", () => {
    expect(shareRows([null, undefined])).toEqual([]);
    expect(() => shareRows([1], 1)).toThrow("confidence: 1; expected a number in (0, 1)");
  });
});
