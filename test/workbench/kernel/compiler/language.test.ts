/**
 * What the language of cells is, as one table of little notebooks: the last cell's value, or its
 * diagnostics. The table runs against both kinds of compiler process.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { buildSnapshot } from "../../../../src/workbench/kernel/compiler/build-snapshot.js";
import { LiveCells, makeFolder, removeFolder } from "./live-cells.js";

type Case = readonly [title: string, cells: readonly string[], expected: unknown];

const values: readonly Case[] = [
  ["the last expression is the value", ["const a = 1; a + 1"], 2],
  ["a trailing semicolon suppresses the value", ["1;"], undefined],
  ["a comment behind the semicolon changes nothing", ["1; // one"], undefined],
  ["a semicolon inside a string suppresses nothing", ['"a;"'], "a;"],
  ["a semicolon inside a template suppresses nothing", ["`a;` // b;"], "a;"],
  ["a declaration has no value", ["1\nconst b = 2"], undefined],
  ["an enum after an expression has no value", ["1\nenum AfterExpression { A }"], undefined],
  ["an assignment is a value", ["let assigned = 1; assigned = 5"], 5],
  ["an awaited expression is a value", ["await Promise.resolve(3)"], 3],
  ["an object literal alone is a value", ["{ a: 1, b: [2] }"], { a: 1, b: [2] }],
  ["an empty object literal is a value", ["{}"], {}],
  ["a block is no value", ["{ const inner = 1; inner }"], undefined],
  ["a cell of comments has no value", ["// nothing\n/* at all */"], undefined],
  ["an empty cell has no value", [""], undefined],
  ["a directive is passed over", ['"use strict"; 5'], 5],
  ["a byte order mark is passed over", ["\uFEFFconst bom = 1; bom"], 1],
  ["Windows line ends are line ends", ["const crlf = `a`\r\ncrlf + 1"], "a1"],
  ["a shebang is a comment", ["#!/usr/bin/env node\n7"], 7],
  ["names may be any Unicode", ['const 𠮷 = "𠮷", ünï = 1; 𠮷 + ünï'], "𠮷1"],

  ["await of parentheses is not a call", ["await (async () => 5)()"], 5],
  ["await works at the top level", ["const awaited = await Promise.resolve(2); awaited"], 2],
  [
    "for await works at the top level",
    [
      "async function* twice() { yield 1; yield 2 }\nlet sum = 0\nfor await (const n of twice()) sum += n\nsum",
    ],
    3,
  ],
  [
    "await in a nested block counts as top level",
    ["let nested = 0; if (true) { nested = await Promise.resolve(4) }\nnested"],
    4,
  ],
  [
    "an async function alone makes no async cell",
    ["async function later() { return await 1 }\ntypeof later"],
    "function",
  ],

  ["import() stays a real dynamic import", ['(await import("node:path")).posix.sep'], "/"],
  ["import.meta has a url", ["import.meta.url.startsWith('file:')"], true],
  [
    "node: modules are imported",
    ['import { posix } from "node:path"', 'posix.join("a", "b")'],
    "a/b",
  ],
  ["a namespace import lives on", ['import * as path from "node:path"', "path.posix.sep"], "/"],
  ["a default import lives on", ['import path from "node:path"', "path.posix.sep"], "/"],
  [
    "a type-only import leaves no trace",
    ['import type { Stats } from "node:fs"; const stats: Stats | undefined = undefined; stats'],
    undefined,
  ],
  [
    "JSON is imported with its type",
    ['import data from "./data.json"; data.list.map((n) => n + 1)'],
    [2, 3],
  ],
  [
    "import attributes are read over",
    ['import data from "./data.json" with { type: "json" }; data.list.length'],
    2,
  ],
  ["a local module is imported", ['import { one } from "./lib"', "one + 1"], 2],
  ["a local module is imported with its extension", ['import { one } from "./lib.ts"; one'], 1],
  [
    "a local module is imported as the .js it would become",
    ['import { one } from "./lib.js"; one'],
    1,
  ],
  ["a local module in a subfolder imports upwards", ['import { two } from "./sub/deep"; two'], 2],
  [
    "a local module above the folder is imported",
    ['import { above } from "../above"; above'],
    "above",
  ],
  ["a local module is imported dynamically", ['(await import("./lib")).one'], 1],
  ["a local JavaScript module is imported", ['import { plain } from "./plain.js"; plain'], "plain"],
  [
    "a local .mjs with top-level await is imported",
    ['import { late } from "./late.mjs"; late'],
    "late",
  ],
  [
    "a package with only an import condition is imported with its types",
    ['import { answer } from "esm-only"; const n: number = answer; n'],
    42,
  ],
  [
    "a subpath of an exports map is imported",
    ['import { deep } from "esm-only/deep"; deep.toUpperCase()'],
    "DEEP",
  ],
  [
    "a package without types reads as any",
    ['import untyped from "untyped"; untyped.anything.at.all'],
    1,
  ],

  [
    "types flow from cell to cell",
    [
      "interface Point { x: number }\nconst point: Point = { x: 1 }",
      "const moved: Point = { x: point.x + 1 }; moved",
    ],
    { x: 2 },
  ],
  [
    "enums work",
    ["enum Color { Red, Green = 5 }", "[Color.Green, Color[5], Color.Red]"],
    [5, "Green", 0],
  ],
  ["const enums work across cells", ["const enum Size { Large = 7 }", "Size.Large"], 7],
  [
    "namespaces work, also two cells later",
    [
      "namespace Space { export const y = 2; export namespace Inner { export const z = 3 } }",
      "1",
      "Space.y + Space.Inner.z",
    ],
    5,
  ],
  [
    "decorators work",
    [
      'function loud(_t: unknown, _k: string, d: PropertyDescriptor) { d.value = () => "LOUD" }',
      'class Voice { @loud speak() { return "quiet" } }',
      "new Voice().speak()",
    ],
    "LOUD",
  ],
  ["satisfies works", ["({ a: 1 }) satisfies Record<string, number>"], { a: 1 }],
  [
    "abstract classes are extended in a later cell",
    [
      "abstract class Shape { abstract area(): number }",
      "class Square extends Shape { constructor(private side: number) { super() } area() { return this.side ** 2 } }\nnew Square(3).area()",
    ],
    9,
  ],
  [
    "overloads live on",
    [
      "function over(a: string): string; function over(a: number): number; function over(a: unknown) { return a }",
      "over(1) + 1",
    ],
    2,
  ],
  [
    "private members do not keep a class expression from living on",
    ["const Hidden = class { private a = 1; b = 2 }", "new Hidden().b"],
    2,
  ],
  ["a var in a block lives on", ["if (true) { var blockVar = 2 }", "blockVar"], 2],
  [
    "destructured names live on",
    ["const { p, q: [r, ...s], ...t } = { p: 1, q: [2, 3, 4], u: 5 }", "[p, r, s, t]"],
    [1, 2, [3, 4], { u: 5 }],
  ],
  [
    "shorthand properties take an earlier cell's value",
    ["const short = 1", "({ short })"],
    { short: 1 },
  ],
  [
    "a pattern renames properties of an earlier cell's type",
    [
      "const listedRows = [{ a: 1, b: { c: 2 } }]",
      "const [{ a: renamed, b: { c: inner } }] = listedRows",
      "[renamed, inner, listedRows.map(({ a: value }) => value)]",
    ],
    [1, 2, [1]],
  ],
  ["a Buffer is a Uint8Array", ['const bytes: Uint8Array = Buffer.from("ab")\nbytes.length'], 2],
  [
    "declare global adds to global types",
    [
      "declare global { interface Array<T> { second(): T | undefined } }",
      "Array.prototype.second = function () { return this[1] };\n[1, 2].second()",
    ],
    2,
  ],
  [
    "a function of an earlier cell gets no this",
    ["function whoAmI(this: unknown) { return this }", "whoAmI()"],
    undefined,
  ],
  ["this at the top level is undefined", ["this"], undefined],

  [
    "export before a declaration is read over",
    ["export const exported = 1\nexport function f() { return exported }", "f()"],
    1,
  ],
  ["an export list is read over", ["const listed = 1\nexport { listed }", "listed"], 1],
  ["export default of a value is its value", ["export default { a: 1 }"], { a: 1 }],
  [
    "export default of a function declares it",
    ["export default function named() { return 3 }", "named()"],
    3,
  ],
  ["export … from imports", ['export { one as uno } from "./lib"', "uno"], 1],

  [
    "a closure sees a later assignment",
    ["let n = 0; function inc() { return ++n }", "n = 100", "inc()"],
    101,
  ],
  [
    "a closure sees compound, increment and destructuring assignments",
    [
      "let m = 1; const read = () => m",
      "m += 5; m++; [m] = [m * 2]; ({ m } = { m: m + 1 });",
      "[m, read()]",
    ],
    [15, 15],
  ],
  [
    "a later cell sees what a closure assigns",
    ["let k = 0; const bump = () => { k += 1 }", "bump(); bump()", "k"],
    2,
  ],
  [
    "a closure from an awaiting cell shares its variable",
    [
      "let w = 0; await null; const readW = async () => { await null; return w }",
      "w = 8",
      "await readW()",
    ],
    8,
  ],
  [
    "a redeclared variable leaves the old closure its own",
    ["let old = 1; const readOld = () => old", 'let old = "new"', "[old, readOld()]"],
    ["new", 1],
  ],
  [
    "a constant that was a variable leaves the old closure its own",
    ["let was = 1; const readWas = () => was", "const was = 2", "[was, readWas()]"],
    [2, 1],
  ],

  [
    "a redeclared constant has its new type",
    ["const re = 1", 'const re = "a"', "re.toUpperCase()"],
    "A",
  ],
  [
    "a redeclared function has its new type",
    ["function rf() { return 1 }", "function rf(a: string) { return a }", 'rf("b")'],
    "b",
  ],
  [
    "a redeclared class has its new type",
    ["class RC { a = 1 }", "class RC { b = 2 }", "new RC().b"],
    2,
  ],
  [
    "an old instance keeps the type of its redeclared class",
    ["class RD { a = 1 }\nconst rd = new RD()", "class RD { b = 2 }", "rd.a"],
    1,
  ],
  [
    "an old value keeps its redeclared interface",
    [
      "interface RI { x: number }\nconst ri: RI = { x: 1 }",
      "interface RI { y: string }\nconst ri2: RI = { y: '' }",
      "ri.x",
    ],
    1,
  ],
  [
    "a type parameter of the same name is not confused",
    [
      "type T = number; const tv: T = 1; function same<T>(x: T): T { return x }",
      "type T = string",
      "same('a') + tv",
    ],
    "a1",
  ],
  [
    "a function becomes a class",
    ["function fc() { return 1 }", "class fc {}", "new fc() instanceof fc"],
    true,
  ],
  [
    "an import is replaced by a constant",
    ['import { sep } from "node:path"', "const sep = 5", "sep + 1"],
    6,
  ],
  [
    "an enum is redeclared",
    ["enum RE { A, B }\nlet re1: RE = RE.B", "enum RE { C = 9 }", "[re1, RE.C]"],
    [1, 9],
  ],

  [
    "what ran before a throw is kept, with its types",
    [
      "const before = 1; type Before = number; throw new Error('half'); const after = 1",
      "const b: Before = before; b",
    ],
    1,
  ],
  [
    "a failed redeclaration leaves the old value and its type",
    ["const kept = 1", "throw new Error('half'); const kept = 'a'", "kept.toFixed(1)"],
    "1.0",
  ],
  ["a throw is a throw", ["throw new Error('half')"], "throws half"],
];

