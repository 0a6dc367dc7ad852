/** Positions in compiled code lead back to the cell's own lines and columns. */
import { SourceMap, type SourceMapPayload } from "node:module";
import { runInThisContext } from "node:vm";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { CompilerSession } from "../../../../src/workbench/kernel/compiler/session.js";
import { makeFolder, removeFolder } from "./live-cells.js";

let folder: string;
let session: CompilerSession;

beforeAll(() => {
  folder = makeFolder({
    "lib.ts":
      "interface I { a: number }\n\nexport function fail(i: I): never {\n  throw new Error(String(i.a));\n}\n",
  });
  session = new CompilerSession({ cwd: folder, strict: true });
});
afterAll(() => removeFolder(folder));

/** Where the cell throws, from its source map: zero-based line and column. */
async function placeOfThrow(source: string): Promise<[line: number, column: number]> {
  const compiled = session.compile(source);
  if (compiled.status === "error") throw new Error(JSON.stringify(compiled.diagnostics));
  const body = runInThisContext(
    `(${compiled.async ? "async " : ""}function (exports, require, __import) {\n${compiled.code}\n})`,
    {
      filename: "throwing-cell",
    },
  ) as (...args: unknown[]) => unknown;
  try {
    await body(
      {},
      () => ({ readFileSync: () => "" }),
      () => undefined,
    );
  } catch (error) {
    const [, line = "", column = ""] =
      /throwing-cell:(\d+):(\d+)/.exec((error as Error).stack ?? "") ?? [];
    return originOf(compiled.sourceMap, Number(line) - 2, Number(column) - 1);
  }
  throw new Error("the cell did not throw");
}

function originOf(sourceMap: string, line: number, column: number): [number, number] {
  const entry = new SourceMap(JSON.parse(sourceMap) as SourceMapPayload).findEntry(line, column);
  if (!("originalLine" in entry)) throw new Error(`no mapping for ${line}:${column}`);
  return [entry.originalLine, entry.originalColumn];
}

describe("a throw is found in the cell's own lines", () => {
  it.each<[title: string, source: string]>([
    ["in the first line", "throw new Error()"],
    [
      "behind type annotations",
      "interface A { a: number }\ntype B = A;\n\nconst b: B = { a: 1 };\nif (b.a as number) throw new Error()",
    ],
    [
      "behind imports",
      'import { readFileSync } from "node:fs";\nimport type { Stats } from "node:fs";\nreadFileSync("x"); throw new Error()',
    ],
    ["behind templates of several lines", "const t = `a\n  ${1 + 1}\nb`;\n  throw new Error()"],
    [
      "behind declarations that define names",
      "let a = 1, b = 2; function f() {}\nclass C {}\nenum E { A }\n throw new Error()",
    ],
    ["inside a function", "function f(a: number): never {\n  // why\n  throw new Error()\n}\nf(1)"],
    [
      "behind an await",
      "await null;\nconst x: number = await Promise.resolve(1);\nthrow new Error()",
    ],
    [
      "behind an export",
      "export const a = 1;\nexport function f(): never { throw new Error() }\nf()",
    ],
    ["in a cell with Windows line ends", "const a: number = 1;\r\n\r\n throw new Error()"],
    ["behind characters beyond 16 bits", "const s = '😀😀'; throw new Error()"],
  ])("%s", async (_title, source) => {
    const at = source.indexOf("new Error()");
    const before = source.slice(0, at).split(/\r?\n/);
    expect(await placeOfThrow(source)).toEqual([before.length - 1, before.at(-1)?.length]);
  });

  it("in the value of the cell", async () => {
    expect(await placeOfThrow("const o: { f?: () => void } = {};\n(o.f as any)()")).toEqual([1, 3]);
  });

  it("in an object literal cell", async () => {
    expect(await placeOfThrow("{ a: (() => { throw new Error() })() }")).toEqual([0, 20]);
  });

  it("in a local module", () => {
    const compiled = session.compile('import { fail } from "./lib"; fail({ a: 1 })');
    const [module] = compiled.status === "ok" ? compiled.sideModules : [];
    const lines = module?.code.split("\n") ?? [];
    const line = lines.findIndex((text) => text.includes("throw"));
    expect(originOf(module?.sourceMap ?? "", line, lines[line]?.indexOf("new Error") ?? 0)).toEqual(
      [3, 8],
    );
  });
});
