/**
 * The worker thread of encoding files: it answers each task with its result, in order, and the word "list" with
 * its words. The main thread owns the file that it writes to.
 */
import { parentPort, workerData } from "node:worker_threads";
import { TokenWork, type TokenTask } from "./token-work.js";

const { file } = workerData as { readonly file: number };
const work = new TokenWork(file);

parentPort?.on("message", (message: TokenTask | "list") => {
  if (message !== "list") {
    parentPort?.postMessage(work.encode(message));
    return;
  }
  const list = work.list();
  parentPort?.postMessage(list, [
    list.text.buffer as ArrayBuffer,
    list.counts.buffer as ArrayBuffer,
  ]);
});
