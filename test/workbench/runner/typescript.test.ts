/** The executor on our own kernel: the whole way from a notebook file to outputs. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Notebook } from "../../../src/workbench/document/notebook.js";
import { parse, stringify } from "../../../src/workbench/document/parse.js";
import type {
  execute as Execute,
  ExecuteOptions,
  Execution,
} from "../../../src/workbench/runner/execute.js";
import { code, notebookOf, outputsOf } from "./scripted.js";

// The kernel's program lies in dist/, so the executor that finds it is taken from there too.
const dist = new URL("../../../dist/", import.meta.url);
const { execute } = (await import(new URL("workbench/runner/execute.js", dist).href)) as {
  execute: typeof Execute;
};

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/runner/${name}.ipynb`, import.meta.url));
const read = (name: string) => parse(readFileSync(fixture(name), "utf8"), name);
const run = (name: string, options: Partial<ExecuteOptions> = {}) =>
  execute(read(name), { cwd: tmpdir(), path: `${name}.ipynb`, ...options });
const outputs = ({ notebook }: Execution) => notebook.cells.map(outputsOf);

// Node warns about the two together, in the kernel's own output.
delete process.env["NO_COLOR"];
delete process.env["FORCE_COLOR"];

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tidebook-typescript-"));
  // The compiler's snapshot may have to be made first; no test below is about that.
  await run("typescript-outputs");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a TypeScript notebook", () => {
  it("gets streams, results and awaited values", async () => {
    const execution = await run("typescript-outputs");
    expect(execution).toMatchObject({ status: "ok", kernelName: "tslab" });
    expect(outputs(execution)).toEqual([
      [],
      ["stdout: one\n", "stderr: oops\n", "execute_result: 2"],
      ["execute_result: [ 1, 4, 9 ]"],
      ["execute_result: 'awaited'"],
    ]);
    expect(execution.notebook.metadata.language_info?.name).toBe("typescript");
  });

  it("fails with the cell's own lines", async () => {
    const { error } = await run("typescript-error");
    expect(error?.message).toMatch(/^typescript-error\.ipynb, cell 2 \[2\]: Error: boom\n/);
    expect(error?.message).toContain("cell [2], 3:7");
    expect(error?.failure?.streams).toEqual({ stdout: "almost" });
  });

  it("fails before it runs where a type is wrong", async () => {
    expect((await run("typescript-type-error")).error?.failure).toMatchObject({
      ename: "TypeScriptError",
      evalue: expect.stringContaining("TS2322") as string,
    });
  });

  it("gets late output and late errors at the cell that started them", async () => {
    expect(outputs(await run("typescript-timer"))).toEqual([
      ["stdout: early\nlate\n"],
      ["stdout: second\n"],
    ]);
    const late = await run("typescript-late-error");
    expect(late).toMatchObject({ status: "error", failed: { cell: 1 } });
    expect(late.error?.failure).toMatchObject({ ename: "Error", evalue: "from a timer" });
  });

  it("runs on after an error that its tag expects", async () => {
    const execution = await run("typescript-tags");
    expect(execution.status).toBe("ok");
    expect(outputs(execution)).toEqual([
      ["error: Error: expected"],
      [],
      ["execute_result: 'after'"],
      ["error: Error: expected too"],
      ["execute_result: 'after all'"],
    ]);
  });

  it("is interrupted in an endless loop", async () => {
    const execution = await run("typescript-loop", { timeoutMs: 3000 });
    expect(execution.error?.failure?.evalue).toBe(
      "the cell ran longer than 3 s; it was interrupted",
    );
    expect(outputs(execution)[0]![0]).toBe("stdout: start\n");
  });

  it("updates a display in place", async () => {
    expect(outputs(await run("typescript-display-id"))).toEqual([["display_data: second"], []]);
  });
});

describe("typed parameters", () => {
  const given = (values: Record<string, string>) => ({
    parameters: Object.fromEntries(Object.entries(values).map(([name, text]) => [name, { text }])),
  });

  it("of every kind reach the notebook", async () => {
    const values = {
      seed: "8",
      model: "skip-gram",
      words: '["a"]',
      title: "5",
      rate: "0.5",
      options: '{"deep":true}',
    };
    const execution = await run("typescript-parameters", given(values));
    expect(outputs(execution).at(-1)).toEqual([
      'stdout: {"seed":8,"model":"skip-gram","words":["a"],"title":"5","rate":0.5,"options":{"deep":true}}\n',
    ]);
    expect(execution.notebook.cells[1]).toMatchObject({
      metadata: { tags: ["injected-parameters"] },
      source: expect.stringContaining("// Parameters\nseed = 8;\n") as string,
    });
    const again = await execute(execution.notebook, { cwd: tmpdir(), ...given({ seed: "9" }) });
    expect(again.notebook.cells).toHaveLength(3);
    expect(outputsOf(again.notebook.cells[2])[0]).toContain('"seed":9,"model":"cbow"');
  });

  const takes =
    "seed: number = 7, model: Model = 'cbow', words: string[] = [], title: string = 'untitled', " +
    "rate: number | null = null, options: { deep: boolean } = { deep: false }";

  it.each([
    [{ nope: "1" }, `typescript-parameters.ipynb: parameter: "nope"; expected one of ${takes}`],
    [
      { seed: "seven" },
      `typescript-parameters.ipynb: parameter seed: "seven"; expected number; the notebook takes ${takes}`,
    ],
    [
      { words: "1" },
      `typescript-parameters.ipynb: parameter words: "1"; expected string[]; the notebook takes ${takes}`,
    ],
  ])(
    "that are unknown or of the wrong type are refused with what there is: %j",
    async (values, message) => {
      await expect(
        run("typescript-parameters", given(values as Record<string, string>)),
      ).rejects.toThrow(message);
    },
  );

  it.each([
    [
      { model: "glove" },
      /parameter model: "glove"; expected Model \(TS2345: .*"glove".*\); the notebook takes/,
    ],
    [
      { options: '{"deep":1}' },
      /parameter options: .*; expected \{ deep: boolean \} \(TS2322: .*\); the notebook takes/,
    ],
  ])(
    "of types that only the compiler knows are checked before anything runs: %j",
    async (values, message) => {
      await expect(
        run("typescript-parameters", given(values as Record<string, string>)),
      ).rejects.toThrow(message);
    },
  );

  it("of a type from an earlier cell are checked when the injected cell runs", async () => {
    const notebook = notebookOf(
      "tslab",
      "type Model = 'a' | 'b';",
      code("let model: Model = 'a';", ["parameters"]),
    );
    await expect(
      execute(notebook, { cwd: tmpdir(), path: "a.ipynb", ...given({ model: "c" }) }),
    ).rejects.toThrow(
      "a.ipynb: parameters of a wrong type; expected model: Model = 'a'\na.ipynb, cell 3 [3]: TypeScriptError: TS2322",
    );
    const good = await execute(notebook, { cwd: tmpdir(), ...given({ model: "b" }) });
    expect(good.status).toBe("ok");
  });

  it("need a cell that declares them", async () => {
    await expect(run("typescript-outputs", given({ seed: "1" }))).rejects.toThrow(
      'typescript-outputs.ipynb: parameters seed; expected none, because no code cell is tagged "parameters"',
    );
  });
});

const main = fileURLToPath(new URL("cli/main.js", dist));

it.runIf(process.platform !== "win32")("no kernel outlives a program that was killed", async () => {
  const path = join(folder, "a.ipynb");
  const source =
    "require('fs').writeFileSync('pid', String(process.pid));\nawait new Promise(() => {});";
  writeFileSync(path, stringify(notebookOf("tslab", source)));
  const child = spawn(process.execPath, [main, "run", path], { stdio: "ignore" });
  const pidFile = join(folder, "pid");
  await vi.waitFor(() => expect(existsSync(pidFile)).toBe(true), { timeout: 20_000 });
  const pid = readFileSync(pidFile, "utf8");
  child.kill("SIGKILL");
  // Gone, or dead and not yet collected by the system's first process.
  const state = () =>
    spawnSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" }).stdout.trim();
  await vi.waitFor(() => expect(state()).toMatch(/^(Z.*)?$/), { timeout: 10_000 });
});

const hasNbconvert =
  spawnSync("jupyter", ["nbconvert", "--version"], { stdio: "ignore" }).status === 0;
if (!hasNbconvert)
  console.warn("jupyter nbconvert not found: the comparison with nbclient is skipped");

// Not the notebook with a timer: nbclient drops what comes after its cell.
describe.runIf(hasNbconvert)("the same notebook through nbclient", () => {
  const cells = (notebook: Notebook) =>
    notebook.cells.map((cell) =>
      cell.cell_type === "code" ? [cell.execution_count, cell.outputs] : [],
    );

  let prefix: string;
  beforeAll(() => {
    prefix = join(folder, "prefix");
    mkdirSync(prefix);
    const installed = spawnSync(process.execPath, [main, "kernel", "install", "--prefix", prefix], {
      encoding: "utf8",
    });
    expect(installed.status, installed.stderr).toBe(0);
  });

  it.each(["typescript-outputs", "typescript-tags", "typescript-error"])(
    "gives the same outputs: %s",
    async (name) => {
      const prefix = join(folder, "prefix");
      mkdirSync(prefix, { recursive: true });
      spawnSync(process.execPath, [main, "kernel", "install", "--prefix", prefix], {
        encoding: "utf8",
      });
      const converted = spawnSync(
        "jupyter",
        [
          "nbconvert",
          "--to",
          "notebook",
          "--execute",
          "--allow-errors",
          "--output-dir",
          folder,
          fixture(name),
        ],
        {
          encoding: "utf8",
          env: { ...process.env, JUPYTER_PATH: join(prefix, "share", "jupyter") },
        },
      );
      expect(converted.status, converted.stderr).toBe(0);
      const theirs = parse(readFileSync(join(folder, `${name}.ipynb`), "utf8"));
      const ours = await run(name, { allowErrors: true });
      expect(cells(ours.notebook)).toEqual(cells(theirs));
    },
  );
});
