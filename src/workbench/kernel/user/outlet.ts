/**
 * Where user code's output leaves the main thread: each piece goes to the I/O worker at once, so that a
 * cell that then computes for minutes has already been heard. Order is kept by the one port. The budget
 * makes the thread wait when clients are far behind.
 */
import type { MessagePort } from "node:worker_threads";
import { messageCost, type Budget, type StreamName, type ToIo } from "../link.js";
import { currentCell } from "./cell-context.js";

/** Longest piece of text in one message: a longer one is cut, so that the budget can work. */
const pieceLength = 1024 * 1024;

export class Outlet {
  readonly #port: MessagePort;
  readonly #budget: Budget;

  constructor(port: MessagePort, budget: Budget) {
    this.#port = port;
    this.#budget = budget;
  }

  /** Text on stdout or stderr, for the cell that is speaking. */
  stream(name: StreamName, text: string): void {
    const cell = currentCell().id;
    for (let start = 0; start < text.length; start += pieceLength) {
      const piece = text.length <= pieceLength ? text : text.slice(start, start + pieceLength);
      this.#budget.take(piece.length + messageCost);
      this.#port.postMessage({ type: "stream", cell, name, text: piece } satisfies ToIo);
    }
  }

  /** Anything else; `size` in characters counts against the budget and is given back by the worker. */
  send(message: ToIo, size = 0): void {
    if (size > 0) this.#budget.take(size);
    this.#port.postMessage(message);
  }
}
