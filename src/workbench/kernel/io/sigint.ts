/**
 * SIGINT while user code keeps the main thread busy: a signal listener would never run, so a small thread
 * sits in `vm` with `breakOnSigint` and is woken by each signal. Two nested scripts, because between one
 * break and the next wait the signal would find nobody and end the process. Nothing else depends on it:
 * clients interrupt by message, on Windows always.
 */
import { MessageChannel, Worker } from "node:worker_threads";

const watch = `
const vm = require("node:vm");
const { workerData } = require("node:worker_threads");
globalThis.cell = new Int32Array(new SharedArrayBuffer(4));
const sleep = new vm.Script("Atomics.wait(cell, 0, 0)");
globalThis.loop = () => {
  for (;;) {
    try { sleep.runInThisContext({ breakOnSigint: true }); } catch { workerData.postMessage("signal"); }
  }
};
const outer = new vm.Script("loop()");
for (;;) {
  try { outer.runInThisContext({ breakOnSigint: true }); } catch { workerData.postMessage("signal"); }
}
`;

/** Calls `onSignal` for every SIGINT that the process receives, however busy its main thread is. */
export function watchSigint(onSignal: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.on("message", onSignal).unref();
  const options = { eval: true, workerData: port2, transferList: [port2] };
  new Worker(watch, { ...options, resourceLimits: { maxOldGenerationSizeMb: 16 } }).unref();
}
