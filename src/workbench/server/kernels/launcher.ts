/**
 * How a kernel's run comes to be: the warm one where it fits, else a new process, when its turn in the queue
 * of starts has come.
 */
import { ownKernelName, type Kernelspec } from "../../protocol/kernelspecs.js";
import { Pool, silent } from "./pool.js";
import { KernelRun } from "./run.js";
import { StartQueue } from "./start-queue.js";

export interface LauncherOptions {
  readonly startupTimeoutMs?: number;
  /** How many start at once. Default: as many as there are processors. */
  readonly startsAtOnce?: number;
  /** Goes to every kernel. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
  /** True while a kernel works for somebody: a warm one would take time from it. */
  readonly isBusy: () => boolean;
}

export class Launcher {
  readonly #options: LauncherOptions;
  readonly #queue: StartQueue;
  #pool: Pool | undefined;

  constructor(options: LauncherOptions) {
    this.#options = options;
    this.#queue = new StartQueue(options.startsAtOnce);
  }

  /** The warm kernel's process. */
  get warmPid(): number | undefined {
    return this.#pool?.pid;
  }

  /** From now on a kernel of `spec`, ours, is kept warm; first for `cwd`. */
  keepWarm(spec: Kernelspec, cwd: string): void {
    const { log, isBusy } = this.#options;
    this.#pool = new Pool({
      start: (folder) => this.#start(spec, folder, undefined),
      quiet: () => this.#queue.idle && !isBusy(),
      log,
    });
    this.#pool.fill(cwd);
  }

  /** A run in `cwd`; `session` is what its kernel finds in JPY_SESSION_NAME. */
  launch(spec: Kernelspec, cwd: string, session: string | undefined): KernelRun {
    const warm = spec.name === ownKernelName ? this.#pool?.take(cwd) : undefined;
    if (warm === undefined) return this.#start(spec, cwd, session);
    if (session !== undefined) {
      const code = `process.env.JPY_SESSION_NAME = ${JSON.stringify(session)};`;
      void warm.ready.then(
        () => warm.ask("shell", "execute_request", silent(code)),
        () => {},
      );
    }
    return warm;
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }

  #start(spec: Kernelspec, cwd: string, session: string | undefined): KernelRun {
    const { startupTimeoutMs = 60_000, env, log } = this.#options;
    return new KernelRun({
      spec,
      cwd,
      env: { ...env, ...(session !== undefined && { JPY_SESSION_NAME: session }) },
      startupTimeoutMs,
      queue: this.#queue,
      log,
    });
  }
}
