import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { RunResult } from "../../src/cli/run-result.js";
import type { Notebook } from "../../src/workbench/document/notebook.js";
import { parse, stringify } from "../../src/workbench/document/parse.js";
import { code, notebookOf, outputsOf, scriptedKernels } from "../workbench/runner/scripted.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

let specs: ReturnType<typeof scriptedKernels>;
let folder: string;
beforeAll(() => void (specs = scriptedKernels()));
afterAll(() => specs.remove());
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "tidebook-run-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const put = (name: string, notebook: Notebook | string) =>
  writeFileSync(at(name), typeof notebook === "string" ? notebook : stringify(notebook));
const outputs = (name: string) => parse(readFileSync(at(name), "utf8")).cells.map(outputsOf);

function tidebook(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "run", ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const good = () => notebookOf("scripted", "print one", "result 2");
const bad = () => notebookOf("scripted", "print before", "raise E boom", "print never");

describe("a notebook that runs", () => {
  it("ends with 0 and is not written", () => {
    put("a.ipynb", good());
    const before = readFileSync(at("a.ipynb"), "utf8");
    const { status, stdout, stderr } = tidebook("a.ipynb");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toMatch(
      /^a\.ipynb: starting the kernel\na\.ipynb: running 2 cells on scripted\na\.ipynb: ok, 2 of 2 code cells in \d+\.\d s\n$/,
    );
    expect(readFileSync(at("a.ipynb"), "utf8")).toBe(before);
    expect(readdirSync(folder)).toEqual(["a.ipynb"]);
  });

  it("is written to -o FILE, with its mode kept when that exists", () => {
    put("a.ipynb", good());
    put("b.ipynb", "old");
    chmodSync(at("b.ipynb"), 0o600);
    expect(tidebook("a.ipynb", "-o", "b.ipynb").stderr).toContain(", written to b.ipynb\n");
    expect(outputs("b.ipynb")).toEqual([["stdout: one\n"], ["execute_result: 2"]]);
    if (process.platform !== "win32") expect(statSync(at("b.ipynb")).mode & 0o777).toBe(0o600);
    expect(outputs("a.ipynb")).toEqual([[], []]);
  });

  it("is written into -o DIR, one there and one that is made", () => {
    put("a.ipynb", good());
    put("b.ipynb", good());
    mkdirSync(at("there"));
    expect(tidebook("a.ipynb", "-o", "there").status).toBe(0);
    expect(tidebook("a.ipynb", "b.ipynb", "-o", "made", "-j", "2").status).toBe(0);
    expect(tidebook("a.ipynb", "-o", "slash/").status).toBe(0);
    expect([readdirSync(at("there")), readdirSync(at("made")), readdirSync(at("slash"))]).toEqual([
      ["a.ipynb"],
      ["a.ipynb", "b.ipynb"],
      ["a.ipynb"],
    ]);
  });

  it("is written back with --inplace, and unchanged cells keep their bytes", () => {
    put("a.ipynb", {
      ...good(),
      metadata: { kernelspec: { name: "scripted", display_name: "x" }, mine: { kept: [1] } },
    });
    expect(tidebook("a.ipynb", "--inplace").status).toBe(0);
    expect(outputs("a.ipynb")).toEqual([["stdout: one\n"], ["execute_result: 2"]]);
    expect(parse(readFileSync(at("a.ipynb"), "utf8")).metadata["mine"]).toEqual({ kept: [1] });
  });
});

describe("a notebook whose cell fails", () => {
  it("ends with 1, shows the cell, and is written with what was run", () => {
    put("a.ipynb", bad());
    const { status, stderr } = tidebook("a.ipynb", "-o", "b.ipynb");
    expect(status).toBe(1);
    expect(stderr).toContain("tidebook: a.ipynb, cell 2 [2]: E: boom\n\n   1 │ raise E boom\n");
    expect(stderr).toContain("a.ipynb: cell 2 failed, 2 of 3 code cells in ");
    expect(outputs("b.ipynb")).toEqual([["stdout: before\n"], ["error: E: boom"], []]);
  });

  it("ends with 0 where errors are allowed", () => {
    put("a.ipynb", bad());
    const { status, stderr } = tidebook("a.ipynb", "--allow-errors");
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /a\.ipynb: ok, 3 of 3 code cells in \S+ s, 1 with errors that are allowed\n$/,
    );
  });

  it("by time ends with 1", () => {
    put("a.ipynb", notebookOf("scripted", "hang"));
    const { status, stderr } = tidebook("a.ipynb", "--timeout", "0.3");
    expect(status).toBe(1);
    expect(stderr).toContain(
      "CellTimeoutError: the cell ran longer than 0.3 s; it was interrupted",
    );
  });
});

