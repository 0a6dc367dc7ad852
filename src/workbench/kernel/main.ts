/**
 * The kernel's entry: `node --no-force-async-hooks-checks main.js <connection-file> [--no-strict]`. Starts
 * the I/O worker before anything else is loaded, because it answers clients while the rest of this thread
 * gets ready for user code. `parseKernelArguments` says what the options are.
 */
import { MessageChannel, Worker } from "node:worker_threads";
import { parseKernelArguments } from "./arguments.js";
import { Budget, type IoStart } from "./link.js";

const exit = process.exit.bind(process);
const { connectionFile, strict } = parseKernelArguments(process.argv.slice(2));
const cwd = process.cwd();
const budget = new Budget();
const { port1, port2 } = new MessageChannel();
const start: IoStart & { port: unknown } = {
  connectionFile,
  strict,
  cwd,
  budget: budget.shared,
  port: port2,
};
const worker = new Worker(new URL("./io/worker.js", import.meta.url), {
  workerData: start,
  transferList: [port2],
});
worker.on("error", (problem) => {
  process.stderr.write(`tidebook kernel: ${problem.message}\n`);
  exit(3);
});

const { serveUserCode } = await import("./user/main-thread.js");
serveUserCode(port1, budget, cwd);
