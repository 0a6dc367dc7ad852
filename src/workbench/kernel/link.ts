/**
 * What passes between the kernel's two threads: the main thread, which runs user code, and the I/O worker,
 * which talks to clients. Plain data for `postMessage`. The budget bounds how much output may be under way:
 * the main thread waits in it while clients read slowly, so memory stays bounded.
 */
import type { JsonObject, MimeBundle } from "../../base/mime.js";
import type { SideModule } from "./compiler/contract.js";

/** One compiled cell (or user expression) to run. */
export interface Run {
  readonly type: "run";
  /** Unique within this kernel process; outputs carry it as `cell`. */
  readonly id: number;
  /** The cell whose outputs these are: `id` itself but for user expressions. */
  readonly cell: number;
  /** What tracebacks call the cell: its execution count, or `*` for one without. */
  readonly label: string;
  readonly source: string;
  readonly code: string;
  /** The values that the cell declares. */
  readonly names: readonly string[];
  readonly sourceMap: string;
  readonly async: boolean;
  readonly resultName?: string;
  readonly imports: readonly string[];
  readonly sideModules: readonly SideModule[];
}

/** An error as `error` messages and replies carry it. */
export type ErrorReport = { ename: string; evalue: string; traceback: string[] };

/** A comm message in either direction. */
export interface CommMessage {
  readonly type: "comm";
  readonly messageType: "comm_open" | "comm_msg" | "comm_close";
  readonly content: JsonObject;
  readonly metadata: JsonObject;
  readonly buffers: Uint8Array[];
}

export type ToUser =
  | Run
  /** Give up the run if it is under way; answered by `idle` with the same number. */
  | { readonly type: "abandon"; readonly number: number }
  | {
      readonly type: "input";
      readonly id: number;
      readonly value?: string;
      readonly refused?: string;
    }
  | (CommMessage & { readonly cell: number })
  | { readonly type: "exit"; readonly code: number };

export type Done = {
  readonly type: "done";
  readonly id: number;
  readonly status: "ok" | "error" | "interrupted";
  readonly result?: { data: MimeBundle; metadata: JsonObject };
  readonly error?: ErrorReport;
  /** The error has already gone out on iopub. */
  readonly published?: boolean;
  /** Exports that exist, when the run did not end well. */
  readonly defined?: readonly string[];
};

export type StreamName = "stdout" | "stderr";

export type Output =
  | {
      readonly type: "stream";
      readonly cell: number;
      readonly name: StreamName;
      readonly text: string;
    }
  | {
      readonly type: "display";
      readonly cell: number;
      readonly data: MimeBundle;
      readonly metadata: JsonObject;
      readonly displayId?: string;
      readonly update: boolean;
      readonly size: number;
    }
  | { readonly type: "clear"; readonly cell: number; readonly wait: boolean }
  | { readonly type: "error"; readonly cell: number; readonly error: ErrorReport }
  /** A message of any type, as the cell made it. */
  | {
      readonly type: "broadcast";
      readonly cell: number;
      readonly messageType: string;
      readonly content: JsonObject;
      readonly metadata: JsonObject;
      readonly buffers: Uint8Array[];
    }
  | (CommMessage & { readonly cell: number });

export type ToIo =
  | Output
  | Done
  | { readonly type: "idle"; readonly number: number }
  | {
      readonly type: "ask";
      readonly cell: number;
      readonly id: number;
      readonly prompt: string;
      readonly password: boolean;
    }
  | { readonly type: "target"; readonly name: string; readonly known: boolean };

/** What the I/O worker is started with. */
export interface IoStart {
  readonly connectionFile: string;
  readonly strict: boolean;
  readonly cwd: string;
  readonly budget: SharedArrayBuffer;
}

/** Characters of output that may be under way between the threads and on the wire. */
const limit = 8 * 1024 * 1024;

/** What a message of text costs beside its characters: a million tiny ones would fill the memory too. */
export const messageCost = 256;

/** A counter of characters under way, shared by the threads. */
export class Budget {
  readonly shared: SharedArrayBuffer;
  readonly #count: Int32Array;

  constructor(shared = new SharedArrayBuffer(4)) {
    this.shared = shared;
    this.#count = new Int32Array(shared);
  }

  /** Takes room for `size` characters; waits (the whole thread) until there is some. */
  take(size: number): void {
    let count = Atomics.load(this.#count, 0);
    while (count > limit) {
      Atomics.wait(this.#count, 0, count, 1000);
      count = Atomics.load(this.#count, 0);
    }
    Atomics.add(this.#count, 0, size);
  }

  /** Gives it back when the output has left. */
  give(size: number): void {
    Atomics.sub(this.#count, 0, size);
    Atomics.notify(this.#count, 0);
  }
}
