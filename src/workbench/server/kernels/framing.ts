/**
 * Messages ⇄ WebSocket frames, in both forms that Jupyter's pages speak: `v1.kernel.websocket.jupyter.org`
 * (offsets of 64 bits, all parts as they are) and the older one without a name (JSON text; binary with
 * offsets of 32 bits where there are buffers). Pure. The parts' bytes are never read and written anew:
 * numbers beyond JavaScript's stay what the kernel wrote.
 */
import type { Channel } from "../../protocol/messages.js";
import type { Parts } from "../../protocol/wire.js";
import { RelayError, relayedFromPage, type Relayed } from "./relayed.js";

export const v1Protocol = "v1.kernel.websocket.jupyter.org";

/** The negotiated subprotocol; empty is the older form. */
export type Subprotocol = typeof v1Protocol | "";

/** More parts than any message has; a count beyond it is a frame of noise. */
const mostParts = 100_000;

/** The frame of a message. */
export function frame(message: Relayed, subprotocol: Subprotocol): string | Buffer {
  return subprotocol === v1Protocol ? v1Frame(message) : defaultFrame(message);
}

/**
 * The message in a page's frame.
 * @throws RelayError where there is none; nothing of it may go to a kernel then
 */
export function unframe(data: Buffer, isBinary: boolean, subprotocol: Subprotocol): Relayed {
  const { channel, parts } =
    subprotocol === v1Protocol
      ? readV1(data, isBinary)
      : isBinary
        ? readDefaultBinary(data)
        : readDefault(data, []);
  if (channel !== "shell" && channel !== "control" && channel !== "stdin") {
    const given = JSON.stringify(channel) ?? "none";
    throw new RelayError(`channel: ${given.slice(0, 80)}; expected "shell", "control" or "stdin"`);
  }
  return relayedFromPage(channel, parts);
}

function v1Frame({ channel, parts }: Relayed): Buffer {
  const name = Buffer.from(channel);
  const pieces = [name, ...parts];
  const offsets = pieces.length + 1;
  const head = Buffer.alloc(8 * (1 + offsets));
  head.writeBigUInt64LE(BigInt(offsets), 0);
  let at = head.length;
  pieces.forEach((piece, index) => {
    head.writeBigUInt64LE(BigInt(at), 8 * (1 + index));
    at += piece.byteLength;
  });
  head.writeBigUInt64LE(BigInt(at), 8 * offsets);
  return Buffer.concat([head, ...pieces]);
}

function readV1(data: Buffer, isBinary: boolean): { channel: unknown; parts: Parts } {
  if (!isBinary) throw new RelayError(`frame: text; expected binary (${v1Protocol})`);
  const count = data.length < 8 ? 0 : Number(data.readBigUInt64LE(0));
  if (count < 6 || count > mostParts || data.length < 8 * (1 + count))
    throw new RelayError(`offsets: ${count} in ${data.length} bytes; expected at least 6`);
  const offsets = Array.from({ length: count }, (_, index) =>
    Number(data.readBigUInt64LE(8 * (1 + index))),
  );
  const pieces = slices(data, offsets, 8 * (1 + count));
  return { channel: pieces[0]!.toString(), parts: pieces.slice(1) };
}

/** The pieces between consecutive offsets. */
function slices(data: Buffer, offsets: readonly number[], first: number): Buffer[] {
  let previous = first;
  for (const offset of offsets) {
    if (offset < previous || offset > data.length)
      throw new RelayError(
        `offset: ${offset} in ${data.length} bytes; expected one from ${previous} on, within the frame`,
      );
    previous = offset;
  }
  return offsets.slice(1).map((end, index) => data.subarray(offsets[index], end));
}

function defaultFrame({ channel, parts, header }: Relayed): string | Buffer {
  const [head, parent, metadata, content, ...buffers] = parts.map((part, index) =>
    index < 4 ? Buffer.from(part).toString() : part,
  );
  const { msg_id, msg_type } = header;
  const short = `"msg_id":${JSON.stringify(msg_id)},"msg_type":${JSON.stringify(msg_type)}`;
  const text =
    `{"channel":"${channel}","header":${head},${short},"parent_header":${parent},` +
    `"metadata":${metadata},"content":${content}`;
  if (buffers.length === 0) return `${text},"buffers":[]}`;
  const pieces = [Buffer.from(`${text}}`), ...(buffers as Uint8Array[])];
  const start = Buffer.alloc(4 * (1 + pieces.length));
  start.writeUInt32BE(pieces.length, 0);
  let at = start.length;
  pieces.forEach((piece, index) => {
    start.writeUInt32BE(at, 4 * (1 + index));
    at += piece.byteLength;
  });
  return Buffer.concat([start, ...pieces]);
}

function readDefaultBinary(data: Buffer): { channel: unknown; parts: Parts } {
  const count = data.length < 4 ? 0 : data.readUInt32BE(0);
  if (count < 1 || count > mostParts || data.length < 4 * (1 + count))
    throw new RelayError(`parts: ${count} in ${data.length} bytes; expected at least 1`);
  const offsets = Array.from({ length: count }, (_, index) => data.readUInt32BE(4 * (1 + index)));
  const [json, ...buffers] = slices(data, [...offsets, data.length], 4 * (1 + count));
  return readDefault(json!, buffers);
}

function readDefault(json: Buffer, buffers: Parts): { channel: unknown; parts: Parts } {
  let value: unknown;
  try {
    value = JSON.parse(json.toString());
  } catch {
    throw new RelayError(`message: ${json.length} bytes that are not JSON; expected an object`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new RelayError("message: no object; expected header, metadata and content");
  const { channel, header, parent_header, metadata, content } = value as Record<string, unknown>;
  const objects = [header, parent_header ?? {}, metadata ?? {}, content ?? {}];
  return {
    // Old clients name no channel; Jupyter takes that as shell.
    channel: (channel as Channel | undefined) ?? "shell",
    parts: [...objects.map((part) => Buffer.from(JSON.stringify(part ?? null))), ...buffers],
  };
}
