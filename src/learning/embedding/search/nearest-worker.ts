/**
 * A searching thread: takes shares of rows from a counter in shared memory until none is left, runs the loop on
 * each, and says that it is done. Keeps an instance of the loop for each memory that it was shown.
 */
import { parentPort } from "node:worker_threads";
import {
  heapsOf,
  instantiate,
  scoresOf,
  shareLength,
  type Done,
  type NearestLoop,
  type Order,
} from "./nearest-protocol.js";

const loops = new Map<number, NearestLoop>();

parentPort?.on("message", (order: Order) => {
  if (order.kind === "forget") {
    loops.delete(order.id);
    return;
  }
  const { id, memory, layout, thread, among } = order;
  const loop = loops.get(id) ?? instantiate(memory);
  loops.set(id, loop);
  const next = new Int32Array(memory.buffer, 0, 1);
  let done = 0;
  for (;;) {
    const first = Atomics.add(next, 0, shareLength);
    if (first >= among) break;
    const count = Math.min(shareLength, among - first);
    const rows = layout.rows + first * layout.stride;
    if (order.kind === "normalise") loop.normalise(rows, count, layout.stride);
    else {
      loop.search(
        rows,
        first,
        count,
        layout.stride,
        layout.directions,
        order.directionCount,
        layout.questions,
        order.questionCount,
        scoresOf(layout, thread),
        heapsOf(layout, thread),
        order.error,
      );
    }
    done += count;
  }
  parentPort?.postMessage({ rows: done } satisfies Done);
});
