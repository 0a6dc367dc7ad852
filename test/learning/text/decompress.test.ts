import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compressionOf, readBytes } from "../../../src/learning/text/decompress.js";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "tidebook-bytes-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const base64 = (text: string): Buffer => Buffer.from(text, "base64");

/** "the king" and " and", as the command-line tools pack them; the second zstd frame has no checksum. */
const packed = {
  gzip: [gzipSync("the king"), gzipSync(" and")],
  bzip2: [
    base64("QlpoOTFBWSZTWQ+XHb4AAAORgEAAAukEACAAIgaaehDAjF4MILuSKcKEgHy47fA="),
    base64("QlpoOTFBWSZTWS8ubwcAAAARAEAAJAEgACGaaDNNMLxdyRThQkC8ubwc"),
  ],
  zstd: [base64("KLUv/QRYQQAAdGhlIGtpbmeAgQhd"), base64("KLUv/QBYIQAAIGFuZA==")],
} as const;
const formats = ["gzip", "bzip2", "zstd"] as const;

/** 50,000 lines in ten blocks. */
const manyLines = base64(
  "KLUv/aQwjBEA/AAAuHRoZSBraW5nIGFuZCB0aGUgcXVlZW4KAQDN/zWfTUwAAAh1AQD8/zkQAkwAAAh0AQD8/zkQAkwAAAggAQD8/zkQAkwAAAggAQD8/zkQAkwAAAhuAQD8/zkQAkwAAAggAQD8/zkQAkwAAAhkAQD8/zkQAk0AAAhuAQAsjDkQAsqJuWU=",
);
/** "the king and the queen and the king and the river", with a checksum. */
const checked = base64("KLUv/QRoHQEAAsIGC9A91LQApT4AMIS1+CV0GNh+PX/SYWAxKn8yAQD7PMd/cJ0B");
/** A frame that holds nothing to unpack: pzstd and seekable zstd write such. */
const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2]);

function write(...parts: readonly Uint8Array[]): string {
  const path = join(folder, "text");
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

async function unpack(...parts: readonly Uint8Array[]): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readBytes(write(...parts))) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe("the bytes of a file", () => {
  test("are its own where it is not packed", async () => {
    expect(await unpack(Buffer.from("the king"))).toBe("the king");
    expect(await unpack()).toBe("");
    expect(await unpack(Buffer.from("BZhang and \x28\xb5"))).toBe("BZhang and \x28\xb5");
  });

  test.each(formats)("are unpacked where it begins like %s, whatever its name", async (format) => {
    expect(await unpack(packed[format][0])).toBe("the king");
    expect(await compressionOf(join(folder, "text"))).toBe(format);
  });

  test.each(formats)("go on behind the end of a %s part", async (format) => {
    const [first, second] = packed[format];
    expect(await unpack(first, second, first)).toBe("the king andthe king");
  });

  test("of many gzip parts, empty ones too, are one text, wherever the file is cut into pieces", async () => {
    // The first part is stored, so that later ones begin near the border of a piece of 2^18 bytes.
    for (const length of [262_100, 262_114, 262_118, 262_126, 262_144]) {
      const start = Buffer.alloc(length, "a");
      const parts = [gzipSync(start, { level: 0 }), gzipSync(""), ...packed.gzip];
      expect((await unpack(...parts)).slice(length)).toBe("the king and");
    }
  });

  test("of zstd frames are one text, with frames to skip and empty ones", async () => {
    const empty = base64("KLUv/QBYAQAA");
    const [first, second] = packed.zstd;
    expect(await unpack(skippable, first, empty, skippable, second)).toBe("the king and");
    expect(await compressionOf(join(folder, "text"))).toBe("zstd");
    expect(await unpack(skippable, manyLines)).toBe("the king and the queen\n".repeat(50_000));
  });

  test("come with the number of packed bytes read so far", async () => {
    for (const format of formats) {
      const seen: number[] = [];
      const path = write(...packed[format]);
      const onRead = (bytes: number): void => void seen.push(bytes);
      for await (const piece of readBytes(path, { onRead }))
        expect(piece.length).toBeGreaterThan(0);
      expect(seen.at(-1)).toBe(packed[format][0].length + packed[format][1].length);
    }
  });

  test("can be left in the middle, again and again", async () => {
    for (let time = 0; time < 50; time += 1) {
      for (const file of [manyLines, gzipSync(Buffer.alloc(2_000_000, "a"))]) {
        for await (const piece of readBytes(write(file))) {
          expect(piece.length).toBeGreaterThan(0);
          break;
        }
      }
    }
  });

  test.each(formats)(
    "are never fewer than the file had: %s data cut off anywhere",
    async (format) => {
      const [whole] = packed[format];
      for (let length = 5; length < whole.length; length += 1) {
        const error = unpack(whole.subarray(0, length));
        await expect(error, `${length} bytes`).rejects.toThrow(/text: .*expected/);
      }
    },
  );

  test("say what is wrong with a file that is cut off", async () => {
    const path = join(folder, "text");
    for (const format of ["gzip", "zstd"] as const) {
      await expect(unpack(packed[format][0].subarray(0, -1))).rejects.toThrow(
        `${path}: ${format} data that end in the middle; expected a whole file; copy or download it again`,
      );
    }
  });

  test("say what is wrong with a file that is damaged", async () => {
    const path = join(folder, "text");
    const bad = Buffer.from(packed.gzip[0]);
    bad[bad.length - 8]! ^= 1;
    await expect(unpack(bad)).rejects.toThrow(
      `${path}: damaged gzip data (incorrect data check); expected a whole file; copy or download it again`,
    );
    await expect(unpack(packed.zstd[0], Buffer.from("and more text"))).rejects.toThrow(
      `${path}: damaged zstd data (wrong bytes, or a window of more than 128 MB); expected a whole file; copy or download it again`,
    );
  });

  test("are an error or the right ones for each bit of zstd data that is turned over", async () => {
    const right = "the king and the queen and the king and the river";
    expect(await unpack(checked)).toBe(right);
    let errors = 0;
    for (let byte = 4; byte < checked.length; byte += 1) {
      for (const bit of [1, 8, 128]) {
        const bad = Buffer.from(checked);
        bad[byte]! ^= bit;
        const text = await unpack(bad).catch((error: unknown) => {
          expect(String(error)).toMatch(/zstd data.*expected a whole file/);
          errors += 1;
          return right;
        });
        expect(text, `byte ${byte}`).toBe(right);
      }
    }
    expect(errors).toBeGreaterThan(3 * (checked.length - 4) - 6);
  });

  test("are not looked for in archives, folders, devices and missing files", async () => {
    const path = join(folder, "text");
    const remedy = "expected plain text, gzip, bzip2 or zstd; unpack it first";
    const archives = {
      "a zip archive": Buffer.concat([Buffer.from("PK\x03\x04"), deflateRawSync("the king")]),
      "an xz file": Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]),
      "a 7z archive": Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]),
    };
    for (const [what, bytes] of Object.entries(archives)) {
      await expect(unpack(bytes)).rejects.toThrow(`${path}: ${what}; ${remedy}`);
    }
    await expect(compressionOf(folder)).rejects.toThrow(
      `${folder}: a folder; expected a file; name the files in it`,
    );
    await expect(compressionOf(devNull)).rejects.toThrow(
      `${devNull}: a pipe or device, which can be read only once; expected a file; write it to a file first`,
    );
    await expect(compressionOf(join(folder, "none"))).rejects.toThrow(
      `cannot read ${JSON.stringify(join(folder, "none"))}: no such file or folder (ENOENT)`,
    );
  });
});
