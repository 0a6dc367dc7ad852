/**
 * What a headless run takes and gives: the words that the executor shares with its callers. Types only.
 */
import type { Notebook } from "../document/notebook.js";
import type { CellError, KernelError } from "./error.js";
import type { ParameterValues } from "./parameters.js";

export interface ExecuteOptions {
  /** Names the notebook in messages. */
  readonly path?: string;
  /** The kernel's working directory. */
  readonly cwd: string;
  /** A kernelspec's name; the notebook's own where it is left out. */
  readonly kernelName?: string;
  /** The longest that one cell may take; no limit where it is left out. */
  readonly timeoutMs?: number;
  /** The longest that the kernel may take to get ready (default 60 s). */
  readonly startupTimeoutMs?: number;
  /** Run on after a cell has failed. */
  readonly allowErrors?: boolean;
  readonly parameters?: ParameterValues;
  /** More environment variables for the kernel. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the run: the kernel is interrupted, what has been run is returned. */
  readonly signal?: AbortSignal;
}

export type Progress =
  | { readonly step: "kernel"; readonly kernel: string; readonly total: number }
  | { readonly step: "note"; readonly text: string }
  /** `cell` counts from 1 over all cells, `done` the code cells that are finished, of `total`. */
  | {
      readonly step: "start" | "end";
      readonly cell: number;
      readonly done: number;
      readonly total: number;
    };

export type ExecutionStatus = "ok" | "error" | "timeout" | "kernel-died" | "interrupted";

/** What became of one cell. */
export interface CellReport {
  /** The cell's place in the notebook, from 1. */
  readonly cell: number;
  readonly id: string;
  readonly status: "ok" | "error" | "allowed-error" | "timeout" | "skipped" | "not-run";
  readonly durationMs: number;
}

export interface Execution {
  /** The notebook with the outputs of all cells that were run; the others are as they were. */
  readonly notebook: Notebook;
  readonly status: ExecutionStatus;
  /** One report for each code cell. */
  readonly cells: readonly CellReport[];
  /** The first cell that failed, where one did. */
  readonly failed?: CellReport;
  /** Why the run is not "ok". */
  readonly error?: CellError | KernelError;
  readonly kernelName: string;
  readonly durations: { readonly startupMs: number; readonly totalMs: number };
  /** What a person should know though nothing failed. */
  readonly notes: readonly string[];
}
