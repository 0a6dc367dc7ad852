/** Frames of both subprotocols, against bytes written by hand from the protocol's description. */
import { describe, expect, it } from "vitest";
import { frame, unframe, v1Protocol } from "../../../../src/workbench/server/kernels/framing.js";
import { RelayError, relayed } from "../../../../src/workbench/server/kernels/relayed.js";

const header = '{"msg_id":"m1","msg_type":"execute_request","session":"s"}';
/** NaN, a number that a double cannot hold, and a float that JavaScript writes as a whole number. */
const content = '{"value":NaN,"big":9007199254740993,"one":1.0}';
const buffer = Buffer.from([0, 255, 7]);
const texts = [header, "{}", "{}", content];
const message = relayed("iopub", [...texts.map((text) => Buffer.from(text)), buffer]);
const without = relayed(
  "iopub",
  texts.map((text) => Buffer.from(text)),
);

/** Count and offsets in words of 8 bytes, little end first, then the pieces. */
function v1(...pieces: (string | Buffer)[]): Buffer {
  const bytes = pieces.map((piece) => Buffer.from(piece as string));
  const head = Buffer.alloc(8 * (2 + bytes.length));
  head.writeBigUInt64LE(BigInt(bytes.length + 1), 0);
  let at = head.length;
  bytes.forEach((piece, index) => {
    head.writeBigUInt64LE(BigInt(at), 8 * (index + 1));
    at += piece.length;
  });
  head.writeBigUInt64LE(BigInt(at), 8 * (bytes.length + 1));
  return Buffer.concat([head, ...bytes]);
}

const told = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(RelayError);
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
};

describe("a frame of v1.kernel.websocket.jupyter.org", () => {
  it("holds the parts as the kernel wrote them", () => {
    expect(frame(message, v1Protocol)).toEqual(v1("iopub", ...texts, buffer));
  });

  it("is read back into the parts as the page wrote them", () => {
    const big = '{"code":"1","big":9007199254740993}';
    const read = unframe(v1("shell", header, "{}", "{}", big, buffer), true, v1Protocol);
    expect(read.channel).toBe("shell");
    expect(read.parts.map((part) => Buffer.from(part).toString("latin1"))).toEqual([
      header,
      "{}",
      "{}",
      big,
      buffer.toString("latin1"),
    ]);
    expect(read.header.msg_id).toBe("m1");
  });

  it.each([
    ["no bytes", Buffer.alloc(0), /^offsets: 0 in 0 bytes; expected at least 6$/],
    ["text", Buffer.from("{}"), /^offsets: 0 in 2 bytes/],
    [
      "a count beyond the frame",
      Buffer.alloc(64, 255),
      /^offsets: 18446744073709552000 in 64 bytes/,
    ],
    ["too few parts", v1("shell", header, "{}"), /^offsets: 4 in \d+ bytes; expected at least 6$/],
    [
      "an unknown channel",
      v1("shel", header, "{}", "{}", "{}"),
      /^channel: "shel"; expected "shell"/,
    ],
    ["the channel of outputs", v1("iopub", header, "{}", "{}", "{}"), /^channel: "iopub"/],
    [
      "no JSON",
      v1("shell", "{", "{}", "{}", "{}"),
      /^header: not JSON in UTF-8; expected an object$/,
    ],
    ["an array", v1("shell", header, "{}", "[]", "{}"), /^metadata: \[\]; expected an object$/],
    ["content that is no JSON", v1("shell", header, "{}", "{}", "{'a':1}"), /^content: not JSON/],
    [
      "a header without a type",
      v1("shell", '{"msg_id":"a"}', "{}", "{}", "{}"),
      /^header: no msg_type/,
    ],
    [
      "a header without an id",
      v1("shell", '{"msg_type":"a"}', "{}", "{}", "{}"),
      /^header: no msg_id/,
    ],
    [
      "bytes that are not UTF-8",
      v1("shell", header, "{}", "{}", Buffer.from([34, 255, 34])),
      /^content/,
    ],
  ])("is refused: %s", (_what, bytes, words) => {
    expect(told(() => unframe(bytes, true, v1Protocol))).toMatch(words);
  });

  it("is refused as text", () => {
    expect(told(() => unframe(Buffer.from("{}"), false, v1Protocol))).toMatch(
      /^frame: text; expected/,
    );
  });

  it("is refused where offsets lead outside or back", () => {
    const outside = v1("shell", header, "{}", "{}", "{}");
    outside.writeBigUInt64LE(1_000_000n, 24);
    expect(told(() => unframe(outside, true, v1Protocol))).toMatch(/^offset: 1000000 in \d+ bytes/);
    const back = v1("shell", header, "{}", "{}", "{}");
    back.writeBigUInt64LE(0n, 24);
    expect(told(() => unframe(back, true, v1Protocol))).toMatch(
      /^offset: 0 in \d+ bytes; expected one from/,
    );
  });
});

