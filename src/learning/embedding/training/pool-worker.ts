/** A thread of the pool: takes chunk after chunk from the shared counter until there is none, or it is told to stop. */
import { parentPort, workerData } from "node:worker_threads";
import { lengthOf, openParts, readChunk } from "./chunk-reader.js";
import { createLoop } from "../loop/loop.js";
import type { PoolTask } from "./pool.js";
import { Schedule } from "./schedule.js";
import { attachModel } from "../loop/shared-model.js";

const { layout, options, parts, thread, control } = workerData as PoolTask;
const shared = new Int32Array(control);
const loop = createLoop(attachModel(layout), options, thread);
const schedule = new Schedule(lengthOf(parts), options);
const reader = openParts(parts);

while (Atomics.load(shared, 1) === 0) {
  const place = Atomics.add(shared, 0, 1);
  if (place >= schedule.length) break;
  const chunk = schedule.at(place);
  parentPort!.postMessage(loop.run(readChunk(reader, chunk, loop.tokens), chunk));
}
reader.close();
