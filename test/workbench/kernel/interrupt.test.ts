/** Interrupts: whatever runs stops within a second, by message and by signal; state and other timers stay. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contents, LiveKernel, resultText, streamText } from "./live-kernel.js";

let kernel: LiveKernel;
beforeAll(async () => {
  kernel = await LiveKernel.start();
  await kernel.execute("let state = 1");
});
afterAll(() => kernel.close());

const cases: Readonly<Record<string, string>> = {
  "a synchronous loop": "console.log('go'); while (true) {}",
  "a loop after the first await": "await 1; console.log('go'); while (true) {}",
  "a loop in a timer callback":
    "setTimeout(() => { console.log('go'); while (true) {} }, 1); await new Promise(() => {})",
  "a never-resolving await": "console.log('go'); await new Promise(() => {})",
  "a catastrophic regular expression": "console.log('go'); /^(a+)+$/.test('a'.repeat(50) + 'b')",
  "a loop after file input":
    "const fs = await import('node:fs/promises'); await fs.readdir('.'); console.log('go'); for (;;) {}",
  "a loop of awaits": "console.log('go'); for (;;) await 1",
  "a loop in process.nextTick": "console.log('go'); process.nextTick(() => { for (;;) {} }); 1",
  "an endless print": "for (;;) console.log('go')",
  "a loop that swallows errors":
    "console.log('go'); for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }",
};

async function interrupted(code: string, interrupt: () => unknown): Promise<void> {
  const { id, reply } = kernel.sendExecute(code);
  await kernel.until(() => streamText(kernel.of(id), "stdout").includes("go"), "the cell to start");
  await new Promise((resolve) => setTimeout(resolve, 350)); // the kernel has settled, the loop is in its stride
  const start = performance.now();
  await interrupt();
  const { content } = await reply;
  expect(performance.now() - start).toBeLessThan(1000);
  expect(content).toMatchObject({
    status: "error",
    ename: "Interrupted",
    evalue: "the cell was interrupted",
  });
  await kernel.idle(id);
  expect(contents(kernel.of(id), "error").length).toBe(1);
  expect(resultText((await kernel.execute("state += 1")).iopub)).toMatch(/^\d+$/);
}

describe("interrupt_request stops", () => {
  it.each(Object.entries(cases))("%s", async (_name, code) => {
    await interrupted(code, () => kernel.request("interrupt_request", {}, "control"));
  });
});

describe.runIf(process.platform !== "win32")("SIGINT stops", () => {
  it.each(Object.entries(cases))("%s", async (_name, code) => {
    await interrupted(code, () => kernel.process.kill("SIGINT"));
  });
});

describe("an interrupt", () => {
  it("keeps the state", async () => {
    const expected = 1 + Object.keys(cases).length * (process.platform === "win32" ? 1 : 2);
    expect(resultText((await kernel.execute("state")).iopub)).toBe(String(expected));
  });

  it("leaves the timers of other cells ticking", async () => {
    const first = await kernel.execute(
      "const ticking = setInterval(() => console.log('tick'), 50); void 0",
    );
    const id = (first.reply.parent_header as { msg_id: string }).msg_id;
    await interrupted("console.log('go'); while (true) {}", () =>
      kernel.request("interrupt_request", {}, "control"),
    );
    const before = streamText(kernel.of(id), "stdout").length;
    await kernel.until(
      () => streamText(kernel.of(id), "stdout").length > before + 10,
      "further ticks",
    );
    await kernel.execute("clearInterval(ticking)");
  });

  it("aborts what is queued", async () => {
    const running = kernel.sendExecute("console.log('go'); while (true) {}");
    const queued = kernel.sendExecute("1");
    await kernel.until(
      () => streamText(kernel.of(running.id), "stdout") === "go\n",
      "the cell to start",
    );
    await kernel.request("interrupt_request", {}, "control");
    expect((await running.reply).content["status"]).toBe("error");
    expect((await queued.reply).content["status"]).toBe("aborted");
  });

  it("does nothing to an idle kernel", async () => {
    await kernel.request("interrupt_request", {}, "control");
    expect(resultText((await kernel.execute("'still here'")).iopub)).toBe("'still here'");
  });
});

describe("shutdown", () => {
  it("ends a kernel that is busy", async () => {
    const own = await LiveKernel.start();
    try {
      const { id } = own.sendExecute("console.log('go'); while (true) {}");
      await own.until(() => streamText(own.of(id), "stdout") === "go\n", "the cell to start");
      const gone = new Promise((resolve) => own.process.once("exit", resolve));
      expect((await own.send("shutdown_request", { restart: false }).reply).content).toEqual({
        status: "ok",
        restart: false,
      });
      await gone;
    } finally {
      await own.close();
    }
  });

  it("leaves no process behind when the kernel is killed", async () => {
    const own = await LiveKernel.start();
    const { iopub } = await own.execute(
      `import { execFileSync } from "node:child_process";
       execFileSync("ps", ["-o", "pid=", "--ppid", String(process.pid)], { encoding: "utf8" }).trim().split(/\\s+/)`,
    );
    const children = (resultText(iopub)?.match(/\d+/g) ?? []).map(Number);
    await own.close();
    expect(children.length).toBeGreaterThan(0);
    await expect.poll(() => children.filter(isAlive), { timeout: 5000 }).toEqual([]);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
