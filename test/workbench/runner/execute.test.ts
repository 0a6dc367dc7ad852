import { mkdirSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validate } from "../../../src/workbench/document/validate.js";
import { parse, stringify } from "../../../src/workbench/document/parse.js";
import {
  execute,
  type ExecuteOptions,
  type Execution,
  type Progress,
} from "../../../src/workbench/runner/execute.js";
import { code, notebookOf, outputsOf, scriptedKernels } from "./scripted.js";

let specs: ReturnType<typeof scriptedKernels>;
beforeAll(() => void (specs = scriptedKernels()));
afterAll(() => specs.remove());

type Cells = Parameters<typeof notebookOf> extends [string, ...infer Rest] ? Rest : never;

const runOn = (kernel: string, cells: Cells, options: Partial<ExecuteOptions> = {}) =>
  execute(notebookOf(kernel, ...cells), { cwd: tmpdir(), path: "a.ipynb", ...options });
const run = (...cells: Cells) => runOn("scripted", cells);
const outputs = ({ notebook }: Execution) => notebook.cells.map(outputsOf);
const statuses = ({ cells }: Execution) => cells.map(({ status }) => status);

describe("a run", () => {
  it("gives each cell its outputs, count and times", async () => {
    const execution = await run("print one\nwarn oops\nresult 2", "print two");
    expect(outputs(execution)).toEqual([
      ["stdout: one\n", "stderr: oops\n", "execute_result: 2"],
      ["stdout: two\n"],
    ]);
    expect(execution).toMatchObject({ status: "ok", kernelName: "scripted" });
    expect(execution.error).toBeUndefined();
    const [first] = execution.notebook.cells;
    expect(first).toMatchObject({ execution_count: 1 });
    const times = first!.metadata["execution"] as Record<string, string>;
    expect(Object.keys(times).sort()).toEqual([
      "iopub.execute_input",
      "iopub.status.busy",
      "iopub.status.idle",
      "shell.execute_reply",
    ]);
    for (const time of Object.values(times)) expect(time).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(execution.notebook.metadata).toMatchObject({ language_info: { name: "scripted" } });
  });

  it("gives a notebook that is valid and leaves the one it was given as it was", async () => {
    const before = notebookOf("scripted", "print one", "raise E boom", "print never");
    const copy = structuredClone(before);
    const { notebook } = await execute(before, { cwd: tmpdir() });
    expect(before).toEqual(copy);
    expect(() => validate(JSON.parse(stringify(notebook)), 5, "x")).not.toThrow();
  });

  it("does not send empty cells, text cells and those tagged skip-execution, and keeps their outputs", async () => {
    const kept = { output_type: "stream", name: "stdout", text: "old" } as const;
    const skipped = { ...code("raise E x", ["skip-execution"]), outputs: [kept] };
    const text = { cell_type: "markdown", id: "", metadata: {}, source: "raise E x" } as const;
    const execution = await run("  \n", text, skipped, "print x\necho store_history");
    expect(outputs(execution)).toEqual([[], [], ["stdout: old"], ["stdout: x\ntrue\n"]]);
    expect(statuses(execution)).toEqual(["skipped", "skipped", "ok"]);
    expect(execution.notebook.cells[3]).toMatchObject({ execution_count: 1 });
  });

  it("replaces old outputs", async () => {
    const old = {
      ...code("print new"),
      outputs: [{ output_type: "stream", name: "stdout", text: "old" } as const],
    };
    expect(outputs(await run(old))).toEqual([["stdout: new\n"]]);
  });

  it("runs in the folder and environment that it is given", async () => {
    const cwd = join(specs.folder, "work");
    mkdirSync(cwd);
    const environment = { SCRIPTED_BASE: "base", MINE: "yes" };
    const execution = await runOn(
      "scripted",
      ["where", "environment MINE", "environment SCRIPTED_HOME"],
      { cwd, environment },
    );
    expect(outputs(execution)).toEqual([
      [`stdout: ${realpathSync(cwd)}\n`],
      ["stdout: yes\n"],
      ["stdout: base/home\n"],
    ]);
  });

  it("stays out of the person's history", async () => {
    expect(outputs(await run("environment TIDEBOOK_HISTORY"))).toEqual([["stdout: off\n"]]);
  });

  it("tells its progress", async () => {
    const seen: Progress[] = [];
    await runOn("scripted", ["print 1", "", "print 2"], {
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen).toEqual([
      { step: "kernel", kernel: "scripted", total: 2 },
      { step: "start", cell: 1, done: 0, total: 2 },
      { step: "end", cell: 1, done: 1, total: 2 },
      { step: "start", cell: 3, done: 1, total: 2 },
      { step: "end", cell: 3, done: 2, total: 2 },
    ]);
  });

  it("of a notebook without cells is ok", async () => {
    expect(await run()).toMatchObject({ status: "ok", cells: [] });
  });
});

describe("outputs", () => {
  it("are updated by display id in every cell", async () => {
    const execution = await run("show d one", "show d two\nshow e other", "update d three");
    expect(outputs(execution)).toEqual([
      ["display_data: three"],
      ["display_data: three", "display_data: other"],
      [],
    ]);
  });

  it("are cleared at once, or when the next comes", async () => {
    const execution = await run(
      "print a\nclear\nprint b",
      "print a\nclear wait\nprint b",
      "print a\nclear wait",
    );
    expect(outputs(execution)).toEqual([["stdout: b\n"], ["stdout: b\n"], ["stdout: a\n"]]);
  });

  it("of strangers are ignored", async () => {
    expect(outputs(await run("stranger x\norphan y\nprint z"))).toEqual([["stdout: z\n"]]);
  });

  it("that come late go to the cell that started them", async () => {
    const execution = await run("late 60 late\nprint early", "sleep 200\nprint second");
    expect(outputs(execution)).toEqual([["stdout: early\nlate\n"], ["stdout: second\n"]]);
  });

  it("of 50 MB arrive whole, are written and read again", async () => {
    const execution = await run("flood 50");
    const [cell] = parse(stringify(execution.notebook)).cells;
    expect(
      cell?.cell_type === "code" &&
        cell.outputs[0]?.output_type === "stream" &&
        cell.outputs[0].text.length,
    ).toBe(50e6);
  });
});

describe("a cell that fails", () => {
  it("ends the run; the cells after it are as they were", async () => {
    const execution = await run(
      "print before",
      "print almost\nraise ValueError bad value",
      "print never",
    );
    expect(execution).toMatchObject({
      status: "error",
      failed: { cell: 2, id: "b", status: "error" },
    });
    expect(statuses(execution)).toEqual(["ok", "error", "not-run"]);
    expect(outputs(execution)).toEqual([
      ["stdout: before\n"],
      ["stdout: almost\n", "error: ValueError: bad value"],
      [],
    ]);
    expect(execution.error?.name).toBe("CellError");
    expect(execution.error?.failure).toMatchObject({
      notebook: "a.ipynb",
      cell: 2,
      executionCount: 2,
      source: "print almost\nraise ValueError bad value",
      ename: "ValueError",
      evalue: "bad value",
      streams: { stdout: "almost" },
    });
    expect(execution.error?.message).toBe(
      [
        "a.ipynb, cell 2 [2]: ValueError: bad value",
        "",
        "   1 │ print almost",
        "   2 │ raise ValueError bad value",
        "",
        "stdout:",
        "    almost",
        "",
        "    ValueError: bad value",
      ].join("\n"),
    );
  });

  it("tagged raises-exception is expected to, and the kernel is told so", async () => {
    const execution = await run(
      code("echo stop_on_error\nraise E x", ["raises-exception"]),
      "echo stop_on_error",
    );
    expect(execution.status).toBe("ok");
    expect(statuses(execution)).toEqual(["allowed-error", "ok"]);
    expect(outputs(execution)).toEqual([["stdout: false\n", "error: E: x"], ["stdout: true\n"]]);
  });

  it("does not end a run that allows errors", async () => {
    const execution = await runOn("scripted", ["raise E x", "print after", "hang"], {
      allowErrors: true,
      timeoutMs: 300,
    });
    expect(execution.status).toBe("ok");
    expect(statuses(execution)).toEqual(["allowed-error", "ok", "allowed-error"]);
  });

  it("by a reply alone gets the error as an output", async () => {
    expect(outputs(await run("fail quietly"))).toEqual([["error: QuietError: quietly"]]);
  });

  it("after it was over, by a timer, counts as failed all the same", async () => {
    const execution = await run("late-error 30 boom", "sleep 150", "print never");
    expect(execution).toMatchObject({ status: "error", failed: { cell: 1 } });
    expect(statuses(execution)).toEqual(["error", "ok", "not-run"]);
    expect(execution.error?.message).toContain("a.ipynb, cell 1 [1]: LateError: boom");
  });

  it("because the kernel refuses it is tried again, then failed", async () => {
    const execution = await run("abort");
    expect(outputs(execution)).toEqual([
      ["error: AbortedError: the kernel refused to run the cell"],
    ]);
    expect(execution.status).toBe("error");
  });

  it("because it asks for input is interrupted: requests allow none", async () => {
    const execution = await run("echo allow_stdin\nask your name? ");
    expect(execution.status).toBe("error");
    expect(execution.error?.failure?.evalue).toBe(
      'the cell asked for input ("your name? "), and nobody is there; it was interrupted',
    );
    expect(outputs(execution)[0]![0]).toBe("stdout: false\n");
  });

  it("because it floods the notebook is interrupted", async () => {
    const execution = await run("flood 110");
    expect(execution.error?.failure).toMatchObject({ ename: "OutputLimitError" });
  });
});

describe("a cell that takes too long", () => {
  it.each(["scripted", ...(process.platform === "win32" ? [] : ["scripted-signal"])])(
    "is interrupted (%s)",
    async (kernel) => {
      const execution = await runOn(kernel, ["print start\nhang", "print never"], {
        timeoutMs: 300,
      });
      expect(execution.status).toBe("timeout");
      expect(statuses(execution)).toEqual(["timeout", "not-run"]);
      expect(execution.error?.failure).toMatchObject({
        ename: "CellTimeoutError",
        evalue: "the cell ran longer than 0.3 s; it was interrupted",
      });
      expect(outputs(execution)[0]).toEqual([
        "stdout: start\n",
        "error: KeyboardInterrupt: ",
        "error: CellTimeoutError: the cell ran longer than 0.3 s; it was interrupted",
      ]);
    },
  );

  it("and does not react is killed with its kernel; the outputs are kept", async () => {
    const execution = await runOn("scripted", ["print start\ndeaf", "print never"], {
      timeoutMs: 300,
    });
    expect(execution.status).toBe("timeout");
    expect(execution.error?.failure?.evalue).toBe(
      "the cell ran longer than 0.3 s; the kernel did not react to the interrupt and was killed",
    );
    expect(outputs(execution)[0]![0]).toBe("stdout: start\n");
  });

  it("counts from its own start, not from the run's", async () => {
    const cells = Array.from({ length: 6 }, () => "sleep 150");
    expect((await runOn("scripted", cells, { timeoutMs: 700 })).status).toBe("ok");
  });
});

describe("a kernel", () => {
  it("that dies ends the run with its last words", async () => {
    const execution = await run("print before", "print almost\ndie 7", "print never");
    expect(execution).toMatchObject({ status: "kernel-died", failed: { cell: 2 } });
    expect(execution.error?.name).toBe("KernelError");
    expect(execution.error?.message).toContain(
      "a.ipynb, cell 2 [2]: DeadKernelError: the kernel ended with exit code 7 while the cell ran",
    );
    expect(execution.error?.message).toContain("these are my last words");
    expect(outputs(execution)).toEqual([
      ["stdout: before\n"],
      [
        "stdout: almost\n",
        "error: DeadKernelError: the kernel ended with exit code 7 while the cell ran",
      ],
      [],
    ]);
  });

  it("that dies between two cells is found dead at the next", async () => {
    const execution = await runOn("scripted", ["die-later 10", "sleep 200", "print never"], {
      allowErrors: true,
    });
    expect(execution).toMatchObject({ status: "kernel-died", failed: { cell: 2 } });
    expect(statuses(execution)).toEqual(["ok", "error", "not-run"]);
  });

  it("that never says idle holds a cell up for a few seconds only", async () => {
    const execution = await run("no-idle\nprint x", "print y");
    expect(execution.status).toBe("ok");
    expect(outputs(execution)).toEqual([["stdout: x\n"], ["stdout: y\n"]]);
  });

  it("that loses the race for a port is started again", async () => {
    expect((await runOn("race", ["print x"])).status).toBe("ok");
  });

  it("that ends at once says why", async () => {
    await expect(runOn("dies", ["print x"])).rejects.toThrow(
      'a.ipynb: kernel "dies" ended with exit code 9 before it was ready; it said:\ncannot find my library',
    );
  });

  it("that never answers is given up", async () => {
    await expect(runOn("mute", ["print x"], { startupTimeoutMs: 400 })).rejects.toThrow(
      'a.ipynb: kernel "mute" was not ready after 0.4 s; expected an answer on its sockets',
    );
  });

  it("whose program is missing says which", async () => {
    await expect(runOn("no-program", ["print x"])).rejects.toThrow(
      `a.ipynb: kernel "no-program" could not start: no program ${JSON.stringify(join(specs.folder, "no-such-program"))}`,
    );
  });

  it("that does not exist is answered with those that do", async () => {
    await expect(runOn("nope", ["print x"])).rejects.toThrow(
      /^a\.ipynb: no kernel "nope"; expected one of "tslab", .*"scripted".*; choose with --kernel NAME$/,
    );
  });

  it("is the one that is named, else the notebook's, else one of its language", async () => {
    expect(
      (await runOn("nope", ["print x"], { kernelName: "Scripted" })).notebook.metadata.kernelspec
        ?.name,
    ).toBe("scripted");
    const { metadata: _metadata, ...bare } = notebookOf("x", "print x");
    const notebook = { ...bare, metadata: { language_info: { name: "Scripted" } } };
    expect((await execute(notebook, { cwd: tmpdir() })).notebook.metadata.kernelspec).toMatchObject(
      { language: "scripted" },
    );
  });

  it("that ignores the shutdown is ended all the same", async () => {
    const execution = await runOn("scripted-stays", ["print x"]);
    expect(execution.status).toBe("ok");
  });
});

describe("a stop from outside", () => {
  it("interrupts the cell and gives what has been run", async () => {
    const controller = new AbortController();
    const running = runOn("scripted", ["print before", "print start\nhang", "print never"], {
      signal: controller.signal,
      onProgress: (progress) =>
        void (
          progress.step === "start" &&
          progress.cell === 2 &&
          setTimeout(() => controller.abort(), 200)
        ),
    });
    const execution = await running;
    expect(execution.status).toBe("interrupted");
    expect(statuses(execution)).toEqual(["ok", "error", "not-run"]);
    expect(outputs(execution)[0]).toEqual(["stdout: before\n"]);
    expect(outputs(execution)[1]![0]).toBe("stdout: start\n");
  });

  it("before the kernel is ready ends the start", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    await expect(runOn("mute", ["print x"], { signal: controller.signal })).rejects.toThrow(
      'a.ipynb: kernel "mute" was stopped before it was ready',
    );
  });
});

