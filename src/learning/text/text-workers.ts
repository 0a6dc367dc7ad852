/**
 * Threads that unpack bzip2 and turn wikitext into plain text: one kind of thread for both, so that each core
 * has one and whichever work there is keeps it busy. Tasks are handed out in the order they come. The threads
 * do not keep a program alive in which nobody waits for them. Left out: the work itself (`text-worker.ts`).
 */
import type { Worker } from "node:worker_threads";
import { startWorker } from "../../base/worker.js";
import type { Article, WikitextPage } from "./wikipedia/article.js";

/** What a thread can be asked. */
export type TextTask =
  | { readonly kind: "unpack"; readonly level: number; readonly stream: Uint8Array }
  | {
      readonly kind: "plain-text";
      readonly pages: readonly WikitextPage[];
      readonly variant: string;
    };

/** What comes back. */
export type TextResult = Uint8Array | readonly Article[] | undefined;

/** A thread's answer. */
export interface TextAnswer {
  readonly id: number;
  readonly result?: TextResult;
  readonly error?: string;
}

interface Waiting {
  readonly id: number;
  readonly task: TextTask;
  readonly resolve: (result: TextResult) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly asked: Map<number, Waiting>;
}

/** Tasks that a thread holds: the one it works at and the next, so that it never waits for this side. */
const heldAtOnce = 2;

/** A fixed number of threads; each is started when it is first needed. */
export class TextWorkers {
  readonly threads: number;
  readonly #running: Thread[] = [];
  readonly #queue: Waiting[] = [];
  #next = 0;
  #closed = false;

  constructor(threads: number) {
    this.threads = threads;
  }

  /** The text of a bzip2 stream of one block; undefined where it is damaged. The stream is moved away. */
  async unpack(level: number, stream: Uint8Array): Promise<Uint8Array | undefined> {
    return (await this.#ask({ kind: "unpack", level, stream })) as Uint8Array | undefined;
  }

  /** The plain text of pages, in their order. */
  async plainText(pages: readonly WikitextPage[], variant: string): Promise<readonly Article[]> {
    return (await this.#ask({ kind: "plain-text", pages, variant })) as readonly Article[];
  }

  /** Ends the threads; what is under way fails. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#running.map(({ worker }) => worker.terminate()));
  }

  #ask(task: TextTask): Promise<TextResult> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ id: this.#next++, task, resolve, reject });
      this.#handOut();
    });
  }

  #handOut(): void {
    while (this.#queue.length > 0 && !this.#closed) {
      const free = this.#freest();
      if (free === undefined) return;
      const waiting = this.#queue.shift() as Waiting;
      const { id, task } = waiting;
      free.asked.set(id, waiting);
      free.worker.ref();
      free.worker.postMessage(
        { id, task },
        task.kind === "unpack" ? [task.stream.buffer as ArrayBuffer] : [],
      );
    }
  }

  /** The thread with the least to do, a new one where all are busy and more are allowed. */
  #freest(): Thread | undefined {
    const [least] = [...this.#running].sort((a, b) => a.asked.size - b.asked.size);
    if (least !== undefined && least.asked.size === 0) return least;
    if (this.#running.length < this.threads) return this.#start();
    return least !== undefined && least.asked.size < heldAtOnce ? least : undefined;
  }

  #start(): Thread {
    // Parsing makes much garbage that dies young; a small nursery keeps it from filling the memory.
    const resourceLimits = { maxYoungGenerationSizeMb: 24 };
    const worker = startWorker(new URL("./text-worker.js", import.meta.url), { resourceLimits });
    const thread: Thread = { worker, asked: new Map() };
    this.#running.push(thread);
    worker.on("message", ({ id, result, error }: TextAnswer) => {
      const waiting = thread.asked.get(id);
      thread.asked.delete(id);
      if (thread.asked.size === 0) worker.unref();
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error));
      this.#handOut();
    });
    const end = (error: Error) => {
      const at = this.#running.indexOf(thread);
      if (at >= 0) this.#running.splice(at, 1);
      for (const { reject } of thread.asked.values()) reject(error);
      thread.asked.clear();
      this.#handOut();
    };
    worker.on("error", end);
    worker.on("exit", (code) => end(new Error(`a thread that reads text ended with ${code}`)));
    return thread;
  }
}
