/**
 * What a kernel is doing, read from what it publishes: busy or idle, and when it last did something for a
 * person. As in Jupyter Server the questions that pages ask by themselves (kernel_info, comm_info) do not
 * count: a kernel that is only looked at is idle. Pure but for the clock it is given.
 */
import { contentOf, type Relayed } from "./relayed.js";

/** As pages know it. */
export type ExecutionState = "starting" | "idle" | "busy" | "autorestarting" | "dead";

const asks = new Set([
  "execute_request",
  "complete_request",
  "inspect_request",
  "history_request",
  "is_complete_request",
]);

export class Activity {
  readonly #now: () => number;
  state: ExecutionState = "starting";
  lastActivityMs: number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.lastActivityMs = now();
  }

  /** Something happened that is no message: a start, an interrupt. */
  touch(): void {
    this.lastActivityMs = this.#now();
  }

  /** A message that the kernel published; true where it says that a cell is over. */
  hear(message: Relayed): boolean {
    const type = (message.parent as { msg_type?: string }).msg_type ?? "";
    const asked = asks.has(type);
    if (asked || this.state === "busy") this.touch();
    if (message.header.msg_type !== "status") return false;
    const state = contentOf(message)?.["execution_state"];
    if (asked && (state === "busy" || state === "idle")) this.state = state;
    return state === "idle" && type === "execute_request";
  }
}
