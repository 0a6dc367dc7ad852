/** WebSockets of kernels: both subprotocols, several pages, absence and return, hostile frames and readers. */
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { scriptedKernels } from "../../runner/scripted.js";
import { bareLab, poll, v1, type BareLab } from "./bare-lab.js";

let specs: ReturnType<typeof scriptedKernels>;
let lab: BareLab;
let id: string;
beforeAll(() => void (specs = scriptedKernels()));
afterAll(() => specs.remove());
beforeEach(async () => {
  lab = await bareLab({
    defaultKernel: "scripted",
    jupyterPath: [specs.folder],
    messageLimitBytes: 1_000_000,
  });
  ({ id } = await lab.start());
});
afterEach(() => lab.close());

const connections = () => lab.kernels.get(id).model.connections;

describe.each([
  ["v1.kernel.websocket.jupyter.org", v1],
  ["the older form", ""],
])("a page that speaks %s", (_name, protocol) => {
  it("gets all of its first cell, sent before the kernel is ready", async () => {
    const page = await lab.page(id, "s", protocol);
    expect(page.socket.protocol).toBe(protocol);
    const run = await page.run("print one\nresult two");
    expect(run.outputs).toBe("one\ntwo");
    expect(run.reply.content).toMatchObject({ status: "ok", execution_count: 1 });
    expect(page.received[0]?.content).toEqual({ execution_state: "starting" });
    const mine = page.received.filter((m) => m.parent_header.msg_id === run.id);
    expect(mine.map((m) => `${m.channel} ${m.header.msg_type}`).sort()).toEqual([
      "iopub execute_input",
      "iopub execute_result",
      "iopub status",
      "iopub status",
      "iopub stream",
      "shell execute_reply",
    ]);
    expect(new Set(page.received.map((m) => m.parent_header.session ?? "s"))).toEqual(
      new Set(["s"]),
    );
  });

  it("sends buffers and control messages", async () => {
    const page = await lab.page(id, "s", protocol);
    await page.run("print one");
    const asked = page.send("control", "interrupt_request", {}, undefined, [
      Buffer.from([1, 2, 255]),
    ]);
    const reply = await page.until((m) => m.header.msg_type === "interrupt_reply");
    expect([reply.channel, reply.parent_header.msg_id]).toEqual(["control", asked]);
  });
});

describe("several pages on one kernel", () => {
  it("all hear what is published; a reply comes to who asked", async () => {
    const [a, b] = await Promise.all([lab.page(id, "a"), lab.page(id, "b", "")]);
    expect(connections()).toBe(2);
    const run = await a.run("print shared");
    await b.until(
      (m) => m.parent_header.msg_id === run.id && m.content["execution_state"] === "idle",
    );
    expect(b.printed(run.id)).toBe("shared\n");
    expect(b.received.filter((m) => m.channel === "shell")).toEqual([]);
    await a.close();
    await poll(connections).toBe(1);
  });

  it("a question comes to the page whose cell asks", async () => {
    const [a, b] = await Promise.all([lab.page(id, "a"), lab.page(id, "b")]);
    await a.run("print ready");
    const cell = a.send("shell", "execute_request", { code: "ask your name?", silent: false });
    const question = await a.until((m) => m.channel === "stdin");
    expect([question.content["prompt"], question.parent_header.msg_id]).toEqual([
      "your name?",
      cell,
    ]);
    await lab.ask("POST", `/api/kernels/${id}/interrupt`);
    await a.finished(cell);
    expect(b.received.filter((m) => m.channel === "stdin")).toEqual([]);
  });

  it("one session has one socket: the newer", async () => {
    const older = await lab.page(id, "s");
    const newer = await lab.page(id, "s");
    expect(await older.closed).toEqual({ code: 1000, reason: "the session has connected again" });
    expect(connections()).toBe(1);
    expect((await newer.run("print here")).outputs).toBe("here\n");
  });
});

describe("a page that goes away", () => {
  it("finds what it missed when it comes back, replies too", async () => {
    const before = await lab.page(id, "s");
    await before.run("print ready");
    const cell = before.send("shell", "execute_request", {
      code: "sleep 200\nprint late\nresult done",
      silent: false,
    });
    await before.until(
      (m) => m.content["execution_state"] === "busy" && m.parent_header.msg_id === cell,
    );
    await before.close();
    await poll(() => lab.kernels.get(id).model.execution_state).toBe("idle");
    const after = await lab.page(id, "s");
    const run = await after.finished(cell);
    expect(run.outputs).toBe("late\ndone");
    expect(run.reply.channel).toBe("shell");
    const stranger = await lab.page(id, "other");
    await stranger.run("print hello");
    expect(stranger.printed()).toBe("hello\n");
  });

  it("finds nothing of what came before it first connected", async () => {
    const first = await lab.page(id, "s");
    await first.run("print before");
    const second = await lab.page(id, "t");
    await second.run("print after");
    expect(second.printed()).toBe("after\n");
  });

  it("is missed by nobody when it is left for good", async () => {
    const page = await lab.page(id, "s");
    await page.run("late 100 unheard");
    await page.close(1001);
    await sleep(200);
    const back = await lab.page(id, "s");
    await back.run("print heard");
    expect(back.printed()).toBe("heard\n");
  });
});

