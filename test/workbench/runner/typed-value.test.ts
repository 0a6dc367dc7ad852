import { describe, expect, it } from "vitest";
import { toTyped, toUntyped } from "../../../src/workbench/runner/typed-value.js";

describe("toTyped", () => {
  it.each([
    ["7", "number", 7],
    ["-1.5e3", "number", -1500],
    ["true", "boolean", true],
    ["7", "string", "7"],
    ["true", "string", "true"],
    ["hello world", "string", "hello world"],
    ['"quoted"', "string", "quoted"],
    ["", "string", ""],
    ["7", "string | number", 7],
    ["x", "string | number", "x"],
    ["null", "number | null", null],
    ["null", "string | null", null],
    ["cbow", '"cbow" | "skip-gram"', "cbow"],
    ["skip-gram", "'cbow' | 'skip-gram'", "skip-gram"],
    ["a|b", '"a|b"', "a|b"],
    ["2", "1 | 2", 2],
    ["[1, 2]", "number[]", [1, 2]],
    ["[]", "string[]", []],
    ['["a", 1]', "(string | number)[]", ["a", 1]],
    ['[["a"]]', "Array<readonly string[]>", [["a"]]],
    ['{"a": 1}', "any", { a: 1 }],
    ["false", "true | false", false],
  ])("reads %j as %s", (text, type, value) => {
    expect(toTyped({ text }, type)).toEqual({ value, sure: true });
  });

  it.each([
    ["seven", "number"],
    ["7", "boolean"],
    ["null", "number"],
    ["glove", '"cbow" | "skip-gram"'],
    ["3", "1 | 2"],
    ["[1]", "string[]"],
    ["1", "number[]"],
    ["null", "undefined"],
    ["yes", "boolean"],
  ])("refuses %j for %s", (text, type) => {
    expect(toTyped({ text }, type)).toBeUndefined();
  });

  it.each([
    ['{"deep": true}', "{ deep: boolean }", { deep: true }],
    ["cbow", "Model", "cbow"],
    ["7", "Map<string, number>", 7],
    ['[{"a": 1}]', "Row[]", [{ a: 1 }]],
  ])("leaves %j for %s to the compiler", (text, type, value) => {
    expect(toTyped({ text }, type)).toEqual({ value, sure: false });
  });

  it("takes a value from a file as it is, never as text", () => {
    expect(toTyped({ json: 7 }, "string")).toBeUndefined();
    expect(toTyped({ json: "7" }, "string")).toEqual({ value: "7", sure: true });
  });
});

describe("toUntyped", () => {
  it("is JSON, else the text itself", () => {
    expect([
      toUntyped({ text: "7" }),
      toUntyped({ text: "seven" }),
      toUntyped({ json: [1] }),
    ]).toEqual([7, "seven", [1]]);
  });
});
