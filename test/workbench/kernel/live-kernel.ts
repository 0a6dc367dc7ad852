/** A kernel process and a protocol client over real sockets, for tests: small, and strict about parents. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { JsonObject } from "../../../src/base/mime.js";
import { connectChannels, type ClientChannels } from "../../../src/workbench/protocol/channels.js";
import {
  newConnection,
  writeConnection,
  type ConnectionInfo,
} from "../../../src/workbench/protocol/connection.js";
import { message, type Message } from "../../../src/workbench/protocol/messages.js";

const main = fileURLToPath(new URL("../../../dist/workbench/kernel/main.js", import.meta.url));

export interface LiveOptions {
  readonly arguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The notebook's folder; a temporary one by default. */
  readonly cwd?: string;
}

/** One request with all that came back. */
export interface Answered {
  readonly reply: Message;
  readonly iopub: readonly Message[];
}

/** A reply's or output's content as tests look into it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any;

export class LiveKernel {
  readonly iopub: Message[] = [];
  readonly questions: Message[] = [];
  readonly #replies = new Map<string, (reply: Message) => void>();
  readonly #watchers = new Set<() => void>();
  /** Text on the process's own stderr: the kernel's log. */
  log = "";

  private constructor(
    readonly process: ChildProcess,
    readonly channels: ClientChannels,
    readonly info: ConnectionInfo,
    readonly folder: string,
  ) {
    process.stderr?.on("data", (chunk: Buffer) => {
      this.log += chunk.toString();
      for (const watcher of this.#watchers) watcher();
    });
    for (const channel of ["shell", "control"] as const)
      void this.#read(channel, (reply) => this.#settle(reply));
    void this.#read("iopub", (published) => this.iopub.push(published));
    void this.#read("stdin", (asked) => this.questions.push(asked));
  }

  static async start(options: LiveOptions = {}): Promise<LiveKernel> {
    const folder = await mkdtemp(join(tmpdir(), "tidebook-kernel-test-"));
    const info = await newConnection();
    const file = join(folder, "connection.json");
    await writeConnection(file, info);
    const argv = ["--no-force-async-hooks-checks", main, file, ...(options.arguments ?? [])];
    // Together they make Node warn, in the kernel and in what it starts.
    const { FORCE_COLOR: _force, NO_COLOR: _none, ...env } = process.env;
    const child = spawn(process.env["KERNEL_NODE"] ?? process.execPath, argv, {
      cwd: options.cwd ?? folder,
      env: { ...env, TIDEBOOK_DATA_DIR: join(folder, "data"), ...options.env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const kernel = new LiveKernel(child, connectChannels(info), info, folder);
    await kernel.until(
      () => kernel.iopub.some((one) => one.header.msg_type === "iopub_welcome"),
      "iopub_welcome",
    );
    return kernel;
  }

  /** Ends the kernel and removes what it wrote. */
  async close(): Promise<void> {
    this.channels.close();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGKILL");
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Sends without waiting; `reply` resolves with the answer. */
  send(type: string, content: JsonObject = {}, channel: "shell" | "control" = "shell") {
    const request = message("test-session", type, content);
    const reply = new Promise<Message>((resolve) =>
      this.#replies.set(request.header.msg_id, resolve),
    );
    void this.channels[channel].send(request);
    return { id: request.header.msg_id, request, reply };
  }

  /** A request, its reply and everything on iopub up to its idle. */
  async request(
    type: string,
    content: JsonObject = {},
    channel: "shell" | "control" = "shell",
  ): Promise<Answered> {
    const { id, reply } = this.send(type, content, channel);
    const [answered] = await Promise.all([reply, this.idle(id)]);
    return { reply: answered, iopub: this.of(id) };
  }

  execute(code: string, extra: JsonObject = {}): Promise<Answered> {
    return this.request("execute_request", { code, ...defaults, ...extra });
  }

  sendExecute(code: string, extra: JsonObject = {}) {
    return this.send("execute_request", { code, ...defaults, ...extra });
  }

  /** What was published as answer to the request. */
  of(id: string): Message[] {
    return this.iopub.filter((one) => (one.parent_header as { msg_id?: string }).msg_id === id);
  }

  idle(id: string): Promise<void> {
    const isIdle = (one: Message) => one.content["execution_state"] === "idle";
    return this.until(() => this.of(id).some(isIdle), `idle of ${id}`);
  }

  /** Resolves when the condition holds; it is looked at after every message. */
  until(holds: () => boolean, what: string, timeoutMs = 20_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#watchers.delete(done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(done);
        reject(new Error(`waited ${timeoutMs} ms for ${what}; kernel log: ${this.log}`));
      }, timeoutMs);
      this.#watchers.add(done);
      done();
    });
  }

  async #read(
    channel: "shell" | "control" | "iopub" | "stdin",
    take: (one: Message) => void,
  ): Promise<void> {
    for await (const received of this.channels[channel].receive()) {
      take(received.message);
      for (const watcher of this.#watchers) watcher();
    }
  }

  #settle(reply: Message): void {
    this.#replies.get((reply.parent_header as { msg_id: string }).msg_id)?.(reply);
  }
}

const defaults = {
  silent: false,
  store_history: true,
  user_expressions: {},
  allow_stdin: false,
  stop_on_error: true,
};

/** The messages' contents of one type. */
export function contents(messages: readonly Message[], type: string): Loose[] {
  return messages.filter((one) => one.header.msg_type === type).map((one) => one.content);
}

/** All stream text of one name. */
export function streamText(messages: readonly Message[], name: "stdout" | "stderr"): string {
  return contents(messages, "stream")
    .filter((one) => one.name === name)
    .map((one) => one.text)
    .join("");
}

/** `text/plain` of the result, if any. */
export function resultText(messages: readonly Message[]): string | undefined {
  return contents(messages, "execute_result")[0]?.data["text/plain"];
}

/** The traceback as plain text. */
export function traceback(messages: readonly Message[]): string {
  return stripVTControlCharacters(contents(messages, "error")[0]?.traceback.join("\n") ?? "");
}
