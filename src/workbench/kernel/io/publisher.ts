/**
 * Everything that goes out on iopub, in order. Stream text is gathered for a few milliseconds or 64 KiB,
 * because a message per line costs clients a hundred times more. Each output finds the request that caused
 * it by its cell's number, however late it comes.
 */
import type { JsonObject } from "../../../base/mime.js";
import type { KernelChannels } from "../../protocol/channels.js";
import { message, type Message } from "../../protocol/messages.js";
import { messageCost, type Budget, type Output, type StreamName } from "../link.js";

type Parent = Message["parent_header"];

const gatherMs = 4;
const gatherCharacters = 64 * 1024;
/** Requests remembered for late output. */
const mostParents = 10_000;

export class Publisher {
  readonly #iopub: KernelChannels["iopub"];
  readonly #session: string;
  readonly #budget: Budget;
  readonly #parents = new Map<number, Parent>();
  #text:
    { cell: number; name: StreamName; parts: string[]; size: number; cost: number } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(iopub: KernelChannels["iopub"], session: string, budget: Budget) {
    this.#iopub = iopub;
    this.#session = session;
    this.#budget = budget;
  }

  /** Outputs of `cell` are answers to `parent` from now on. */
  adopt(cell: number, parent: Parent): void {
    this.#parents.set(cell, parent);
    if (this.#parents.size > mostParents) this.#parents.delete(this.#parents.keys().next().value!);
  }

  parentOf(cell: number): Parent {
    return this.#parents.get(cell) ?? {};
  }

  status(state: "busy" | "idle" | "starting", parent?: Parent): void {
    this.publish("status", { execution_state: state }, parent);
  }

  publish(type: string, content: JsonObject, parent?: Parent, extra: Partial<Message> = {}): void {
    this.flush();
    this.#send(type, content, parent, extra, 0);
  }

  /** One output of user code. */
  output(output: Output): void {
    if (output.type === "stream") return this.#stream(output.cell, output.name, output.text);
    this.flush();
    const parent = this.parentOf(output.cell);
    switch (output.type) {
      case "display": {
        const { data, metadata, displayId } = output;
        const transient = displayId === undefined ? {} : { display_id: displayId };
        const type = output.update ? "update_display_data" : "display_data";
        return this.#send(type, { data, metadata, transient }, parent, {}, output.size);
      }
      case "clear":
        return this.#send("clear_output", { wait: output.wait }, parent, {}, 0);
      case "error":
        return this.#send("error", output.error, parent, {}, 0);
      case "broadcast":
      case "comm": {
        const { metadata, buffers } = output;
        return this.#send(output.messageType, output.content, parent, { metadata, buffers }, 0);
      }
    }
  }

  /** Sends the gathered text. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === undefined) return;
    const { cell, name, parts, cost } = this.#text;
    this.#text = undefined;
    this.#send("stream", { name, text: parts.join("") }, this.parentOf(cell), {}, cost);
  }

  /** Resolves when all that was published has been handed to ZeroMQ. */
  async drained(): Promise<void> {
    this.flush();
    await this.#last;
  }

  #stream(cell: number, name: StreamName, text: string): void {
    if (this.#text !== undefined && (this.#text.cell !== cell || this.#text.name !== name))
      this.flush();
    this.#text ??= { cell, name, parts: [], size: 0, cost: 0 };
    this.#text.parts.push(text);
    this.#text.size += text.length;
    this.#text.cost += text.length + messageCost;
    if (this.#text.size >= gatherCharacters) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), gatherMs);
  }

  #send(
    type: string,
    content: JsonObject,
    parent: Parent | undefined,
    extra: Partial<Message>,
    size: number,
  ): void {
    const sent = { ...message(this.#session, type, content, parent), ...extra };
    this.#last = this.#iopub
      .send(sent, [Buffer.from(`kernel.${this.#session}.${type}`)])
      .catch(() => {})
      .finally(() => {
        if (size > 0) this.#budget.give(size);
      });
  }
}
