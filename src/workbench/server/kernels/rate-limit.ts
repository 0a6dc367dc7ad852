/**
 * How much output a kernel may send to its pages in a time: a runaway loop must not freeze the tab that
 * would stop it. Pure but for the clock it is given. As in Jupyter Server a window slides over the last
 * seconds, counts begin anew when a cell is over, and what is too much is left out with one notice; what a
 * page needs to stay right (status, results, errors, comms that open or close) always passes.
 */
import type { JsonObject } from "../../../base/mime.js";
import type { Relayed } from "./relayed.js";

export interface RateLimits {
  readonly messagesPerSecond: number;
  /** Of printed text. */
  readonly bytesPerSecond: number;
  readonly windowMs: number;
}

export const defaultRateLimits: RateLimits = {
  messagesPerSecond: 1000,
  bytesPerSecond: 1_000_000,
  windowMs: 3000,
};

/** What happens to a message; a notice is shown once each time the limit is hit. */
export type Verdict = { readonly pass: boolean; readonly notice?: string };

const countsNot = new Set(["status", "comm_open", "comm_close", "execute_input", "iopub_welcome"]);
const mayBeLeftOut = new Set(["stream", "display_data", "update_display_data", "comm_msg"]);

export class RateLimit {
  readonly #limits: RateLimits;
  readonly #now: () => number;
  #passed: { readonly at: number; readonly bytes: number }[] = [];
  #first = 0;
  #bytes = 0;
  #exceeded = false;

  constructor(limits: RateLimits = defaultRateLimits, now: () => number = Date.now) {
    this.#limits = limits;
    this.#now = now;
  }

  /** A cell is over: what the next one prints is measured by itself. */
  reset(): void {
    this.#passed = [];
    this.#first = 0;
    this.#bytes = 0;
    this.#exceeded = false;
  }

  judge({ header, size }: Pick<Relayed, "header" | "size">): Verdict {
    const type = header.msg_type;
    if (countsNot.has(type)) return { pass: true };
    const { messagesPerSecond, bytesPerSecond, windowMs } = this.#limits;
    const now = this.#now();
    this.#forget(now - windowMs);
    const bytes = type === "stream" ? size : 0;
    const seconds = windowMs / 1000;
    const share = Math.max(
      rate(this.#passed.length - this.#first + 1, messagesPerSecond * seconds),
      rate(this.#bytes + bytes, bytesPerSecond * seconds),
    );
    const hit = share > 1 && !this.#exceeded;
    // Output comes again when there is some room, not message by message at the limit.
    if (share > 1) this.#exceeded = true;
    else if (share < 0.8) this.#exceeded = false;
    if (this.#exceeded && mayBeLeftOut.has(type))
      return hit ? { pass: false, notice: notice(this.#limits) } : { pass: false };
    this.#passed.push({ at: now, bytes });
    this.#bytes += bytes;
    return hit ? { pass: true, notice: notice(this.#limits) } : { pass: true };
  }

  #forget(before: number): void {
    for (; this.#first < this.#passed.length; this.#first += 1) {
      const { at, bytes } = this.#passed[this.#first]!;
      if (at > before) break;
      this.#bytes -= bytes;
    }
    if (this.#first > 4096) {
      this.#passed = this.#passed.slice(this.#first);
      this.#first = 0;
    }
  }
}

/** A limit of 0 is none. */
const rate = (amount: number, limit: number): number => (limit <= 0 ? 0 : amount / limit);

function notice({ messagesPerSecond, bytesPerSecond, windowMs }: RateLimits): string {
  const rates = `${messagesPerSecond} messages or ${bytesPerSecond} bytes of text per second`;
  return (
    `output rate exceeded: expected at most ${rates} over ${windowMs / 1000} s; ` +
    "some output of this cell is left out here, the cell itself goes on\n"
  );
}

/** The content of a notice as a page shows it. */
export const noticeContent = (text: string): JsonObject => ({ name: "stderr", text });
