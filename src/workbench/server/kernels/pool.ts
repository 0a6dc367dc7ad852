/**
 * One warm kernel: started before anybody asks, so that a new notebook's first cell does not wait for the
 * compiler. Ours alone, and for one folder, because our compiler takes its folder at creation: first the
 * served root, then wherever a kernel was last wanted. Filled in the background when nothing else starts.
 * It is nobody's kernel and in no list.
 */
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { KernelRun } from "./run.js";

export interface PoolParts {
  /** Starts a run that waits for its taker. */
  readonly start: (cwd: string) => KernelRun;
  /** False while a start would take time from somebody who waits. */
  readonly quiet: () => boolean;
  readonly log: (line: string) => void;
  /** How long after a taking the next one is started, and how often a quiet moment is looked for. */
  readonly pauseMs?: number;
}

/** After so many looks it is made although a cell is running: that one may run for hours. */
const mostLooks = 15;
/** Starts that fail in a row before the pool stays empty. */
const mostFailures = 3;
/** What decides how the compiler reads cells, and so what it may not have read too early. */
const configurations = ["tsconfig.json", "package.json"];

export class Pool {
  readonly #parts: PoolParts;
  #warm: { readonly cwd: string; readonly run: KernelRun; readonly made: string } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #closed = false;

  constructor(parts: PoolParts) {
    this.#parts = parts;
  }

  /** The process that is warm or warming up, for tests and measurements. */
  get pid(): number | undefined {
    return this.#warm?.run.pid;
  }

  /** The warm run for a folder, if it is for that one; another is made for it afterwards either way. */
  take(cwd: string): KernelRun | undefined {
    const warm = this.#warm;
    this.#fillLater(cwd);
    if (warm === undefined) return undefined;
    this.#warm = undefined;
    if (warm.cwd === cwd && warm.made === configured(cwd)) return warm.run;
    void warm.run.stop(0);
    return undefined;
  }

  /** Starts the warm kernel now. */
  fill(cwd: string): void {
    if (this.#closed || this.#failures >= mostFailures) return;
    const run = this.#parts.start(cwd);
    const warm = { cwd, run, made: configured(cwd) };
    this.#warm = warm;
    const lost = (error: unknown) => {
      if (this.#warm !== warm) return;
      this.#warm = undefined;
      this.#failures += 1;
      this.#parts.log(`warm kernel: ${error instanceof Error ? error.message : String(error)}`);
      this.#fillLater(cwd);
    };
    run.ready.then(async () => {
      // One cell goes through compiler and executor, so that what they load is loaded.
      void run.ask("shell", "execute_request", silent("void 0;"));
      void run.ended.then(lost);
    }, lost);
    void run.ready.then(
      () => (this.#failures = 0),
      () => {},
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const warm = this.#warm;
    this.#warm = undefined;
    await warm?.run.stop(0);
  }

  #fillLater(cwd: string, looks = 0): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    const { pauseMs = 2000, quiet } = this.#parts;
    this.#timer = setTimeout(() => {
      if (!quiet() && looks < mostLooks) return this.#fillLater(cwd, looks + 1);
      if (this.#warm === undefined) this.fill(cwd);
    }, pauseMs);
    this.#timer.unref();
  }
}

/** An execute request that leaves no trace: no count, no history, nothing published. */
export function silent(code: string) {
  return {
    code,
    silent: true,
    store_history: false,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: false,
  };
}

/** When the configuration around a folder was last written. */
function configured(cwd: string): string {
  const times: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    for (const name of configurations) {
      const time = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
      if (time !== undefined) times.push(`${folder}/${name} ${time}`);
    }
    if (dirname(folder) === folder) return times.join("\n");
  }
}