describe("parameters for a foreign kernel", () => {
  it("are injected after the cell tagged parameters, unchecked, with a note", async () => {
    const notes: string[] = [];
    const cells = [code("print defaults", ["parameters"]), "print x"];
    const execution = await runOn("scripted-python", cells, {
      parameters: { seed: { text: "8" }, name: { text: "hello" }, list: { json: [true, null] } },
      onProgress: (progress) => void (progress.step === "note" && notes.push(progress.text)),
      allowErrors: true,
    }).catch((error: Error) => error);
    // The scripted kernel cannot read Python: it dies of the injected cell, which shows that it got it.
    expect(notes).toEqual([
      'a.ipynb: kernel "scripted-python" tells no types: parameters go in unchecked',
    ]);
    const injected = (execution as Execution).notebook.cells[1]!;
    expect(injected).toMatchObject({ metadata: { tags: ["injected-parameters"] } });
    expect(injected.source).toBe('# Parameters\nseed = 8\nname = "hello"\nlist = [True, None]\n');
  });

  it("of a language that we cannot write are refused", async () => {
    await expect(
      runOn("scripted", ["print x"], { parameters: { a: { text: "1" } } }),
    ).rejects.toThrow(
      'language of the notebook that gets parameters: "scripted"; expected one of python, typescript, javascript, julia, r',
    );
  });

  it("need a variable's name", async () => {
    await expect(
      runOn("scripted-python", ["print x"], { parameters: { "a b": { text: "1" } } }),
    ).rejects.toThrow(`a.ipynb: parameter name: "a b"; expected a variable's name`);
  });
});
