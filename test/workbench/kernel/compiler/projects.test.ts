/** What lies around a notebook: its tsconfig.json, its local modules, and packages that come with us. */
import { rmSync, writeFileSync } from "node:fs";

import { afterEach, describe, expect, it } from "vitest";

import { notebookOptions } from "../../../../src/workbench/kernel/compiler/options.js";
import { CompilerSession } from "../../../../src/workbench/kernel/compiler/session.js";
import { describeDiagnostic, makeFolder, removeFolder } from "./live-cells.js";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeFolder));

function folderWith(files: Record<string, string>): string {
  const folder = makeFolder({ "package.json": "{}", ...files });
  folders.push(folder);
  return folder;
}

function compile(session: CompilerSession, source: string): string {
  const compiled = session.compile(source);
  if (compiled.status === "ok") session.commit(compiled.declarations);
  return compiled.status === "ok" ? "ok" : compiled.diagnostics.map(describeDiagnostic).join("\n");
}

function sentModules(session: CompilerSession, source: string): string[] {
  const compiled = session.compile(source);
  if (compiled.status === "error") return compiled.diagnostics.map(describeDiagnostic);
  return compiled.sideModules.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
}

describe("a project's tsconfig.json", () => {
  it("is respected in what it says about checking, from the notebook's folder upwards", () => {
    const cwd = folderWith({
      "tsconfig.base.json":
        '{ "compilerOptions": { "noUncheckedIndexedAccess": true, "outDir": "build" } }',
      "tsconfig.json":
        '{ // comments are fine\n "extends": "./tsconfig.base.json", "compilerOptions": { "strict": false, "module": "commonjs", "noUnusedLocals": true } }',
      "notebooks/a.txt": "",
    });
    const { options, project, complaints } = notebookOptions(`${cwd}/notebooks`, true);
    expect(options).toMatchObject({
      strict: false,
      noUncheckedIndexedAccess: true,
      outDir: "outDir",
      target: 9,
      module: 99,
    });
    expect(options.noUnusedLocals).toBeUndefined();
    expect(project).toBe(`${cwd}/tsconfig.json`);
    expect(complaints).toEqual([]);
  });

  it("above the package's edge is another project's", () => {
    const cwd = folderWith({
      "tsconfig.json": '{ "compilerOptions": { "strict": false } }',
      "inner/package.json": "{}",
    });
    const { options, project } = notebookOptions(`${cwd}/inner`, true);
    expect([options.strict, project]).toEqual([true, undefined]);
  });

  it("that says nothing about strictness leaves ours", () => {
    const cwd = folderWith({ "tsconfig.json": "{}" });
    expect(
      [notebookOptions(cwd, true), notebookOptions(cwd, false)].map(
        ({ options }) => options.strict,
      ),
    ).toEqual([true, false]);
  });

  it("that is broken is complained about, with its path", () => {
    const cwd = folderWith({ "tsconfig.json": '{ "compilerOptions": { "strict": "very" } }' });
    expect(notebookOptions(cwd, true).complaints).toEqual([
      `${cwd}/tsconfig.json: Compiler option 'strict' requires a value of type boolean.`,
    ]);
  });

  it("decides what a cell may say, and its paths are followed", () => {
    const cwd = folderWith({
      "tsconfig.json":
        '{ "compilerOptions": { "strict": false, "paths": { "@/*": ["./source/*"] } } }',
      "source/lib.ts": "export const lib = 1;",
    });
    const session = new CompilerSession({ cwd, strict: true });
    expect(compile(session, 'let s: string = null; import { lib } from "@/lib"; lib')).toBe("ok");
  });

  it("absent, the option decides", () => {
    const cwd = folderWith({});
    expect(compile(new CompilerSession({ cwd, strict: false }), "let s: string = null")).toBe("ok");
    expect(compile(new CompilerSession({ cwd, strict: true }), "let s: string = null")).toContain(
      "TS2322",
    );
  });
});

