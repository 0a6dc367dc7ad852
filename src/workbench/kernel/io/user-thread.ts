/**
 * The main thread as the I/O worker sees it: run this, give that up, here is the answer. Interrupting first
 * asks politely; a thread that is busy cannot hear, so V8 then terminates what it executes (through the
 * inspector, which reaches synchronous code, async continuations, timers and regular expressions alike).
 */
import { Session } from "node:inspector";
import type { MessagePort } from "node:worker_threads";
import { beforeTermination } from "../user/async-stack.js";
import type { CommMessage, Done, Run, ToUser } from "../link.js";

/** A thread that does not answer within this time is executing something. */
const politeMs = 100;
const againMs = 150;
const mostAttempts = 60;

export class UserThread {
  readonly #port: MessagePort;
  readonly #runs = new Map<number, (done: Done) => void>();
  readonly #idle = new Map<number, () => void>();
  #session: Session | undefined;
  #interrupts = 0;
  #interrupting: Promise<boolean> | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  run(run: Run): Promise<Done> {
    return new Promise((resolve) => {
      this.#runs.set(run.id, resolve);
      this.#post(run);
    });
  }

  done(done: Done): void {
    this.#runs.get(done.id)?.(done);
    this.#runs.delete(done.id);
  }

  idle(number: number): void {
    this.#idle.get(number)?.();
    this.#idle.delete(number);
  }

  answer(answer: Extract<ToUser, { type: "input" }>): void {
    this.#post(answer);
  }

  comm(cell: number, comm: CommMessage): void {
    this.#post({ ...comm, cell });
  }

  /** Lets go of the thread (Node waits at its exit for whoever is attached) and ends it. */
  exit(code: number): void {
    this.#session?.disconnect();
    this.#session = undefined;
    this.#post({ type: "exit", code });
  }

  /** Attaches to the main thread now, so that an interrupt need not. */
  attach(): Session {
    if (this.#session === undefined) {
      this.#session = new Session();
      this.#session.connectToMainThread();
    }
    return this.#session;
  }

  /** Stops whatever runs; true when the thread is free again. */
  interrupt(): Promise<boolean> {
    this.#interrupting ??= this.#interrupt().finally(() => (this.#interrupting = undefined));
    return this.#interrupting;
  }

  async #interrupt(): Promise<boolean> {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      if (await this.#answers(attempt === 0 ? politeMs : againMs)) return true;
      const session = this.attach();
      session.post("Runtime.evaluate", { expression: beforeTermination, silent: true }, () => {});
      session.post("Runtime.terminateExecution", () => {});
    }
    return false;
  }

  /** Asks the thread to give up its run. A termination can swallow the question, hence the attempts. */
  #answers(timeoutMs: number): Promise<boolean> {
    const number = (this.#interrupts += 1);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      this.#idle.set(number, () => {
        clearTimeout(timer);
        resolve(true);
      });
      this.#post({ type: "abandon", number });
    });
  }

  #post(message: ToUser): void {
    this.#port.postMessage(message);
  }
}
