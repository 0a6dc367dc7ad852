/** What bounds a kernel and its pages: output rates, what is kept for a page that is away, restarts, starts. */
import { describe, expect, it } from "vitest";
import { Activity } from "../../../../src/workbench/server/kernels/activity.js";
import { Audience } from "../../../../src/workbench/server/kernels/audience.js";
import { Away } from "../../../../src/workbench/server/kernels/away.js";
import { isIdleTooLong } from "../../../../src/workbench/server/kernels/culling.js";
import { RateLimit } from "../../../../src/workbench/server/kernels/rate-limit.js";
import {
  contentOf,
  fromServer,
  type Relayed,
} from "../../../../src/workbench/server/kernels/relayed.js";
import { RestartPolicy } from "../../../../src/workbench/server/kernels/restart-policy.js";
import { StartQueue } from "../../../../src/workbench/server/kernels/start-queue.js";

const cell = fromServer("shell", "page", "execute_request", {}).header;
const message = (type: string, content = {}, parent: Relayed["parent"] = cell) =>
  fromServer("iopub", "kernel", type, content, parent);
const text = (characters: number) =>
  message("stream", { name: "stdout", text: "x".repeat(characters) });
const typesOf = (messages: readonly Relayed[]) => messages.map(({ header }) => header.msg_type);

describe("the rate limit", () => {
  const limits = { messagesPerSecond: 10, bytesPerSecond: 10_000, windowMs: 1000 };

  it("lets through what is within it, for as long as it lasts", () => {
    let now = 0;
    const limit = new RateLimit(limits, () => now);
    for (let count = 0; count < 100; count++, now += 110)
      expect(limit.judge(text(1)).pass).toBe(true);
  });

  it("leaves out what is beyond it, with one notice, and starts again below four fifths", () => {
    let now = 0;
    const limit = new RateLimit(limits, () => now);
    const verdicts = Array.from({ length: 30 }, () => limit.judge(text(1)));
    expect(verdicts.map(({ pass }) => pass)).toEqual(verdicts.map((_, index) => index < 10));
    expect(verdicts.flatMap(({ notice }) => notice ?? [])).toEqual([
      "output rate exceeded: expected at most 10 messages or 10000 bytes of text per second over 1 s; " +
        "some output of this cell is left out here, the cell itself goes on\n",
    ]);
    now = 1001;
    expect(limit.judge(text(1))).toEqual({ pass: true });
  });

  it("measures printed bytes, not those of pictures", () => {
    const limit = new RateLimit(limits, () => 0);
    expect(
      limit.judge(message("display_data", { data: { "image/png": "x".repeat(50_000) } })).pass,
    ).toBe(true);
    expect(limit.judge(text(50_000)).pass).toBe(false);
  });

  it("never leaves out statuses, results and errors", () => {
    const limit = new RateLimit(limits, () => 0);
    for (let count = 0; count < 50; count++) limit.judge(text(1000));
    for (const type of ["status", "execute_result", "error", "execute_input", "comm_open"])
      expect(limit.judge(message(type)).pass).toBe(true);
  });

  it("begins anew with the next cell, and is none at 0", () => {
    const limit = new RateLimit(limits, () => 0);
    for (let count = 0; count < 50; count++) limit.judge(text(1));
    limit.reset();
    expect(limit.judge(text(1))).toEqual({ pass: true });
    const none = new RateLimit({ ...limits, messagesPerSecond: 0, bytesPerSecond: 0 }, () => 0);
    for (let count = 0; count < 1000; count++) expect(none.judge(text(10_000)).pass).toBe(true);
  });
});

describe("what is kept for a page that is away", () => {
  it("comes back in order, once", () => {
    const away = new Away();
    const all = [message("status"), text(3), message("execute_result")];
    all.forEach((each) => away.keep(each));
    expect(away.take()).toEqual({ messages: all });
    expect(away.take()).toEqual({ messages: [] });
  });

  it("loses its oldest output beyond the bounds, never replies and results while there is output", () => {
    const away = new Away({ messages: 1000, bytes: 20_000 });
    away.keep(message("status"));
    for (let count = 0; count < 100; count++) away.keep(text(1000));
    away.keep(message("error"));
    away.keep(fromServer("shell", "kernel", "execute_reply", {}, cell));
    const { messages, lost } = away.take();
    const types = typesOf(messages);
    expect(types[0]).toBe("status");
    expect(types.slice(-2)).toEqual(["error", "execute_reply"]);
    const streams = types.filter((type) => type === "stream").length;
    expect(streams).toBeGreaterThan(8);
    expect(lost).toEqual({ count: 100 - streams, parent: cell });
  });

  it("is bounded also where there is nothing but statuses", () => {
    const away = new Away({ messages: 10, bytes: 1e9 });
    for (let count = 0; count < 100_000; count++) away.keep(message("status"));
    const { messages, lost } = away.take();
    expect([messages.length, lost?.count]).toEqual([10, 99_990]);
  });
});

