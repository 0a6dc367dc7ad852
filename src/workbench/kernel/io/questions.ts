/**
 * Questions from cells to the person (`input_request`), over the stdin channel of the client that asked
 * for the cell. Refused where that request does not allow it, or nobody asked.
 */
import type { KernelChannels } from "../../protocol/channels.js";
import { message } from "../../protocol/messages.js";
import type { Received } from "../../protocol/wire.js";
import type { ToIo } from "../link.js";
import type { UserThread } from "./user-thread.js";

type Ask = Extract<ToIo, { type: "ask" }>;

export class Questions {
  readonly #stdin: KernelChannels["stdin"];
  readonly #session: string;
  readonly #user: UserThread;
  /** Asked and not answered yet, oldest first; a client that names no request answers the oldest. */
  readonly #open = new Map<string, number>();

  constructor(stdin: KernelChannels["stdin"], session: string, user: UserThread) {
    this.#stdin = stdin;
    this.#session = session;
    this.#user = user;
  }

  async ask({ id, prompt, password }: Ask, request: Received | undefined): Promise<void> {
    if (request === undefined || request.message.content["allow_stdin"] !== true) {
      const why =
        request === undefined
          ? "the cell has ended; expected a cell that runs"
          : "nobody can answer here; expected a client that asks, such as the lab";
      this.#user.answer({
        type: "input",
        id,
        refused: `prompt: ${why}`,
      });
      return;
    }
    const asked = message(
      this.#session,
      "input_request",
      { prompt, password },
      request.message.header,
    );
    this.#open.set(asked.header.msg_id, id);
    await this.#stdin.send(asked, request.identities);
  }

  /** An `input_reply`. */
  receive({ message: { content, parent_header } }: Received): void {
    const named = (parent_header as { msg_id?: string }).msg_id ?? "";
    const key = this.#open.has(named) ? named : this.#open.keys().next().value;
    if (key === undefined) return;
    const id = this.#open.get(key)!;
    this.#open.delete(key);
    this.#user.answer({
      type: "input",
      id,
      value: typeof content["value"] === "string" ? content["value"] : "",
    });
  }

  /** Questions of a cell that has ended are nobody's any more. */
  forget(): void {
    this.#open.clear();
  }
}
