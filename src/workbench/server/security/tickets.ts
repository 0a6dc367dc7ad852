/**
 * Tickets: addresses that let in one browser, once, and soon. The command line opens the browser with one
 * instead of the token, since every program of the machine can read another's arguments.
 */
import { createHash } from "node:crypto";
import { newToken } from "./token.js";

const lifetimeMs = 2 * 60 * 1000;

export class Tickets {
  /** Digests of what was given out, and until when it counts: a lookup then tells nothing by its time. */
  readonly #open = new Map<string, number>();

  /** A new ticket. */
  issue(nowMs = Date.now()): string {
    const ticket = newToken();
    this.#open.set(digest(ticket), nowMs + lifetimeMs);
    return ticket;
  }

  /** Whether a ticket counts; it does not a second time. */
  take(ticket: string, nowMs = Date.now()): boolean {
    const untilMs = this.#open.get(digest(ticket));
    this.#open.delete(digest(ticket));
    return untilMs !== undefined && nowMs <= untilMs;
  }
}

const digest = (ticket: string) => createHash("sha256").update(ticket).digest("hex");
