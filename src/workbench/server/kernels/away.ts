/**
 * What a page missed while it was away: messages of a kernel kept for one session, in order, within
 * bounds. Pure. Beyond the bounds the oldest output goes first; replies, results, errors and statuses are
 * kept as long as there is output to give up. How many were given up is said at the replay.
 */
import type { Relayed } from "./relayed.js";

export interface AwayLimits {
  readonly messages: number;
  readonly bytes: number;
}

export const defaultAwayLimits: AwayLimits = { messages: 20_000, bytes: 16 * 1024 * 1024 };

/** Output that was given up: how many messages, and the request of the last. */
export interface Lost {
  readonly count: number;
  readonly parent: Relayed["parent"];
}

const output = new Set(["stream", "display_data", "update_display_data"]);

export class Away {
  readonly #limits: AwayLimits;
  /** Holes are messages that were given up. */
  #kept: (Relayed | undefined)[] = [];
  #nextOutput = 0;
  #messages = 0;
  #bytes = 0;
  #lost: Lost | undefined;

  constructor(limits: AwayLimits = defaultAwayLimits) {
    this.#limits = limits;
  }

  keep(message: Relayed): void {
    this.#kept.push(message);
    this.#messages += 1;
    this.#bytes += message.size;
    while (this.#messages > this.#limits.messages || this.#bytes > this.#limits.bytes) {
      if (!this.#giveUp()) break;
    }
    if (this.#kept.length > 2 * this.#messages + 1000) {
      this.#kept = this.#kept.filter((each) => each !== undefined);
      this.#nextOutput = 0;
    }
  }

  /** All that is kept, and whose output was given up and how many messages of it. */
  take(): { readonly messages: readonly Relayed[]; readonly lost?: Lost } {
    const messages = this.#kept.filter((each) => each !== undefined);
    const lost = this.#lost;
    this.#kept = [];
    this.#nextOutput = this.#messages = this.#bytes = 0;
    this.#lost = undefined;
    return lost === undefined ? { messages } : { messages, lost };
  }

  /** Gives up the oldest output, or the oldest message where there is no output; false where nothing is. */
  #giveUp(): boolean {
    while (this.#nextOutput < this.#kept.length && !isOutput(this.#kept[this.#nextOutput]))
      this.#nextOutput += 1;
    let at = this.#nextOutput;
    if (at >= this.#kept.length) at = this.#kept.findIndex((each) => each !== undefined);
    const given = this.#kept[at];
    if (given === undefined) return false;
    this.#kept[at] = undefined;
    this.#messages -= 1;
    this.#bytes -= given.size;
    this.#lost = { count: (this.#lost?.count ?? 0) + 1, parent: given.parent };
    return true;
  }
}

const isOutput = (message: Relayed | undefined): boolean =>
  message !== undefined && output.has(message.header.msg_type);
