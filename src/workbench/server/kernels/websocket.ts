/**
 * `/api/kernels/<id>/channels`: takes over a connection that the server has checked, agrees on the
 * subprotocol, and joins page and kernel. Also pings, so that dead connections are noticed and proxies keep
 * living ones open.
 */
import { randomUUID } from "node:crypto";
import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { v1Protocol, type Subprotocol } from "./framing.js";
import type { Kernel } from "./kernel.js";
import { PageSocket, type PageSocketOptions } from "./page-socket.js";

export interface ChannelsOptions extends Pick<PageSocketOptions, "highWaterBytes" | "stallMs"> {
  readonly messageLimitBytes?: number;
  readonly pingMs?: number;
}

export class Channels {
  readonly #find: (id: string) => Kernel | undefined;
  readonly #options: ChannelsOptions;
  readonly #server: WebSocketServer;
  readonly #open = new Set<PageSocket>();
  readonly #pinging: NodeJS.Timeout;

  constructor(find: (id: string) => Kernel | undefined, options: ChannelsOptions = {}) {
    this.#find = find;
    this.#options = options;
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: options.messageLimitBytes ?? 64 * 1024 * 1024,
      handleProtocols: (offered) => (offered.has(v1Protocol) ? v1Protocol : false),
    });
    const pingMs = options.pingMs ?? 30_000;
    this.#pinging = setInterval(() => this.#open.forEach((page) => page.check(3 * pingMs)), pingMs);
    this.#pinging.unref();
  }

  /** Answers an upgrade request for the kernel's channels. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, kernelId: string): void {
    const kernel = this.#find(kernelId);
    if (kernel === undefined) return refuse(socket, 404, `kernel does not exist: ${kernelId}`);
    // Pages whose connection is refused ask for the model and show the reason in it.
    if (kernel.isDead) return refuse(socket, 500, "the kernel is dead");
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    const session = query.get("session_id") ?? "";
    this.#server.handleUpgrade(request, socket, head, (accepted) => {
      const page: PageSocket = new PageSocket(accepted, {
        ...this.#options,
        session: session === "" ? randomUUID() : session,
        subprotocol: accepted.protocol as Subprotocol,
        take: (message) => kernel.send(message, page.session),
        closed: (returns) => {
          this.#open.delete(page);
          kernel.audience.remove(page, returns && session !== "" && !kernel.isDead);
        },
      });
      this.#open.add(page);
      kernel.audience.add(page);
      if (!kernel.run.isReady)
        page.send(kernel.audience.word("status", { execution_state: "starting" }));
    });
  }

  /** Closes all sockets: the server ends. */
  close(): void {
    clearInterval(this.#pinging);
    for (const page of this.#open) {
      page.close(goingAway, "the server has ended");
      const timer = setTimeout(() => page.terminate(), closeMs);
      timer.unref();
    }
    this.#server.close();
  }
}

const goingAway = 1001;
const closeMs = 500;

function refuse(socket: Duplex, status: number, message: string): void {
  const body = JSON.stringify({ message, reason: null });
  socket.on("error", () => {});
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
