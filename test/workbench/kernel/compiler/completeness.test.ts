import { describe, expect, it } from "vitest";

import { completenessOf } from "../../../../src/workbench/kernel/compiler/completeness.js";

describe("completeness", () => {
  it.each([
    "",
    "1",
    "1;",
    "// note",
    "const a = 1",
    "x => {\n  y\n}",
    "{ a: 1 }",
    "export const a = 1",
    "await f()",
    "for await (const a of b) {}",
    "a.let",
    "`${a}`",
    "'\\u{1F600}'",
  ])("is complete: %j", (source) => {
    expect(completenessOf(source)).toEqual({ status: "complete" });
  });

  it.each([
    ["let x =", ""],
    ["const", ""],
    ["f(", "  "],
    ["f(\n  1,", "  "],
    ["{", "  "],
    ["if (a) {\n} else", ""],
    ["class A {\n  m() {", "    "],
    ["function f() {\n  return 1", "  "],
    ["[1,\n2", ""],
    ["`text", ""],
    ["`text ${", "  "],
    ["/* note", ""],
    ["a +", ""],
    ["'abc\\", ""],
    ["a ? b", ""],
    ["x.", ""],
    ["a =>", ""],
    ["import { a", ""],
    ["await", ""],
    ["1 +\n\n", ""],
    ["if (a) { // why", "  "],
  ])("is incomplete: %j", (source, indent) => {
    expect(completenessOf(source)).toEqual({ status: "incomplete", indent });
  });

  it.each([
    "x = = 3",
    "}",
    "1)",
    "foo(]",
    "'abc",
    "/abc",
    "1 2",
    "let 5",
    "%matplotlib inline",
    "if (a)) {",
  ])("is invalid: %j", (source) => {
    expect(completenessOf(source)).toEqual({ status: "invalid" });
  });
});
