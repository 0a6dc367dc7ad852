/**
 * The cells of one run: which are sent, how each ended, what that means for the run, and the cells with
 * their outputs at the end. Between the session, which only knows code and messages, and the executor's
 * door.
 */
import type { Cell, CodeCell, ErrorOutput, Output } from "../document/notebook.js";
import { hasTag } from "../document/tags.js";
import { CellError, KernelError, printed, type CellFailure } from "./error.js";
import type { CellReport, ExecuteOptions, Execution } from "./execution.js";
import { failureOf } from "./failure.js";
import type { CellOutcome, Session } from "./session.js";

/** One cell that was sent to the kernel. */
interface Sent {
  readonly index: number;
  readonly cell: CodeCell;
  readonly request: string;
  readonly outcome: CellOutcome;
  /** Why it failed, allowed or not, as an error output. */
  readonly failure: ErrorOutput | undefined;
  readonly durationMs: number;
  /** Error outputs when the cell was over; more of them later come from its timers. */
  readonly errorsAtEnd: number;
}

/** Stock tslab refuses whatever comes within 200 ms of an error. */
const attempts = 4;
const pauseMs = 150;

/** True for cells that go to the kernel: code, not empty, not tagged `skip-execution`. */
export function isRunnable(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code" && cell.source.trim() !== "" && !hasTag(cell, "skip-execution");
}

export class CellsRun {
  readonly #sent = new Map<string, Sent>();

  constructor(
    readonly session: Session,
    readonly all: readonly Cell[],
    readonly options: ExecuteOptions & { readonly path: string },
  ) {}

  /** Runs one cell and keeps how it ended. */
  async one(cell: CodeCell, index: number): Promise<void> {
    const { timeoutMs, signal } = this.options;
    const began = performance.now();
    const expected = this.options.allowErrors === true || hasTag(cell, "raises-exception");
    for (let attempt = 1; ; attempt++) {
      const { request, outcome } = this.session.start(cell.source, {
        stopOnError: !expected,
        timeoutMs,
        signal,
      });
      const ended = await outcome;
      if (ended.status === "aborted" && attempt < attempts) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        continue;
      }
      const { process } = this.session.kernel;
      const lastWords = process.running ? "" : process.printed();
      this.#sent.set(cell.id, {
        index,
        cell,
        request,
        outcome: ended,
        failure: failureOf(ended, timeoutMs, lastWords),
        durationMs: performance.now() - began,
        errorsAtEnd: this.session.run(request).errors,
      });
      return;
    }
  }

  /** True when no further cell shall run. */
  over(): boolean {
    return this.options.signal?.aborted === true || this.#failed() !== undefined;
  }

  /** One report for each code cell. */
  reports(): CellReport[] {
    return this.all.flatMap((cell, index) =>
      cell.cell_type === "code" ? [this.#report(cell, index)] : [],
    );
  }

  /** The cells with their outputs; those that were not sent are as they were. */
  cells(): Cell[] {
    return this.all.map((cell) => {
      const sent = this.#sent.get(cell.id);
      if (sent === undefined) return cell;
      const { executionCount, times } = this.session.run(sent.request);
      return {
        ...sent.cell,
        execution_count: executionCount,
        outputs: this.#outputs(sent),
        metadata: { ...cell.metadata, execution: { ...times } },
      };
    });
  }

  /** What the run amounts to. */
  verdict(): Pick<Execution, "status" | "failed" | "error"> {
    const sent = this.#failed();
    if (sent === undefined) {
      return this.options.signal?.aborted === true ? { status: "interrupted" } : { status: "ok" };
    }
    const failure = this.#describe(sent);
    const failed = this.#report(sent.cell, sent.index);
    switch (sent.outcome.status) {
      case "died":
        return { status: "kernel-died", failed, error: new KernelError(failure) };
      case "timeout":
      case "interrupted":
        return { status: sent.outcome.status, failed, error: new CellError(failure) };
      default:
        return { status: "error", failed, error: new CellError(failure) };
    }
  }

  /** The first cell whose failure ends the run; an error of a timer counts for the cell that started it. */
  #failed(): Sent | undefined {
    return [...this.#sent.values()].find((sent) => this.#isFatal(sent));
  }

  #isFatal(sent: Sent): boolean {
    const { outcome } = sent;
    if (outcome.status === "died" || outcome.status === "interrupted") return true;
    if ("alive" in outcome && !outcome.alive) return true;
    if (this.options.allowErrors === true) return false;
    if (outcome.status === "ok" || outcome.status === "error") {
      return (
        !hasTag(sent.cell, "raises-exception") && (sent.failure ?? this.#late(sent)) !== undefined
      );
    }
    return true;
  }

  /** The first error that came after the cell was over. */
  #late({ request, errorsAtEnd }: Sent): ErrorOutput | undefined {
    const run = this.session.run(request);
    if (run.errors <= errorsAtEnd) return undefined;
    return run.outputs.filter((output) => output.output_type === "error")[errorsAtEnd];
  }

  #outputs(sent: Sent): Output[] {
    const outputs = [...this.session.run(sent.request).outputs];
    const isShown =
      sent.outcome.status === "error" && outputs.some(({ output_type }) => output_type === "error");
    return sent.failure === undefined || isShown ? outputs : [...outputs, sent.failure];
  }

  #report(cell: CodeCell, index: number): CellReport {
    const base = { cell: index + 1, id: cell.id };
    const sent = this.#sent.get(cell.id);
    if (sent === undefined) {
      return { ...base, status: isRunnable(cell) ? "not-run" : "skipped", durationMs: 0 };
    }
    const durationMs = Math.round(sent.durationMs * 10) / 10;
    const isTimeout = sent.outcome.status === "timeout";
    const failed = (sent.failure ?? this.#late(sent)) !== undefined;
    const status = !failed
      ? "ok"
      : !this.#isFatal(sent)
        ? "allowed-error"
        : isTimeout
          ? "timeout"
          : "error";
    return { ...base, status, durationMs };
  }

  #describe(sent: Sent): CellFailure {
    const { ename, evalue, traceback } = (sent.failure ?? this.#late(sent))!;
    const { outputs, executionCount } = this.session.run(sent.request);
    return {
      notebook: this.options.path,
      cell: sent.index + 1,
      cellId: sent.cell.id,
      executionCount,
      source: sent.cell.source,
      ename,
      evalue,
      traceback,
      streams: printed(outputs),
    };
  }
}