describe("a kernel that fails", () => {
  it("by dying ends with 3, and what was run is written", () => {
    put("a.ipynb", notebookOf("scripted", "print before", "die 1"));
    const { status, stderr } = tidebook("a.ipynb", "-o", "b.ipynb");
    expect(status).toBe(3);
    expect(stderr).toContain(
      "DeadKernelError: the kernel ended with exit code 1 while the cell ran",
    );
    expect(outputs("b.ipynb")[0]).toEqual(["stdout: before\n"]);
  });

  it.each([
    ["dies", 'a.ipynb: kernel "dies" ended with exit code 9 before it was ready'],
    ["mute", 'a.ipynb: kernel "mute" was not ready after 0.5 s'],
    ["nope", 'a.ipynb: no kernel "nope"; expected one of "tslab", '],
  ])("to start (%s) ends with 3, and nothing is written", (kernel, message) => {
    put("a.ipynb", notebookOf(kernel, "print x"));
    const { status, stderr } = tidebook("a.ipynb", "-o", "b.ipynb", "--startup-timeout", "0.5");
    expect(status).toBe(3);
    expect(stderr).toContain(message);
    expect(existsSync(at("b.ipynb"))).toBe(false);
  });
});

describe("bad input", () => {
  const cell = '{"cell_type": "markdown", "id": "a", "metadata": {}, "source": ""}';
  it.each([
    ["hello", 'a.ipynb, line 1, column 1: "hello"; expected a JSON value (not JSON)'],
    [
      '{"nbformat": 4,\n "cells": [',
      "a.ipynb, line 2, column 12: the file ends here; expected a JSON value (not JSON); the file is empty or cut off",
    ],
    ['{"nbformat": 9}', "a.ipynb, /nbformat: 9; expected 4, or 2 or 3 (which are upgraded)"],
    [
      `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [${cell}, ${cell}]}`,
      'a.ipynb, /cells/1/id: "a"; expected an id of its own; cell 1 has this id too',
    ],
  ])("in the file ends with 2 and one line: %j", (text, message) => {
    put("a.ipynb", text);
    const { status, stderr } = tidebook("a.ipynb", "--inplace");
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `tidebook: ${message}\na.ipynb: not run\n`,
    });
    expect(readFileSync(at("a.ipynb"), "utf8")).toBe(text);
  });

  it("of bytes that are no text ends with 2", () => {
    writeFileSync(at("a.ipynb"), Buffer.from([0x7b, 0xff, 0xfe]));
    expect(tidebook("a.ipynb").stderr).toContain(
      "tidebook: a.ipynb, line 1: bytes that are not UTF-8; expected UTF-8 text\n",
    );
  });

  it("of no file, a folder, or a file that may not be read ends with 2", () => {
    mkdirSync(at("dir.ipynb"));
    expect(tidebook("none.ipynb")).toMatchObject({
      status: 2,
      stderr:
        'tidebook: cannot read "none.ipynb": no such file or folder (ENOENT)\nnone.ipynb: not run\n',
    });
    expect(tidebook("dir.ipynb")).toMatchObject({
      status: 2,
      stderr: 'tidebook: cannot read "dir.ipynb": it is a folder (EISDIR)\ndir.ipynb: not run\n',
    });
  });

  it("does not keep the other notebooks from running", () => {
    put("a.ipynb", good());
    const { status, stdout } = tidebook("none.ipynb", "a.ipynb", "--json");
    expect(status).toBe(2);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as RunResult).status),
    ).toEqual(["bad-input", "ok"]);
  });

  it.each([
    [
      ["a.ipynb", "--timeout", "soon"],
      '--timeout: "soon"; expected a number of seconds above 0, at most 2000000',
    ],
    [
      ["a.ipynb", "--startup-timeout", "-1"],
      '--startup-timeout: "-1"; expected a number of seconds above 0, at most 2000000',
    ],
    [["a.ipynb", "-j", "0"], '--jobs: "0"; expected a whole number from 1'],
    [["a.ipynb", "-p", "seed"], 'parameter: "seed"; expected name=value'],
    [
      ["a.ipynb", "--params", "none.json"],
      'cannot read "none.json": no such file or folder (ENOENT)',
    ],
    [
      ["a.ipynb", "--params", "list.json"],
      'list.json: [1]; expected a JSON object like {"seed": 8}',
    ],
    [
      ["a.ipynb", "--params", "a.txt"],
      'a.txt, line 1, column 1: "x"; expected a JSON value (not JSON)',
    ],
    [["a.ipynb", "-o", "b.ipynb", "--inplace"], "both -o and --inplace; expected one of them"],
    [
      ["a.ipynb", "sub/a.ipynb", "-o", "c.ipynb"],
      '-o: "c.ipynb"; expected a folder for 2 notebooks',
    ],
    [["a.ipynb", "sub/a.ipynb", "-o", "out"], "expected one notebook for each file"],
    [
      ["a.ipynb", "-o", "none/b.ipynb"],
      'cannot write "none/b.ipynb": no such file or folder (ENOENT); nothing was run',
    ],
    [["a.ipynb", "-o", "a.txt/"], 'cannot make folder "a.txt/"'],
    [["a.ipynb", "sub/a.ipynb", "-o", "a.txt"], '-o: "a.txt"; expected a folder for 2 notebooks'],
    [["a.ipynb", "--nope"], "error: unknown option '--nope'"],
    [[], "error: missing required argument 'notebooks'"],
  ])("of usage ends with 2 before anything runs: %j", (words, message) => {
    put("a.ipynb", good());
    mkdirSync(at("sub"));
    put("sub/a.ipynb", good());
    put("list.json", "[1]");
    put("a.txt", "x");
    const { status, stderr, stdout } = tidebook(...words);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout + stderr).not.toContain("starting the kernel");
  });

  it("of a temporary folder that cannot be used ends with 3", () => {
    put("a.ipynb", good());
    put("tmp", "no folder");
    const { status, stderr } = spawnSync(process.execPath, [main, "run", "a.ipynb"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, TMPDIR: at("tmp"), TEMP: at("tmp"), TMP: at("tmp") },
    });
    expect(status).toBe(3);
    expect(stderr).toContain(
      `tidebook: a.ipynb: cannot write the connection file in ${JSON.stringify(at("tmp"))}: `,
    );
    expect(stderr).toContain("; expected a writable folder for temporary files; set TMPDIR to one");
  });

  it.runIf(existsSync("/dev/full"))("of stdout ends with 2 and one line", () => {
    put("a.ipynb", good());
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", '"$0" "$1" run a.ipynb --json > /dev/full', process.execPath, main],
      { cwd: folder, encoding: "utf8" },
    );
    expect(status).toBe(2);
    expect(stderr.split("\n").at(-2)).toBe(
      "tidebook: cannot write to stdout: no space is left on the disk (ENOSPC)",
    );
  });

  it.runIf(existsSync("/bin/sh"))("keeps the outputs where nobody reads what it says", () => {
    put("a.ipynb", good());
    const script =
      '("$0" "$1" run a.ipynb -o b.ipynb --json 2>&1; echo $? > code) | true; while [ ! -s code ]; do sleep 0.1; done; cat code';
    const { stdout } = spawnSync("sh", ["-c", script, process.execPath, main], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stdout).toBe("0\n");
    expect(outputs("b.ipynb")).toEqual([["stdout: one\n"], ["execute_result: 2"]]);
  });

  it.runIf(existsSync("/dev/stdout"))("is none where -o is a pipe", () => {
    put("a.ipynb", good());
    const { status, stdout } = spawnSync(
      "sh",
      ["-c", '"$0" "$1" run a.ipynb -o /dev/stdout | cat', process.execPath, main],
      { cwd: folder, encoding: "utf8" },
    );
    expect(status).toBe(0);
    expect(parse(stdout).cells.map(outputsOf)).toEqual([["stdout: one\n"], ["execute_result: 2"]]);
  });

  it.runIf(existsSync("/dev/full"))("of a full disk ends with 2 (shown with /dev/full)", () => {
    put("a.ipynb", good());
    const { status, stderr } = tidebook("a.ipynb", "-o", "/dev/full");
    expect(status).toBe(2);
    expect(stderr).toContain(
      'tidebook: cannot write "/dev/full": no space is left on the disk (ENOSPC); the file is unchanged\na.ipynb: not written, 2 of 2 code cells in ',
    );
    put("b.ipynb", bad());
    expect(tidebook("b.ipynb", "-o", "/dev/full").stderr).toMatch(
      /cell 2 \[2\]: E: boom\n[^]*\ncannot write "\/dev\/full"/,
    );
  });

  it("of a read-only file ends with 2 and leaves it as it was", () => {
    put("a.ipynb", good());
    const before = readFileSync(at("a.ipynb"), "utf8");
    chmodSync(at("a.ipynb"), 0o444);
    const { status, stderr } = tidebook("a.ipynb", "--inplace");
    expect(status).toBe(2);
    expect(stderr).toBe(
      'tidebook: cannot write "a.ipynb": permission denied (EACCES); nothing was run\n',
    );
    expect(readFileSync(at("a.ipynb"), "utf8")).toBe(before);
  });
});

