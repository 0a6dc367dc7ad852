/**
 * One run of a kernel: its process, its channels, and the way to readiness. A kernel that is restarted gets
 * another run; the warm kernel is a run that nobody has taken yet. Ready means that the kernel has answered
 * on shell and been heard on iopub, so that no first output is lost. What the server itself asks is answered
 * here and never reaches a page.
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../../base/mime.js";
import { connectRelay, type RelayChannels } from "../../protocol/channels.js";
import { newConnection } from "../../protocol/connection.js";
import type { Kernelspec } from "../../protocol/kernelspecs.js";
import type { Channel } from "../../protocol/messages.js";
import type { Parts } from "../../protocol/wire.js";
import { placeConnection, removeConnection } from "../../runner/connection-folder.js";
import { KernelError, lastLines } from "../../runner/error.js";
import { exitWords } from "../../runner/kernel-client.js";
import { startProcess, type KernelProcess } from "../../runner/kernel-process.js";
import { fromServer, relayed, type Relayed } from "./relayed.js";
import type { StartQueue } from "./start-queue.js";

export interface RunOptions {
  readonly spec: Kernelspec;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly startupTimeoutMs: number;
  readonly queue: StartQueue;
  readonly log: (line: string) => void;
}

/** Takes a kernel's messages; the next one of its channel is read when this has resolved. */
export type Take = (message: Relayed) => void | Promise<void>;

const bindAttempts = 4;
/** A kernel that takes longer to start no longer keeps others from it. */
const longStartMs = 10_000;
const retryMs = 1000;
const nudgeMs = 25;
/** What a dead process still sent may take so long to arrive. */
const lastWordsMs = 100;
const terminateMs = 1000;

export class KernelRun {
  readonly spec: Kernelspec;
  readonly cwd: string;
  /** Resolves when there is a process; rejects with a KernelError where there can be none. */
  readonly launched: Promise<void>;
  /** Resolves when the kernel answers and is heard; rejects with a KernelError where that never was. */
  readonly ready: Promise<void>;
  /** Resolves with words about it when the kernel that was ready has ended. */
  readonly ended: Promise<string>;
  /** Whoever gets the messages. */
  take: Take = () => {};
  isReady = false;
  readonly #options: RunOptions;
  readonly #session = randomUUID();
  readonly #replies = new Map<string, () => void>();
  #process: KernelProcess | undefined;
  #relay: RelayChannels | undefined;
  #heard = () => {};
  #stopped = false;
  #waiting = true;

