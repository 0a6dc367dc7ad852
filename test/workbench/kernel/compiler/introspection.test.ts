/** Completion, inspection and parameters, asked of one live compiler; `|` marks the cursor. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Completions } from "../../../../src/workbench/kernel/compiler/contract.js";
import { LiveCells, makeFolder, removeFolder } from "./live-cells.js";

let folder: string;
let cells: LiveCells;

beforeAll(async () => {
  folder = makeFolder({
    "lib.ts": "/** The first number. */\nexport const first = 1;\n",
    "node_modules/typed/package.json":
      '{ "name": "typed", "version": "1.0.0", "types": "main.d.ts", "main": "main.js" }',
    "node_modules/typed/main.js": "exports.area = (r) => Math.PI * r * r;\n",
    "node_modules/typed/main.d.ts":
      "/** The area of a circle.\n * @param radius in metres */\nexport declare function area(radius: number): number;\n",
  });
  cells = new LiveCells(folder, { cacheFolder: `${folder}/cache` });
  await cells.run(`/**
 * Adds, see {@link Math}.
 * @param a the first
 * @returns their sum
 * @example
 * add(1, 2)
 */
function add(a: number, b: number): number { return a + b }
const settings = { alpha: 1, beta: "x", gamma(times: number) { return times } };
interface Drawing { width?: number; height?: number }
function draw(drawing: Drawing) {}
function choose(kind: "circle" | "square") {}
const many = { ${Array.from({ length: 400 }, (_, i) => `member${i}: ${i}`).join(", ")} };`);
});
afterAll(() => {
  cells.close();
  removeFolder(folder);
});

async function complete(
  marked: string,
): Promise<Completions & { texts: string[]; replaced: string }> {
  const offset = marked.indexOf("|");
  const source = marked.replace("|", "");
  const found = await cells.compiler.complete(source, offset);
  return {
    ...found,
    texts: found.items.map(({ text }) => text),
    replaced: source.slice(found.start, found.end),
  };
}

async function inspect(marked: string) {
  return cells.compiler.inspect(marked.replace("|", ""), marked.indexOf("|"));
}

describe("completion", () => {
  it("knows kinds and signatures of members", async () => {
    expect(await complete("settings.|")).toMatchObject({
      start: 9,
      end: 9,
      items: [
        { text: "alpha", kind: "property", signature: "number" },
        { text: "beta", kind: "property", signature: "string" },
        { text: "gamma", kind: "method", signature: "(times: number): number" },
      ],
    });
  });

  it.each([
    ["a partial word", "settings.al|", "al", ["alpha"]],
    ["a word with more behind it", "settings.be|.length", "be", ["beta"]],
    ["a cursor inside a word", "sett|ings.alpha", "settings", ["settings"]],
    ["a function of an earlier cell", "ad|", "ad", ["add"]],
    ["a local of the cell itself", "const localName = 1; localN|", "localN", ["localName"]],
    ["another case of letters", "SETTINGS|", "SETTINGS", ["settings"]],
    ["an object literal's missing properties", "draw({ w|", "w", ["width"]],
    ["a string literal type", "choose('|')", "", ["circle", "square"]],
    ["a type", "let d: Draw|", "Draw", ["Drawing"]],
    ["a named import", "import { readFileS| } from 'node:fs'", "readFileS", ["readFileSync"]],
    ["a package", "import { area } from 'typ|'", "typ", ["typed"]],
    ["a module of Node", "import fs from 'node:fs/pro|'", "pro", ["promises"]],
    ["a local module", "import { first } from './li|'", "li", ["lib"]],
    ["a part of a string literal type", "choose('ci|')", "ci", ["circle"]],
    ["a keyword", "typeo|", "typeo", ["typeof"]],
    ["a place inside a template", "`${settings.be|}`", "be", ["beta"]],
    ["characters beyond 16 bits", "'😀'; settings.al|", "al", ["alpha"]],
    ["an object literal cell", "{ a: settings.al| }", "al", ["alpha"]],
    ["an unknown word", "unheardOf|", "unheardOf", []],
  ])("is right for %s", async (_title, marked, replaced, texts) => {
    const found = await complete(marked);
    expect(found.texts).toEqual(texts);
    expect(found.replaced).toBe(replaced);
  });

  it("lists several hundred members", async () => {
    const { texts } = await complete("many.member|");
    expect(texts).toHaveLength(400);
  });

  it("offers keywords and globals for an empty cell", async () => {
    const { items } = await complete("|");
    expect(items).toContainEqual(expect.objectContaining({ text: "const", kind: "keyword" }));
    expect(items).toContainEqual(expect.objectContaining({ text: "console", kind: "var" }));
  });
});

describe("inspection", () => {
  it("gives declaration and documentation", async () => {
    expect(await inspect("ad|d(1, 2)")).toEqual({
      start: 0,
      end: 3,
      signature: "function add(a: number, b: number): number",
      documentation:
        "Adds, see `Math`.\n\n*@param* `a` — the first\n\n*@returns* — their sum\n\n*@example*\n\n```ts\nadd(1, 2)\n```",
    });
  });

  it.each([
    ["behind a name", "add|"],
    ["between parentheses", "add(|)"],
    ["at an argument that is not there yet", "add(1, |"],
  ])("answers %s", async (_title, marked) => {
    expect(await inspect(marked)).toMatchObject({
      signature: "function add(a: number, b: number): number",
    });
  });

  it("reaches members of packages", async () => {
    expect(await inspect("import * as typed from 'typed'; typed.are|a(1)")).toMatchObject({
      signature: "function area(radius: number): number",
      documentation: "The area of a circle.\n\n*@param* `radius` — in metres",
    });
  });

  it("reaches Node's own modules and local ones", async () => {
    expect((await inspect("import { sep } from 'node:path'; se|p"))?.documentation).toContain(
      "platform-specific file separator",
    );
    expect((await inspect("import { first } from './lib'; fir|st"))?.documentation).toBe(
      "The first number.",
    );
  });

  it.each(["|", "  |  ", "unheard|Of", "// comm|ent"])("knows nothing about %j", async (marked) => {
    expect(await inspect(marked)).toBeUndefined();
  });
});

describe("parameters", () => {
  it("are the top-level declarations with their types and values", async () => {
    const source = `// seeds\nlet seed: number = 7;\nconst name = "x", rate = 0.5\nlet sizes = [1, 2]; let kind: "a" | "b" = "a"\nlet drawing: Drawing = { width: 1 };\nlet later: number; const { a } = { a: 1 }; function f() {}`;
    expect(await cells.compiler.parameters(source)).toEqual([
      { name: "seed", type: "number", value: "7" },
      { name: "name", type: "string", value: '"x"' },
      { name: "rate", type: "number", value: "0.5" },
      { name: "sizes", type: "number[]", value: "[1, 2]" },
      { name: "kind", type: '"a" | "b"', value: '"a"' },
      { name: "drawing", type: "Drawing", value: "{ width: 1 }" },
    ]);
  });

  it("of an empty cell are none", async () => {
    expect(await cells.compiler.parameters("// nothing")).toEqual([]);
  });
});
