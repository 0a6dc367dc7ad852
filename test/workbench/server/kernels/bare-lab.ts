/**
 * The kernels' routes and channels on a bare server, from dist/ (where the kernel's program lies), and a
 * page: a client of one kernel's channels in either subprotocol, written from the protocol's description.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { expect } from "vitest";
import { WebSocket } from "ws";
import type { JsonObject } from "../../../../src/base/mime.js";
import { message, type Message } from "../../../../src/workbench/protocol/messages.js";
import type * as HttpErrors from "../../../../src/workbench/server/http-error.js";
import type * as Areas from "../../../../src/workbench/server/kernels/kernels.js";
import type { KernelsOptions } from "../../../../src/workbench/server/kernels/kernels.js";
import type { KernelModel } from "../../../../src/workbench/server/kernels/kernel.js";
import type * as Routes from "../../../../src/workbench/server/kernels/routes.js";
import type * as Specs from "../../../../src/workbench/server/kernelspecs.js";
import type * as SessionAreas from "../../../../src/workbench/server/sessions.js";
import type * as SessionRoutes from "../../../../src/workbench/server/sessions-routes.js";

const dist = new URL("../../../../dist/workbench/server/", import.meta.url);
const load = async <M>(name: string) => (await import(new URL(name, dist).href)) as M;
const { Kernels } = await load<typeof Areas>("kernels/kernels.js");
const { kernelsRoutes } = await load<typeof Routes>("kernels/routes.js");
const { Sessions } = await load<typeof SessionAreas>("sessions.js");
const { sessionsRoutes } = await load<typeof SessionRoutes>("sessions-routes.js");
const { kernelspecsRoutes, kernelspecFilesRoutes } = await load<typeof Specs>("kernelspecs.js");
const { errorResponse } = await load<typeof HttpErrors>("http-error.js");

/** Asks again until it is so, with patience: other programs may want the processors too. */
export const poll = <T>(ask: () => T): ReturnType<typeof expect.poll<T>> =>
  expect.poll(ask, { timeout: 20_000 });

export const v1 = "v1.kernel.websocket.jupyter.org";

export type BareLab = Awaited<ReturnType<typeof bareLab>>;

/** A lab of kernels alone in a new temporary folder. */
export async function bareLab(options: Partial<KernelsOptions> = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "tidebook-kernels-")));
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const kernels = new Kernels({ root, warm: false, log, ...options });
  const sessions = new Sessions(kernels);
  const app = new Hono();
  app.route("/api/kernels", kernelsRoutes(kernels));
  app.route("/api/sessions", sessionsRoutes(sessions));
  app.route("/api/kernelspecs", kernelspecsRoutes(kernels));
  app.route("/kernelspecs", kernelspecFilesRoutes(kernels));
  app.onError((error) => errorResponse(error));
  const server = createServer(getRequestListener((request, env) => app.fetch(request, env)));
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const id = /^\/api\/kernels\/([^/?]+)\/channels/.exec(request.url ?? "")?.[1] ?? "";
    kernels.channels.accept(request, socket, head, id);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(url + path, {
      method,
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (text === "" ? undefined : JSON.parse(text)) as never;
    return { status: response.status, headers: response.headers, json };
  };
  const close = async () => {
    await kernels.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(root, { recursive: true, force: true });
  };
  const start = async (name?: string, path?: string) =>
    (await ask("POST", "/api/kernels", { name, path })).json as KernelModel;
  const page = (id: string, session = "page-1", protocol: string = v1) =>
    Page.open(
      `ws://127.0.0.1:${port}/api/kernels/${id}/channels?session_id=${session}`,
      session,
      protocol,
    );
  return { root, url, port, lines, kernels, sessions, ask, start, page, close };
}

export type PageMessage = Message & { readonly channel: string };