const errors: readonly Case[] = [
  [
    "strict is the default",
    ["let s: string = null"],
    "TS2322 0:4 Type 'null' is not assignable to type 'string'.",
  ],
  [
    "all diagnostics come at once",
    ['let a: string = 1\nlet b: number = "x"\nmissing'],
    "TS2322 0:4 Type 'number' is not assignable to type 'string'.\nTS2322 1:4 Type 'string' is not assignable to type 'number'.\nTS2304 2:0 Cannot find name 'missing'.",
  ],
  [
    "explanations are part of the message",
    ["const deep: { a: { b: number } } = { a: { b: '' } }; const f: () => number = () => ''"],
    expect.stringContaining("TS2322 0:42 Type 'string' is not assignable to type 'number'."),
  ],
  [
    "columns count UTF-16 units, behind CRLF too",
    ["const astral = '𠮷';\r\n  '𠮷' + missing"],
    "TS2304 1:9 Cannot find name 'missing'.",
  ],
  [
    "columns in an object literal cell are the cell's own",
    ["{ a: missing }"],
    "TS2304 0:5 Cannot find name 'missing'.",
  ],
  [
    "a syntax error is a diagnostic",
    ["let = = 1"],
    expect.stringContaining("TS1109 0:6 Expression expected."),
  ],
  [
    "using is explained",
    ["using file = open()"],
    expect.stringMatching(
      /^TS1434 0:0 'using' declarations need TypeScript 5\.2, and cells are compiled by 5\.0\.4;[^\n]+$/,
    ),
  ],
  [
    "require cannot be declared",
    ["const require = 1"],
    "TS2441 0:6 Duplicate identifier 'require'. Compiler reserves name 'require' in top level scope of a cell.",
  ],
  [
    "a missing package is a diagnostic",
    ['import { a } from "no-such-package"'],
    "TS2307 0:18 Cannot find module 'no-such-package' or its corresponding type declarations.",
  ],
  [
    "what a throw kept from running is unknown",
    ["throw new Error('half'); const unborn = 1", "unborn"],
    "TS2304 0:0 Cannot find name 'unborn'.",
  ],
  [
    "an error in a local module names the file",
    ['import { wrong } from "./wrong"'],
    expect.stringMatching(
      /wrong\.ts TS2322 1:13 Type 'string' is not assignable to type 'number'\.$/,
    ),
  ],
  [
    "an error cell declares nothing",
    ["const invalid: number = ''", "invalid"],
    "TS2304 0:0 Cannot find name 'invalid'.",
  ],
];

