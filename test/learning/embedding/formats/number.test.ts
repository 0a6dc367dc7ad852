import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/base/random.js";
import {
  longestNumber,
  parseNumber,
  writeNumber,
} from "../../../../src/learning/embedding/formats/number.js";

const parse = (text: string) => parseNumber(Buffer.from(`x${text} `), 1, text.length + 1);
const write = (value: number) => {
  const bytes = Buffer.alloc(longestNumber);
  return bytes.toString("latin1", 0, writeNumber(bytes, 0, Math.fround(value)));
};

describe("decimals", () => {
  test.each([
    "0",
    "-0",
    "1",
    "-1",
    "+7",
    "0.1",
    ".5",
    "5.",
    "-0.0045",
    "1e3",
    "1E-3",
    "2.5e+07",
    "123456789012345",
    "12345678901234567890",
    "0.1234567890123456789",
    "1e-30",
    "1.5e300",
    "4.9e-324",
    "9007199254740993",
    "0.000012345678",
    "3.4028235e38",
    "1e-45",
  ])("%s is read as JavaScript reads it", (text) => {
    expect(parse(text)).toBe(Number(text));
  });

  test.each([
    "",
    "-",
    ".",
    "e5",
    "1e",
    "1e+",
    "1.2.3",
    "nan",
    "inf",
    "0x10",
    "1_000",
    "1,5",
    "--1",
    "1e5x",
  ])("%j is no number", (text) => expect(parse(text)).toBeNaN());

  test("random ones are read as JavaScript reads them", () => {
    const random = new Random(1);
    const wrong: string[] = [];
    for (let i = 0; i < 20_000; i += 1) {
      const value = random.normal() * 10 ** random.integer(30) * 1e-15;
      for (const text of [String(value), value.toFixed(6), value.toExponential(7)])
        if (parse(text) !== Number(text)) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });
});

describe("float32 as decimals", () => {
  test("have the fewest digits", () => {
    expect([0, -0, 1, -1.5, 0.1, 100, 1234567, 0.001, -0.25, 12345.678].map(write)).toEqual([
      "0",
      "-0",
      "1",
      "-1.5",
      "0.1",
      "100",
      "1234567",
      "0.001",
      "-0.25",
      "12345.678",
    ]);
    expect([1e-10, 3e38, 1e-45, 1e9, 16777217].map(write)).toEqual([
      "1e-10",
      "3e+38",
      "1e-45",
      "1000000000",
      "16777216",
    ]);
  });

  test("are read back as the same bits", () => {
    const bits = new Uint32Array(1);
    const value = new Float32Array(bits.buffer);
    const random = new Random(2);
    const wrong: string[] = [];
    for (let i = 0; i < 100_000; i += 1) {
      bits[0] = random.uint32();
      if (i % 2 === 0) value[0] = random.normal();
      if (!Number.isFinite(value[0]!)) continue;
      const text = write(value[0]!);
      const isSame = Object.is(Math.fround(Number(text)), value[0]);
      if (!isSame || text.length > longestNumber) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });
});
