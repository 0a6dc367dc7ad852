/**
 * The kernel's side of the compiler process: starts it (from the snapshot where there is one), sends
 * requests, and when it dies starts another and brings it to the same state by the commits so far. Works
 * in the kernel's worker thread as in a main thread. Where the snapshot is missing or broken, the plain
 * process serves, and a new snapshot is built when the kernel has been idle for a while, or ends.
 */
import { fork, type ChildProcess } from "node:child_process";

import { folders } from "../../../base/paths.js";
import { buildInBackground } from "./background-build.js";
import type { Compiled, Compiler, CompilerOptions } from "./contract.js";
import type { CellDeclarations } from "./declarations.js";
import { cleanEnvironment } from "./environment.js";
import { builtFile } from "./installation.js";
import type { Answer, Method, Methods, Request } from "./messages.js";
import { hasSnapshot, removeSnapshot, snapshotFile } from "./snapshot.js";

export interface ClientOptions {
  /** Where the snapshot lies; default: our cache folder. */
  readonly cacheFolder?: string;
  /** Takes one line about each thing that went differently than planned. */
  readonly log?: (line: string) => void;
  /** Build a missing snapshot after so long without a request, in the background; 0 never builds one. */
  readonly buildAfterIdleMs?: number;
}

/** A running compiler, with what tests and logs want to know about its process. */
export interface RunningCompiler extends Compiler {
  readonly process: {
    readonly pid: number | undefined;
    readonly fromSnapshot: boolean | undefined;
  };
}

interface Pending {
  readonly request: Request;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  attempts: number;
}

/** How often one request may find its process dying. */
const maxAttempts = 2;

/** How many processes in a row may die without an answer to anything. */
const maxDeaths = 3;

/** Ends that say nothing about the snapshot. */
const killedFromOutside = new Set<string | null>(["SIGKILL", "SIGTERM", "SIGHUP"]);

/** Starts the compiler for one notebook. */
export function startCompiler(options: CompilerOptions & ClientOptions): RunningCompiler {
  const client = new CompilerClient(options);
  const tickets = new Map<number, CellDeclarations>();
  let lastTicket = 0;
  return {
    async compile(source): Promise<Compiled> {
      const cell = await client.ask("compile", source);
      if (cell.status === "error") return cell;
      const { declarations, ...compiled } = cell;
      const ticket = ++lastTicket;
      tickets.set(ticket, declarations);
      return { ...compiled, ticket };
    },
    async commit(ticket, defined) {
      const declarations = tickets.get(ticket);
      if (declarations === undefined) {
        throw new Error(
          `compiler ticket: ${ticket}; expected one that compile gave and that is not committed yet`,
        );
      }
      tickets.delete(ticket);
      await client.commit(declarations, ...(defined === undefined ? [] : [defined]));
    },
    complete: (source, offset) => client.ask("complete", source, offset),
    inspect: async (source, offset) => (await client.ask("inspect", source, offset)) ?? undefined,
    isComplete: (source) => client.ask("isComplete", source),
    parameters: (source) => client.ask("parameters", source),
    close: () => client.close(),
    get process() {
      return client.process;
    },
  };
}

