/** What cells print and show: whole, in order, and under the cell that started it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectChannels } from "../../../src/workbench/protocol/channels.js";
import { contents, LiveKernel, resultText, streamText } from "./live-kernel.js";

let kernel: LiveKernel;
beforeAll(async () => {
  kernel = await LiveKernel.start();
});
afterAll(() => kernel.close());

describe("output", () => {
  it("100,000 lines in one burst arrive whole and in order, with idle after them", async () => {
    const { iopub } = await kernel.execute(
      "for (let i = 0; i < 100_000; i++) console.log('line ' + i)",
    );
    const lines = streamText(iopub, "stdout").split("\n");
    expect(lines.length).toBe(100_001);
    expect(lines.every((line, index) => index === 100_000 || line === `line ${index}`)).toBe(true);
    expect(iopub.at(-1)?.content).toEqual({ execution_state: "idle" });
    expect(contents(iopub, "stream").length).toBeLessThan(1000);
  });

  it("a long text is cut between characters, never within one", async () => {
    const { iopub } = await kernel.execute("process.stdout.write('a' + '😀'.repeat(100_000))");
    const pieces = contents(iopub, "stream").map((one) => one.text as string);
    expect(pieces.join("")).toBe(`a${"😀".repeat(100_000)}`);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.every((piece) => !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(piece))).toBe(true);
  });

  it("stdout, stderr and displays keep their order", async () => {
    const { iopub } = await kernel.execute(
      "console.log('a'); console.error('b'); display('c'); process.stdout.write('d'); process.stderr.write('e'); console.log('f')",
    );
    const order = iopub.flatMap(({ header, content }) =>
      header.msg_type === "stream"
        ? [`${content["name"]}:${content["text"]}`]
        : header.msg_type === "display_data"
          ? ["display"]
          : [],
    );
    expect(order).toEqual([
      "stdout:a\n",
      "stderr:b\n",
      "display",
      "stdout:d",
      "stderr:e",
      "stdout:f\n",
    ]);
  });

  it("output before a long synchronous stretch is seen at once", async () => {
    const { id } = kernel.sendExecute(
      "console.log('started'); const until = Date.now() + 1500; while (Date.now() < until);",
    );
    await kernel.until(
      () => streamText(kernel.of(id), "stdout") === "started\n",
      "the first line",
      10_000,
    );
    expect(contents(kernel.of(id), "status").some((one) => one.execution_state === "idle")).toBe(
      false,
    );
    await kernel.idle(id);
  });

  it("late output goes to the cell that started it", async () => {
    const first = await kernel.execute(
      `import { EventEmitter } from "node:events";
       const emitter = new EventEmitter();
       emitter.on("late", () => console.log("from the emitter"));
       setTimeout(() => { console.log("from the timer"); emitter.emit("late") }, 300);
       void new Promise((done) => setTimeout(done, 250)).then(() => console.log("from the promise"));`,
    );
    const second = await kernel.execute("console.log('mine')");
    const id = (first.reply.parent_header as { msg_id: string }).msg_id;
    await kernel.until(
      () => streamText(kernel.of(id), "stdout").includes("emitter"),
      "late output",
    );
    expect(streamText(kernel.of(id), "stdout")).toBe(
      "from the promise\nfrom the timer\nfrom the emitter\n",
    );
    expect(streamText(second.iopub, "stdout")).toBe("mine\n");
  });

  it("an error in a timer reaches the cell that started it, and the kernel lives", async () => {
    const first = await kernel.execute(
      "setTimeout(() => { throw new Error('late trouble') }, 150); void 0",
    );
    const second = await kernel.execute(
      "await new Promise((done) => setTimeout(done, 400)); 'alive'",
    );
    const id = (first.reply.parent_header as { msg_id: string }).msg_id;
    expect(contents(kernel.of(id), "error")).toMatchObject([
      { ename: "Error", evalue: "late trouble" },
    ]);
    expect(contents(second.iopub, "error")).toEqual([]);
    expect(resultText(second.iopub)).toBe("'alive'");
  });

  it("a rejection without a handler makes its running cell fail", async () => {
    const { reply, iopub } = await kernel.execute(
      "void Promise.reject(new TypeError('nobody listens'))",
    );
    expect(reply.content).toMatchObject({
      status: "error",
      ename: "TypeError",
      evalue: "nobody listens",
    });
    expect(contents(iopub, "error").length).toBe(1);
  });

  it("process.exit is an error of the cell", async () => {
    const { reply } = await kernel.execute("process.exit(3)");
    expect(reply.content).toMatchObject({ status: "error", ename: "ProcessExit" });
    expect(reply.content["evalue"]).toBe(
      "process.exit(3): called in a cell; expected the client to end the kernel; shut down or restart it there",
    );
    expect(resultText((await kernel.execute("1")).iopub)).toBe("1");
  });

  it("a display updates in place", async () => {
    const { iopub } = await kernel.execute(
      "const place = newDisplay(); place.text('1'); place.text('2'); place.html('<i>3</i>')",
    );
    const [shown] = contents(iopub, "display_data");
    const updates = contents(iopub, "update_display_data");
    expect(shown.data).toEqual({ "text/plain": "1" });
    expect(updates.map((one) => one.data)).toEqual([
      { "text/plain": "2" },
      { "text/html": "<i>3</i>" },
    ]);
    expect(updates.every((one) => one.transient.display_id === shown.transient.display_id)).toBe(
      true,
    );
  });

  it("`tslab` is this kernel's own", async () => {
    const { iopub } = await kernel.execute(
      "import * as tslab from 'tslab'; tslab.display.html('<u>x</u>'); tslab.newDisplay().text('y')",
    );
    expect(contents(iopub, "display_data").map((one) => one.data)).toEqual([
      { "text/html": "<u>x</u>" },
      { "text/plain": "y" },
    ]);
  });

  it("console.table and groups look as in Node", async () => {
    const { iopub } = await kernel.execute(
      "console.group('g'); console.log('%s=%d', 'n', 1); console.groupEnd(); console.table([{ a: 1 }])",
    );
    expect(streamText(iopub, "stdout")).toContain("g\n  n=1\n");
    expect(streamText(iopub, "stdout")).toContain("│ a │");
  });

  it("a child process with inherited output is heard", async () => {
    const { iopub } = await kernel.execute(
      `import { spawn, execSync } from "node:child_process";
       const child = spawn(process.execPath, ["-e", "console.log('from the child'); console.error('its trouble')"], { stdio: "inherit" });
       await new Promise((done) => child.on("close", done));
       execSync("echo from the shell", { stdio: "inherit" });`,
    );
    expect(streamText(iopub, "stdout")).toBe("from the child\nfrom the shell\n");
    expect(streamText(iopub, "stderr")).toBe("its trouble\n");
  });
});

describe("a client that never reads", () => {
  it("holds the others up for no longer than is documented, and they get everything", async () => {
    const own = await LiveKernel.start();
    const silent = connectChannels(own.info); // subscribed, and never asked for what came
    try {
      await own.until(
        () => contents(own.iopub, "iopub_welcome").length === 2,
        "the silent client's subscription",
      );
      const { id } = own.sendExecute(
        "for (let i = 0; i < 120; i++) console.log('x'.repeat(999_999))",
      );
      await own.idle(id);
      expect(streamText(own.of(id), "stdout").length).toBe(120_000_000);
      const { iopub } = await own.execute("Math.round(process.memoryUsage.rss() / 2 ** 20)");
      expect(Number(resultText(iopub))).toBeLessThan(400);
    } finally {
      silent.close(true);
      await own.close();
    }
  });
});
