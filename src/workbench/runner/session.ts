/**
 * Cells through a kernel, one at a time: sends the code, folds what comes back, and knows when a cell is
 * over: replied and idle, or out of time, stopped, flooding, asking for input, dead. Late output of earlier
 * cells is folded too, for as long as the session lasts. Decides nothing about what a failure means.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Json, JsonObject } from "../../base/mime.js";
import {
  emptyFold,
  foldMessage,
  runOf,
  sendRequest,
  type CellRun,
  type Fold,
} from "../document/fold.js";
import type { Message } from "../protocol/messages.js";
import type { KernelClient } from "./kernel-client.js";
import type { Exit } from "./kernel-process.js";

export interface CellOptions {
  /** False where an error is expected, so that the kernel does not abort what is queued. */
  readonly stopOnError: boolean;
  readonly timeoutMs: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** How a cell ended. */
export type CellOutcome =
  | { readonly status: "ok" }
  | { readonly status: "aborted" }
  | {
      readonly status: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    }
  /**
   * Ended by us: `alive` says whether the kernel lived on after the interrupt; if not, it died of it
   * (`exit`), or did not react and was killed.
   */
  | {
      readonly status: "timeout" | "interrupted" | "flood" | "input";
      readonly alive: boolean;
      readonly exit?: Exit;
      readonly prompt?: string;
    }
  | { readonly status: "died"; readonly exit: Exit };

/** How long `idle` and the last output may follow the reply, as in nbclient. */
const idleGraceMs = 4_000;
/** How long a kernel may take to react to an interrupt before it is killed. */
const interruptGraceMs = 5_000;
/** How long what a dead kernel still sent may take to arrive. */
const lastWordsMs = 150;
/** More than this from one cell is a runaway loop; a notebook of that size opens nowhere. */
const maxOutputCharacters = 100_000_000;

export class Session {
  #fold: Fold = emptyFold;
  #waiting:
    | {
        readonly request: string;
        readonly notice: (event: "idle" | "flood" | { asked: string }) => void;
      }
    | undefined;
  #received = 0;

  constructor(readonly kernel: KernelClient) {
    kernel.listen((message) => this.#take(message));
  }

  /** What the messages of a request amount to so far. */
  run(request: string): CellRun {
    return runOf(this.#fold, request)!;
  }

  /** Runs one cell; `request` names it in `run` from the start. */
  start(code: string, options: CellOptions): { request: string; outcome: Promise<CellOutcome> } {
    const { id, reply } = this.kernel.request("shell", "execute_request", {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: options.stopOnError,
    });
    this.#fold = sendRequest(this.#fold, id);
    this.#received = 0;
    return { request: id, outcome: this.#await(id, reply, options) };
  }

  async #await(
    request: string,
    replied: Promise<Message>,
    options: CellOptions,
  ): Promise<CellOutcome> {
    const timers = new AbortController();
    const after = (ms: number) =>
      sleep(ms, undefined, { signal: timers.signal }).catch(() => undefined);
    const died = this.kernel.exited.then((exit) => ({ status: "died" as const, exit }));
    const reply = replied.then((message) => {
      this.#fold = foldMessage(this.#fold, message);
      return { status: "replied" as const, content: message.content };
    });
    let idle!: Promise<void>;
    const stopped = new Promise<{
      status: "flood" | "input" | "timeout" | "interrupted";
      prompt?: string;
    }>((stop) => {
      idle = new Promise((settle) => {
        const notice = (event: "idle" | "flood" | { asked: string }) => {
          if (event === "idle") settle();
          else if (event === "flood") stop({ status: "flood" });
          else stop({ status: "input", prompt: event.asked });
        };
        this.#waiting = { request, notice };
      });
      const { timeoutMs, signal } = options;
      if (timeoutMs !== undefined) void after(timeoutMs).then(() => stop({ status: "timeout" }));
      const interrupt = () => stop({ status: "interrupted" });
      if (signal?.aborted === true) interrupt();
      signal?.addEventListener("abort", interrupt, { signal: timers.signal });
    });
    try {
      const first = await Promise.race([reply, died, stopped]);
      switch (first.status) {
        case "died":
          await after(lastWordsMs);
          return first;
        case "replied":
          await Promise.race([idle, died, after(idleGraceMs)]);
          return outcomeOf(first.content);
        default: {
          this.kernel.interrupt();
          const finished = Promise.all([reply, idle]).then(() => "finished" as const);
          const end = await Promise.race([finished, died, after(interruptGraceMs)]);
          if (end === "finished") return { ...first, alive: true };
          await this.kernel.kill();
          return { ...first, alive: false, ...(end && { exit: end.exit }) };
        }
      }
    } finally {
      this.#waiting = undefined;
      timers.abort();
    }
  }

  #take(message: Message): void {
    const { content, header } = message;
    const ours = this.#waiting?.request === message.parent_header.msg_id;
    const size = sizeOf(content);
    // What comes after the limit, until the interrupt takes effect, is not kept.
    if (ours && size > 0 && this.#received > maxOutputCharacters) return;
    this.#fold = foldMessage(this.#fold, message);
    if (!ours) return;
    this.#received += size;
    if (this.#received > maxOutputCharacters) this.#waiting?.notice("flood");
    if (header.msg_type === "input_request")
      this.#waiting?.notice({ asked: String(content["prompt"] ?? "") });
    if (header.msg_type === "status" && content["execution_state"] === "idle")
      this.#waiting?.notice("idle");
  }
}

function outcomeOf(content: JsonObject): CellOutcome {
  const text = (value: Json | undefined, otherwise: string) =>
    typeof value === "string" ? value : otherwise;
  switch (content["status"]) {
    case "error": {
      const { traceback } = content;
      return {
        status: "error",
        ename: text(content["ename"], "Error"),
        evalue: text(content["evalue"], ""),
        traceback: Array.isArray(traceback) ? traceback.map(String) : [],
      };
    }
    // Stock tslab says "abort".
    case "abort":
    case "aborted":
      return { status: "aborted" };
    default:
      return { status: "ok" };
  }
}

/** The characters of a content's texts, at most one level below `data`. */
function sizeOf(content: JsonObject): number {
  const { text, data } = content;
  if (typeof text === "string") return text.length;
  if (typeof data !== "object" || data === null) return 0;
  return Object.values(data).reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? value.length : 0),
    0,
  );
}