  constructor(options: RunOptions) {
    this.#options = options;
    this.spec = options.spec;
    this.cwd = options.cwd;
    let launched = () => {};
    let cannot: (error: unknown) => void = () => {};
    this.launched = new Promise((resolve, reject) => ((launched = resolve), (cannot = reject)));
    this.ready = this.#start(launched);
    this.ready.catch(cannot);
    this.launched.catch(() => {});
    this.ended = this.ready.then(
      () => this.#end(),
      () => new Promise<string>(() => {}),
    );
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Passes a message on. */
  send(channel: Exclude<Channel, "iopub">, parts: Parts): void {
    // A send fails only when the channels have closed, and then nobody waits any more.
    this.#relay?.send(channel, parts).catch(() => {});
  }

  /** Asks something for the server itself; resolves with the kernel's reply. */
  ask(channel: "shell" | "control", type: string, content: JsonObject = {}): Promise<void> {
    const request = fromServer(channel, this.#session, type, content);
    const reply = new Promise<void>((resolve) => this.#replies.set(request.header.msg_id, resolve));
    this.send(channel, request.parts);
    return reply;
  }

  /** Stops what the kernel is doing: by message or by signal, as its spec says. A start goes on. */
  interrupt(): void {
    if (!this.isReady) return;
    if (this.spec.interrupt_mode === "message") void this.ask("control", "interrupt_request");
    else this.#process?.signal("SIGINT");
  }

  /** Ends the kernel: politely for `politeMs`, then by SIGTERM, then by SIGKILL. */
  async stop(politeMs: number, restart = false): Promise<void> {
    this.#stopped = true;
    const kernel = this.#process;
    if (kernel === undefined) {
      // Its turn never came, or it is just about to get its process, and then loses it at once.
      if (!this.#waiting) await this.ready.catch(() => {});
      return;
    }
    const endedWithin = async (ms: number) => {
      const timer = new AbortController();
      const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
      const ended = await Promise.race([kernel.exited.then(() => true), late]);
      timer.abort();
      return ended;
    };
    if (this.isReady && politeMs > 0) void this.ask("control", "shutdown_request", { restart });
    if (!this.isReady || !(await endedWithin(politeMs))) {
      if (this.isReady) kernel.signal("SIGTERM");
      if (!this.isReady || !(await endedWithin(terminateMs))) kernel.signal("SIGKILL");
    }
    await kernel.exited;
    kernel.sweep();
  }

  async #start(launched: () => void): Promise<void> {
    const { queue, spec, cwd, env, startupTimeoutMs, log } = this.#options;
    const leave = await queue.enter();
    const moveOver = setTimeout(leave, longStartMs);
    this.#waiting = false;
    const deadline = Date.now() + startupTimeoutMs;
    try {
      for (let attempt = 1; ; attempt += 1) {
        if (this.#stopped)
          throw new KernelError(`kernel "${spec.name}" was stopped before its start`);
        if (!existsSync(cwd))
          throw new KernelError(
            `kernel "${spec.name}" could not start: its folder ${JSON.stringify(cwd)} is gone`,
          );
        const info = await newConnection(spec.name);
        const { folder, connectionFile } = await placeConnection(info, "lab");
        const kernel = startProcess(spec, { connectionFile, cwd, ...(env && { env }) });
        this.#process = kernel;
        if (this.#stopped) kernel.signal("SIGKILL");
        void kernel.exited.then(() => removeConnection(folder));
        if (kernel.pid !== undefined) launched();
        const relay = connectRelay(info, (problem, channel) =>
          log(`kernel "${spec.name}": ${channel}: ignored a message: ${String(problem)}`),
        );
        this.#relay = relay;
        for (const channel of ["shell", "control", "stdin", "iopub"] as const)
          void this.#read(relay, channel);
        try {
          await this.#untilReady(kernel, deadline);
          this.isReady = true;
          return;
        } catch (error) {
          kernel.signal("SIGKILL");
          relay.close();
          await kernel.exited;
          const portTaken = /address already in use|EADDRINUSE/i.test(kernel.printed());
          if (!portTaken || attempt === bindAttempts) throw error;
        }
      }
    } finally {
      clearTimeout(moveOver);
      leave();
    }
  }

  async #untilReady(kernel: KernelProcess, deadline: number): Promise<void> {
    let over = false;
    const hearing = new Promise<true>((resolve) => (this.#heard = () => resolve(true)));
    const soon = (ms: number) => sleep(ms, false as const, { ref: false });
    const answering = async () => {
      for (let answered = false; !over;) {
        const reply = this.ask("shell", "kernel_info_request").then(() => (answered = true));
        if (!answered) await Promise.race([reply, soon(retryMs)]);
        if (answered && (await Promise.race([hearing, soon(nudgeMs)]))) break;
      }
      return "ready" as const;
    };
    const limit = new AbortController();
    const late = sleep(Math.max(0, deadline - Date.now()), "late" as const, {
      signal: limit.signal,
    }).catch(() => "late" as const);
    const outcome = await Promise.race([answering(), late, kernel.exited]);
    over = true;
    limit.abort();
    this.#replies.clear();
    if (outcome === "ready") return;
    const { startupTimeoutMs, spec } = this.#options;
    const name = `kernel ${JSON.stringify(spec.name)}`;
    if (this.#stopped) throw new KernelError(`${name} was stopped before it was ready`);
    const words = kernel.printed();
    const said = words === "" ? "" : `; it said:\n${lastLines(words, 20)}`;
    if (outcome === "late")
      throw new KernelError(
        `${name} was not ready after ${startupTimeoutMs / 1000} s; expected an answer on its sockets${said}`,
      );
    if (outcome.error !== undefined) throw new KernelError(`${name} ${exitWords(outcome)}`);
    throw new KernelError(`${name} ${exitWords(outcome)} before it was ready${said}`);
  }

  async #end(): Promise<string> {
    const kernel = this.#process!;
    const exit = await kernel.exited;
    await sleep(lastWordsMs, undefined, { ref: false });
    this.isReady = false;
    this.#relay!.close();
    kernel.sweep();
    const words = kernel.printed();
    const said = words === "" ? "" : `; its last words:\n${lastLines(words, 8)}`;
    return `kernel ${JSON.stringify(this.spec.name)} ${exitWords(exit)}${said}`;
  }

  async #read(relay: RelayChannels, channel: Channel): Promise<void> {
    try {
      for await (const parts of relay.receive(channel)) {
        if (channel === "iopub") this.#heard();
        let message: Relayed;
        try {
          message = relayed(channel, parts);
        } catch (problem) {
          this.#options.log(`kernel "${this.spec.name}": ${channel}: ${String(problem)}`);
          continue;
        }
        if (message.parent.session === this.#session) this.#settle(message);
        else await this.take(message);
      }
    } catch {
      // The socket closed under the reader: the kernel's end is seen by `ended`.
    }
  }

  #settle({ channel, parent }: Relayed): void {
    if (channel === "iopub" || parent.msg_id === undefined) return;
    this.#replies.get(parent.msg_id)?.();
    this.#replies.delete(parent.msg_id);
  }
}