describe("the audience", () => {
  const listener = (session: string) => {
    const got: Relayed[] = [];
    const closed: string[] = [];
    const behind = undefined;
    const send = (each: Relayed) => void got.push(each);
    const close = (_: number, reason: string) => void closed.push(reason);
    return { session, got, closed, behind, send, close };
  };

  it("tells what was left out before what was kept", () => {
    const audience = new Audience({ messages: 2, bytes: 1e9 });
    const before = listener("s");
    audience.add(before);
    audience.remove(before, true);
    for (let count = 0; count < 5; count++) void audience.hear(text(1));
    const after = listener("s");
    audience.add(after);
    expect(after.got.map((each) => contentOf(each)?.["text"])).toEqual([
      "3 messages of output were left out while the page was away\n",
      "x",
      "x",
    ]);
    expect(after.got[0]!.parent).toEqual(cell);
  });

  it("keeps nothing for a page that was left, and for three sessions at most", () => {
    const audience = new Audience();
    const left = listener("left");
    audience.add(left);
    audience.remove(left, false);
    for (const name of ["a", "b", "c", "d"]) {
      const each = listener(name);
      audience.add(each);
      audience.remove(each, true);
    }
    void audience.hear(text(1));
    const back = ["left", "a", "b", "c", "d"].map(listener);
    back.forEach((each) => audience.add(each));
    expect(back.map(({ got }) => got.length)).toEqual([0, 0, 1, 1, 1]);
  });

  it("closes the older socket of a session that connects again", () => {
    const audience = new Audience();
    const [older, newer] = [listener("s"), listener("s")];
    audience.add(older);
    audience.add(newer);
    audience.remove(older, true);
    void audience.hear(text(1));
    expect([older.closed, older.got.length, newer.got.length, audience.size]).toEqual([
      ["the session has connected again"],
      0,
      1,
      1,
    ]);
  });

  it("gives a reply to who asked, by the request and else by its session", () => {
    const audience = new Audience();
    const [a, b] = [listener("a"), listener("b")];
    audience.add(a);
    audience.add(b);
    audience.asked("m1", "b");
    const parent = { ...cell, session: "a" };
    void audience.hear(
      fromServer("shell", "kernel", "execute_reply", {}, { ...parent, msg_id: "m1" }),
    );
    void audience.hear(
      fromServer("stdin", "kernel", "input_request", {}, { ...parent, msg_id: "m2" }),
    );
    void audience.hear(
      fromServer("shell", "kernel", "execute_reply", {}, { ...parent, session: "nobody" }),
    );
    expect([typesOf(a.got), typesOf(b.got)]).toEqual([["input_request"], ["execute_reply"]]);
  });
});

describe("what a kernel is doing", () => {
  const status = (state: string, type: string) =>
    message("status", { execution_state: state }, { ...cell, msg_type: type });

  it("is read from the statuses of what a person asks", () => {
    const activity = new Activity(() => 0);
    activity.state = "idle";
    expect(activity.hear(status("busy", "kernel_info_request"))).toBe(false);
    expect(activity.state).toBe("idle");
    activity.hear(status("busy", "execute_request"));
    expect(activity.state).toBe("busy");
    expect(activity.hear(status("idle", "execute_request"))).toBe(true);
    expect(activity.state).toBe("idle");
  });

  it("is activity only where a person asked or a cell runs", () => {
    let now = 5;
    const activity = new Activity(() => now);
    activity.state = "idle";
    now = 10;
    activity.hear(status("idle", "kernel_info_request"));
    expect(activity.lastActivityMs).toBe(5);
    activity.hear(status("busy", "execute_request"));
    now = 20;
    activity.hear(message("stream", {}, {}));
    expect(activity.lastActivityMs).toBe(20);
  });
});

describe("culling", () => {
  const kernel = (state: string, idleMs: number, connections: number) =>
    ({
      activity: { state, lastActivityMs: 10_000 - idleMs },
      audience: { size: connections },
    }) as never;

  it.each([
    ["an idle kernel without pages", kernel("idle", 6000, 0), {}, true],
    ["one that was used", kernel("idle", 4000, 0), {}, false],
    ["one with a page", kernel("idle", 6000, 1), {}, false],
    ["one with a page, where asked for", kernel("idle", 6000, 1), { connected: true }, true],
    ["one at work", kernel("busy", 6000, 0), {}, false],
    ["one at work, where asked for", kernel("busy", 6000, 0), { busy: true }, true],
    ["one that starts", kernel("starting", 6000, 0), {}, false],
    ["a dead one", kernel("dead", 6000, 0), {}, true],
    ["none, where it is off", kernel("idle", 6000, 0), { idleMs: 0 }, false],
  ])("of %s: decided", (_what, each, more, expected) => {
    expect(isIdleTooLong(each, { idleMs: 5000, ...more }, 10_000)).toBe(expected);
  });
});

describe("restarts after a crash", () => {
  it("are five in a row, and a new row begins after ten seconds of life or by a person", () => {
    let now = 0;
    const policy = new RestartPolicy(5, () => now);
    const row = () => Array.from({ length: 6 }, () => policy.died());
    expect(row()).toEqual([true, true, true, true, true, false]);
    policy.started();
    now = 10_000;
    expect(row()).toEqual([true, true, true, true, true, false]);
    policy.started(true);
    expect(policy.died()).toBe(true);
    expect(new RestartPolicy(0).died()).toBe(false);
  });
});

describe("the queue of starts", () => {
  it("lets as many in as it may, the others in their order", async () => {
    const queue = new StartQueue(2);
    const order: number[] = [];
    const leaves: (() => void)[] = [];
    const all = [1, 2, 3, 4].map(async (name) => {
      const leave = await queue.enter();
      order.push(name);
      leaves.push(leave);
    });
    await Promise.all(all.slice(0, 2));
    expect([order, queue.idle]).toEqual([[1, 2], false]);
    leaves[0]!();
    leaves[0]!();
    await all[2];
    expect(order).toEqual([1, 2, 3]);
    leaves[1]!();
    await all[3];
    leaves.slice(2).forEach((leave) => leave());
    expect(queue.idle).toBe(true);
  });
});
