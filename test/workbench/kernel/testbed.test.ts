/** The checks of kernel-testbed's tiers as a table, with the snippets that it uses for TypeScript. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contents, LiveKernel, resultText, streamText } from "./live-kernel.js";

let kernel: LiveKernel;
beforeAll(async () => {
  kernel = await LiveKernel.start();
});
afterAll(() => kernel.close());

const html = (text: string, id?: string) =>
  `{ data: { "text/html": "${text}" }, metadata: {}, transient: { ${id === undefined ? "" : `display_id: "${id}"`} } }`;
const status = async (type: string, content: Parameters<LiveKernel["request"]>[1] = {}) => {
  const { reply } = await kernel.request(type, content);
  expect(reply.header.msg_type).toBe(type.replace("_request", "_reply"));
  return reply.content["status"];
};

const checks: Readonly<Record<string, () => Promise<unknown>>> = {
  heartbeat_responds: async () => expect(await kernel.channels.heartbeat(2000)).toBe(true),
  kernel_info_reply_valid: async () => expect(await status("kernel_info_request")).toBe("ok"),
  kernel_info_has_language_info: async () =>
    expect(
      (await kernel.request("kernel_info_request")).reply.content["language_info"],
    ).toHaveProperty("name", "typescript"),
  kernel_info_has_protocol_version: async () =>
    expect((await kernel.request("kernel_info_request")).reply.content["protocol_version"]).toBe(
      "5.4",
    ),
  execute_stdout: async () =>
    expect(streamText((await kernel.execute("console.log('hello')")).iopub, "stdout")).toBe(
      "hello\n",
    ),
  execute_stderr: async () =>
    expect(streamText((await kernel.execute("console.error('error')")).iopub, "stderr")).toBe(
      "error\n",
    ),
  execute_reply_ok: async () =>
    expect((await kernel.execute("const x = 1")).reply.content["status"]).toBe("ok"),
  status_busy_idle_lifecycle: async () =>
    expect(
      contents((await kernel.execute("const x = 1")).iopub, "status").map(
        (one) => one.execution_state,
      ),
    ).toEqual(["busy", "idle"]),
  execute_input_broadcast: async () =>
    expect(contents((await kernel.execute("const x = 1")).iopub, "execute_input")).toEqual([
      { code: "const x = 1", execution_count: expect.any(Number) },
    ]),
  complete_request: async () => {
    await kernel.execute("const testVariableForCompletion = 42");
    const { reply } = await kernel.request("complete_request", {
      code: "testVariableFor",
      cursor_pos: 15,
    });
    expect(reply.content["matches"]).toEqual(["testVariableForCompletion"]);
  },
  inspect_request: async () =>
    expect(
      await status("inspect_request", {
        code: "testVariableForCompletion",
        cursor_pos: 25,
        detail_level: 0,
      }),
    ).toBe("ok"),
  is_complete_complete: async () =>
    expect(await status("is_complete_request", { code: "const x = 1" })).toBe("complete"),
  is_complete_incomplete: async () =>
    expect(await status("is_complete_request", { code: "function foo(" })).toBe("incomplete"),
  history_request: async () =>
    expect(
      await status("history_request", {
        hist_access_type: "tail",
        n: 10,
        output: false,
        raw: true,
      }),
    ).toBe("ok"),
  comm_info_request: async () =>
    expect(await status("comm_info_request", { target_name: null })).toBe("ok"),
  error_handling: async () => {
    const { reply, iopub } = await kernel.execute("function function");
    expect(reply.content["status"]).toBe("error");
    expect(contents(iopub, "error").length).toBe(1);
  },
  display_data: async () => {
    const { iopub } = await kernel.execute(
      `await Deno.jupyter.broadcast("display_data", ${html("<b>bold</b>")})`,
    );
    expect(contents(iopub, "display_data").map((one) => one.data)).toEqual([
      { "text/html": "<b>bold</b>" },
    ]);
  },
  update_display_data: async () => {
    const { iopub } = await kernel.execute(
      `await Deno.jupyter.broadcast("display_data", ${html("1", "u")}); await Deno.jupyter.broadcast("update_display_data", ${html("2", "u")})`,
    );
    expect(contents(iopub, "update_display_data")).toMatchObject([
      { data: { "text/html": "2" }, transient: { display_id: "u" } },
    ]);
  },
  execute_result: async () => expect(resultText((await kernel.execute("1 + 1")).iopub)).toBe("2"),
  rich_execute_result: async () => {
    const { iopub } = await kernel.execute(
      `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>bold</b>", "text/plain": "bold" }) })`,
    );
    expect(contents(iopub, "execute_result")[0].data).toEqual({
      "text/html": "<b>bold</b>",
      "text/plain": "bold",
    });
    const deno = await kernel.execute("Deno.jupyter.html`<i>${1}</i>`");
    expect(contents(deno.iopub, "execute_result")[0].data["text/html"]).toBe("<i>1</i>");
  },
  stdin_input_request: async () => {
    const { id, reply } = kernel.sendExecute("console.log(await prompt('Enter: '))", {
      allow_stdin: true,
    });
    await kernel.until(() => kernel.questions.length > 0, "input_request");
    const [question] = kernel.questions.splice(0);
    expect(question!.content).toEqual({ prompt: "Enter: ", password: false });
    expect((question!.parent_header as { msg_id: string }).msg_id).toBe(id);
    await kernel.channels.stdin.send({
      ...question!,
      parent_header: question!.header,
      header: { ...question!.header, msg_type: "input_reply" },
      content: { value: "42" },
    });
    expect((await reply).content["status"]).toBe("ok");
    await kernel.idle(id);
    expect(streamText(kernel.of(id), "stdout")).toBe("42\n");
  },
  comms_lifecycle: async () => {
    const { id } = kernel.send("comm_open", {
      comm_id: "c1",
      target_name: "nobody.knows",
      data: {},
    });
    await kernel.idle(id);
    expect(contents(kernel.of(id), "comm_close")).toEqual([{ comm_id: "c1", data: {} }]);
  },
  interrupt_request: async () =>
    expect((await kernel.request("interrupt_request", {}, "control")).reply.content).toEqual({
      status: "ok",
    }),
  execution_count_increments: async () => {
    const counts = [await kernel.execute("const x = 1"), await kernel.execute("const x = 1")].map(
      ({ reply }) => reply.content["execution_count"] as number,
    );
    expect(counts[1]).toBe(counts[0]! + 1);
  },
  parent_header_correlation: async () => {
    const { reply, iopub } = await kernel.execute("console.log('hello')");
    expect(new Set(iopub.map((one) => JSON.stringify(one.parent_header)))).toEqual(
      new Set([JSON.stringify(reply.parent_header)]),
    );
  },
  control_answers_while_a_cell_runs: async () => {
    const { reply } = kernel.sendExecute("const end = Date.now() + 700; while (Date.now() < end);");
    const info = kernel.send("kernel_info_request", {}, "control");
    const first = await Promise.race([reply, info.reply]);
    expect(first.header.msg_type).toBe("kernel_info_reply");
    await reply;
  },
  shutdown_reply: async () => {
    const gone = new Promise((resolve) => kernel.process.once("exit", resolve));
    const { reply } = kernel.send("shutdown_request", { restart: true }, "control");
    expect((await reply).content).toEqual({ status: "ok", restart: true });
    expect(await gone).toBe(0);
  },
};

describe("kernel-testbed", () => {
  it.each(Object.entries(checks))("%s passes", async (_name, check) => {
    await check();
    expect.hasAssertions();
  });
});