describe("a frame of the older form", () => {
  it("is text with the parts as the kernel wrote them", () => {
    const text = frame(without, "") as string;
    expect(text).toContain(`"header":${header}`);
    expect(text).toContain(`"content":${content}`);
    expect(JSON.parse(text.replace("NaN", "0"))).toMatchObject({
      channel: "iopub",
      msg_id: "m1",
      msg_type: "execute_request",
      buffers: [],
    });
  });

  it("is binary where there are buffers", () => {
    const bytes = frame(message, "") as Buffer;
    expect([bytes.readUInt32BE(0), bytes.readUInt32BE(4)]).toEqual([2, 12]);
    const end = bytes.readUInt32BE(8);
    expect(bytes.subarray(end)).toEqual(buffer);
    expect(JSON.parse(bytes.subarray(12, end).toString().replace("NaN", "0"))).toMatchObject({
      channel: "iopub",
      header: { msg_id: "m1" },
    });
  });

  it("is read from text, for shell where it names no channel", () => {
    const text = JSON.stringify({
      header: JSON.parse(header),
      content: { code: "1" },
      parent_header: null,
    });
    const read = unframe(Buffer.from(text), false, "");
    expect(read.channel).toBe("shell");
    expect(read.parts.map((part) => Buffer.from(part).toString())).toEqual([
      header,
      "{}",
      "{}",
      '{"code":"1"}',
    ]);
  });

  it("is read from binary, buffers as they are", () => {
    const json = Buffer.from(JSON.stringify({ channel: "control", header: JSON.parse(header) }));
    const head = Buffer.alloc(16);
    [3, 16, 16 + json.length, 17 + json.length].forEach((word, index) =>
      head.writeUInt32BE(word, 4 * index),
    );
    const read = unframe(Buffer.concat([head, json, Buffer.from("a"), buffer]), true, "");
    expect(read.channel).toBe("control");
    expect(read.parts.slice(4)).toEqual([Buffer.from("a"), buffer]);
  });

  it.each([
    [
      "no JSON",
      Buffer.from("{"),
      false,
      /^message: 1 bytes that are not JSON; expected an object$/,
    ],
    [
      "an array",
      Buffer.from("[]"),
      false,
      /^message: no object; expected header, metadata and content$/,
    ],
    ["no header", Buffer.from("{}"), false, /^header: null; expected an object$/],
    ["no bytes", Buffer.alloc(0), true, /^parts: 0 in 0 bytes; expected at least 1$/],
    [
      "offsets that lead outside",
      Buffer.from("0000000100000fff7b7d", "hex"),
      true,
      /^offset: 4095 in 10 bytes/,
    ],
    [
      "a channel that is no text",
      Buffer.from('{"channel":1,"header":{}}'),
      false,
      /^channel: 1; expected/,
    ],
  ])("is refused: %s", (_what, bytes, binary, words) => {
    expect(told(() => unframe(bytes, binary, ""))).toMatch(words);
  });
});