describe("--json", () => {
  it("prints one object for each notebook, of the documented shape", () => {
    put(
      "a.ipynb",
      notebookOf(
        "scripted",
        "print x",
        code("raise E x", ["raises-exception"]),
        code("x", ["skip-execution"]),
        "raise E boom",
        "print never",
      ),
    );
    const { status, stdout } = tidebook("a.ipynb", "--json", "-o", "b.ipynb");
    expect(status).toBe(1);
    const result = JSON.parse(stdout) as RunResult;
    expect(result).toEqual({
      path: "a.ipynb",
      status: "error",
      output: "b.ipynb",
      kernel: "scripted",
      cells: { total: 5, ok: 1, failed: 1, allowedErrors: 1, skipped: 1, notRun: 1 },
      failedCell: {
        cell: 4,
        id: "d",
        executionCount: 3,
        source: "raise E boom",
        ename: "E",
        evalue: "boom",
        traceback: ["\u001b[31mE\u001b[0m: boom"],
      },
      error: expect.stringContaining("a.ipynb, cell 4 [3]: E: boom") as string,
      durations: {
        totalMs: expect.any(Number) as number,
        startupMs: expect.any(Number) as number,
        cells: [
          { cell: 1, id: "a", status: "ok", durationMs: expect.any(Number) as number },
          { cell: 2, id: "b", status: "allowed-error", durationMs: expect.any(Number) as number },
          { cell: 3, id: "c", status: "skipped", durationMs: 0 },
          { cell: 4, id: "d", status: "error", durationMs: expect.any(Number) as number },
          { cell: 5, id: "e", status: "not-run", durationMs: 0 },
        ],
      },
      notes: [],
    });
  });

  it("has nulls where nothing was run", () => {
    const { stdout } = tidebook("none.ipynb", "--json");
    expect(JSON.parse(stdout)).toEqual({
      path: "none.ipynb",
      status: "bad-input",
      output: null,
      kernel: null,
      cells: { total: 0, ok: 0, failed: 0, allowedErrors: 0, skipped: 0, notRun: 0 },
      failedCell: null,
      error: 'cannot read "none.ipynb": no such file or folder (ENOENT)',
      durations: { totalMs: 0, startupMs: 0, cells: [] },
      notes: [],
    });
  });
});

