/**
 * Unpacking bzip2 by blocks. The fixtures were packed by libbz2 (Python's bz2): `blocks.bz2` holds several blocks
 * of 100 kB in one stream, `one-letter.bz2` one block of five million equal letters, `small-multistream…`
 * four streams.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  bzip2Blocks,
  joined,
  toStream,
  type Bzip2Block,
} from "../../../src/learning/text/bzip2-blocks.js";
import { unpack } from "../../../src/learning/text/bzip2-library.js";
import { unpackBzip2 } from "../../../src/learning/text/bzip2.js";
import { TextWorkers } from "../../../src/learning/text/text-workers.js";

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "wikipedia", name));
const blocks = fixture("blocks.bz2");
const text = Array.from(
  { length: 12_000 },
  (_, i) => `line ${(i * i) % 9973} of a text in blocks\n`,
);

const workers = new TextWorkers(2);
afterAll(() => workers.close());

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length)
    yield await Promise.resolve(bytes.subarray(at, at + length));
}

async function read(bytes: Uint8Array, length = 1000, threads: TextWorkers | undefined = workers) {
  const pieces: Uint8Array[] = [];
  const source = { name: "a.bz2", bytes: inPieces(bytes, length) };
  for await (const piece of unpackBzip2(source, threads)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function blocksOf(bytes: Uint8Array): Promise<Bzip2Block[]> {
  const found: Bzip2Block[] = [];
  for await (const block of bzip2Blocks({ name: "a.bz2", bytes: inPieces(bytes, 777) }))
    found.push(block);
  return found;
}

describe("bzip2", () => {
  it("gives the text of many blocks in their order, by given threads and by its own", async () => {
    expect(await read(blocks)).toBe(text.join(""));
    expect(await read(blocks, 50_000, undefined)).toBe(text.join(""));
    expect((await blocksOf(blocks)).length).toBe(4);
  });

  it("does not depend on how the bytes come", async () => {
    for (const length of [1, 2, 3, 13, 14, 15, 16, 4096])
      expect(await read(fixture("small-multistream.xml.bz2"), length)).toBe(
        fixture("small.xml").toString(),
      );
  });

  it("reads blocks that stand for far more text than they hold", async () => {
    const all = await read(fixture("one-letter.bz2"));
    expect(all.length).toBe(5_000_000);
    expect(/^a+$/.test(all)).toBe(true);
  });

  it("stops after the first stream if wanted", async () => {
    const source = {
      name: "a.bz2",
      bytes: inPieces(fixture("small-multistream.xml.bz2"), 100),
      firstStreamOnly: true,
    };
    let first = "";
    for await (const piece of unpackBzip2(source)) first += Buffer.from(piece).toString();
    expect(first).toMatch(/^<mediawiki[^]*<\/siteinfo>\n$/);
  });

  it("joins a block that a chance mark has cut in two", async () => {
    const [whole] = (await blocksOf(blocks)) as [Bzip2Block];
    for (const bits of [200, 203, 1001]) {
      const head = new Uint8Array(Math.ceil(bits / 8));
      head.set(whole.bytes.subarray(0, head.length));
      if (bits % 8 > 0) head[head.length - 1] = (head.at(-1) as number) & (255 << (8 - (bits % 8)));
      const rest = new Uint8Array(Math.ceil((whole.bits - bits) / 8));
      for (let bit = 0; bit < whole.bits - bits; bit += 1) {
        const from = bits + bit;
        if (((whole.bytes[from >>> 3] as number) >>> (7 - (from & 7))) & 1)
          rest[bit >>> 3] = (rest[bit >>> 3] as number) | (128 >>> (bit & 7));
      }
      const again = joined(
        { ...whole, bytes: head, bits },
        { ...whole, bytes: rest, bits: whole.bits - bits },
      );
      expect(again.bits).toBe(whole.bits);
      expect(Buffer.from(again.bytes).equals(Buffer.from(whole.bytes))).toBe(true);
    }
    const unpacked = (await unpack(whole.level, toStream(whole))) as Uint8Array;
    expect(text.join("").startsWith(Buffer.from(unpacked).toString())).toBe(true);
  });

  it("says where data are cut off, wherever that is", async () => {
    for (const kept of [5, 12, 20, 3000, blocks.length - 12, blocks.length - 1])
      await expect(read(blocks.subarray(0, kept)), `${kept} bytes`).rejects.toThrow(
        /^a\.bz2: ends in the middle of the bzip2 block at byte \d+; expected a whole file; get it again$/,
      );
  });

  it("says which block is damaged, and gives the blocks before", async () => {
    const [, second] = (await blocksOf(blocks)) as [Bzip2Block, Bzip2Block];
    const broken = Buffer.from(blocks);
    broken[second.offset + 500] = (broken[second.offset + 500] as number) ^ 4;
    let before = "";
    const reading = (async () => {
      for await (const piece of unpackBzip2(
        { name: "a.bz2", bytes: inPieces(broken, 999) },
        workers,
      ))
        before += Buffer.from(piece).toString();
    })();
    await expect(reading).rejects.toThrow(
      `a.bz2: the bzip2 block at byte ${second.offset} is damaged; expected its checksum to agree; get the file again`,
    );
    expect(before.length).toBeGreaterThan(90_000);
    expect(text.join("").startsWith(before)).toBe(true);
  });

  it("refuses what is no bzip2, and what follows that is none", async () => {
    await expect(read(Buffer.from("plain text"))).rejects.toThrow(
      'a.bz2, byte 0: no bzip2 data; expected "BZh1" to "BZh9"',
    );
    await expect(read(Buffer.alloc(0))).rejects.toThrow("a.bz2, byte 0: no bzip2 data");
    await expect(read(Buffer.concat([blocks, Buffer.from("and more")]))).rejects.toThrow(
      `a.bz2, byte ${blocks.length}: data that are no bzip2 after a whole stream`,
    );
  });

  it("ends its threads when the reader stops early", async () => {
    for await (const piece of unpackBzip2({ name: "a.bz2", bytes: inPieces(blocks, 100) })) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  });
});
