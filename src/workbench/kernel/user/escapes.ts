/**
 * Errors that no cell can catch: thrown in a timer or an event listener, rejected without a handler. They
 * reach the cell that started them as an `error` output, and never end the kernel. `process.exit()` in a
 * cell is such an error too: the client ends kernels, cells do not.
 */
import type { ErrorReport } from "../link.js";
import { currentCell } from "./cell-context.js";
import type { Outlet } from "./outlet.js";
import { toErrorReport } from "./traceback.js";

/** A cell called `process.exit`. */
export class ProcessExit extends Error {
  override name = "ProcessExit";
}

/**
 * Sends escaped errors to their cells from now on. Node asks its events first whether somebody listens; this
 * answers for them, because packages (Emscripten's output does) add listeners that throw again, and user
 * code may remove all listeners: either would end the process.
 */
export function catchEscapes(outlet: Outlet): void {
  const escape = (thrown: unknown) => {
    const cell = currentCell();
    const error: ErrorReport = toErrorReport(thrown);
    cell.escaped = error;
    outlet.send({ type: "error", cell: cell.id, error });
  };
  const emit = process.emit.bind(process) as (event: string, ...args: unknown[]) => boolean;
  const answering = (event: string, ...args: unknown[]): boolean => {
    if (event !== "uncaughtException" && event !== "unhandledRejection")
      return emit(event, ...args);
    escape(args[0]);
    try {
      emit(event, ...args);
    } catch (problem) {
      if (problem !== args[0]) escape(problem);
    }
    return true;
  };
  process.emit = answering as typeof process.emit;
  process.exit = ((code?: number) => {
    throw new ProcessExit(
      `process.exit(${code ?? ""}): called in a cell; expected the client to end the kernel; shut down or restart it there`,
    );
  }) as typeof process.exit;
}
