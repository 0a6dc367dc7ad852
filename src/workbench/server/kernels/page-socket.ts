/**
 * A page's WebSocket to one kernel: frames to messages, messages to frames. A page that reads slowly holds
 * the kernel's output up for a while, so that nothing is lost and little is kept in memory; one that does
 * not read at all is cut off (and finds what it missed when it comes back). Frames that are no messages
 * close the socket with 1007 and reach no kernel.
 */
import { WebSocket, type RawData } from "ws";
import type { Listener } from "./audience.js";
import { frame, unframe, type Subprotocol } from "./framing.js";
import { RelayError, type Relayed } from "./relayed.js";

export interface PageSocketOptions {
  readonly session: string;
  readonly subprotocol: Subprotocol;
  /** Takes the page's messages; false where there is no room for more. */
  readonly take: (message: Relayed) => boolean;
  /** The socket has closed; `returns` is false where the page has said that it is left. */
  readonly closed: (returns: boolean) => void;
  /** So much may wait for the page before the kernel is held up. */
  readonly highWaterBytes?: number;
  /** A page that takes nothing for so long, while much waits for it, is cut off. */
  readonly stallMs?: number;
}

/** The kernel is held up for so long at once: one that nobody reads for ten seconds starts to drop. */
const holdMs = 4000;
/** Beyond this nothing more is kept for a page, however it reads. */
const mostWaitingBytes = 512 * 1024 * 1024;

/** Larger frames go in fragments, so that a slow page is seen to make progress. */
const fragmentBytes = 1024 * 1024;
/** What the browser says when its page is left. */
const goingAway = 1001;

export class PageSocket implements Listener {
  readonly #socket: WebSocket;
  readonly #options: PageSocketOptions;
  readonly #highWaterBytes: number;
  readonly #stallMs: number;
  #waitingBytes = 0;
  #behind: { readonly promise: Promise<void>; readonly release: () => void } | undefined;
  /** Since when more waits than is good. */
  #fullSince: number | undefined;
  /** When the page last gave a sign of life: took something, sent something, answered a ping. */
  #signAt = Date.now();

  constructor(socket: WebSocket, options: PageSocketOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#highWaterBytes = options.highWaterBytes ?? 16 * 1024 * 1024;
    this.#stallMs = options.stallMs ?? 10_000;
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("pong", () => (this.#signAt = Date.now()));
    socket.on("close", (code) => {
      this.#release();
      options.closed(code !== goingAway);
    });
    // Too long, not UTF-8, against the protocol: ws closes the socket itself, with the code for it.
    socket.on("error", () => {});
  }

  get session(): string {
    return this.#options.session;
  }

  get behind(): Promise<void> | undefined {
    return this.#behind?.promise;
  }

  send(message: Relayed): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const data = frame(message, this.#options.subprotocol);
    const binary = typeof data !== "string";
    if (Buffer.byteLength(data) <= fragmentBytes) return this.#write(data, binary, true);
    const bytes = typeof data === "string" ? Buffer.from(data) : data;
    for (let at = 0; at < bytes.length; at += fragmentBytes) {
      const end = at + fragmentBytes;
      this.#write(bytes.subarray(at, end), binary, end >= bytes.length);
    }
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Asks for a sign of life; cuts the page off where none came for `silentMs`. */
  check(silentMs: number): void {
    if (Date.now() - this.#signAt > silentMs) this.#socket.terminate();
    else if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping();
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #write(data: string | Buffer, binary: boolean, fin: boolean): void {
    const size = Buffer.byteLength(data);
    this.#waitingBytes += size;
    this.#socket.send(data, { binary, fin }, () => {
      this.#waitingBytes -= size;
      this.#signAt = Date.now();
      if (this.#waitingBytes > this.#highWaterBytes / 2) return;
      this.#fullSince = undefined;
      this.#release();
    });
    if (this.#waitingBytes > mostWaitingBytes) this.#socket.terminate();
    else if (this.#waitingBytes > this.#highWaterBytes) this.#hold();
  }

  /** Holds the kernel up until the page has caught up, has shown that it never will, or for a while. */
  #hold(): void {
    if (this.#behind !== undefined) return;
    this.#fullSince ??= Date.now();
    const started = Date.now();
    let resolve = () => {};
    const promise = new Promise<void>((done) => (resolve = done));
    const look = () => {
      const since = Math.max(this.#signAt, this.#fullSince ?? 0);
      if (Date.now() - since > this.#stallMs) this.#socket.terminate();
      else if (Date.now() - started > holdMs) this.#release();
    };
    const timer = setInterval(look, Math.min(500, this.#stallMs / 2));
    this.#behind = { promise, release: () => (clearInterval(timer), resolve()) };
  }

  #release(): void {
    this.#behind?.release();
    this.#behind = undefined;
  }

  #receive(data: RawData, isBinary: boolean): void {
    this.#signAt = Date.now();
    const bytes = data as Buffer;
    try {
      if (!this.#options.take(unframe(bytes, isBinary, this.#options.subprotocol)))
        this.#socket.close(1013, "too many messages wait for the kernel");
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      this.#socket.close(1007, cut(error.message));
    }
  }
}

/** A close reason has 123 bytes at most. */
function cut(reason: string): string {
  const bytes = Buffer.from(reason);
  return bytes.length <= 123
    ? reason
    : new TextDecoder().decode(bytes.subarray(0, 117)).replace(/\ufffd+$/, "") + "…";
}
