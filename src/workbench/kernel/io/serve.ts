/**
 * The I/O worker's second half, loaded while the compiler process starts: binds the sockets and answers.
 */
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import type { MessagePort } from "node:worker_threads";
import { folders } from "../../../base/paths.js";
import { bindChannels } from "../../protocol/channels.js";
import { readConnection } from "../../protocol/connection.js";
import type { Compiler } from "../compiler/contract.js";
import { Budget, type IoStart } from "../link.js";
import { Service } from "./service.js";

/** What the main thread hands the worker: how to start, and the port between them. */
export type WorkerStart = IoStart & { readonly port: MessagePort };

/** Serves clients until the kernel ends. */
export async function serve(
  start: WorkerStart,
  compiler: Compiler,
  log: (text: string) => void,
): Promise<void> {
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
    connectionFile: start.connectionFile,
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
}
