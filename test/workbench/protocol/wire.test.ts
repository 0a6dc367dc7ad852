import { describe, expect, it } from "vitest";
import { message } from "../../../src/workbench/protocol/messages.js";
import { decode, encode, seal, toParts, unseal } from "../../../src/workbench/protocol/wire.js";

const signing = { key: "secret", signature_scheme: "hmac-sha256" };
const sent = {
  ...message("session", "execute_request", { code: "1 + 1 // 两" }),
  buffers: [Buffer.from([0, 255])],
};
const identity = Buffer.from("client");
const frames = () => encode(sent, signing, [identity]);

describe("the wire", () => {
  it("gives back the message that it was given, buffers and identities included", () => {
    const { identities, message: received } = decode(frames(), signing);
    expect(identities).toEqual([identity]);
    expect(received).toEqual(sent);
  });

  it("signs as Jupyter does: HMAC-SHA256 over the four JSON frames, in hex", () => {
    // Computed by Python: hmac.new(b"secret", b"{}{}{}{}", "sha256").hexdigest()
    const empty = encode(
      { header: {}, parent_header: {}, metadata: {}, content: {}, buffers: [] } as never,
      signing,
    );
    expect(Buffer.from(empty[1]!).toString()).toBe(
      "34982f0bfec60e7b933ffde06c1ecab0fba073717a95ab943d1dd06f82c2d5e4",
    );
  });

  it("leaves the signature empty where there is no key, and then accepts any", () => {
    const unsigned = { key: "", signature_scheme: "hmac-sha256" };
    const plain = encode(sent, unsigned);
    expect(plain[1]).toHaveLength(0);
    expect(decode(plain, unsigned).message).toEqual(sent);
  });

  const broken: readonly [string, () => Uint8Array[], string][] = [
    ["no frame at all", () => [], "frames: 0 without a delimiter; expected <IDS|MSG>"],
    [
      "no delimiter",
      () => frames().filter((_, i) => i !== 1),
      "frames: 7 without a delimiter; expected <IDS|MSG>",
    ],
    [
      "too few frames",
      () => frames().slice(0, 5),
      "frames: 3 after the delimiter; expected at least 5",
    ],
    [
      "a wrong signature",
      () => frames().with(2, Buffer.from("0".repeat(64))),
      "signature: wrong; expected the HMAC of this session's key",
    ],
    [
      "a short signature",
      () => frames().with(2, Buffer.from("0")),
      "signature: wrong; expected the HMAC of this session's key",
    ],
    [
      "changed content",
      () => frames().with(6, Buffer.from('{"code":"rm"}')),
      "signature: wrong; expected the HMAC of this session's key",
    ],
  ];
  it.each(broken)("refuses %s", (_, make, text) => {
    expect(() => decode(make(), signing)).toThrow(text);
  });

  const unsigned = { key: "", signature_scheme: "hmac-sha256" };
  const malformed: readonly [string, number, Uint8Array, string][] = [
    [
      "content that is not JSON",
      5,
      Buffer.from("{"),
      "content: not JSON in UTF-8; expected an object",
    ],
    [
      "content that is not UTF-8",
      5,
      Buffer.from([0x7b, 0xff, 0x7d]),
      "content: not JSON in UTF-8; expected an object",
    ],
    ["content that is an array", 5, Buffer.from("[1]"), "content: [1]; expected an object"],
    ["a header of null", 2, Buffer.from("null"), "header: null; expected an object"],
    [
      "a header without a type",
      2,
      Buffer.from('{"msg_id":"1"}'),
      "header: no msg_id or msg_type; expected both as strings",
    ],
  ];
  it.each(malformed)("refuses %s", (_, index, bytes, text) => {
    expect(() => decode(encode(sent, unsigned).with(index, bytes), unsigned)).toThrow(text);
  });
});

describe("parts that are passed on", () => {
  const odd = ['{"msg_id":"1"}', "{}", "{}", '{"value":NaN,"big":9007199254740993,"one":1.0}'];
  const parts = [...odd.map((text) => Buffer.from(text)), Buffer.from([0, 255])];

  it("stay what they were, whatever they say", () => {
    expect(unseal(seal(parts, signing, [identity]), signing)).toEqual({
      identities: [identity],
      parts,
    });
  });

  it("are those that a message is encoded as", () => {
    expect(seal(toParts(sent), signing, [identity])).toEqual(frames());
  });

  it("are refused with a wrong signature", () => {
    const sealed = seal(parts, { ...signing, key: "other" });
    expect(() => unseal(sealed, signing)).toThrow(
      "signature: wrong; expected the HMAC of this session's key",
    );
  });
});
