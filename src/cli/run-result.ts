/**
 * What `tidebook run` says about one notebook: the object that `--json` prints on a line of its own, the
 * line for a person, and the exit code. Pure; the shape of the object is part of the program's interface.
 */
import type { CellFailure, KernelError } from "../workbench/runner/error.js";
import type { CellReport, Execution } from "../workbench/runner/execute.js";

export type RunStatus =
  | "ok"
  /** A cell raised an error. */
  | "error"
  /** A cell ran longer than `--timeout`. */
  | "timeout"
  /** Stopped by Ctrl-C. */
  | "interrupted"
  /** The notebook, a parameter or the destination is not usable. */
  | "bad-input"
  /** The notebook was run, and its outputs could not be written. */
  | "not-written"
  | "kernel-not-started"
  | "kernel-died";

/** One line of `--json`. Times are milliseconds; cells are counted from 1 over all cells. */
export interface RunResult {
  /** As given on the command line. */
  readonly path: string;
  readonly status: RunStatus;
  /** Where the notebook with its outputs was written; null where it was not. */
  readonly output: string | null;
  /** The kernelspec's name; null where no kernel was started. */
  readonly kernel: string | null;
  /** Code cells by their end; `total` is their sum. */
  readonly cells: {
    readonly total: number;
    readonly ok: number;
    readonly failed: number;
    readonly allowedErrors: number;
    readonly skipped: number;
    readonly notRun: number;
  };
  /** The cell that ended the run; null where none did. */
  readonly failedCell: {
    readonly cell: number;
    readonly id: string;
    readonly executionCount: number | null;
    readonly source: string;
    readonly ename: string;
    readonly evalue: string;
    readonly traceback: readonly string[];
  } | null;
  /** The message as a person gets it; null where nothing failed. */
  readonly error: string | null;
  readonly durations: {
    readonly totalMs: number;
    readonly startupMs: number;
    readonly cells: readonly CellReport[];
  };
  readonly notes: readonly string[];
}

/** The result of a notebook that was run, at least in part. */
export function ranResult(path: string, execution: Execution, output: string | null): RunResult {
  const { cells, durations, error } = execution;
  const count = (...statuses: CellReport["status"][]) =>
    cells.filter(({ status }) => statuses.includes(status)).length;
  return {
    path,
    status: execution.status,
    output,
    kernel: execution.kernelName,
    cells: {
      total: cells.length,
      ok: count("ok"),
      failed: count("error", "timeout"),
      allowedErrors: count("allowed-error"),
      skipped: count("skipped"),
      notRun: count("not-run"),
    },
    failedCell: failedCell(error?.failure),
    error: error?.message ?? null,
    durations: {
      totalMs: Math.round(durations.totalMs),
      startupMs: Math.round(durations.startupMs),
      cells,
    },
    notes: execution.notes,
  };
}

/** The result of a notebook of which nothing was run. */
export function notRunResult(path: string, status: RunStatus, error: string): RunResult {
  return {
    path,
    status,
    output: null,
    kernel: null,
    cells: { total: 0, ok: 0, failed: 0, allowedErrors: 0, skipped: 0, notRun: 0 },
    failedCell: null,
    error,
    durations: { totalMs: 0, startupMs: 0, cells: [] },
    notes: [],
  };
}

function failedCell(failure: CellFailure | KernelError["failure"]): RunResult["failedCell"] {
  if (failure === undefined) return null;
  const { cell, cellId: id, executionCount, source, ename, evalue, traceback } = failure;
  return { cell, id, executionCount, source, ename, evalue, traceback };
}

/** The line for a person: `a.ipynb: ok, 12 cells in 3.2 s, written to done.ipynb`. */
export function resultLine({
  path,
  status,
  cells,
  durations,
  output,
  failedCell: failed,
}: RunResult): string {
  const seconds = `${(durations.totalMs / 1000).toFixed(1)} s`;
  const ran = cells.total - cells.skipped - cells.notRun;
  const count = `${ran} of ${cells.total} code cells in ${seconds}`;
  const allowed =
    cells.allowedErrors === 0 ? "" : `, ${cells.allowedErrors} with errors that are allowed`;
  const written = output === null ? "" : `, written to ${output}`;
  const words: Record<RunStatus, string> = {
    ok: `ok, ${count}${allowed}`,
    error: `cell ${failed?.cell} failed, ${count}`,
    timeout: `cell ${failed?.cell} took too long, ${count}`,
    interrupted: `stopped, ${count}`,
    "bad-input": "not run",
    "not-written": `not written, ${count}`,
    "kernel-not-started": "not run, the kernel could not start",
    "kernel-died": `the kernel died at cell ${failed?.cell}, ${count}`,
  };
  return `${path}: ${words[status]}${written}`;
}

/** 0 ok; 1 a cell failed; 2 bad input; 3 no kernel; 130 stopped by Ctrl-C. Of several the highest. */
export function exitCodeOf(results: readonly RunResult[]): number {
  const codes: Record<RunStatus, number> = {
    ok: 0,
    error: 1,
    timeout: 1,
    "bad-input": 2,
    "not-written": 2,
    "kernel-not-started": 3,
    "kernel-died": 3,
    interrupted: 130,
  };
  return Math.max(0, ...results.map(({ status }) => codes[status]));
}
