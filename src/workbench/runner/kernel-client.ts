/**
 * A running kernel as the executor sees it: requests with their replies, the broadcast messages, interrupt
 * and shutdown. Starts any kernel of a kernelspec and is ready when the kernel has answered on shell and
 * has been heard on iopub (a subscription takes a moment, and what is published before it is lost).
 * Follows jupyter_client's manager; what messages mean for a document is folded elsewhere.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../base/mime.js";
import { connectChannels, type ClientChannels } from "../protocol/channels.js";
import { newConnection } from "../protocol/connection.js";
import type { Kernelspec } from "../protocol/kernelspecs.js";
import { message, type Message } from "../protocol/messages.js";
import { placeConnection, removeConnection } from "./connection-folder.js";
import { KernelError, lastLines } from "./error.js";
import { startProcess, type Exit, type KernelProcess } from "./kernel-process.js";

export interface KernelOptions {
  /** Names the notebook in messages. */
  readonly path: string;
  readonly cwd: string;
  readonly startupTimeoutMs: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** False for a run without a person: what it executes stays out of the person's input history. */
  readonly keepsHistory?: boolean;
}

type Listener = (message: Message) => void;

/** A request under way. */
export interface Request {
  readonly id: string;
  /** Resolves with the kernel's reply; stays open where none comes. */
  readonly reply: Promise<Message>;
}

const bindAttempts = 4;
const retryMs = 1_000;
const nudgeMs = 50;
const shutdownMs = 5_000;
const killMs = 1_000;

/**
 * Starts the kernel of a spec and waits until it is ready. Another program may take a port in the moment
 * between choosing and binding it: then the kernel is started again with other ports.
 *
 * @throws KernelError where it cannot start, ends at once (with its last words) or is not ready in time
 */
export async function startKernel(spec: Kernelspec, options: KernelOptions): Promise<KernelClient> {
  const { startupTimeoutMs } = options;
  const deadline = Date.now() + startupTimeoutMs;
  for (let attempt = 1; ; attempt++) {
    const info = await newConnection(spec.name);
    const { folder, connectionFile } = await placeConnection(info, options.path);
    const started = options.keepsHistory === false ? withoutHistory(spec) : spec;
    const { cwd, env } = options;
    const kernel = startProcess(started, { connectionFile, cwd, ...(env && { env }) });
    const client = new KernelClient(spec, kernel, connectChannels(info), folder, options.path);
    try {
      await client.ready(deadline, startupTimeoutMs, options.signal);
      return client;
    } catch (error) {
      await client.kill();
      const portTaken = /address already in use|EADDRINUSE/i.test(kernel.printed());
      if (!portTaken || attempt === bindAttempts || options.signal?.aborted === true) throw error;
    }
  }
}

/** How our kernel and ipykernel are told to keep their history to themselves. */
function withoutHistory(spec: Kernelspec): Kernelspec {
  const isIpykernel = spec.argv.some(
    (word) => word === "ipykernel_launcher" || word === "ipykernel",
  );
  const argv = isIpykernel ? [...spec.argv, "--HistoryManager.hist_file=:memory:"] : spec.argv;
  return { ...spec, argv, env: { TIDEBOOK_HISTORY: "off", ...spec.env } };
}

export class KernelClient {
  /** The content of the kernel's `kernel_info_reply`. */
  info: JsonObject = {};
  /** How the kernel ended; pending while it lives. */
  readonly exited: Promise<Exit>;
  readonly #session = randomUUID();
  readonly #replies = new Map<string, (reply: Message) => void>();
  readonly #listeners = new Set<Listener>();
  #closed: Promise<void> | undefined;

