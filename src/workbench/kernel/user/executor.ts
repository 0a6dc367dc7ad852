/**
 * Runs compiled cells in the main thread, one after the other, over one `exports` object that all cells
 * share. A run ends exactly once: with its value, with an error, or because it was given up. When V8
 * terminates a cell its promise never settles, so giving up does not wait for it. Compiling is not done here.
 */
import { join } from "node:path";
import { types } from "node:util";
import vm from "node:vm";
import type { Done, Run } from "../link.js";
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
  #current:
    { readonly run: Run; readonly before: ReadonlyMap<string, PropertyDescriptor> } | undefined;

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  /** Runs a cell; its end is reported, never thrown. */
  run(run: Run): void {
    const cell = this.#contexts.get(run.cell) ?? { id: run.cell, label: run.label };
    this.#contexts.clear();
    this.#contexts.set(run.cell, cell);
    this.#current = { run, before: this.#descriptors(run.names) };
    runAs(cell, () => {
      // Inside, because entering the first context switches Node's hooks on.
      tolerateTerminations();
      this.#evaluate(run).then(
        (result) => this.#finish(run, succeeded(run, result, cell)),
        (thrown: unknown) =>
          this.#finish(run, {
            type: "done",
            id: run.id,
            status: "error",
            error: toErrorReport(thrown),
          }),
      );
    });
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

  async #evaluate(run: Run): Promise<Done["result"]> {
    const { cwd, modules } = this.#options;
    const fileName = join(cwd, `[cell ${run.id}].js`);
    rememberScript(fileName, { label: run.label, source: run.source, sourceMap: run.sourceMap });
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
    // No value travels through an async return: it would be taken for a promise if it has a `then`.
    let value = this.#take(run.resultName);
    if (types.isPromise(value)) value = await value;
    // Promises that were rejected and callbacks that were queued during the cell are still the cell's.
    await new Promise((resolve) => setImmediate(resolve));
    return value === undefined ? undefined : present(value);
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

  #descriptors(names: readonly string[]): Map<string, PropertyDescriptor> {
    const found = new Map<string, PropertyDescriptor>();
    for (const name of names) {
      const descriptor = Object.getOwnPropertyDescriptor(this.#exports, name);
      if (descriptor !== undefined) found.set(name, descriptor);
    }
    return found;
  }

  #definedSince(
    before: ReadonlyMap<string, PropertyDescriptor>,
    names: readonly string[],
  ): string[] {
    return names.filter((name) => {
      const now = Object.getOwnPropertyDescriptor(this.#exports, name);
      const then = before.get(name);
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
