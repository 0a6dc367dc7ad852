/**
 * `await prompt("…")` and `await password("…")`: a question to the person at the client (`input_request`).
 * A client that cannot answer refuses, and the promise rejects with InputRefused.
 */
import { currentCell } from "./cell-context.js";
import type { Outlet } from "./outlet.js";

/** The client does not take questions. */
export class InputRefused extends Error {
  override name = "InputRefused";
}

interface Waiting {
  readonly resolve: (value: string) => void;
  readonly reject: (problem: Error) => void;
}

export class Prompts {
  readonly #outlet: Outlet;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  /** Asks; resolves with the line that the person typed. */
  ask(text: unknown, password: boolean): Promise<string> {
    const id = (this.#count += 1);
    const prompt = text === undefined ? "" : String(text);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#outlet.send({ type: "ask", cell: currentCell().id, id, prompt, password });
    });
  }

  /** The client's answer, or why there is none. */
  answer({
    id,
    value,
    refused,
  }: {
    readonly id: number;
    readonly value?: string;
    readonly refused?: string;
  }): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (refused !== undefined) waiting?.reject(new InputRefused(refused));
    else waiting?.resolve(value ?? "");
  }
}
