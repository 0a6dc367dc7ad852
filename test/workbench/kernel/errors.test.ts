/** Errors as readers see them: in the cells' own lines, whatever was thrown. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LiveKernel, resultText, streamText, traceback } from "./live-kernel.js";

let kernel: LiveKernel;
beforeAll(async () => {
  kernel = await LiveKernel.start();
});
afterAll(() => kernel.close());

describe("a traceback", () => {
  it("names the cell, the place and the line, and nothing of the kernel", async () => {
    const { reply, iopub } = await kernel.execute("const before = 1\n  throw new Error('here')");
    const label = reply.content["execution_count"];
    expect(traceback(iopub)).toBe(
      [
        "Error: here",
        `    at cell [${label}], 2:9`,
        "      2 |   throw new Error('here')",
        "                  ^",
      ].join("\n"),
    );
  });

  it("follows calls into earlier cells", async () => {
    const { reply: defined } = await kernel.execute(
      "function fails(n: number) {\n  throw new RangeError('bad ' + n)\n}",
    );
    const { reply, iopub } = await kernel.execute("await 1\nfails(3)");
    const [there, here] = [defined, reply].map((one) => one.content["execution_count"]);
    const lines = traceback(iopub).split("\n");
    expect(lines[0]).toBe("RangeError: bad 3");
    expect(lines[1]).toBe(`    at fails (cell [${there}], 2:9)`);
    expect(lines.at(-1)).toContain(`cell [${here}], 2:`);
    expect(traceback(iopub)).not.toMatch(/node:|workbench|exports\./);
  });

  it("keeps the frames of packages", async () => {
    const { iopub } = await kernel.execute(
      "import { readFileSync } from 'node:fs'; readFileSync('nowhere.txt')",
    );
    expect(traceback(iopub)).toContain("ENOENT");
    expect(traceback(iopub)).toMatch(/cell \[\d+\], 1:\d+/);
  });

  it("shows causes and aggregated errors", async () => {
    const caused = await kernel.execute(
      "throw new Error('outer', { cause: new TypeError('inner') })",
    );
    expect(traceback(caused.iopub)).toMatch(/Error: outer[^]*caused by TypeError: inner/);
    const many = await kernel.execute(
      "throw new AggregateError([new Error('one'), new Error('two')], 'many')",
    );
    expect(traceback(many.iopub)).toMatch(
      /AggregateError: many[^]*errors\[0\] Error: one[^]*errors\[1\] Error: two/,
    );
  });

  it("is in cell coordinates in console.log(error) too", async () => {
    const { iopub } = await kernel.execute("console.log(new Error('printed'))");
    expect(streamText(iopub, "stdout")).toMatch(/^Error: printed\n {4}at cell \[\d+\], 1:13/);
    expect(streamText(iopub, "stdout")).not.toContain("node:");
  });

  it.each([
    ["throw 5", "Thrown", "5"],
    ["throw null", "Thrown", "null"],
    ["throw undefined", "Thrown", "undefined"],
    ["throw { code: 3 }", "Thrown", "{ code: 3 }"],
    ["await Promise.reject(new SyntaxError('async'))", "SyntaxError", "async"],
    [
      "class Special extends Error { override name = 'Special' }; throw new Special('own')",
      "Special",
      "own",
    ],
    [
      "throw Object.defineProperty(new Error('x'), 'message', { get() { throw new Error('hostile') } })",
      "Error",
      "",
    ],
    [
      "throw Object.defineProperty(new Error('x'), 'stack', { get() { throw new Error('hostile') } })",
      "Error",
      "x",
    ],
    [
      "throw new Proxy({}, { get() { throw new Error('hostile') }, getPrototypeOf() { throw new Error('hostile') } })",
      "Thrown",
      "{}",
    ],
    ["(function deep(): void { deep() })()", "RangeError", "Maximum call stack size exceeded"],
  ])("of %s has name and message", async (code, ename, evalue) => {
    const { reply } = await kernel.execute(code);
    expect(reply.content).toMatchObject({ status: "error", ename, evalue });
    expect(resultText((await kernel.execute("1")).iopub)).toBe("1");
  });

  it("survives an error whose cause is itself", async () => {
    const { reply } = await kernel.execute(
      "const loop = new Error('loop'); loop.cause = loop; throw loop",
    );
    expect(reply.content).toMatchObject({ ename: "Error", evalue: "loop" });
  });
});
