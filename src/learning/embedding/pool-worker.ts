/** A thread of the pool: takes chunk after chunk from the shared counter until there is none, or it is told to stop. */
import { parentPort, workerData } from "node:worker_threads";
import { openPart, type PartReader } from "../text/encoded.js";
import { createLoop } from "./loop.js";
import type { PoolTask } from "./pool.js";
import { Schedule } from "./schedule.js";
import { attachModel } from "./shared-model.js";

const { layout, options, parts, thread, control } = workerData as PoolTask;
const shared = new Int32Array(control);
const loop = createLoop(attachModel(layout), options, thread);
const schedule = new Schedule(
  parts.map((part) => part.length),
  options,
);
const readers = new Map<number, PartReader>();

while (Atomics.load(shared, 1) === 0) {
  const place = Atomics.add(shared, 0, 1);
  if (place >= schedule.length) break;
  const chunk = schedule.at(place);
  let reader = readers.get(chunk.part);
  if (reader === undefined) readers.set(chunk.part, (reader = openPart(parts[chunk.part]!)));
  const count = reader.read(chunk.from, chunk.length, loop.tokens);
  parentPort!.postMessage(loop.run(count, chunk));
}
for (const reader of readers.values()) reader.close();
