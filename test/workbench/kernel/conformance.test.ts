/** What jupyter_kernel_test asks of a kernel, strictly: the same questions, over real sockets. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contents, LiveKernel, resultText, streamText, type Loose } from "./live-kernel.js";

let kernel: LiveKernel;
beforeAll(async () => {
  kernel = await LiveKernel.start();
});
afterAll(() => kernel.close());

describe("jupyter_kernel_test", () => {
  it("kernel_info names the language, its version and the protocol", async () => {
    const { reply } = await kernel.request("kernel_info_request");
    const content: Loose = reply.content;
    expect(reply.header.msg_type).toBe("kernel_info_reply");
    expect(content.status).toBe("ok");
    expect(content.protocol_version).toBe("5.4");
    expect(content.implementation).toBe("tidebook");
    expect(content.language_info).toMatchObject({
      name: "typescript",
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: { name: "javascript", typescript: true },
      nbconvert_exporter: "script",
    });
    expect(content.language_info.version).toMatch(/^\d+\.\d+/);
    expect(content.banner).toContain("Tidebook");
    expect(content.help_links[0]).toEqual({
      text: expect.any(String),
      url: expect.stringMatching(/^https:/),
    });
  });

  it.each([
    ["stdout", "console.log('hello, world')"],
    ["stderr", "console.error('hello, world')"],
  ] as const)("%s is a stream", async (name, code) => {
    const { reply, iopub } = await kernel.execute(code);
    expect(reply.content["status"]).toBe("ok");
    expect(streamText(iopub, name)).toBe("hello, world\n");
    expect(contents(iopub, "stream").every((one) => one.name === name)).toBe(true);
  });

  it.each([
    ["1 + 2", "3"],
    ["'a' + 'b'", "'ab'"],
    ["[1, 2].map((n) => n * 2)", "[ 2, 4 ]"],
    ["Promise.resolve(7)", "7"],
    ["null", "null"],
  ])("the value of %s is an execute_result", async (code, text) => {
    const { reply, iopub } = await kernel.execute(code);
    expect(reply.content["status"]).toBe("ok");
    expect(resultText(iopub)).toBe(text);
    expect(contents(iopub, "execute_result")[0].execution_count).toBe(
      reply.content["execution_count"],
    );
  });

  it.each(["1 + 2;", "undefined", "const silentValue = 1", "function silentFunction() {}", ""])(
    "%j has no execute_result",
    async (code) => {
      const { reply, iopub } = await kernel.execute(code);
      expect(reply.content["status"]).toBe("ok");
      expect(contents(iopub, "execute_result")).toEqual([]);
    },
  );

  it.each([
    ["display.html('<b>bold</b>')", "text/html", "<b>bold</b>"],
    ["display.svg('<svg/>')", "image/svg+xml", "<svg/>"],
    ["display.png(new Uint8Array([1, 2, 3]))", "image/png", "AQID"],
    ["display.markdown('*m*')", "text/markdown", "*m*"],
  ])("%s is display_data", async (code, type, content) => {
    const { iopub } = await kernel.execute(code);
    expect(contents(iopub, "display_data").map((one) => one.data)).toEqual([{ [type]: content }]);
  });

  it("an error is a message and a reply with the same words", async () => {
    const { reply, iopub } = await kernel.execute("throw new RangeError('too far')");
    expect(reply.content).toMatchObject({
      status: "error",
      ename: "RangeError",
      evalue: "too far",
    });
    const [error] = contents(iopub, "error");
    expect(error).toEqual({
      ename: "RangeError",
      evalue: "too far",
      traceback: (reply.content as Loose).traceback,
    });
    expect(error.traceback.length).toBeGreaterThan(1);
  });

  it("completion knows members and names of earlier cells", async () => {
    await kernel.execute("const completable = { alpha: 1, beta: 'b' }");
    const { reply } = await kernel.request("complete_request", {
      code: "completable.al",
      cursor_pos: 14,
    });
    expect(reply.content).toMatchObject({ status: "ok", cursor_start: 12, cursor_end: 14 });
    expect(reply.content["matches"]).toContain("alpha");
    const names = await kernel.request("complete_request", { code: "comple", cursor_pos: 6 });
    expect(names.reply.content["matches"]).toContain("completable");
  });

  it("inspection gives type and documentation as text and Markdown", async () => {
    await kernel.execute("/** Doubles a number. */ function double(n: number) { return n * 2 }");
    const { reply } = await kernel.request("inspect_request", {
      code: "double(2)",
      cursor_pos: 3,
      detail_level: 0,
    });
    const content: Loose = reply.content;
    expect(content).toMatchObject({ status: "ok", found: true });
    expect(content.data["text/plain"]).toContain("double(n: number): number");
    expect(content.data["text/markdown"]).toContain("Doubles a number.");
    const nothing = await kernel.request("inspect_request", {
      code: "   ",
      cursor_pos: 1,
      detail_level: 0,
    });
    expect(nothing.reply.content).toEqual({ status: "ok", found: false, data: {}, metadata: {} });
  });

  it("history answers tail, range and search", async () => {
    const own = await LiveKernel.start();
    try {
      for (const code of ["1 + 1", "const kept = 2", "kept * 2"]) await own.execute(code);
      const ask = async (content: object) =>
        (
          (await own.request("history_request", { output: false, raw: true, ...content })).reply
            .content as Loose
        ).history;
      expect(await ask({ hist_access_type: "tail", n: 2 })).toEqual([
        [1, 2, "const kept = 2"],
        [1, 3, "kept * 2"],
      ]);
      expect(await ask({ hist_access_type: "range", session: 0, start: 1, stop: 2 })).toEqual([
        [1, 1, "1 + 1"],
      ]);
      expect(await ask({ hist_access_type: "search", pattern: "kept*", n: 1 })).toEqual([
        [1, 3, "kept * 2"],
      ]);
      expect(await ask({ hist_access_type: "tail", n: 1, output: true })).toEqual([
        [1, 3, ["kept * 2", "4"]],
      ]);
    } finally {
      await own.close();
    }
  });

  it.each([
    ["1 + 1", "complete"],
    ["function f() {\n  return 1\n}", "complete"],
    ["function f() {", "incomplete"],
    ["const t = `open", "incomplete"],
    ["const 1x = }", "invalid"],
  ])("is_complete of %j is %s", async (code, status) => {
    const { reply } = await kernel.request("is_complete_request", { code });
    expect(reply.content["status"]).toBe(status);
  });

  it.each([
    ["clearOutput()", false],
    ["clearOutput({ wait: true })", true],
  ])("%s clears the outputs", async (code, wait) => {
    const { iopub } = await kernel.execute(code);
    expect(contents(iopub, "clear_output")).toEqual([{ wait }]);
  });

  it("comm_info lists open comms", async () => {
    const { reply } = await kernel.request("comm_info_request");
    expect(reply.header.msg_type).toBe("comm_info_reply");
    expect(reply.content).toEqual({ status: "ok", comms: {} });
  });

  it("a reply has no payload (there is no pager)", async () => {
    expect((await kernel.execute("1")).reply.content["payload"]).toEqual([]);
  });

  it("interrupting stops a cell, and the next one runs", async () => {
    const { id, reply } = kernel.sendExecute("while (true) {}");
    await kernel.until(() => contents(kernel.of(id), "execute_input").length > 0, "execute_input");
    await new Promise((resolve) => setTimeout(resolve, 300));
    const answer = await kernel.request("interrupt_request", {}, "control");
    expect(answer.reply.content).toEqual({ status: "ok" });
    expect((await reply).content).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(resultText((await kernel.execute("6 * 7")).iopub)).toBe("42");
  });

  it("stop_on_error aborts what is queued, and nothing else", async () => {
    const failing = kernel.sendExecute("throw new Error('stop')");
    const queued = kernel.sendExecute("'never'");
    expect((await failing.reply).content["status"]).toBe("error");
    const { reply, iopub } = await kernel.execute("'at once'");
    expect((await queued.reply).content["status"]).toBe("aborted");
    expect(reply.content["status"]).toBe("ok");
    expect(resultText(iopub)).toBe("'at once'");
    const tolerant = kernel.sendExecute("throw new Error('go on')", { stop_on_error: false });
    const next = kernel.sendExecute("'runs'");
    expect((await tolerant.reply).content["status"]).toBe("error");
    expect((await next.reply).content["status"]).toBe("ok");
  });
});