const files = {
  "above.ts": 'export const above = "above";\n',
  "notebook/lib.ts": "export const one: number = 1;\n",
  "notebook/sub/deep.ts": 'import { one } from "../lib";\nexport const two = one + 1;\n',
  "notebook/plain.js": 'export const plain = "plain";\n',
  "notebook/late.mjs": 'export const late = await Promise.resolve("late");\n',
  "notebook/wrong.ts": 'const fine = 1;\nexport const wrong: number = "" + fine;\n',
  "notebook/data.json": '{ "list": [1, 2] }\n',
  "notebook/node_modules/esm-only/package.json": JSON.stringify({
    name: "esm-only",
    type: "module",
    exports: {
      ".": { import: { types: "./main.d.ts", default: "./main.js" } },
      "./deep": { types: "./d.d.ts", import: "./d.js" },
    },
  }),
  "notebook/node_modules/esm-only/main.js": "export const answer = await Promise.resolve(42);\n",
  "notebook/node_modules/esm-only/main.d.ts":
    '/// <reference types="node" />\nexport declare const answer: number;\n',
  "notebook/node_modules/esm-only/d.js": 'export const deep = "deep";\n',
  "notebook/node_modules/esm-only/d.d.ts": "export declare const deep: string;\n",
  "notebook/node_modules/untyped/package.json": '{ "name": "untyped", "main": "main.js" }',
  "notebook/node_modules/untyped/main.js": "module.exports = { anything: { at: { all: 1 } } };\n",
};

describe.each([
  { kind: "the plain process", snapshot: false },
  { kind: "the process from the snapshot", snapshot: true },
])("cells compiled by $kind", ({ snapshot }) => {
  let folder: string;
  let cells: LiveCells;

  beforeAll(async () => {
    folder = makeFolder(files);
    const cacheFolder = `${folder}/cache`;
    if (snapshot) await buildSnapshot(cacheFolder);
    cells = new LiveCells(`${folder}/notebook`, { cacheFolder });
  });
  afterAll(() => {
    cells.close();
    removeFolder(folder);
  });

  it("really come from there", async () => {
    expect(await cells.run("1")).toBe(1);
    expect(cells.compiler.process.fromSnapshot).toBe(snapshot);
  });

  it.each(values)("%s", async (_title, sources, expected) => {
    expect(await cells.runAll(...sources)).toEqual(expected);
  });

  it.each(errors)("%s", async (_title, sources, expected) => {
    expect(await cells.runAll(...sources)).toEqual(expected);
  });
});
