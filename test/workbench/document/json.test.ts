import { describe, expect, it } from "vitest";
import { byCodePoint, parseJson, stringifyJson } from "../../../src/workbench/document/json.js";

describe("parseJson", () => {
  it.each([
    '"\\u00e9\\n\\"\\\\\\/ \\ud83d\\ude00"',
    "[]",
    "{}",
    '[1, -2.5e3, true, false, null, ""]',
    '{"a": {"b": [{}]}, "a": 2}',
    " \t\r\n0 ",
    '{"__proto__": {"x": 1}}',
  ])("reads what JSON.parse reads: %s", (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
    expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
  });

  it.each([
    "01",
    "+1",
    "1.",
    ".5",
    "NaN",
    "-",
    "[1,]",
    "[,]",
    '{"a":}',
    "{a: 1}",
    "'a'",
    '"\n"',
    '"\\x"',
    '"\\u12"',
    "1 2",
    "nul",
    "truex",
    '"a',
    "[1 2]",
    "/**/1",
    "constructor",
    "toString",
  ])("refuses what JSON.parse refuses: %j", (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(() => parseJson(text)).toThrow(/^line \d+, column \d+: .+; expected .+/);
  });

  it("says where it stopped, in lines and columns", () => {
    expect(() => parseJson('{\n  "a": [1,\n  oops]\n}')).toThrow(
      'line 3, column 3: "oops"; expected a JSON value',
    );
  });

  it("reads a byte order mark as nothing", () => {
    expect(parseJson("\ufeff1")).toBe(1);
  });

  it("refuses nesting that would break the stack", () => {
    expect(() => parseJson("[".repeat(100_000))).toThrow("expected at most 500 levels of nesting");
  });
});

describe("stringifyJson", () => {
  it("sorts keys, indents by one and writes empty lists and objects on one line", () => {
    expect(stringifyJson({ b: [], a: { d: [1, "x"], c: {} } })).toBe(
      '{\n "a": {\n  "c": {},\n  "d": [\n   1,\n   "x"\n  ]\n },\n "b": []\n}',
    );
  });

  it("keeps the spelling of numbers that were read, until they change", () => {
    const read = parseJson('{"a": 1.0, "b": [1e-05, 12345678901234567890, -0.0]}') as {
      a: number;
      b: number[];
    };
    expect(stringifyJson(read)).toBe(
      '{\n "a": 1.0,\n "b": [\n  1e-05,\n  12345678901234567890,\n  -0.0\n ]\n}',
    );
    read.a = 2;
    expect(stringifyJson({ a: read.a })).toBe('{\n "a": 2\n}');
  });

  it("leaves out fields that are undefined", () => {
    expect(stringifyJson({ a: undefined, b: 1 } as never)).toBe('{\n "b": 1\n}');
  });
});

describe("byCodePoint", () => {
  it("sorts as Python does, beyond the basic plane too", () => {
    expect(["\u{1F600}", "\uffee", "b", "a", "ab"].sort(byCodePoint)).toEqual([
      "a",
      "ab",
      "b",
      "\uffee",
      "\u{1F600}",
    ]);
  });
});
