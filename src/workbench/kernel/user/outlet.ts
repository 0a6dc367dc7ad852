/**
 * Where user code's output leaves the main thread: each piece goes to the I/O worker at once, so that a
 * cell that then computes for minutes has already been heard. Order is kept by the one port. The budget
 * makes the thread wait when clients are far behind.
 */
import type { MessagePort } from "node:worker_threads";
import { messageCost, type Budget, type StreamName, type ToIo } from "../link.js";
import { currentCell } from "./cell-context.js";

/**
 * Longest piece of text in one message: a longer one is cut, so that the budget can work, and because ZeroMQ
 * holds a thousand messages for each client that has stopped reading, whatever their size.
 */
const pieceLength = 64 * 1024;

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
    for (let start = 0; start < text.length;) {
      const piece = pieceAt(text, start);
      start += piece.length;
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

/** The next piece; never cut between the halves of a character, which alone are no text. */
function pieceAt(text: string, start: number): string {
  const end = start + pieceLength;
  const last = end < text.length ? text.charCodeAt(end - 1) : 0;
  return text.slice(start, last >= 0xd800 && last <= 0xdbff ? end - 1 : end);
}
