/** The kernel's pure parts: arguments, positions, history queries. */
import { describe, expect, it } from "vitest";
import { parseKernelArguments } from "../../../src/workbench/kernel/arguments.js";
import { globPattern, queryHistory } from "../../../src/workbench/kernel/io/history.js";
import { toCodePoints, toOffset } from "../../../src/workbench/kernel/io/positions.js";

describe("parseKernelArguments", () => {
  it("takes a connection file and --no-strict", () => {
    expect(parseKernelArguments(["c.json"])).toEqual({ connectionFile: "c.json", strict: true });
    expect(parseKernelArguments(["c.json", "--no-strict"])).toEqual({
      connectionFile: "c.json",
      strict: false,
    });
  });

  it.each([
    [["--fast", "c.json"], 'kernel option: "--fast"; expected --strict or --no-strict'],
    [[], 'kernel arguments: ""; expected one connection file'],
    [["a", "b"], 'kernel arguments: "a b"; expected one connection file'],
  ])("%j is refused", (argv, text) => {
    expect(() => parseKernelArguments(argv)).toThrow(text);
  });
});

describe("positions", () => {
  it.each([
    ["abc", 2, 2],
    ["𝒳b", 1, 2],
    ["a𝒳b", 2, 3],
    ["a", 9, 1],
    ["", 0, 0],
  ])("of %j: code point %i is offset %i", (text, codePoints, offset) => {
    expect(toOffset(text, codePoints)).toBe(offset);
    expect(toCodePoints(text, offset)).toBe(Math.min(codePoints, [...text].length));
  });
});

describe("history", () => {
  const entries = ["let a", "a + 1", "let b", "a + 1"].map((input, index) => ({
    session: index < 2 ? 1 : 2,
    line: (index % 2) + 1,
    input,
  }));

  it.each([
    [{ hist_access_type: "tail", n: 1 }, [[2, 2, "a + 1"]]],
    [{ hist_access_type: "tail", n: 0 }, []],
    [{ hist_access_type: "range", session: 1, start: 2 }, [[1, 2, "a + 1"]]],
    [{ hist_access_type: "range", session: -1, start: 1, stop: 2 }, [[1, 1, "let a"]]],
    [{ hist_access_type: "range", session: 0, start: 1, stop: 2 }, [[2, 1, "let b"]]],
    [
      { hist_access_type: "search", pattern: "let ?" },
      [
        [1, 1, "let a"],
        [2, 1, "let b"],
      ],
    ],
    [{ hist_access_type: "search", pattern: "*+*", unique: true }, [[2, 2, "a + 1"]]],
    [{ hist_access_type: "tail", n: 1, output: true }, [[2, 2, ["a + 1", null]]]],
  ])("%j", (content, expected) => {
    expect(queryHistory(entries, 2, content)).toEqual(expected);
  });

  it.each([
    ["a*", "abc", true],
    ["a?c", "abc", true],
    ["[ab]c", "bc", true],
    ["[^a]c", "ac", false],
    ["a.c", "abc", false],
    ["(x", "(x", true],
  ])("the glob %s and %s", (glob, text, matches) => {
    expect(globPattern(glob).test(text)).toBe(matches);
  });
});
