import { afterEach, describe, expect, it, vi } from "vitest";
import {
  bindChannels,
  connectChannels,
  connectRelay,
  type ClientChannels,
  type KernelChannels,
} from "../../../src/workbench/protocol/channels.js";
import { newConnection, type ConnectionInfo } from "../../../src/workbench/protocol/connection.js";
import { message } from "../../../src/workbench/protocol/messages.js";
import { toParts } from "../../../src/workbench/protocol/wire.js";

const open: { close(): void }[] = [];
afterEach(() => open.splice(0).forEach((each) => each.close()));

async function pair(): Promise<{
  info: ConnectionInfo;
  kernel: KernelChannels;
  client: ClientChannels;
  refused: string[];
}> {
  const info = await newConnection();
  const refused: string[] = [];
  const kernel = await bindChannels(info, (problem, channel) =>
    refused.push(`${channel}: ${String(problem)}`),
  );
  const client = connectChannels(info);
  open.push(kernel, client);
  return { info, kernel, client, refused };
}

async function first<T>(source: AsyncIterable<T>): Promise<T> {
  for await (const value of source) return value;
  throw new Error("closed");
}

describe("the channels", () => {
  it("carry a request there and its reply back", async () => {
    const { kernel, client } = await pair();
    await client.shell.send(message("c", "ping", { n: 1 }));
    const request = await first(kernel.shell.receive());
    expect(request.message.content).toEqual({ n: 1 });
    await kernel.shell.send(
      message("k", "pong", {}, request.message.header as never),
      request.identities,
    );
    expect((await first(client.shell.receive())).message.parent_header).toEqual(
      request.message.header,
    );
  });

  it("give shell and stdin of one client the same identity", async () => {
    const { kernel, client } = await pair();
    await client.shell.send(message("c", "ping", {}));
    const { identities } = await first(kernel.shell.receive());
    await client.stdin.send(message("c", "hello", {}));
    expect((await first(kernel.stdin.receive())).identities).toEqual(identities);
  });

  it("tell the kernel of a subscription", async () => {
    const { kernel } = await pair();
    expect(await first(kernel.subscriptions())).toBe("");
  });

  it("lose none of 20,000 messages sent at once to a reader that starts late", async () => {
    const { kernel, client } = await pair();
    await first(kernel.subscriptions());
    const count = 20_000;
    const sent = Promise.all(
      Array.from({ length: count }, (_, i) => kernel.iopub.send(message("k", "stream", { i }))),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    let next = 0;
    for await (const { message: received } of client.iopub.receive()) {
      expect(received.content["i"]).toBe(next);
      if ((next += 1) === count) break;
    }
    await sent;
  });

  it("refuse a message with a foreign key, and go on", async () => {
    const { info, kernel, client, refused } = await pair();
    const stranger = connectChannels({ ...info, key: "guessed" });
    open.push(stranger);
    const received = first(kernel.shell.receive());
    await stranger.shell.send(message("x", "ping", {}));
    await vi.waitFor(() => expect(refused).toHaveLength(1));
    await client.shell.send(message("c", "ping", {}));
    expect((await received).message.header.session).toBe("c");
    expect(refused).toEqual([
      "shell: WireError: signature: wrong; expected the HMAC of this session's key",
    ]);
  });

  it("answer the heartbeat, and say when nobody does", async () => {
    const { kernel, client } = await pair();
    expect(await client.heartbeat(2000)).toBe(true);
    kernel.close();
    open.splice(open.indexOf(kernel), 1);
    expect(await client.heartbeat(100)).toBe(false);
  });

  it("cannot be bound twice", async () => {
    const { info } = await pair();
    await expect(bindChannels(info)).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

describe("a relay", () => {
  it("passes requests and replies on as they are", async () => {
    const { info, kernel } = await pair();
    const relay = connectRelay(info);
    open.push(relay);
    const parts = toParts(message("page", "ping", { n: 1 }));
    await relay.send("shell", parts);
    const { identities, message: asked } = await first(kernel.shell.receive());
    expect(asked.content).toEqual({ n: 1 });
    const reply = { ...message("k", "pong", {}, asked.header), buffers: [Buffer.from([1, 255])] };
    await kernel.shell.send(reply, identities);
    expect(
      (await first(relay.receive("shell"))).map((part) => Buffer.from(part).toString()),
    ).toEqual(toParts(reply).map((part) => Buffer.from(part).toString()));
  });

  it("reports what is signed by somebody else, and goes on", async () => {
    const info = await newConnection();
    const refused: string[] = [];
    const kernel = await bindChannels({ ...info, key: "another" });
    const relay = connectRelay(info, (problem, channel) =>
      refused.push(`${channel}: ${String(problem)}`),
    );
    open.push(kernel, relay);
    void first(relay.receive("iopub")).catch(() => {});
    await first(kernel.subscriptions());
    await kernel.iopub.send(message("k", "status", {}));
    await vi.waitFor(() =>
      expect(refused).toEqual([
        "iopub: WireError: signature: wrong; expected the HMAC of this session's key",
      ]),
    );
  });
});
