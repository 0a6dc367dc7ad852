/**
 * Messages ⇄ multipart frames: identities, the delimiter, an HMAC signature, four JSON objects, buffers
 * (protocol 5.4, "The wire protocol"). Pure but for the hash. Malformed or wrongly signed frames are
 * refused with a WireError and never reach the logic above.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { JsonObject } from "../../base/mime.js";
import type { Header, Message } from "./messages.js";

/** Frames that are not a message of this session. */
export class WireError extends Error {
  override name = "WireError";
}

/** How messages are signed: an empty key means not at all. */
export interface Signing {
  readonly key: string;
  /** `hmac-sha256` and its kin. */
  readonly signature_scheme: string;
}

/** A message with the routing identities (or the topic, on iopub) in front of it. */
export interface Received {
  readonly identities: readonly Uint8Array[];
  readonly message: Message;
}

const delimiter = Buffer.from("<IDS|MSG>");

/** The frames of a message, signed. */
export function encode(
  message: Message<unknown>,
  signing: Signing,
  identities: readonly Uint8Array[] = [],
): Uint8Array[] {
  const parts = [message.header, message.parent_header, message.metadata, message.content].map(
    (part) => Buffer.from(JSON.stringify(part ?? {})),
  );
  return [
    ...identities,
    delimiter,
    Buffer.from(signature(parts, signing)),
    ...parts,
    ...message.buffers,
  ];
}

/**
 * The message in the frames.
 * @throws WireError where the frames are malformed or the signature is not ours
 */
export function decode(frames: readonly Uint8Array[], signing: Signing): Received {
  const at = frames.findIndex((frame) => delimiter.equals(frame));
  if (at < 0)
    throw new WireError(`frames: ${frames.length} without a delimiter; expected <IDS|MSG>`);
  const [received, ...rest] = frames.slice(at + 1);
  const parts = rest.slice(0, 4);
  if (received === undefined || parts.length < 4) {
    throw new WireError(
      `frames: ${frames.length - at - 1} after the delimiter; expected at least 5`,
    );
  }
  if (signing.key !== "" && !same(Buffer.from(signature(parts, signing)), received)) {
    throw new WireError("signature: wrong; expected the HMAC of this session's key");
  }
  const [header, parent, metadata, content] = [
    "header",
    "parent_header",
    "metadata",
    "content",
  ].map((name, index) => object(name, parts[index]!));
  if (typeof header!["msg_id"] !== "string" || typeof header!["msg_type"] !== "string") {
    throw new WireError("header: no msg_id or msg_type; expected both as strings");
  }
  return {
    identities: frames.slice(0, at),
    message: {
      header: header as unknown as Header,
      parent_header: parent as unknown as Header,
      metadata: metadata!,
      content: content!,
      buffers: rest.slice(4),
    },
  };
}

function signature(parts: readonly Uint8Array[], { key, signature_scheme }: Signing): string {
  if (key === "") return "";
  const hmac = createHmac(signature_scheme.replace(/^hmac-/, ""), key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function same(expected: Uint8Array, received: Uint8Array): boolean {
  return expected.length === received.length && timingSafeEqual(expected, received);
}

function object(name: string, bytes: Uint8Array): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new WireError(`${name}: not JSON in UTF-8; expected an object`, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WireError(`${name}: ${JSON.stringify(value).slice(0, 80)}; expected an object`);
  }
  return value as JsonObject;
}