class CompilerClient {
  readonly #options: CompilerOptions & ClientOptions;
  readonly #snapshot: string;
  readonly #pending = new Map<number, Pending>();
  readonly #commits: Methods["commit"]["arguments"][] = [];
  #child: ChildProcess;
  #ready = false;
  #fromSnapshot: boolean | undefined;
  #closed = false;
  #lastId = 0;
  #deaths = 0;
  #needsSnapshot = false;
  #snapshotFailed = false;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: CompilerOptions & ClientOptions) {
    this.#options = options;
    this.#snapshot = snapshotFile(options.cacheFolder ?? folders().cache);
    this.#child = this.#start();
  }

  get process() {
    return { pid: this.#child.pid, fromSnapshot: this.#fromSnapshot };
  }

  ask<M extends Method>(
    method: M,
    ...args: Methods[M]["arguments"]
  ): Promise<Methods[M]["answer"]> {
    return new Promise((resolve, reject) => {
      if (this.#closed)
        return reject(new Error(`compiler request after close: ${method}; expected none`));
      const request = { id: ++this.#lastId, method, arguments: args } as Request;
      this.#pending.set(request.id, { request, resolve, reject, attempts: 0 });
      this.#sendTo(this.#child, request);
      this.#restartIdleTimer();
    });
  }

  async commit(...commit: Methods["commit"]["arguments"]): Promise<void> {
    this.#commits.push(commit);
    await this.ask("commit", ...commit);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#idleTimer);
    this.#child.removeAllListeners("exit");
    if (this.#child.connected) this.#child.disconnect();
    this.#rejectAll(
      new Error("compiler closed: the kernel is shutting down; expected no answer any more"),
    );
    this.#buildSnapshot();
  }

  #start(): ChildProcess {
    const fromSnapshot = !this.#snapshotFailed && hasSnapshot(this.#snapshot);
    if (!fromSnapshot && !this.#snapshotFailed) {
      this.#options.log?.(`compiler snapshot: none at ${this.#snapshot}; starting without it`);
      this.#needsSnapshot = true;
    }
    const child = fork(builtFile("child.js"), [], {
      execArgv: fromSnapshot ? ["--snapshot-blob", this.#snapshot] : [],
      env: cleanEnvironment(),
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#ready = false;
    let complaint = "";
    child.stderr?.on(
      "data",
      (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)),
    );
    child.on("message", (answer: Answer) => this.#receive(answer));
    child.on("error", () => undefined); // a message to a process that just died; "exit" follows
    child.on("exit", (code, signal) => {
      if (child !== this.#child) return;
      const cause = `ended with ${signal ?? `exit code ${code}`}${complaint.trim() === "" ? "" : `: ${complaint.trim().split("\n")[0]}`}`;
      this.#replace(fromSnapshot && !this.#ready && !killedFromOutside.has(signal), cause);
    });
    this.#sendTo(child, {
      id: 0,
      method: "open",
      arguments: [{ cwd: this.#options.cwd, strict: this.#options.strict }],
    });
    for (const commit of this.#commits)
      this.#sendTo(child, { id: 0, method: "commit", arguments: commit });
    return child;
  }

  #replace(snapshotFailed: boolean, cause: string): void {
    if (snapshotFailed) {
      this.#options.log?.(
        `compiler snapshot: the process that started from it ${cause}; starting without it`,
      );
      this.#snapshotFailed = true;
      this.#needsSnapshot = removeSnapshot(this.#snapshot);
    } else {
      this.#options.log?.(`compiler process ${cause}; starting another`);
      for (const [id, pending] of this.#pending) {
        if (++pending.attempts < maxAttempts) continue;
        this.#pending.delete(id);
        pending.reject(
          new Error(
            `compiler process: ${cause}; expected an answer to ${pending.request.method}; change the cell and run it again`,
          ),
        );
      }
    }
    if (!snapshotFailed && ++this.#deaths > maxDeaths) {
      this.#closed = true;
      this.#rejectAll(
        new Error(
          `compiler process: ${cause}, ${this.#deaths} times in a row; expected it to answer; restart the kernel`,
        ),
      );
      return;
    }
    this.#child = this.#start();
    for (const [id, { request, resolve }] of this.#pending) {
      if (request.method !== "commit") this.#sendTo(this.#child, request);
      else if (this.#pending.delete(id)) resolve(null as never);
    }
  }

  #sendTo(child: ChildProcess, request: Request): void {
    if (child.connected) child.send(request);
  }

  #receive(answer: Answer): void {
    if ("ready" in answer) {
      this.#ready = true;
      this.#fromSnapshot = answer.fromSnapshot;
      return;
    }
    const pending = this.#pending.get(answer.id);
    if (pending === undefined) return;
    this.#pending.delete(answer.id);
    this.#deaths = 0;
    if ("error" in answer) pending.reject(new Error(`compiler failed: ${answer.error}`));
    else pending.resolve(answer.answer as never);
  }

  #rejectAll(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  #restartIdleTimer(): void {
    if (!this.#needsSnapshot) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(
      () => this.#buildSnapshot(),
      this.#options.buildAfterIdleMs ?? 10_000,
    );
    this.#idleTimer.unref();
  }

  /** In the background, and on its own: it survives the kernel's end. */
  #buildSnapshot(): void {
    if (!this.#needsSnapshot || this.#options.buildAfterIdleMs === 0) return;
    this.#needsSnapshot = false;
    buildInBackground(this.#options.cacheFolder ?? folders().cache, this.#options.log);
  }
}
