/**
 * The I/O worker: sockets, heartbeat, control and the request queue, in a thread that user code cannot
 * block. Starts the compiler process before it loads the rest (`serve.js`), because that takes longest.
 */
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { startCompiler } from "../compiler/client.js";
import type { WorkerStart } from "./serve.js";

const start = workerData as WorkerStart;
// Past every capture, and without waiting for the main thread, which is what `console` would do here.
const log = (text: string) => void writeSync(2, `tidebook kernel: ${text}\n`);
const compiler = startCompiler({ cwd: start.cwd, strict: start.strict, log });

const { serve } = await import("./serve.js");
await serve(start, compiler, log);
