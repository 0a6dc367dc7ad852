/**
 * The searching threads of this process: started at the first search, kept, shared by all vectors. They keep no
 * program from ending: only while they work does Node wait for them.
 */
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { startWorker } from "../../../base/worker.js";
import type { Done, Order } from "./nearest-protocol.js";

/** More threads than this find no more memory bandwidth. */
const maxThreads = 16;

export const threadCount = (): number => Math.min(maxThreads, availableParallelism());

let workers: Worker[] = [];
/** Ends when the last order given is done: orders of several vectors follow each other. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Gives an order to each of as many threads.
 *
 * @returns how many rows each thread looked at
 * @throws Error where a thread died; the next call starts all anew.
 */
export function runOnThreads(orders: readonly Order[]): Promise<number[]> {
  const done = last.then(() => run(orders));
  last = done.catch(() => {});
  return done;
}

/** Lets the threads forget a memory. */
export function forget(id: number): void {
  for (const worker of workers) worker.postMessage({ kind: "forget", id } satisfies Order);
}

async function run(orders: readonly Order[]): Promise<number[]> {
  while (workers.length < orders.length)
    workers.push(startWorker(new URL("./nearest-worker.js", import.meta.url)));
  try {
    return await Promise.all(orders.map((order, i) => runOne(workers[i] as Worker, order)));
  } catch (error) {
    const all = workers;
    workers = [];
    await Promise.all(all.map((worker) => worker.terminate()));
    throw error;
  }
}

function runOne(worker: Worker, order: Order): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    const end = () => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      worker.unref();
    };
    const onMessage = ({ rows }: Done) => {
      end();
      resolve(rows);
    };
    const onError = (error: unknown) => {
      end();
      reject(error as Error);
    };
    const onExit = (code: number) =>
      onError(new Error(`a searching thread ended: exit code ${code}; expected an answer`));
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.ref();
    worker.postMessage(order);
  });
}
