/**
 * Which comms are open, kept beside the sockets so that `comm_info` is answered while a cell runs. User
 * code holds the other half (`user/comms.ts`).
 */
import type { JsonObject } from "../../../base/mime.js";
import type { CommMessage } from "../link.js";

export class CommRegistry {
  readonly #targets = new Set<string>();
  readonly #open = new Map<string, string>();

  /** User code registered or gave up a target. */
  target(name: string, known: boolean): void {
    if (known) this.#targets.add(name);
    else this.#targets.delete(name);
  }

  knows(targetName: string): boolean {
    return this.#targets.has(targetName);
  }

  isOpen(commId: string): boolean {
    return this.#open.has(commId);
  }

  /** A comm message passed, in either direction. */
  follow({ messageType, content }: CommMessage): void {
    const id = String(content["comm_id"]);
    if (messageType === "comm_open") this.#open.set(id, String(content["target_name"]));
    if (messageType === "comm_close") this.#open.delete(id);
  }

  info(content: JsonObject): JsonObject {
    const wanted = content["target_name"];
    const comms: JsonObject = {};
    for (const [id, target_name] of this.#open) {
      if (wanted === undefined || wanted === null || wanted === "" || wanted === target_name)
        comms[id] = { target_name };
    }
    return { status: "ok", comms };
  }
}