describe("local modules", () => {
  it("are sent once, and again after an edit, with whatever imports them", () => {
    const cwd = folderWith({
      "low.ts": "export const low = 1;",
      "high.ts": 'export { low } from "./low";',
      "other.ts": "export const other = 1;",
    });
    const session = new CompilerSession({ cwd, strict: true });
    const cell = 'import { low } from "./high"; import { other } from "./other"; low';
    expect(sentModules(session, cell)).toEqual(["low.ts", "high.ts", "other.ts"]);
    expect(sentModules(session, cell)).toEqual([]);
    writeFileSync(`${cwd}/low.ts`, 'export const low = "edited";');
    expect(sentModules(session, cell)).toEqual(["low.ts", "high.ts"]);
    expect(compile(session, 'import { low } from "./high"; low.toUpperCase()')).toBe("ok");
  });

  it("are found as soon as they are written, and missed as soon as they are gone", () => {
    const cwd = folderWith({});
    const session = new CompilerSession({ cwd, strict: true });
    const cell = 'import { late } from "./late"; late';
    expect(compile(session, cell)).toBe(
      "TS2307 0:21 Cannot find module './late' or its corresponding type declarations.",
    );
    writeFileSync(`${cwd}/late.ts`, "export const late = 1;");
    expect(compile(session, cell)).toBe("ok");
    rmSync(`${cwd}/late.ts`);
    expect(compile(session, cell)).toContain("TS2307");
  });

  it("may import each other in a circle", () => {
    const cwd = folderWith({
      "a.ts": 'import { b } from "./b"; export const a: number = 1; export const viaB = () => b;',
      "b.ts": 'import { a } from "./a"; export const b = () => a;',
    });
    const session = new CompilerSession({ cwd, strict: true });
    expect(sentModules(session, 'import { viaB } from "./a"; viaB()').sort()).toEqual([
      "a.ts",
      "b.ts",
    ]);
  });

  it("name their packages, so that those can be imported beforehand", () => {
    const cwd = folderWith({
      "lib.ts":
        'import { sep } from "node:path"; import data from "./data.json"; export const s = sep + data.a;',
      "data.json": '{ "a": "b" }',
    });
    const compiled = new CompilerSession({ cwd, strict: true }).compile(
      'import { s } from "./lib"; import "node:fs"; s',
    );
    if (compiled.status === "error")
      throw new Error(compiled.diagnostics.map(describeDiagnostic).join());
    expect(compiled.imports).toEqual(["node:fs"]);
    expect(compiled.sideModules.map(({ path, imports }) => [path, imports])).toEqual([
      [`${cwd}/data.json`, []],
      [`${cwd}/lib.ts`, ["node:path"]],
    ]);
  });
});

describe("tidebook and tslab", () => {
  it("have their types where the notebook's folder has neither", () => {
    const session = new CompilerSession({ cwd: folderWith({}), strict: true });
    expect(
      compile(
        session,
        'import * as tidebook from "tidebook"; const f: (tex: string) => unknown = tidebook.formula',
      ),
    ).toBe("ok");
    expect(compile(session, 'import { display } from "tslab"; display.html("<b>b</b>")')).toBe(
      "ok",
    );
    expect(compile(session, 'import { noSuchName } from "tidebook"')).toContain("TS2305");
  });
});

describe("many cells", () => {
  it("stay correct: five hundred names in one, thousands of lines in another", () => {
    const session = new CompilerSession({ cwd: folderWith({}), strict: true });
    expect(
      compile(session, Array.from({ length: 500 }, (_, i) => `const name${i} = ${i};`).join("\n")),
    ).toBe("ok");
    expect(compile(session, "name0 + name499")).toBe("ok");
    expect(
      compile(
        session,
        Array.from({ length: 5000 }, (_, i) => `Math.max(${i}, name${i % 500});`).join("\n"),
      ),
    ).toBe("ok");
    expect(compile(session, "name500")).toBe(
      "TS2552 0:0 Cannot find name 'name500'. Did you mean 'name50'?",
    );
  });
});
