/**
 * A message on its way between a page and a kernel: its bytes as the sender wrote them, and the little that
 * whoever passes it on must know: channel, type, whose answer it is. Content is parsed on request alone.
 * The server's own words to a page (a status, a notice) are made here too.
 */
import type { JsonObject } from "../../../base/mime.js";
import { message, type Channel, type Header, type Message } from "../../protocol/messages.js";
import { toParts, type Parts } from "../../protocol/wire.js";

export interface Relayed {
  readonly channel: Channel;
  readonly parts: Parts;
  readonly header: Header;
  readonly parent: Header | Record<string, never>;
  /** Bytes of all parts. */
  readonly size: number;
}

/** Frames that are no message; the text says why. */
export class RelayError extends Error {
  override name = "RelayError";
}

/**
 * Reads the headers of a kernel's message.
 * @throws RelayError where they are no headers
 */
export function relayed(channel: Channel, parts: Parts): Relayed {
  const header = readObject("header", parts[0]) as unknown as Header;
  const parent = readObject("parent_header", parts[1]) as unknown as Header;
  for (const name of ["msg_id", "msg_type"] as const) {
    if (typeof header[name] !== "string" || header[name] === "")
      throw new RelayError(`header: no ${name}; expected a string`);
  }
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
  return { channel, parts, header, parent, size };
}

/** A page's message: all four of its objects are looked at before it may go to a kernel. */
export function relayedFromPage(channel: Channel, parts: Parts): Relayed {
  const message = relayed(channel, parts);
  readObject("metadata", parts[2]);
  readObject("content", parts[3]);
  return message;
}

/** The content; undefined where it is no object (NaN from Python, for one). */
export function contentOf({ parts }: Relayed): JsonObject | undefined {
  try {
    return readObject("content", parts[3]);
  } catch {
    return undefined;
  }
}

/** A message of the server's own, on `channel`. */
export function fromServer(
  channel: Channel,
  session: string,
  type: string,
  content: JsonObject,
  parent: Message["parent_header"] = {},
): Relayed {
  const made = message(session, type, content, parent);
  const parts = toParts(made);
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
  return { channel, parts, header: made.header, parent, size };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function readObject(name: string, bytes: Uint8Array | undefined): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new RelayError(`${name}: not JSON in UTF-8; expected an object`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new RelayError(`${name}: ${JSON.stringify(value).slice(0, 80)}; expected an object`);
  return value as JsonObject;
}
