/**
 * Threads that turn pieces of text into numbers: tasks go out as threads become free, two at a time to each, and in
 * the order in which they come. The first complaint, error or abort ends all. Left out: what the tasks are,
 * and what becomes of the results.
 */
import type { Worker } from "node:worker_threads";
import { startWorker } from "../../base/worker.js";
import { TokenWork, type TokenList, type TokenResult, type TokenTask } from "./token-work.js";

/** Does one task after another, in this thread or in another. */
export interface TokenThread {
  encode(task: TokenTask): Promise<TokenResult>;
  list(): Promise<TokenList>;
  stop(): Promise<unknown>;
}

/** Works in the caller's thread, and keeps all in memory. */
export function inlineThread(): TokenThread {
  const work = new TokenWork();
  return {
    encode: async (task) => work.encode(task),
    list: async () => work.list(),
    stop: async () => {},
  };
}

/** A worker thread that writes to a file which is open here. */
export function workerThread(file: number | undefined): TokenThread {
  const worker: Worker = startWorker(new URL("./token-worker.js", import.meta.url), {
    workerData: { file },
  });
  const waiting: { resolve(value: unknown): void; reject(reason: unknown): void }[] = [];
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    for (const each of waiting.splice(0)) each.reject(failure);
  };
  worker.on("message", (answer) => waiting.shift()?.resolve(answer));
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("a thread that encodes text has ended early")));
  const ask = <Answer>(message: TokenTask | "list", transfer: ArrayBuffer[] = []) =>
    new Promise<Answer>((resolve, reject) => {
      if (failure !== undefined) {
        reject(failure);
        return;
      }
      waiting.push({ resolve: resolve as (value: unknown) => void, reject });
      worker.postMessage(message, transfer);
    });
  return {
    encode: (task) =>
      ask(task, task.text instanceof Uint8Array ? [task.text.buffer as ArrayBuffer] : []),
    list: () => ask("list"),
    stop: () => worker.terminate(),
  };
}

/** A task with what its result is filed under. */
export interface NumberedTask {
  readonly task: TokenTask;
}

/** A task's result, and which thread had it. */
export interface DoneTask<Task extends NumberedTask> {
  readonly given: Task;
  readonly thread: number;
  readonly result: TokenResult;
}

/**
 * Has all tasks done.
 *
 * @param start makes the thread of a number, when there is a task for it
 * @param onDone is told of each task when it is done, in any order
 * @returns all tasks in their order; after one with a complaint, perhaps not the later ones
 */
export async function doTasks<Task extends NumberedTask>(
  tasks: AsyncGenerator<Task>,
  threads: readonly TokenThread[],
  onDone: (task: Task) => void,
): Promise<DoneTask<Task>[]> {
  const done: DoneTask<Task>[] = [];
  let given = 0;
  let isOver = false;
  const run = async (thread: TokenThread, number: number) => {
    try {
      while (!isOver) {
        const next = await tasks.next();
        if (next.done === true || isOver) break;
        const place = given++;
        const result = await thread.encode(next.value.task);
        done[place] = { given: next.value, thread: number, result };
        if (result.complaint !== undefined || result.failure !== undefined) isOver = true;
        else onDone(next.value);
      }
    } catch (error) {
      isOver = true;
      throw error;
    }
  };
  await Promise.all(
    threads.flatMap((thread, number) => [run(thread, number), run(thread, number)]),
  );
  return done;
}