describe("a flood of output", () => {
  it("is cut with a notice in the cell; the next cell is whole again", async () => {
    const page = await lab.page(id, "s");
    const flood = await page.run("flood 8");
    expect(flood.outputs).toMatch(
      /output rate exceeded: expected at most 1000 messages or 1000000 bytes of text per second over 3 s; some output of this cell is left out here/,
    );
    const notice = page.received.find((m) => m.content["name"] === "stderr");
    expect([notice?.header.msg_type, notice?.parent_header.msg_id]).toEqual(["stream", flood.id]);
    expect(flood.outputs.length).toBeLessThan(4_000_000);
    expect(flood.reply.content["status"]).toBe("ok");
    expect((await page.run("print quiet")).outputs).toBe("quiet\n");
  });

  it("does not fill the server's memory for a page that never reads, and others go on", async () => {
    const open = await bareLab({
      defaultKernel: "scripted",
      jupyterPath: [specs.folder],
      rateLimits: { messagesPerSecond: 0, bytesPerSecond: 0, windowMs: 1000 },
      highWaterBytes: 2_000_000,
      stallMs: 500,
    });
    const { id: kernel } = await open.start();
    const deaf = connect(open.port, "127.0.0.1");
    deaf.on("error", () => {});
    deaf.write(
      `GET /api/kernels/${kernel}/channels?session_id=deaf HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n` +
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    await poll(() => open.kernels.get(kernel).audience.size).toBe(1);
    deaf.pause();
    const page = await open.page(kernel, "s");
    const before = process.memoryUsage().external;
    const run = await page.run("flood 60");
    expect(run.outputs.length).toBe(60_000_000);
    expect(open.kernels.get(kernel).audience.size).toBe(1);
    // 60 MB were sent to each; the deaf one's would still be held.
    page.received.length = page.frames.length = 0;
    (globalThis as { gc?: () => void }).gc?.();
    expect(process.memoryUsage().external - before).toBeLessThan(150_000_000);
    deaf.destroy();
    await open.close();
  });
});

describe("frames that are no messages", () => {
  it.each([
    ["noise", Buffer.from([1, 2, 3]), 1007, /^offsets: 0 in 3 bytes; expected at least 6$/],
    ["text", "{}", 1007, /^frame: text; expected binary/],
    ["too many bytes", Buffer.alloc(1_000_001), 1009, /^$/],
  ])("close the socket: %s", async (_what, data, code, reason) => {
    const page = await lab.page(id, "s");
    const other = await lab.page(id, "other");
    page.socket.send(data);
    const closed = await page.closed;
    expect(closed.code).toBe(code);
    expect(closed.reason).toMatch(reason);
    expect((await other.run("print alive")).outputs).toBe("alive\n");
    expect((await (await lab.page(id, "s")).run("print back")).outputs).toBe("back\n");
  });

  it("close it in the older form too, with a reason that fits", async () => {
    const page = await lab.page(id, "s", "");
    page.socket.send(JSON.stringify({ channel: "❤".repeat(200), header: {} }));
    const { code, reason } = await page.closed;
    expect(code).toBe(1007);
    expect(reason).toMatch(/^channel: "❤+.*…$/);
  });

  it("are refused by the protocol of WebSockets: bad UTF-8, unmasked bytes", async () => {
    const page = await lab.page(id, "s", "");
    page.socket.send(Buffer.from([34, 255, 34]), { binary: false });
    expect((await page.closed).code).toBe(1007);
    const rude = await lab.page(id, "s");
    (rude.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(
      Buffer.from([0xff, 0x7f, 0, 0]),
    );
    expect((await rude.closed).code).toBe(1002);
    expect((await (await lab.page(id, "s")).run("print back")).outputs).toBe("back\n");
  });

  it("never reach the kernel: one without a type, one for iopub", async () => {
    for (const frame of [
      { channel: "shell", header: { msg_id: "1" }, content: {} },
      { channel: "iopub", header: { msg_id: "1", msg_type: "x" } },
    ]) {
      const page = await lab.page(id, "s", "");
      page.socket.send(JSON.stringify(frame));
      expect((await page.closed).code).toBe(1007);
    }
  });
});

describe("a socket", () => {
  it("is closed where a page sends more than a kernel that starts may be kept waiting with", async () => {
    const { id: mute } = await lab.start("mute");
    const page = await lab.page(mute, "s");
    for (let count = 0; count < 5001; count++) page.send("shell", "kernel_info_request", {});
    expect(await page.closed).toEqual({
      code: 1013,
      reason: "too many messages wait for the kernel",
    });
  });

  it("whose kernel cannot start is closed, and its next one refused", async () => {
    const { id: dies } = await lab.start("dies");
    const page = await lab.page(dies, "s").catch(() => undefined);
    if (page !== undefined)
      expect(await page.closed).toEqual({ code: 1011, reason: "the kernel could not start" });
    await poll(() => lab.kernels.get(dies).isDead).toBe(true);
    await expect(lab.page(dies, "s")).rejects.toThrow("500");
  });

  it("is refused for a kernel that is not there", async () => {
    await expect(lab.page("1-2-3-4-5")).rejects.toThrow("404");
  });

  it("is closed a while after its kernel was ended", async () => {
    const page = await lab.page(id, "s");
    await lab.ask("DELETE", `/api/kernels/${id}`);
    expect(await page.closed).toEqual({ code: 1000, reason: "the kernel was shut down" });
  });

  it("is closed with the server", async () => {
    const page = await lab.page(id, "s");
    await lab.kernels.close();
    expect((await page.closed).code).toBe(1001);
  });

  it("is cut off when it no longer answers pings", async () => {
    const open = await bareLab({
      defaultKernel: "scripted",
      jupyterPath: [specs.folder],
      pingMs: 50,
    });
    const kernel = await open.start();
    const silent = await open.page(kernel.id, "silent");
    const lively = await open.page(kernel.id, "lively");
    (silent.socket as unknown as { pong(): void }).pong = () => {};
    (silent.socket as unknown as { _autoPong: boolean })._autoPong = false;
    expect((await silent.closed).code).toBe(1006);
    expect((await lively.run("print alive")).outputs).toBe("alive\n");
    await open.close();
  });
});