describe("several notebooks", () => {
  it("run at the same time with -j, and the worst decides the exit code", () => {
    for (const name of ["a", "b", "c"]) put(`${name}.ipynb`, notebookOf("scripted", "sleep 800"));
    put("d.ipynb", bad());
    const began = performance.now();
    const { status } = tidebook("a.ipynb", "b.ipynb", "c.ipynb", "d.ipynb", "-j", "4");
    expect(status).toBe(1);
    expect(performance.now() - began).toBeLessThan(3 * 800 + 1000);
  });
});

describe.runIf(process.platform !== "win32")("Ctrl-C", () => {
  async function interrupted(notebook: Notebook, ...signals: NodeJS.Signals[]) {
    put("a.ipynb", notebook);
    const child = spawn(process.execPath, [main, "run", "a.ipynb", "--inplace"], { cwd: folder });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
      if (!stderr.includes("running") || signals.length === 0) return;
      const [first, ...rest] = signals.splice(0);
      setTimeout(() => child.kill(first), 400);
      rest.forEach((signal, index) => setTimeout(() => child.kill(signal), 700 + 300 * index));
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    return { code, stderr };
  }

  it("interrupts the cell, writes what has been run and ends with 130", async () => {
    const { code, stderr } = await interrupted(
      notebookOf("scripted", "print before", "print start\nhang", "print never"),
      "SIGINT",
    );
    expect(code).toBe(130);
    expect(stderr).toMatch(/a\.ipynb: stopped, 2 of 3 code cells in \S+ s, written to a\.ipynb\n$/);
    expect(outputs("a.ipynb")[0]).toEqual(["stdout: before\n"]);
    expect(outputs("a.ipynb")[1]).toContain("stdout: start\n");
  });

  it("does so for SIGTERM too, with 143", async () => {
    const { code } = await interrupted(notebookOf("scripted", "print before", "hang"), "SIGTERM");
    expect(code).toBe(143);
    expect(outputs("a.ipynb")[0]).toEqual(["stdout: before\n"]);
  });

  it("a second time ends at once and leaves no kernel behind", async () => {
    const { code } = await interrupted(
      notebookOf("scripted", "pid kernel.pid\ndeaf"),
      "SIGINT",
      "SIGINT",
    );
    expect(code).toBe(130);
    const pid = Number(readFileSync(at("kernel.pid"), "utf8"));
    // Gone, or dead and not yet collected by the system's first process.
    const state = () =>
      spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
    await vi.waitFor(() => expect(state()).toMatch(/^(Z.*)?$/));
  });
});

it("--help teaches with examples", () => {
  const { stdout, status } = tidebook("--help");
  expect(status).toBe(0);
  for (const text of [
    "Examples:",
    "-p seed=8",
    "--json prints",
    "Exit codes:",
    "raises-exception",
  ]) {
    expect(stdout).toContain(text);
  }
});
