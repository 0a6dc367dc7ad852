import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type Compiler from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as door from "../../src/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const built = join(root, "dist", "index.js");

function node(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, args, { encoding: "utf8", cwd: root });
}

describe("the built door", () => {
  test("is loaded by import and by require, as stock tslab does: the same names", () => {
    const imported = node(
      "-e",
      `import(${JSON.stringify(pathToFileURL(built).href)}).then((door) => console.log(Object.keys(door).join()))`,
    );
    const required = node(
      "-e",
      `console.log(Object.keys(require(${JSON.stringify(built)})).filter((name) => name !== "__esModule").join())`,
    );
    expect(imported.stdout.trim().split(",").sort()).toEqual(Object.keys(door).sort());
    expect(required.stdout).toBe(imported.stdout);
  });

  test("loads no heavy library", () => {
    const script = `require(${JSON.stringify(built)}); console.log(Object.keys(require.cache).join("\\n"))`;
    const { stdout, status } = node("-e", script);
    expect(status).toBe(0);
    expect(stdout.replaceAll("\\", "/")).not.toMatch(/node_modules/);
  });
});

describe("the door's declarations", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tidebook-door-"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Messages of tslab's own compiler, strict and with all declarations checked. */
  function complaints(source: string): string[] {
    const file = join(folder, "cell.ts");
    writeFileSync(file, source);
    const require = createRequire(createRequire(import.meta.url).resolve("tslab"));
    const ts = require("@tslab/typescript-for-tslab") as typeof Compiler;
    expect(ts.version).toMatch(/^5\.0\./);
    const program = ts.createProgram([file], {
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      target: ts.ScriptTarget.ES2020,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: 2 as never, // node10
      esModuleInterop: true,
      types: [],
      lib: ["lib.es2021.d.ts", "lib.dom.d.ts"],
    });
    // Declarations of other packages (tfjs) need not stand the strictest check; ours and the cell's must.
    return ts
      .getPreEmitDiagnostics(program)
      .filter(({ file: { fileName } = {} }) => !/[\\/]node_modules[\\/]/.test(fileName ?? ""))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  }

  test("are read by TypeScript 5.0 under node10 resolution", () => {
    const source = `
      import { chart, curve, display, sentences, smallWorld, table, train, type Picture } from "tidebook";
      const picture: Picture = chart({ marks: [curve({ en: "a", zh: "b" }, { y: [1, 2] })] });
      interface Row { word: string; count: number }
      const rows: Row[] = [{ word: "king", count: 1 }];
      display(picture);
      display(table(rows, { headings: { word: { en: "word", zh: "词" } } }));
      train(sentences(smallWorld, { count: 9 }), { onStep: ({ loss }) => void loss.toFixed() }).then(
        (vectors) => vectors.get("king").length.toFixed(),
      );`;
    expect(complaints(source)).toEqual([]);
  });

  test("find a wrong argument", () => {
    const [complaint] = complaints(`import { chart } from "tidebook"; chart({ mark: [] });`);
    expect(complaint).toContain("'mark' does not exist in type 'ChartSpec'");
  });
});
