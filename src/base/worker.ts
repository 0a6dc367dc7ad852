/**
 * Starting a worker thread from a module that lies beside its caller. In the sources (tests, benchmarks) the
 * built file of dist/ takes its place: a worker thread of Node reads no TypeScript. Left out: what the two
 * sides say to each other.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Starts a worker.
 *
 * @param module `new URL("./search-worker.js", import.meta.url)`: the compiled name, also in the sources
 * @throws Error where the sources are used and dist/ was not built
 */
export function startWorker(module: URL, options: WorkerOptions = {}): Worker {
  let file = fileURLToPath(module);
  if (!existsSync(file)) file = file.replace(/([\\/])src([\\/](?!.*[\\/]src[\\/]))/, "$1dist$2");
  if (!existsSync(file)) throw new Error(`${file} is not built; run npm run build`);
  // The process' own arguments (`--input-type=module -e …`) are about another program.
  return new Worker(file, { execArgv: [], ...options });
}
