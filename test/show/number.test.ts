import { describe, expect, test } from "vitest";
import { formatDecimal, formatNumber } from "../../src/show/number.js";
import { pad, textWidth } from "../../src/show/width.js";

describe("numbers", () => {
  test("are whole where they are whole, with commas from 10,000 on", () => {
    const values = [0, -0, 7, 2013, 9999, 10000, -1234567];
    const expected = ["0", "0", "7", "2013", "9999", "10,000", "-1,234,567"];
    expect(values.map((value) => formatNumber(value))).toEqual(expected);
  });

  test("have three decimals, or as many as asked for", () => {
    expect([formatNumber(0.12345), formatNumber(-1.5), formatNumber(0.12345, 1)]).toEqual([
      "0.123",
      "-1.500",
      "0.1",
    ]);
  });

  test("never read as 0 when they are small, nor as a row of digits when they are large", () => {
    const values = [2.3e-12, 0.0004, 0.0005, 1.5e12 + 0.5, 1.5e12, 1e21, NaN, Infinity, -Infinity];
    const expected = [
      "2.30e-12",
      "4.00e-4",
      "0.001",
      "1.50e+12",
      "1,500,000,000,000",
      "1.00e+21",
      "NaN",
      "∞",
      "-∞",
    ];
    expect(values.map((value) => formatNumber(value))).toEqual(expected);
  });

  test("keep decimals on whole numbers in a column that has them", () => {
    expect([formatDecimal(1, 3), formatDecimal(0, 2), formatDecimal(-0, 2)]).toEqual([
      "1.000",
      "0.00",
      "0.00",
    ]);
  });

  test("refuse decimals that are none", () => {
    const message = "digits: -1; expected a whole number from 0 to 20";
    expect(() => formatNumber(1.5, -1)).toThrow(message);
    expect(() => formatDecimal(1.5, -1)).toThrow(message);
  });
});

describe("the width of a text", () => {
  test("counts Chinese characters twice and combining marks not at all", () => {
    expect(["king", "国王", "（a）", "e\u0301", "ρ", "한"].map(textWidth)).toEqual([
      4, 4, 5, 1, 1, 2,
    ]);
  });

  test("is filled up on either side", () => {
    expect([pad("国", 4), pad("国", 4, "left"), pad("long", 2)]).toEqual(["国  ", "  国", "long"]);
  });
});
