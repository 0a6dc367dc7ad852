/**
 * Runs a notebook from top to bottom without a person: document in, document with outputs out. Used by
 * `tidebook run` and `tidebook report`. Behaves as nbclient does (tags `raises-exception` and
 * `skip-execution`, empty cells not sent, times in `metadata.execution`, input refused) and returns what
 * has been run also when a cell failed, the kernel died or the run was stopped: then `error` says why.
 * Reads and writes no files.
 */
import { InputError } from "../../base/check.js";
import type { JsonObject } from "../../base/mime.js";
import type { Notebook, NotebookMetadata } from "../document/notebook.js";
import { CellsRun, isRunnable } from "./cells-run.js";
import type { ExecuteOptions, Execution } from "./execution.js";
import { chooseKernel } from "./kernel-choice.js";
import { startKernel, type KernelClient } from "./kernel-client.js";
import { listDeclared, prepareParameters } from "./parameters.js";
import { Session } from "./session.js";

export type * from "./execution.js";

const defaultStartupTimeoutMs = 60_000;

/**
 * Runs every code cell of a notebook in a fresh kernel.
 *
 * @throws KernelError where there is no such kernel or it cannot start
 * @throws InputError where a parameter is unknown or of the wrong type
 */
export async function execute(notebook: Notebook, options: ExecuteOptions): Promise<Execution> {
  const began = performance.now();
  const path = options.path ?? "notebook";
  const spec = await chooseKernel(notebook, options.kernelName, path);
  const kernel = await startKernel(spec, {
    path,
    cwd: options.cwd,
    keepsHistory: false,
    startupTimeoutMs: options.startupTimeoutMs ?? defaultStartupTimeoutMs,
    ...(options.environment && { env: options.environment }),
    ...(options.signal && { signal: options.signal }),
  });
  try {
    const startupMs = performance.now() - began;
    const prepared = await prepareParameters(notebook, kernel, options.parameters ?? {}, path);
    for (const text of prepared.notes) options.onProgress?.({ step: "note", text });
    const run = new CellsRun(new Session(kernel), prepared.notebook.cells, { ...options, path });
    await runCells(run, prepared.notebook, kernel, options);
    await kernel.shutdown();
    const { status, error, failed } = run.verdict();
    if (error !== undefined && isTypeErrorOf(prepared.injected, failed?.id, error)) {
      const takes = listDeclared(prepared.declared);
      throw new InputError(
        `${path}: parameters of a wrong type; expected ${takes}\n${error.message}`,
        { cause: error },
      );
    }
    return {
      notebook: {
        ...prepared.notebook,
        metadata: withKernel(notebook.metadata, kernel),
        cells: run.cells(),
      },
      status,
      cells: run.reports(),
      ...(failed && { failed }),
      ...(error && { error }),
      kernelName: spec.name,
      durations: { startupMs, totalMs: performance.now() - began },
      notes: prepared.notes,
    };
  } finally {
    await kernel.kill();
  }
}

async function runCells(
  run: CellsRun,
  { cells }: Notebook,
  kernel: KernelClient,
  options: ExecuteOptions,
): Promise<void> {
  const total = cells.filter(isRunnable).length;
  let done = 0;
  options.onProgress?.({ step: "kernel", kernel: kernel.spec.name, total });
  for (const [index, cell] of cells.entries()) {
    if (!isRunnable(cell) || run.over()) continue;
    options.onProgress?.({ step: "start", cell: index + 1, done, total });
    await run.one(cell, index);
    options.onProgress?.({ step: "end", cell: index + 1, done: ++done, total });
  }
}

/** Metadata with the language as the kernel tells it, and the kernel where the notebook names none. */
function withKernel(metadata: NotebookMetadata, { spec, info }: KernelClient): NotebookMetadata {
  const { name, display_name, language } = spec;
  const language_info = info["language_info"] as (JsonObject & { name: string }) | undefined;
  return {
    ...metadata,
    ...(metadata.kernelspec?.name !== name && { kernelspec: { name, display_name, language } }),
    ...(language_info && { language_info }),
  };
}

/** True when the compiler refused the injected values. */
function isTypeErrorOf(
  injected: string | undefined,
  failed: string | undefined,
  error: Execution["error"],
): boolean {
  return (
    injected !== undefined && injected === failed && error?.failure?.ename === "TypeScriptError"
  );
}
