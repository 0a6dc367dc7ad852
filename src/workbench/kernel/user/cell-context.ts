/**
 * Which cell is speaking: an AsyncLocalStorage follows each cell through its timers, promises and event
 * emitters, so late output and late errors still reach the cell that started them. Where the context is
 * lost (native callbacks without async resources) the cell started last answers for it.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { ErrorReport } from "../link.js";

/** A cell under way or finished. */
export interface CellContext {
  readonly id: number;
  /** What tracebacks call it. */
  readonly label: string;
  /** An error that left the cell's own control: thrown in a timer, or a rejection nobody handled. */
  escaped?: ErrorReport;
}

const storage = new AsyncLocalStorage<CellContext>();
let latest: CellContext = { id: 0, label: "*" };

/** Runs `body` as the cell. */
export function runAs<Result>(cell: CellContext, body: () => Result): Result {
  latest = cell;
  return storage.run(cell, body);
}

/** The cell whose code is running now, or else the one started last. */
export function currentCell(): CellContext {
  return storage.getStore() ?? latest;
}
