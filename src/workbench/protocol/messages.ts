/**
 * Jupyter's messages, protocol 5.4, as both ends hold them between the wire and their own logic.
 * `wire.ts` turns them into frames and back. Content types follow "Messaging in Jupyter".
 */
import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../base/mime.js";

/** The protocol version that this package speaks. */
export const protocolVersion = "5.4";

export type Channel = "shell" | "control" | "iopub" | "stdin";

export interface Header {
  msg_id: string;
  session: string;
  username: string;
  date: string;
  msg_type: string;
  version: string;
  /** Only on the kernel's messages to a subshell; none is offered here. */
  subshell_id?: string | null;
}

export interface Message<Content = JsonObject> {
  header: Header;
  /** The header of the request that caused this message; `{}` where none did. */
  parent_header: Header | Record<string, never>;
  metadata: JsonObject;
  content: Content;
  buffers: Uint8Array[];
}

/** A message for `session`, an answer to `parent` where one is given. */
export function message<Content = JsonObject>(
  session: string,
  type: string,
  content: Content,
  parent?: Message<unknown>["parent_header"],
): Message<Content> {
  return {
    header: {
      msg_id: randomUUID(),
      session,
      username: "tidebook",
      date: new Date().toISOString(),
      msg_type: type,
      version: protocolVersion,
    },
    parent_header: parent ?? {},
    metadata: {},
    content,
    buffers: [],
  };
}
