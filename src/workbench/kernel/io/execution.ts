/**
 * Execute requests: a queue, one cell at a time. Compile, run in the main thread, publish, reply. After an
 * error the requests then queued are answered `aborted` (if the failed one says stop_on_error); later ones
 * run at once. Silent and unstored cells are not counted and not remembered.
 */
import type { JsonObject } from "../../../base/mime.js";
import type { Received } from "../../protocol/wire.js";
import type { Message } from "../../protocol/messages.js";
import type { Compiled, Compiler } from "../compiler/contract.js";
import type { Done, ErrorReport } from "../link.js";
import { readAsked, type Asked } from "./asked.js";
import type { History } from "./history-file.js";
import type { Publisher } from "./publisher.js";
import { typeErrorReport } from "./type-errors.js";
import type { UserThread } from "./user-thread.js";

export interface ExecutionParts {
  readonly compiler: Compiler;
  readonly publisher: Publisher;
  readonly user: UserThread;
  readonly history: History;
  readonly reply: (request: Received, content: JsonObject, metadata: JsonObject) => Promise<void>;
}

/** How one piece of code ended. */
type Outcome = { readonly done: Done; readonly resultText?: string };

const interrupted: ErrorReport = {
  ename: "Interrupted",
  evalue: "the cell was interrupted",
  traceback: ["\u001b[31mInterrupted\u001b[39m: the cell was interrupted"],
};

/** In which time a request that was sent before an error has been read from its socket. */
const socketMs = 5;

export class Execution {
  readonly #parts: ExecutionParts;
  readonly #queue: Received[] = [];
  #current: { readonly request: Received; readonly cell: number; giveUp: () => void } | undefined;
  #running: Message["header"] | undefined;
  #givenUp = false;
  #count = 0;
  #runs = 0;

  constructor(parts: ExecutionParts) {
    this.#parts = parts;
  }

  enqueue(request: Received): void {
    this.#queue.push(request);
    if (this.#current === undefined) void this.#work();
  }

  /** A number for outputs that are answers to `parent` without being a cell's. */
  newCell(parent: Message["header"]): number {
    const cell = (this.#runs += 1);
    this.#parts.publisher.adopt(cell, parent);
    return cell;
  }

  /** The header of the execute request that is busy and not idle yet. */
  get running(): Message["header"] | undefined {
    return this.#running;
  }

  /** The request whose outputs carry this cell's number, if it still runs. */
  requestOf(cell: number): Received | undefined {
    return this.#current?.cell === cell ? this.#current.request : undefined;
  }

  /** Stops the cell under way and what runs in timers; the state stays. */
  async interrupt(): Promise<void> {
    if (this.#current !== undefined) {
      this.#givenUp = true;
      this.#current.giveUp();
    }
    await this.#parts.user.interrupt();
  }

  /** Answers requests with `aborted`. */
  async #abort(requests: readonly Received[]): Promise<void> {
    const { publisher, reply } = this.#parts;
    for (const request of requests) {
      publisher.status("busy", request.message.header);
      await reply(request, { status: "aborted" }, { status: "aborted" });
      publisher.status("idle", request.message.header);
    }
  }

  async #work(): Promise<void> {
    for (let request = this.#queue.shift(); request !== undefined; request = this.#queue.shift()) {
      const asked = readAsked(request.message.content);
      await this.#execute(request, asked);
      this.#current = undefined;
    }
  }

