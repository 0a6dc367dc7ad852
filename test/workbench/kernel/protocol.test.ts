/** The points of the messaging protocol that kernels get wrong. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Dealer } from "zeromq";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { address } from "../../../src/workbench/protocol/connection.js";
import { message } from "../../../src/workbench/protocol/messages.js";
import { encode } from "../../../src/workbench/protocol/wire.js";
import { contents, LiveKernel, resultText, streamText, type Loose } from "./live-kernel.js";

let kernel: LiveKernel;
beforeAll(async () => {
  kernel = await LiveKernel.start();
});
afterAll(() => kernel.close());

const count = async () => (await kernel.execute("0")).reply.content["execution_count"] as number;

describe("execution", () => {
  it("a silent cell says nothing, is not counted and not remembered", async () => {
    const before = await count();
    const { reply, iopub } = await kernel.execute("'unheard'", { silent: true });
    expect(reply.content["status"]).toBe("ok");
    expect(iopub.map((one) => one.header.msg_type)).toEqual(["status", "status"]);
    expect(await count()).toBe(before + 1);
    const history = await kernel.request("history_request", {
      hist_access_type: "search",
      pattern: "*unheard*",
      output: false,
      raw: true,
    });
    expect(history.reply.content["history"]).toEqual([]);
  });

  it("an unstored cell shows its result but is not counted", async () => {
    const before = await count();
    const { iopub } = await kernel.execute("'shown'", { store_history: false });
    expect(resultText(iopub)).toBe("'shown'");
    expect(await count()).toBe(before + 1);
  });

  it("user_expressions are evaluated after the cell, each on its own", async () => {
    const { reply } = await kernel.execute("const base = 20", {
      user_expressions: { sum: "base + 1", wrong: "nowhere.to.go", text: "'t'" },
    });
    const { sum, wrong, text } = reply.content["user_expressions"] as Loose;
    expect(sum).toEqual({ status: "ok", data: { "text/plain": "21" }, metadata: {} });
    expect(text.data).toEqual({ "text/plain": "'t'" });
    expect(wrong).toMatchObject({ status: "error", ename: "TypeScriptError" });
  });

  it("the reply says when the cell was started", async () => {
    const { reply } = await kernel.execute("1");
    expect(new Date(String(reply.metadata["started"])).getTime()).toBeLessThanOrEqual(
      new Date(reply.header.date).getTime(),
    );
  });

  it("type errors carry all diagnostics with codes, lines and carets", async () => {
    const { reply, iopub } = await kernel.execute("let s: string = null\nlet n: number = 'x'");
    const [error] = contents(iopub, "error");
    expect(error.ename).toBe("TypeScriptError");
    expect(error.evalue).toBe(
      "TS2322: Type 'null' is not assignable to type 'string'. (and 1 more)",
    );
    const plain = stripVTControlCharacters(error.traceback.join("\n"));
    const label = reply.content["execution_count"];
    expect(plain).toBe(
      [
        `cell [${label}], 1:5 - error TS2322: Type 'null' is not assignable to type 'string'.`,
        "  1 | let s: string = null",
        "          ~",
        `cell [${label}], 2:5 - error TS2322: Type 'string' is not assignable to type 'number'.`,
        "  2 | let n: number = 'x'",
        "          ~",
      ].join("\n"),
    );
  });

  it("cells of a failed one that came to be are kept", async () => {
    await kernel.execute(
      "const early = 5; const late: number = (() => { throw new Error('half-way') })()",
    );
    expect(resultText((await kernel.execute("early")).iopub)).toBe("5");
    const { reply } = await kernel.execute("late");
    expect(reply.content).toMatchObject({ status: "error", ename: "TypeScriptError" });
  });

  it("completion answers while a cell runs", async () => {
    const { reply } = kernel.sendExecute(
      "const busyUntil = Date.now() + 1000; while (Date.now() < busyUntil);",
    );
    const complete = kernel.send("complete_request", { code: "Math.flo", cursor_pos: 8 });
    const first = await Promise.race([reply, complete.reply]);
    expect(first.content["matches"]).toEqual(["floor"]);
    await reply;
  });

  it("what is answered while a cell runs leaves the kernel busy for those who see one state", async () => {
    const running = kernel.sendExecute(
      "console.log('go'); await new Promise((done) => setTimeout(done, 300))",
    );
    await kernel.until(() => kernel.of(running.id).length > 2, "the cell to start");
    const asked = await kernel.request("kernel_info_request", {}, "control");
    await kernel.idle(running.id);
    const ids = [running.id, (asked.reply.parent_header as { msg_id: string }).msg_id];
    const states = kernel.iopub
      .filter(
        (one) =>
          one.header.msg_type === "status" &&
          ids.includes((one.parent_header as { msg_id: string }).msg_id),
      )
      .map((one) => [
        ids.indexOf((one.parent_header as { msg_id: string }).msg_id),
        one.content["execution_state"],
      ]);
    expect(states).toEqual([
      [0, "busy"],
      [1, "busy"],
      [1, "idle"],
      [0, "busy"],
      [0, "idle"],
    ]);
  });
});

describe("positions", () => {
  it("count code points", async () => {
    const { reply } = await kernel.request("complete_request", {
      code: "'𝒳𝒴'; Math.flo",
      cursor_pos: 14,
    });
    expect(reply.content).toMatchObject({ matches: ["floor"], cursor_start: 11, cursor_end: 14 });
    const [item] = (reply.content["metadata"] as Loose)._jupyter_types_experimental;
    expect(item).toMatchObject({ text: "floor", type: "function", start: 11, end: 14 });
  });
});

describe("stdin", () => {
  it("is refused where the request does not allow it", async () => {
    const { reply } = await kernel.execute("await prompt('name?')");
    expect(reply.content).toMatchObject({
      status: "error",
      ename: "InputRefused",
      evalue: "prompt: nobody can answer here; expected a client that asks, such as the lab",
    });
  });

  it("asks for passwords without an echo", async () => {
    const { reply } = kernel.sendExecute("await password('secret: ')", { allow_stdin: true });
    await kernel.until(() => kernel.questions.length > 0, "input_request");
    const [question] = kernel.questions.splice(0);
    expect(question!.content).toEqual({ prompt: "secret: ", password: true });
    await kernel.channels.stdin.send(
      message("test-session", "input_reply", { value: "x" }, question!.header),
    );
    expect((await reply).content["status"]).toBe("ok");
  });
});

describe("comms", () => {
  it("a registered target takes, answers and closes", async () => {
    await kernel.execute(
      `comms.registerTarget("echo", (comm, { data }) => {
         comm.send({ opened: data });
         comm.onMessage = ({ data: said }) => comm.send({ echo: said });
         comm.onClose = () => console.log("closed");
       })`,
    );
    const opened = kernel.send("comm_open", { comm_id: "e1", target_name: "echo", data: { a: 1 } });
    await kernel.until(
      () => contents(kernel.of(opened.id), "comm_msg").length === 1,
      "the target's word",
    );
    expect(contents(kernel.of(opened.id), "comm_msg")).toEqual([
      { comm_id: "e1", data: { opened: { a: 1 } } },
    ]);
    const info = await kernel.request("comm_info_request", { target_name: "echo" });
    expect(info.reply.content["comms"]).toEqual({ e1: { target_name: "echo" } });
    const said = kernel.send("comm_msg", { comm_id: "e1", data: { b: 2 } });
    await kernel.until(() => contents(kernel.of(said.id), "comm_msg").length === 1, "the echo");
    expect(contents(kernel.of(said.id), "comm_msg")).toEqual([
      { comm_id: "e1", data: { echo: { b: 2 } } },
    ]);
    const closed = kernel.send("comm_close", { comm_id: "e1", data: {} });
    await kernel.until(
      () => streamText(kernel.of(closed.id), "stdout") === "closed\n",
      "the close",
    );
    expect((await kernel.request("comm_info_request")).reply.content["comms"]).toEqual({});
  });

  it("a cell opens one towards the client", async () => {
    const { iopub } = await kernel.execute(
      "const mine = comms.open('their.target', { x: 1 }); mine.close({ y: 2 })",
    );
    const [open] = contents(iopub, "comm_open");
    expect(open).toMatchObject({ target_name: "their.target", data: { x: 1 } });
    expect(contents(iopub, "comm_close")).toEqual([{ comm_id: open.comm_id, data: { y: 2 } }]);
  });
});

describe("requests", () => {
  it("debug_request is refused in words", async () => {
    const { reply } = await kernel.request(
      "debug_request",
      { command: "initialize", seq: 1, type: "request", arguments: {} },
      "control",
    );
    expect(reply.header.msg_type).toBe("debug_reply");
    expect(reply.content).toMatchObject({ status: "error", ename: "Unsupported" });
  });

  it("connect_request names the ports", async () => {
    const { reply } = await kernel.request("connect_request");
    expect(reply.content["shell_port"]).toBe(kernel.info.shell_port);
  });

  it("an unknown type is ignored, with a line in the log", async () => {
    const { id } = kernel.send("sing_request");
    await kernel.idle(id);
    await kernel.until(() => kernel.log.includes('unknown type "sing_request"'), "the log", 2000);
    expect(await count()).toBeGreaterThan(0);
  });

  it("malformed frames and wrong signatures are ignored", async () => {
    const socket = new Dealer({ linger: 0 });
    socket.connect(address(kernel.info, "shell"));
    const forged = encode(message("x", "execute_request", { code: "console.log('forged')" }), {
      key: "not the key",
      signature_scheme: "hmac-sha256",
    });
    await socket.send(forged as Buffer[]);
    await socket.send(["no", "delimiter"]);
    await socket.send(["<IDS|MSG>", "too short"]);
    await kernel.until(
      () => (kernel.log.match(/ignored a message/g) ?? []).length >= 3,
      "three lines in the log",
      5000,
    );
    socket.close();
    expect(await count()).toBeGreaterThan(0);
    expect(kernel.iopub.some((one) => JSON.stringify(one.content).includes("forged"))).toBe(false);
  });

  it("parameters are named with their types, and an injected cell is checked", async () => {
    const code = "let seed: number = 7\nlet title = 'x'";
    const { reply } = await kernel.request("tidebook_parameters_request", { code });
    expect(reply.content).toEqual({
      status: "ok",
      parameters: [
        { name: "seed", type: "number", value: "7" },
        { name: "title", type: "string", value: "'x'" },
      ],
    });
    const checked = await kernel.request("tidebook_parameters_request", {
      code,
      injected: "seed = 8\ntitle = 9",
    });
    expect(checked.reply.content["diagnostics"]).toEqual([
      {
        code: 2322,
        message: "Type 'number' is not assignable to type 'string'.",
        line: 2,
        column: 1,
        lineText: "title = 9",
      },
    ]);
  });
});

describe("history", () => {
  it("lasts across kernels, in sessions of their own", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tidebook-history-"));
    await mkdir(join(folder, "history"), { recursive: true });
    const ask = async (own: LiveKernel, content: object) =>
      (
        (await own.request("history_request", { output: false, raw: true, ...content })).reply
          .content as Loose
      ).history;
    try {
      const both = await Promise.all([
        LiveKernel.start({ env: { TIDEBOOK_DATA_DIR: folder } }),
        LiveKernel.start({ env: { TIDEBOOK_DATA_DIR: folder } }),
      ]);
      await Promise.all(both.map((one, index) => one.execute(`"kernel ${index}"`)));
      await Promise.all(both.map((one) => ask(one, { hist_access_type: "tail", n: 1 })));
      await Promise.all(both.map((one) => one.close()));
      const third = await LiveKernel.start({ env: { TIDEBOOK_DATA_DIR: folder } });
      await third.execute("'kernel 2'");
      const tail = await ask(third, { hist_access_type: "tail", n: 10 });
      expect(tail.map(([session, line]: [number, number]) => [session, line])).toEqual([
        [1, 1],
        [2, 1],
        [3, 1],
      ]);
      expect(tail[2][2]).toBe("'kernel 2'");
      expect(
        (await ask(third, { hist_access_type: "range", session: -1, start: 1, stop: 9 })).length,
      ).toBe(1);
      await third.execute("'kernel 2'");
      expect(
        (await ask(third, { hist_access_type: "search", pattern: "*kernel 2*", unique: true }))
          .length,
      ).toBe(1);
      await third.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("is kept in memory alone when it is switched off", async () => {
    const own = await LiveKernel.start({ env: { TIDEBOOK_HISTORY: "off" } });
    try {
      await own.execute("'secret'");
      const { reply } = await own.request("history_request", {
        hist_access_type: "tail",
        n: 5,
        output: false,
        raw: true,
      });
      expect(reply.content["history"]).toEqual([[1, 1, "'secret'"]]);
      const { iopub } = await own.execute(
        "import { existsSync } from 'node:fs'; existsSync(process.env.TIDEBOOK_DATA_DIR + '/history')",
      );
      expect(resultText(iopub)).toBe("false");
    } finally {
      await own.close();
    }
  });
});

describe("options", () => {
  it("--no-strict lets null be a string", async () => {
    const own = await LiveKernel.start({ arguments: ["--no-strict"] });
    try {
      expect((await own.execute("let s: string = null")).reply.content["status"]).toBe("ok");
    } finally {
      await own.close();
    }
  });
});
