/**
 * Modules as a notebook meets them, over a live kernel: packages of every make in node_modules, local
 * TypeScript that is edited between two cells, real `import()`.
 */
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LiveKernel, resultText, traceback } from "./live-kernel.js";

const json = (fields: object) => JSON.stringify({ version: "1.0.0", ...fields });
const files: Readonly<Record<string, string>> = {
  // Only an `import` condition, with types.
  "book/node_modules/only-import/package.json": json({
    name: "only-import",
    type: "module",
    exports: { ".": { import: { types: "./index.d.ts", default: "./index.js" } } },
  }),
  "book/node_modules/only-import/index.js":
    "export const answer = 42; export default function twice(n) { return 2 * n }",
  "book/node_modules/only-import/index.d.ts":
    "export declare const answer: number; export default function twice(n: number): number;",
  // An ES module that waits while it loads; its count changes afterwards.
  "book/node_modules/waits/package.json": json({
    name: "waits",
    type: "module",
    exports: "./index.js",
  }),
  "book/node_modules/waits/index.js":
    "export const ready = await new Promise((done) => setTimeout(() => done('ready'), 20)); export let count = 0; export const add = () => ++count;",
  "book/node_modules/waits/index.d.ts":
    "export const ready: string; export let count: number; export function add(): number;",
  // CommonJS: a function with properties, and one that says it was an ES module.
  "book/node_modules/common/package.json": json({ name: "common", main: "index.js" }),
  "book/node_modules/common/index.js":
    "module.exports = function greet(name) { return 'hello ' + name }; module.exports.version = '1';",
  "book/node_modules/common/index.d.ts":
    "declare function greet(name: string): string; declare namespace greet { const version: string } export = greet;",
  "book/node_modules/compiled/package.json": json({ name: "compiled", main: "index.js" }),
  "book/node_modules/compiled/index.js":
    "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'the default'; exports.named = 'the named';",
  "book/node_modules/compiled/index.d.ts":
    "declare const value: string; export default value; export const named: string;",
  // Both conditions, a subpath, no types at all.
  "book/node_modules/dual/package.json": json({
    name: "dual",
    exports: {
      ".": { import: "./index.mjs", require: "./index.cjs" },
      "./deep/*": "./lib/*.mjs",
    },
  }),
  "book/node_modules/dual/index.mjs": "export const kind = 'import'",
  "book/node_modules/dual/index.cjs": "exports.kind = 'require'",
  "book/node_modules/dual/index.d.mts": "export const kind: string;",
  "book/node_modules/dual/lib/part.mjs": "export const part = 'deep'",
  "book/node_modules/dual/lib/part.d.mts": "export const part: string;",
  "book/node_modules/broken/package.json": json({
    name: "broken",
    type: "module",
    exports: "./index.js",
  }),
  "book/node_modules/broken/index.js": "throw new RangeError('broken while loading')",
  "book/node_modules/broken/index.d.ts": "export {};",
  "book/lib/sum.ts":
    "export interface Pair { a: number; b: number }\nexport function sum({ a, b }: Pair): number {\n  return a + b;\n}\n",
  "book/lib/index.ts": "export * from './sum.js';\nexport { fail } from '../../shared/fail.js';\n",
  "shared/fail.ts":
    "type Reason = string;\n\nexport function fail(reason: Reason): never {\n  throw new Error(reason);\n}\n",
  "shared/level.ts": "export const level: number = 1;\n",
  "shared/through.ts": "import { level } from './level.js';\nexport const doubled = 2 * level;\n",
  "book/plain.mjs": "export const plain = await Promise.resolve('plain');\n",
  "book/old.cjs": "module.exports = { old: 'old' };\n",
  "book/data.json": '{ "rows": [1, 2, 3] }\n',
  "book/uses-package.ts":
    "import twice, { answer } from 'only-import';\nexport const computed: number = twice(answer);\n",
};

let root: string;
let kernel: LiveKernel;
const write = async (name: string, text: string) => {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), text);
};
/** The cell's value as text, or its error. */
const run = async (...cells: string[]): Promise<string> => {
  let shown = "";
  for (const cell of cells) {
    const { iopub } = await kernel.execute(cell);
    shown = resultText(iopub) ?? traceback(iopub);
  }
  return shown;
};

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "tidebook-modules-test-")));
  for (const [name, text] of Object.entries(files)) await write(name, text);
  kernel = await LiveKernel.start({ cwd: join(root, "book") });
});
afterAll(async () => {
  await kernel.close();
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
});

