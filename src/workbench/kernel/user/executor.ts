/**
 * Runs compiled cells in the main thread, one after the other, over one `exports` object that all cells
 * share. A run ends exactly once: with its value, with an error, or because it was given up. When V8
 * terminates a cell its promise never settles, so giving up does not wait for it. Compiling is not done here.
 */
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { types } from "node:util";
import vm from "node:vm";
import type { Done, ErrorReport, Run } from "../link.js";
import { clearAsyncStack, tolerateTerminations } from "./async-stack.js";
import { runAs, type CellContext } from "./cell-context.js";
import type { Modules } from "./modules.js";
import { present } from "./present.js";
import { rememberScript } from "./stack.js";
import { toErrorReport } from "./traceback.js";

type CellFunction = (
  exports: object,
  require: unknown,
  load: unknown,
  fileName: string,
  folder: string,
  deno: object,
) => unknown;

/** Where a run leaves its value. */
interface Value {
  result?: Done["result"];
}

export interface ExecutorOptions {
  readonly cwd: string;
  readonly modules: Modules;
  /** What cells see as `Deno`. */
  readonly deno: object;
  readonly report: (done: Done) => void;
}

export class Executor {
  readonly #options: ExecutorOptions;
  /** What the cells have declared. */
  readonly #exports: Record<string, unknown> = {};
  readonly #contexts = new Map<number, CellContext>();
  #current: { readonly run: Run; before: readonly (PropertyDescriptor | undefined)[] } | undefined;

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  /** Runs a cell; its end is reported, never thrown. */
  run(run: Run): void {
    const cell = this.#contexts.get(run.cell) ?? { id: run.cell, label: run.label };
    void runAs(cell, () => this.#toItsEnd(run, cell));
  }

  /** Awaits and catches, because user code may have replaced `then` and any global: an answer must go out. */
  async #toItsEnd(run: Run, cell: CellContext): Promise<void> {
    const value: Value = {};
    let thrown: { readonly error: ErrorReport } | undefined;
    try {
      this.#contexts.clear();
      this.#contexts.set(run.cell, cell);
      this.#current = { run, before: [] };
      this.#current.before = this.#descriptors(run.names);
      // Inside, because entering the first context switches Node's hooks on.
      tolerateTerminations();
      await this.#evaluate(run, value);
    } catch (problem) {
      thrown = { error: toErrorReport(problem) };
    }
    if (thrown === undefined) this.#finish(run, succeeded(run, value.result, cell));
    else this.#finish(run, { type: "done", id: run.id, status: "error", ...thrown });
  }

  /** Gives up the run under way, if any: an await that never ends, or code that V8 has terminated. */
  abandon(): void {
    clearAsyncStack();
    if (this.#current === undefined) return;
    const { run } = this.#current;
    this.#finish(run, { type: "done", id: run.id, status: "interrupted" });
  }

  /** The cell under way. */
  get busyWith(): number | undefined {
    return this.#current?.run.cell;
  }

  /** The value goes into a box: an async return would ask it (and what Object.prototype has become) for `then`. */
  async #evaluate(run: Run, into: Value): Promise<void> {
    const { cwd, modules } = this.#options;
    const fileName = join(cwd, `[cell ${run.id}].js`);
    const { source, sourceMap } = run;
    rememberScript(fileName, { name: `cell [${run.label}]`, source, sourceMap });
    await modules.prepare(run.imports, run.sideModules);
    const { require, __import } = modules.toolsFor(cwd, fileName);
    const script = new vm.Script(
      `(${run.async ? "async " : ""}function (exports, require, __import, __filename, __dirname, Deno) {\n${run.code}\n})`,
      {
        filename: fileName,
        lineOffset: -1,
        importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      },
    );
    const body = script.runInThisContext() as CellFunction;
    const returned = body.call(
      undefined,
      this.#exports,
      require,
      __import,
      fileName,
      cwd,
      this.#options.deno,
    );
    if (run.async) await returned;
    let value = this.#take(run.resultName);
    if (types.isPromise(value)) value = await value;
    // Promises that were rejected and callbacks that were queued during the cell are still the cell's.
    await nextTurn();
    if (value === undefined) return;
    const presented = present(value);
    into.result = types.isPromise(presented) ? await presented : presented;
  }

  #take(resultName: string | undefined): unknown {
    if (resultName === undefined) return undefined;
    const value = this.#exports[resultName];
    delete this.#exports[resultName];
    return value;
  }

  #finish(run: Run, done: Done): void {
    if (this.#current?.run !== run) return;
    const { before } = this.#current;
    this.#current = undefined;
    const defined = done.status === "ok" ? {} : { defined: this.#definedSince(before, run.names) };
    this.#options.report({ ...done, ...defined });
  }

  #descriptors(names: readonly string[]): (PropertyDescriptor | undefined)[] {
    return names.map((name) => Object.getOwnPropertyDescriptor(this.#exports, name));
  }

  #definedSince(
    before: readonly (PropertyDescriptor | undefined)[],
    names: readonly string[],
  ): string[] {
    const after = this.#descriptors(names);
    return names.filter((_, index) => {
      const [now, then] = [after[index], before[index]];
      return (
        now !== undefined &&
        (then === undefined || now.get !== then.get || !Object.is(now.value, then.value))
      );
    });
  }
}

/** A run that came to its end; an error that escaped in a timer meanwhile still makes it fail. */
function succeeded(run: Run, result: Done["result"], cell: CellContext): Done {
  if (cell.escaped !== undefined) {
    return { type: "done", id: run.id, status: "error", error: cell.escaped, published: true };
  }
  return { type: "done", id: run.id, status: "ok", ...(result === undefined ? {} : { result }) };
}
