import { describe, expect, it } from "vitest";

import { mentionsType, renameType } from "../../../../src/workbench/kernel/compiler/renaming.js";

describe("renaming a type", () => {
  it.each([
    ["declare const p: P;", "declare const p: Q;"],
    [
      "declare function f(a: P[], b: Map<string, P>): a is P;",
      "declare function f(a: Q[], b: Map<string, Q>): a is Q;",
    ],
    [
      "declare class C extends P implements P<string> { p: typeof P; }",
      "declare class C extends Q implements Q<string> { p: typeof Q; }",
    ],
    ["interface P { P: number; next: P; }", "interface Q { P: number; next: Q; }"],
    ["declare const m: P.Member;", "declare const m: Q.Member;"],
    ["declare enum P { P = 0 }", "declare enum Q { P = 0 }"],
  ])("reaches %s", (before, after) => {
    expect(mentionsType(before, "P")).toBe(true);
    expect(renameType(before, "P", "Q")).toBe(after);
  });

  it.each([
    "declare function f<P>(x: P): P;",
    "type Box = <P>(x: P) => { [K in keyof P]: P[K] };",
    "type Each<T> = { [P in keyof T]: T[P] };",
    "type Inner<T> = T extends (infer P)[] ? P : never;",
    "declare const P: 1;",
    "declare const o: { P: number; other: N.P };",
    'import { P } from "m";',
  ])("leaves %s alone", (text) => {
    expect(mentionsType(text, "P")).toBe(false);
    expect(renameType(text, "P", "Q")).toBe(text);
  });
});
