import { describe, expect, it } from "vitest";

import { prepareSource } from "../../../../src/workbench/kernel/compiler/source.js";

describe("a prepared cell", () => {
  it.each([
    ["export const a = 1;", "       const a = 1;"],
    ["export default class A {}", "               class A {}"],
    ["export default function () {}", "       void 0, function () {}"],
    ["export default { a: 1 };", "void 0,        { a: 1 };"],
    ["export { a, b };", "                "],
    ['export { a } from "m";', 'import { a } from "m";'],
    ['export * as m from "m";', 'import * as m from "m";'],
    ['export * from "m";', 'import        "m";'],
    ["export type T = 1;\r\nexport interface I {}", "       type T = 1;\r\n       interface I {}"],
    ["#!/usr/bin/env node", "///usr/bin/env node"],
    [
      'import d from "./d.json" with { type: "json" };',
      'import d from "./d.json"                      ;',
    ],
    ["sql`select * from 't' with { a }`", "sql`select * from 't' with { a }`"],
    ["const text = 'export const a';", "const text = 'export const a';"],
    ["function f() { export const a = 1 }", "function f() { export const a = 1 }"],
  ])("keeps its length: %j", (source, text) => {
    expect(prepareSource(source)).toMatchObject({ text, shift: 0 });
    expect(text).toHaveLength(source.length);
  });

  it("puts an object literal in parentheses", () => {
    expect(prepareSource("{ a: 1 }")).toMatchObject({
      text: "({ a: 1 }\n)",
      shift: 1,
      hasResult: true,
    });
  });

  it.each(["{ a: 1 };", "{ a; b }", "{", "{ let a = 1 }", "const o = { a: 1 }"])(
    "leaves %j as it is",
    (source) => {
      expect(prepareSource(source)).toMatchObject({ text: source, shift: 0 });
    },
  );

  it.each([
    ["1", true],
    ["1;", false],
    ["1 // ;", true],
    ["f()\n/* ; */", true],
    ["const a = 1", false],
    ["1\ninterface I {}", false],
    ["1;;", false],
    ["", false],
  ])("tells whether %j has a value", (source, hasResult) => {
    expect(prepareSource(source).hasResult).toBe(hasResult);
  });

  it.each([
    ["await f()", true],
    ["await (async () => 1)()", true],
    ["await [1]", true],
    ["await `text`", true],
    ["await +1", true],
    ["const a = await (b)", true],
    ["for await (const a of b) {}", true],
    ["if (a) { b(await c) }", true],
    ["class A { [await name]() {} }", true],
    ["async () => await f()", false],
    ["class A { async m() { await f() } }", false],
    ["class A { static { } }", false],
    ["'await f()'", false],
  ])("tells whether %j waits", (source, async) => {
    expect(prepareSource(source).async).toBe(async);
  });
});
