import { describe, expect, test } from "vitest";
import { textLines } from "../../../src/learning/text/text-lines.js";

/** The lines of bytes that come in pieces of `size` bytes; parts of a line are joined again. */
async function lines(text: string | Uint8Array, size = 1 << 18): Promise<string[]> {
  const bytes = Buffer.from(text as string);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const found: string[] = [];
  let open = "";
  for await (const parts of textLines("a.txt", pieces())) {
    for (const { text: part, ends } of parts) {
      open += part;
      if (ends) {
        found.push(open);
        open = "";
      }
    }
  }
  return open === "" ? found : [...found, open];
}

const words = (found: readonly string[]): string[][] =>
  found.map((line) => line.split(/\s+/).filter((word) => word !== "")).filter((w) => w.length > 0);

describe("lines", () => {
  const text = "\ufeffthe king\r\n\n  \nthe é 王 😀 queen\n𠀀\u2028river";
  const expected = [
    ["the", "king"],
    ["the", "é", "王", "😀", "queen"],
    ["𠀀", "river"],
  ];

  test("are the same however the bytes are cut, without the byte order mark", async () => {
    for (let size = 1; size < 20; size += 1) {
      expect(words(await lines(text, size))).toEqual(expected);
      expect(words(await lines(`${text}\n`, size))).toEqual(expected);
    }
  });

  test("keep a byte order mark that stands elsewhere", async () => {
    expect((await lines("a\n\ufeffb"))[1]).toBe("\ufeffb");
  });

  test("of any length come in parts that are cut between words", async () => {
    const long = Array.from({ length: 40_000 }, (_, i) => `word${i}é`).join(" ");
    for (const size of [999, 1 << 18]) {
      const found = await lines(`${long} \n${long}`, size);
      expect(words(found)).toEqual([long.split(" "), long.split(" ")]);
    }
  });

  test("without spaces are cut where a character ends", async () => {
    const long = "王后😀é".repeat(60_000);
    expect((await lines(long, 1000)).join("")).toBe(long);
    const ascii = "a,b;".repeat(60_000);
    expect((await lines(ascii, 1000)).join("")).toBe(ascii);
  });

  test("that hold a word of more than a megabyte are refused", async () => {
    const word = "a".repeat(2 ** 20);
    expect(await lines(word)).toEqual([word]);
    await expect(lines(`one\n${word}ab`)).rejects.toThrow(
      "a.txt, line 2: a word of more than 1048576 bytes; expected words with spaces between them",
    );
  });

  test("that are not UTF-8 are refused with their number", async () => {
    const latin = Buffer.concat([
      Buffer.from("one\ntwo\nthr"),
      Buffer.from([0xe9]),
      Buffer.from("e\n"),
    ]);
    const complaint = "a.txt, line 3: bytes that are not UTF-8; expected UTF-8 text";
    for (const size of [1, 4, 9, 100]) await expect(lines(latin, size)).rejects.toThrow(complaint);
    // A character that is cut off at the end.
    await expect(lines(Buffer.from("one\n\n王").subarray(0, -1))).rejects.toThrow(complaint);
    // A surrogate, and the long form of a short character.
    await expect(lines(Buffer.from([10, 10, 0xed, 0xa0, 0x80]))).rejects.toThrow(complaint);
    await expect(lines(Buffer.from([10, 10, 0xc0, 0xaf]))).rejects.toThrow(complaint);
  });

  test("of a binary file are refused", async () => {
    await expect(lines("one\ntwo\0")).rejects.toThrow(
      "a.txt, line 2: a NUL byte; expected UTF-8 text",
    );
    await expect(lines(Buffer.from([10, 0, 0xe9]))).rejects.toThrow(/line 2: a NUL byte/);
    await expect(lines(Buffer.from([10, 0xe9, 10, 0]))).rejects.toThrow(/line 2: bytes that are/);
    await expect(lines(Buffer.from("the king", "utf16le"))).rejects.toThrow(/line 1: a NUL byte/);
  });
});