/** A page's side of one socket. */
export class Page {
  readonly received: PageMessage[] = [];
  readonly frames: (string | Buffer)[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #waiting = new Set<() => void>();

  private constructor(
    readonly socket: WebSocket,
    readonly session: string,
  ) {
    socket.on("message", (data, isBinary) => {
      const bytes = data as Buffer;
      this.frames.push(isBinary ? bytes : bytes.toString());
      this.received.push(
        isBinary ? readBinary(bytes, socket.protocol) : JSON.parse(bytes.toString()),
      );
      this.#waiting.forEach((look) => look());
    });
    this.closed = new Promise((resolve) => {
      socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    socket.on("error", () => {});
  }

  static async open(url: string, session: string, protocol: string): Promise<Page> {
    const page = new Page(new WebSocket(url, protocol === "" ? [] : [protocol]), session);
    await new Promise<void>((resolve, reject) => {
      page.socket.once("open", resolve);
      page.socket.once("error", reject);
    });
    return page;
  }

  /** Resolves with the first message, received already or later, that `is` so. */
  async until(is: (message: PageMessage) => boolean, what = "a message"): Promise<PageMessage> {
    let stop = () => {};
    const found = new Promise<PageMessage>((resolve, reject) => {
      const look = () => {
        const message = this.received.find(is);
        if (message !== undefined) resolve(message);
      };
      const timer = setTimeout(() => {
        const seen = this.received.map(
          (m) => `${m.channel} ${m.header.msg_type} ${JSON.stringify(m.content).slice(0, 60)}`,
        );
        reject(new Error(`no ${what}; received:\n${seen.slice(-20).join("\n")}`));
      }, 25_000);
      this.#waiting.add(look);
      stop = () => (clearTimeout(timer), void this.#waiting.delete(look));
      look();
    });
    return found.finally(stop);
  }

  send(
    channel: string,
    type: string,
    content: JsonObject,
    parent?: Message["parent_header"],
    buffers: Buffer[] = [],
  ): string {
    const made = { ...message(this.session, type, content, parent), buffers };
    this.socket.send(write(made, channel, this.socket.protocol));
    return made.header.msg_id;
  }

  /** Executes; resolves with the reply when the cell is also idle. */
  async run(
    code: string,
    more: JsonObject = {},
  ): Promise<{ id: string; reply: PageMessage; outputs: string }> {
    const id = this.send("shell", "execute_request", {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: true,
      stop_on_error: true,
      ...more,
    });
    return this.finished(id);
  }

  async finished(id: string) {
    const answers = (m: PageMessage) => m.parent_header.msg_id === id;
    const reply = await this.until(
      (m) => answers(m) && m.header.msg_type === "execute_reply",
      "reply",
    );
    await this.until((m) => answers(m) && m.content["execution_state"] === "idle", "idle");
    return { id, reply, outputs: this.printed(id) };
  }

  /** What was printed and resulted in answer to a request. */
  printed(id?: string): string {
    return this.received
      .filter((m) => m.channel === "iopub" && (id === undefined || m.parent_header.msg_id === id))
      .map((m) => {
        const data = m.content["data"] as JsonObject | undefined;
        return m.header.msg_type === "stream"
          ? String(m.content["text"])
          : String(data?.["text/plain"] ?? "");
      })
      .join("");
  }

  statuses(): string[] {
    return this.received.flatMap((m) =>
      m.header.msg_type === "status" ? [String(m.content["execution_state"])] : [],
    );
  }

  close(code?: number): Promise<unknown> {
    this.socket.close(code);
    return this.closed;
  }
}

function write(made: Message, channel: string, protocol: string): string | Buffer {
  const objects = [made.header, made.parent_header, made.metadata, made.content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  if (protocol !== v1) {
    const { buffers, ...rest } = made;
    const text = JSON.stringify({ ...rest, channel });
    if (buffers.length === 0) return text;
    return withOffsets([Buffer.from(text), ...(buffers as Buffer[])], 4, false);
  }
  return withOffsets([Buffer.from(channel), ...objects, ...(made.buffers as Buffer[])], 8, true);
}

/** Count, offsets, pieces; v1 also has the offset of the end, and counts it. */
function withOffsets(pieces: Buffer[], width: 4 | 8, end: boolean): Buffer {
  const count = pieces.length + (end ? 1 : 0);
  const head = Buffer.alloc(width * (1 + count));
  const put = (value: number, at: number) =>
    width === 8 ? head.writeBigUInt64LE(BigInt(value), at) : head.writeUInt32BE(value, at);
  put(count, 0);
  let at = head.length;
  pieces.forEach((piece, index) => {
    put(at, width * (1 + index));
    at += piece.length;
  });
  if (end) put(at, width * count);
  return Buffer.concat([head, ...pieces]);
}

function readBinary(bytes: Buffer, protocol: string): PageMessage {
  if (protocol !== v1) {
    const count = bytes.readUInt32BE(0);
    const at = (index: number) =>
      index < count ? bytes.readUInt32BE(4 * (1 + index)) : bytes.length;
    const pieces = Array.from({ length: count }, (_, index) =>
      bytes.subarray(at(index), at(index + 1)),
    );
    return { ...JSON.parse(pieces[0]!.toString()), buffers: pieces.slice(1) };
  }
  const count = Number(bytes.readBigUInt64LE(0));
  const at = (index: number) => Number(bytes.readBigUInt64LE(8 * (1 + index)));
  const pieces = Array.from({ length: count - 1 }, (_, index) =>
    bytes.subarray(at(index), at(index + 1)),
  );
  const [channel, ...parts] = pieces;
  // NaN is no JSON, but Python writes it.
  const json = (part: Buffer) => JSON.parse(part.toString().replaceAll("NaN", "null")) as never;
  return {
    channel: channel!.toString(),
    header: json(parts[0]!),
    parent_header: json(parts[1]!),
    metadata: json(parts[2]!),
    content: json(parts[3]!),
    buffers: parts.slice(4),
  };
}