describe("a cell imports", () => {
  it.each<[what: string, cells: string[], shown: string]>([
    [
      "a package with only an `import` condition",
      ["import twice, { answer } from 'only-import'; twice(answer)"],
      "84",
    ],
    [
      "its types",
      ["import { answer as wrong } from 'only-import'; const s: string = wrong"],
      "cell [*], 1:54 - error TS2322: Type 'number' is not assignable to type 'string'.",
    ],
    ["an ES module with top-level await", ["import { ready } from 'waits'; ready"], "'ready'"],
    [
      "live bindings",
      ["import { count, add } from 'waits'; add(); add(); count", "add(); count"],
      "3",
    ],
    [
      "a namespace",
      ["import * as waits from 'waits'; Object.keys(waits).sort().join()"],
      "'add,count,ready'",
    ],
    [
      "CommonJS by its default",
      ["import greet from 'common'; greet('you') + greet.version"],
      "'hello you1'",
    ],
    ["CommonJS by name", ["import { version } from 'common'; version"], "'1'"],
    ["CommonJS by require", ["const common = require('common'); common('me')"], "'hello me'"],
    [
      "compiled CommonJS",
      ["import theDefault, { named } from 'compiled'; theDefault + ', ' + named"],
      "'the default, the named'",
    ],
    ["the `import` side of a package with both", ["import { kind } from 'dual'; kind"], "'import'"],
    ["a subpath pattern", ["import { part } from 'dual/deep/part'; part"], "'deep'"],
    [
      "a local .mjs with top-level await",
      ["import { plain } from './plain.mjs'; plain"],
      "'plain'",
    ],
    ["a local .cjs", ["import oldOne from './old.cjs'; oldOne.old"], "'old'"],
    ["JSON", ["import data from './data.json'; data.rows.length"], "3"],
    [
      "a Node module",
      ["import { sep } from 'node:path'; import os from 'os'; typeof os.EOL + sep"],
      "'string/'",
    ],
    [
      "local TypeScript",
      [
        "import { sum, type Pair } from './lib/index.js'; const pair: Pair = { a: 1, b: 2 }; sum(pair)",
      ],
      "3",
    ],
    [
      "local TypeScript without an extension",
      ["import { sum as plus } from './lib/sum'; plus({ a: 2, b: 2 })"],
      "4",
    ],
    [
      "local TypeScript that imports a package",
      ["import { computed } from './uses-package.js'; computed"],
      "84",
    ],
    [
      "TypeScript above the notebook's folder",
      ["import { doubled } from '../shared/through.js'; doubled"],
      "2",
    ],
    ["a package by import()", ["(await import('only-import')).default(4)"], "8"],
    [
      "a package by import() of a name that is computed",
      ["const name = 'wai' + 'ts'; (await import(name)).ready"],
      "'ready'",
    ],
    ["CommonJS by import()", ["(await import('common')).default('x')"], "'hello x'"],
    ["local TypeScript by import()", ["(await import('./lib/sum.js')).sum({ a: 5, b: 5 })"], "10"],
    ["a local .mjs by import()", ["(await import('./plain.mjs')).plain"], "'plain'"],
    [
      "the same module every time",
      ["(await import('waits')).add === (await import('waits')).add"],
      "true",
    ],
    [
      "a missing package not at all",
      ["import nothing from 'no-such-package'"],
      "cell [*], 1:21 - error TS2307: Cannot find module 'no-such-package'",
    ],
    [
      "a missing one by a computed name not at all",
      ["await import('no-such-' + 'package')"],
      "Error: Cannot find package 'no-such-package' imported from",
    ],
    [
      "what breaks while it loads with its error",
      ["import 'broken'"],
      "RangeError: broken while loading",
    ],
  ])("%s", async (_what, cells, shown) => {
    const text = (await run(...cells)).replace(/cell \[\d+\]/, "cell [*]");
    expect(text.slice(0, shown.length)).toBe(shown);
  });
});

describe("a local module that is edited", () => {
  it("is loaded again", async () => {
    await write("book/edited.ts", "export const value: number = 1;\n");
    expect(await run("import { value } from './edited.js'; value")).toBe("1");
    await write("book/edited.ts", "export const value: string = 'two';\n");
    expect(await run("import { value } from './edited.js'; value.toUpperCase()")).toBe("'TWO'");
  });

  it("takes those that import it along, also above the notebook's folder", async () => {
    expect(await run("import { doubled as before } from '../shared/through.js'; before")).toBe("2");
    await write("shared/level.ts", "export const level: number = 50;\n");
    expect(await run("import { doubled as after } from '../shared/through.js'; after")).toBe("100");
    await write("shared/level.ts", "export const level: number = 60;\n");
    expect(await run("(await import('../shared/through.js')).doubled")).toBe("120");
  });

  it("that no longer compiles says so with its place, and recovers", async () => {
    await write("book/spoilt.ts", "export const n: number = 'no';\n");
    expect(await run("import { n } from './spoilt.js'; n")).toMatch(
      /spoilt\.ts.*1:14 - error TS2322: Type 'string' is not assignable to type 'number'\./,
    );
    await write("book/spoilt.ts", "export const n: number = 7;\n");
    expect(await run("import { n } from './spoilt.js'; n")).toBe("7");
  });
});

describe("an error in a local module", () => {
  it("shows the module's own line and the cell's", async () => {
    const text = await run("import { fail } from './lib/index.js';\nfail('on purpose')");
    expect(
      text
        .replace(/cell \[\d+\]/g, "cell [*]")
        .split("\n")
        .slice(0, 6),
    ).toEqual([
      "Error: on purpose",
      "    at fail (../shared/fail.ts:4:9)",
      "      4 |   throw new Error(reason);",
      "                  ^",
      "    at cell [*], 2:5",
      "      2 | fail('on purpose')",
    ]);
  });

  it("while it loads shows it as well", async () => {
    await write(
      "book/fails.ts",
      "interface A { b: number }\n\nconst a = null as unknown as A;\nconsole.log(a.b);\nexport {};\n",
    );
    const text = await run("import './fails.js'");
    expect(text).toContain("TypeError: Cannot read properties of null (reading 'b')");
    expect(text).toContain("at ./fails.ts:4:15\n      4 | console.log(a.b);");
  });

  it("in its stack as the program reads it, too", async () => {
    expect(
      await run(
        "let stack = ''; try { fail('x') } catch (problem) { stack = (problem as Error).stack!.split('\\n')[1]! } stack",
      ),
    ).toBe("'    at fail (../shared/fail.ts:4:9)'");
  });
});