  async #execute(request: Received, asked: Asked): Promise<void> {
    const { publisher, reply, history } = this.#parts;
    const parent = request.message.header;
    const started = new Date().toISOString();
    const blank = asked.code.trim() === "";
    const cell = (this.#runs += 1);
    const givenUp = new Promise<void>(
      (resolve) => (this.#current = { request, cell, giveUp: resolve }),
    );
    this.#givenUp = false;
    publisher.adopt(cell, parent);
    this.#running = parent;
    publisher.status("busy", parent);
    if (asked.store && !blank) this.#count += 1;
    const execution_count = this.#count;
    const label = asked.store ? String(execution_count) : "*";
    if (!asked.silent)
      publisher.publish("execute_input", { code: asked.code, execution_count }, parent);

    const { done, resultText } = blank
      ? { done: okDone(cell), resultText: undefined }
      : await this.#evaluate(asked.code, cell, cell, label, givenUp);
    const content: JsonObject = {
      status: done.status === "ok" ? "ok" : "error",
      execution_count,
      payload: [],
    };
    if (done.status === "ok") {
      if (done.result !== undefined && !asked.silent) {
        publisher.publish("execute_result", { execution_count, ...done.result }, parent);
      }
      content["user_expressions"] = await this.#expressions(asked, cell, label, givenUp);
    } else {
      const error = done.error ?? interrupted;
      if (done.published !== true) publisher.publish("error", error, parent);
      Object.assign(content, error, { user_expressions: {} });
    }
    if (asked.store && !blank) history.add(execution_count, asked.code, resultText);
    publisher.flush();
    const stops = done.status !== "ok" && asked.stopOnError;
    // What the client sent before it could know of the error may still lie in the socket; what it sends
    // after the reply runs.
    if (stops) await new Promise((resolve) => setTimeout(resolve, socketMs));
    const aborted = stops ? this.#queue.splice(0) : [];
    await reply(request, content, {
      started,
      dependencies_met: true,
      status: String(content["status"]),
    });
    this.#running = undefined;
    publisher.status("idle", parent);
    await this.#abort(aborted);
  }

  async #evaluate(
    source: string,
    id: number,
    cell: number,
    label: string,
    givenUp: Promise<void>,
    keep = true,
  ): Promise<Outcome> {
    const { compiler, user } = this.#parts;
    let compiled: Compiled | undefined;
    try {
      compiled = await Promise.race([compiler.compile(source), givenUp.then(() => undefined)]);
    } catch (problem) {
      return {
        done: { type: "done", id, status: "error", error: plainReport("CompilerError", problem) },
      };
    }
    if (compiled === undefined) return { done: { type: "done", id, status: "interrupted" } };
    if (compiled.status === "error") {
      return {
        done: {
          type: "done",
          id,
          status: "error",
          error: typeErrorReport(compiled.diagnostics, label),
        },
      };
    }
    const { ticket, code, names, sourceMap, async, resultName, imports, sideModules } = compiled;
    const ended = await user.run({
      type: "run",
      id,
      cell,
      label,
      source,
      code,
      names,
      sourceMap,
      async,
      imports,
      sideModules,
      ...(resultName === undefined ? {} : { resultName }),
    });
    // Terminated in a callback beside it, the cell itself may still have come to its end.
    const done = this.#givenUp
      ? { type: "done" as const, id, status: "interrupted" as const }
      : ended;
    // The compiler takes its messages in order: the next cell is compiled after this.
    if (keep)
      void compiler
        .commit(ticket, ended.status === "ok" ? undefined : (ended.defined ?? []))
        .catch(() => {});
    const text = done.result?.data["text/plain"];
    return { done, ...(typeof text === "string" ? { resultText: text } : {}) };
  }

  async #expressions(
    asked: Asked,
    cell: number,
    label: string,
    givenUp: Promise<void>,
  ): Promise<JsonObject> {
    const results: JsonObject = {};
    for (const [name, expression] of Object.entries(asked.userExpressions)) {
      const id = (this.#runs += 1);
      const { done } = await this.#evaluate(String(expression), id, cell, label, givenUp, false);
      results[name] =
        done.status === "ok"
          ? {
              status: "ok",
              data: done.result?.data ?? { "text/plain": "undefined" },
              metadata: done.result?.metadata ?? {},
            }
          : { status: "error", ...(done.error ?? interrupted) };
    }
    return results;
  }
}

function okDone(id: number): Done {
  return { type: "done", id, status: "ok" };
}

function plainReport(ename: string, problem: unknown): ErrorReport {
  const evalue = problem instanceof Error ? problem.message : String(problem);
  return { ename, evalue, traceback: [`\u001b[31m${ename}\u001b[39m: ${evalue}`] };
}
