/**
 * The I/O worker: sockets, heartbeat, control and the request queue, in a thread that user code cannot
 * block. Starts the compiler process first, because that takes longest, then binds the sockets and answers.
 */
import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { workerData, type MessagePort } from "node:worker_threads";
import { folders } from "../../../base/paths.js";
import { bindChannels } from "../../protocol/channels.js";
import { readConnection } from "../../protocol/connection.js";
import { startCompiler } from "../compiler/client.js";
import { Budget, type IoStart } from "../link.js";
import { Service } from "./service.js";

const start = workerData as IoStart & { port: MessagePort };
// Past every capture, and without waiting for the main thread, which is what `console` would do here.
const log = (text: string) => void writeSync(2, `tidebook kernel: ${text}\n`);
const compiler = startCompiler({ cwd: start.cwd, strict: start.strict, log });
const connection = await readConnection(start.connectionFile);
const channels = await bindChannels(connection, (problem, channel) => {
  log(
    `${channel}: ignored a message: ${problem instanceof Error ? problem.message : String(problem)}`,
  );
});
const require = createRequire(import.meta.url);
const version = (path: string) => (require(path) as { version: string }).version;

const service = new Service({
  channels,
  connection,
  compiler,
  port: start.port,
  budget: new Budget(start.budget),
  session: randomUUID(),
  historyFolder: process.env["TIDEBOOK_HISTORY"] === "off" ? undefined : folders().history,
  versions: {
    tidebook: version("../../../../package.json"),
    typescript: version("@tslab/typescript-for-tslab/package.json"),
  },
  log,
});
service.serve();