  constructor(
    readonly spec: Kernelspec,
    readonly process: KernelProcess,
    readonly channels: ClientChannels,
    readonly folder: string,
    readonly path: string,
  ) {
    this.exited = process.exited;
    void this.#read("shell", (reply) => this.#settle(reply));
    void this.#read("control", (reply) => this.#settle(reply));
    void this.#read("iopub", (published) =>
      this.#listeners.forEach((listener) => listener(published)),
    );
    void this.#read("stdin", (asked) => this.#listeners.forEach((listener) => listener(asked)));
  }

  /** Calls `listener` with each message of iopub and stdin; returns how to stop that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Sends a request; its reply is awaited by whoever wants it. */
  request(channel: "shell" | "control", type: string, content: JsonObject = {}): Request {
    const request = message(this.#session, type, content);
    const id = request.header.msg_id;
    const reply = new Promise<Message>((resolve) => this.#replies.set(id, resolve));
    // A send fails only when the channels have closed, and then nobody waits any more.
    this.channels[channel].send(request).catch(() => {});
    return { id, reply };
  }

  /** Waits until the kernel answers on shell and is heard on iopub; `timeoutMs` is what the message says. */
  async ready(deadline: number, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    let over = false;
    let heard = () => {};
    const hearing = new Promise<true>((resolve) => void (heard = () => resolve(true)));
    const stop = this.listen(() => heard());
    const soon = (ms: number) => sleep(ms, false, { ref: false });
    const answering = async () => {
      for (let answered = false; !over;) {
        const { reply } = this.request("shell", "kernel_info_request");
        const taken = reply.then(({ content }) => void ((this.info = content), (answered = true)));
        if (!answered) await Promise.race([taken, soon(retryMs)]);
        if (answered && (await Promise.race([hearing, soon(nudgeMs)]))) break;
      }
      return "ready" as const;
    };
    const limit = new AbortController();
    const late = sleep(Math.max(0, deadline - Date.now()), "late" as const, {
      signal: limit.signal,
    }).catch(() => "late" as const);
    const aborted = new Promise<"aborted">((resolve) => {
      if (signal?.aborted === true) resolve("aborted");
      signal?.addEventListener("abort", () => resolve("aborted"), { signal: limit.signal });
    });
    try {
      const outcome = await Promise.race([answering(), late, aborted, this.exited]);
      if (outcome === "ready") return;
      const kernel = `${this.path}: kernel ${JSON.stringify(this.spec.name)}`;
      if (outcome === "aborted") throw new KernelError(`${kernel} was stopped before it was ready`);
      if (outcome !== "late" && outcome.error !== undefined) {
        throw new KernelError(`${kernel} ${exitWords(outcome)}`, { cause: outcome.error });
      }
      const words = this.process.printed();
      const said = words === "" ? "" : `; it said:\n${lastLines(words, 20)}`;
      throw outcome === "late"
        ? new KernelError(
            `${kernel} was not ready after ${timeoutMs / 1000} s; expected an answer on its sockets${said}`,
          )
        : new KernelError(`${kernel} ${exitWords(outcome)} before it was ready${said}`);
    } finally {
      over = true;
      limit.abort();
      stop();
    }
  }

  /** Asks the kernel to stop what it is doing: by message or by signal, as its spec says. */
  interrupt(): void {
    if (this.spec.interrupt_mode === "message") this.request("control", "interrupt_request");
    else if (process.platform === "win32") this.process.signal("SIGKILL");
    else this.process.signal("SIGINT");
  }

  /** Ends the kernel: politely, then by SIGTERM, then by SIGKILL. */
  async shutdown(): Promise<void> {
    if (this.process.running) this.request("control", "shutdown_request", { restart: false });
    if (!(await this.#endedWithin(shutdownMs))) this.process.signal("SIGTERM");
    if (!(await this.#endedWithin(killMs))) this.process.signal("SIGKILL");
    await this.#close();
  }

  /** Ends the kernel at once. */
  async kill(): Promise<void> {
    this.process.signal("SIGKILL");
    await this.#close();
  }

  #close(): Promise<void> {
    return (this.#closed ??= (async () => {
      await this.#endedWithin(killMs);
      this.channels.close(true);
      await removeConnection(this.folder);
    })());
  }

  async #endedWithin(timeoutMs: number): Promise<boolean> {
    const timer = new AbortController();
    const late = sleep(timeoutMs, false, { signal: timer.signal }).catch(() => false);
    const ended = await Promise.race([this.exited.then(() => true), late]);
    timer.abort();
    return ended;
  }

  #settle(reply: Message): void {
    const id = reply.parent_header.msg_id;
    if (id === undefined) return;
    this.#replies.get(id)?.(reply);
    this.#replies.delete(id);
  }

  async #read(channel: "shell" | "control" | "iopub" | "stdin", take: Listener): Promise<void> {
    try {
      for await (const { message } of this.channels[channel].receive()) take(message);
    } catch {
      // The socket closed under the reader: the kernel's end is seen by `exited`.
    }
  }
}

/** How a process ended, in words: `ended with exit code 1`, `was killed (SIGKILL)`. */
export function exitWords({ code, signal, error }: Exit): string {
  if (error !== undefined) {
    const { code: reason, path } = error as NodeJS.ErrnoException;
    return reason === "ENOENT"
      ? `could not start: no program ${JSON.stringify(path)}`
      : `could not start: ${error.message}`;
  }
  return signal === null ? `ended with exit code ${code}` : `was killed (${signal})`;
}
