/** The executor on ipykernel, and against nbclient, where Debian's packages (or others) are found. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Notebook, Output } from "../../../src/workbench/document/notebook.js";
import { parse } from "../../../src/workbench/document/parse.js";
import { findKernelspecs } from "../../../src/workbench/protocol/kernelspecs.js";
import { execute, type ExecuteOptions } from "../../../src/workbench/runner/execute.js";
import { outputsOf } from "./scripted.js";

const python3 = (await findKernelspecs()).get("python3");
const hasNbconvert =
  spawnSync("jupyter", ["nbconvert", "--version"], { stdio: "ignore" }).status === 0;
if (python3 === undefined)
  console.warn("ipykernel not found (kernelspec python3): its tests are skipped");
if (!hasNbconvert)
  console.warn("jupyter nbconvert not found: the comparison with nbclient is skipped");

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/runner/${name}.ipynb`, import.meta.url));
const read = (name: string) => parse(readFileSync(fixture(name), "utf8"), name);
const run = (name: string, options: Partial<ExecuteOptions> = {}) =>
  execute(read(name), { cwd: tmpdir(), path: `${name}.ipynb`, ...options });
const outputs = (notebook: Notebook) => notebook.cells.map(outputsOf);

describe.runIf(python3 !== undefined)("ipykernel", () => {
  it("streams, results and errors become outputs", async () => {
    const { notebook, status } = await run("python-streams");
    expect(status).toBe("ok");
    expect(outputs(notebook)).toEqual([
      [],
      ["stdout: one\ntwo\n", "stderr: oops\n", "execute_result: 2"],
      [],
    ]);
  });

  it("a progress line that overwrites itself is one line", async () => {
    expect(outputs((await run("python-carriage-returns")).notebook)).toEqual([["stdout: done\n"]]);
  });

  it("is interrupted by a signal, or killed where it does not react", async () => {
    const interrupted = await run("python-timeout", { timeoutMs: 1000 });
    expect(interrupted.status).toBe("timeout");
    expect(interrupted.error?.failure?.evalue).toBe(
      "the cell ran longer than 1 s; it was interrupted",
    );
    const killed = await run("python-deaf", { timeoutMs: 1000 });
    expect(killed.error?.failure?.evalue).toContain(
      "did not react to the interrupt and was killed",
    );
  });

  it("dies with its last words", async () => {
    const { status, error, notebook } = await run("python-dies");
    expect(status).toBe("kernel-died");
    expect(error?.message).toContain("last words");
    expect(outputs(notebook)[1]![0]).toBe("stdout: dying\n");
  });

  it("refuses input by itself, because the request allows none", async () => {
    expect((await run("python-input")).error?.failure?.ename).toBe("StdinNotImplementedError");
  });

  it("threads write to the cell that started them", async () => {
    // ipykernel 6 itself moves late output to the newest cell; what it sends is folded as sent.
    const { notebook } = await run("python-late");
    expect(outputs(notebook).flat().join("")).toContain("late\n");
  });

  it("gets parameters as Python literals, unchecked", async () => {
    const { notebook, notes } = await run("python-parameters", {
      parameters: { seed: { text: "8" }, name: { text: "it's" }, flag: { json: true } },
    });
    expect(notes).toEqual([
      'python-parameters.ipynb: kernel "python3" tells no types: parameters go in unchecked',
    ]);
    expect(outputs(notebook).at(-1)).toEqual(["stdout: 8 it's True\n"]);
  });
});

describe.runIf(python3 !== undefined && hasNbconvert)("the same notebook through nbclient", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "tidebook-nbclient-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What nbclient stores, with streams joined as JupyterLab joins them. */
  function joined(notebook: Notebook): Output[][] {
    return notebook.cells.map((cell) => {
      if (cell.cell_type !== "code") return [];
      const result: Output[] = [];
      for (const output of cell.outputs) {
        const last = result.at(-1);
        if (
          output.output_type === "stream" &&
          last?.output_type === "stream" &&
          last.name === output.name
        ) {
          result[result.length - 1] = { ...last, text: last.text + output.text };
        } else result.push(output);
      }
      return result;
    });
  }

  it.each([
    "python-streams",
    "python-raises-exception",
    "python-skip-execution",
    "python-allowed-errors",
    "python-display-id",
    "python-clear-output",
  ])("gives the same outputs and counts: %s", async (name) => {
    const words = [
      "nbconvert",
      "--to",
      "notebook",
      "--execute",
      "--allow-errors",
      "--output-dir",
      folder,
      fixture(name),
    ];
    const converted = spawnSync("jupyter", words, { encoding: "utf8" });
    expect(converted.status, converted.stderr).toBe(0);
    const theirs = parse(readFileSync(join(folder, `${name}.ipynb`), "utf8"));
    const ours = (await run(name, { allowErrors: true })).notebook;
    expect(joined(ours)).toEqual(joined(theirs));
    const counts = (notebook: Notebook) =>
      notebook.cells.map((cell) => (cell.cell_type === "code" ? cell.execution_count : null));
    expect(counts(ours)).toEqual(counts(theirs));
  });
});
