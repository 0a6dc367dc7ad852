/**
 * Several threads that train one model in one shared memory without locks (Hogwild, Niu et al. 2011). Each
 * takes the next chunk of the schedule from a shared counter, so all are busy until the end; the main thread
 * only reports. Two threads may write the same row at once and lose an update: harmless, but no two runs are
 * the same bytes. Left out: the loop itself, which each worker creates over the shared memory.
 */
import { startWorker } from "../../../base/worker.js";
import type { TokenPart } from "../../text/encoded.js";
import type { ChunkResult } from "../loop/loop.js";
import type { CompleteWord2VecOptions } from "../options.js";
import type { TrainingRun, TrainingStep } from "./run.js";
import type { SharedModel } from "../loop/shared-model.js";

/** What a worker is started with. */
export interface PoolTask {
  readonly layout: SharedModel["layout"];
  readonly options: CompleteWord2VecOptions;
  readonly parts: readonly TokenPart[];
  /** Which of the threads this is, from 0. */
  readonly thread: number;
  /** Two Int32: the next chunk to take, and 1 as soon as no more may be taken. */
  readonly control: SharedArrayBuffer;
}

/**
 * Trains with `options.threads` workers, one report at a time. Leaving the generator lets each worker end the
 * chunk that it is at; what they did is counted in the run's position, so a later generator goes on there.
 *
 * @throws InputError as `trainingRunSteps`; Error where a worker fails.
 */
export async function* pooledSteps(run: TrainingRun): AsyncGenerator<TrainingStep, void, void> {
  const { corpus, model, options, position, schedule } = run;
  const control = new SharedArrayBuffer(8);
  const shared = new Int32Array(control);
  shared[0] = position.place;
  const news: ChunkResult[] = []; // what workers said, one message a chunk
  let failure: unknown;
  let wake: () => void = () => undefined;

  const threads = Math.max(1, Math.min(options.threads, schedule.length - position.place));
  let running = threads;
  const workers = Array.from({ length: threads }, (_, thread) => {
    const { layout } = model;
    const task: PoolTask = { layout, options, parts: corpus.parts, thread, control };
    const worker = startWorker(new URL("./pool-worker.js", import.meta.url), { workerData: task });
    worker.on("message", (message: ChunkResult) => {
      news.push(message);
      wake();
    });
    worker.on("error", (error) => {
      failure ??= error;
      Atomics.store(shared, 1, 1);
    });
    worker.on("exit", () => {
      running -= 1;
      wake();
    });
    return worker;
  });

  const next = async () => {
    while (news.length === 0 && running > 0) await new Promise<void>((resolve) => (wake = resolve));
    return news.shift();
  };
  try {
    for (let item = await next(); item !== undefined; item = await next()) {
      const step = run.report(item);
      if (step !== undefined) yield step;
    }
    if (failure !== undefined) throw failure;
  } finally {
    Atomics.store(shared, 1, 1);
    for (let item = await next(); item !== undefined; item = await next()) run.report(item);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
