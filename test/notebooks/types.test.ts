/**
 * All code cells of a notebook in one file, checked as strictly as a module of this repository is: what the
 * kernel lets pass because each cell is compiled alone (a name declared twice, a type that changes) fails
 * here. One program holds all notebooks. TypeScript is ours, newer than the kernel's.
 */
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { course, folder, type Stored } from "./course.js";

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  types: ["node"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
};

const fileOf = ({ name }: Stored): string => join(folder, name.replace(/\.ipynb$/, ".cells.ts"));

/** What TypeScript says of each text, by the path that it would have: `line: message`. */
function complaintsOf(texts: ReadonlyMap<string, string>): Map<string, ts.Diagnostic[]> {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, languageVersion) => {
    const text = texts.get(path) ?? ts.sys.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, languageVersion);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  const complaints = new Map<string, ts.Diagnostic[]>();
  for (const path of texts.keys()) {
    const file = program.getSourceFile(path);
    complaints.set(path, [...ts.getPreEmitDiagnostics(program, file)]);
  }
  return complaints;
}

/** `cell-id, line 3: message`. */
function placed({ code }: Stored, { start = 0, messageText }: ts.Diagnostic): string {
  let from = 0;
  for (const { id, source } of code) {
    const line = source.slice(0, start - from).split("\n").length;
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (start <= from + source.length) return `${id}, line ${line}: ${message}`;
    from += source.length + 1;
  }
  return "nowhere";
}

const textOf = ({ code }: Stored): string => code.map(({ source }) => source).join("\n");

describe("all cells in one file", () => {
  const complaints = complaintsOf(
    new Map(course.map((stored) => [fileOf(stored), textOf(stored)])),
  );

  const named = course.map((stored) => [stored.name, stored] as const);
  test.each(named)("%s passes TypeScript's strict check", (_, stored) => {
    const found = complaints.get(fileOf(stored)) ?? [];
    expect(found.map((complaint) => placed(stored, complaint))).toEqual([]);
  });

  test("a type error is seen, at its cell and line", () => {
    const [stored] = course;
    const code = [
      { ...stored!.code[0]!, id: "imports", source: 'import { table } from "tidebook";' },
      {
        ...stored!.code[0]!,
        id: "wrong",
        source: "const one: number = 1;\nconst two: string = one;",
      },
      { ...stored!.code[0]!, id: "awaits", source: "await Promise.resolve(table(3));" },
    ];
    const wrong = { ...stored!, name: "wrong.ipynb", code };
    const found = complaintsOf(new Map([[fileOf(wrong), textOf(wrong)]])).get(fileOf(wrong)) ?? [];
    const said = found.map((complaint) => placed(wrong, complaint));
    expect(said[0]).toBe("wrong, line 2: Type 'number' is not assignable to type 'string'.");
    expect(said[1]).toMatch(/^awaits, line 1: Argument of type 'number' is not assignable/);
    expect(said).toHaveLength(2);
  });
});
