/**
 * Messages ⇄ multipart frames: identities, the delimiter, an HMAC signature, four JSON objects, buffers
 * (protocol 5.4, "The wire protocol"). Pure but for the hash. Malformed or wrongly signed frames are
 * refused with a WireError and never reach the logic above. Whoever passes messages on takes their parts
 * as they are (`seal`, `unseal`): what a kernel writes and JavaScript would read otherwise stays itself.
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

/** A message as bytes: header, parent header, metadata, content, each JSON, then the buffers. */
export type Parts = readonly Uint8Array[];

/** Parts with the routing identities in front of them. */
export interface Unsealed {
  readonly identities: readonly Uint8Array[];
  readonly parts: Parts;
}

/** The frames of a message's parts, signed. */
export function seal(
  parts: Parts,
  signing: Signing,
  identities: readonly Uint8Array[] = [],
): Uint8Array[] {
  const signed = Buffer.from(signature(parts.slice(0, 4), signing));
  return [...identities, delimiter, signed, ...parts];
}

/**
 * The parts in the frames, whatever they say.
 * @throws WireError where the frames are malformed or the signature is not ours
 */
export function unseal(frames: readonly Uint8Array[], signing: Signing): Unsealed {
  const at = frames.findIndex((frame) => delimiter.equals(frame));
  if (at < 0)
    throw new WireError(`frames: ${frames.length} without a delimiter; expected <IDS|MSG>`);
  const [received, ...parts] = frames.slice(at + 1);
  if (received === undefined || parts.length < 4) {
    throw new WireError(
      `frames: ${frames.length - at - 1} after the delimiter; expected at least 5`,
    );
  }
  const expected = signature(parts.slice(0, 4), signing);
  if (signing.key !== "" && !same(Buffer.from(expected), received)) {
    throw new WireError("signature: wrong; expected the HMAC of this session's key");
  }
  return { identities: frames.slice(0, at), parts };
}

/** The parts of a message. */
export function toParts(message: Message<unknown>): Parts {
  const { header, parent_header, metadata, content, buffers } = message;
  const objects = [header, parent_header, metadata, content];
  return [...objects.map((part) => Buffer.from(JSON.stringify(part ?? {}))), ...buffers];
}

/** The frames of a message, signed. */
export function encode(
  message: Message<unknown>,
  signing: Signing,
  identities: readonly Uint8Array[] = [],
): Uint8Array[] {
  return seal(toParts(message), signing, identities);
}

/**
 * The message in the frames.
 * @throws WireError where the frames are malformed or the signature is not ours
 */
export function decode(frames: readonly Uint8Array[], signing: Signing): Received {
  const { identities, parts } = unseal(frames, signing);
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
    identities,
    message: {
      header: header as unknown as Header,
      parent_header: parent as unknown as Header,
      metadata: metadata!,
      content: content!,
      buffers: parts.slice(4) as Uint8Array[],
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
