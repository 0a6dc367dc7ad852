import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { workerThread } from "../../../src/learning/text/encode-threads.js";
import { openSegment, planPieces } from "../../../src/learning/text/token-pieces.js";
import { TokenWork } from "../../../src/learning/text/token-work.js";

const folder = mkdtempSync(join(tmpdir(), "tidebook-threads-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "text");
writeFileSync(path, "one two\nthree\n");
const [text = []] = planPieces([{ path, size: 14 }], 100);

describe("a thread that encodes", () => {
  test("numbers words as they appear, in WebAssembly", () => {
    const work = new TokenWork();
    const { memory, ...rest } = work.encode({ text, pieceBytes: 100 });
    expect([...new Int32Array(memory!)]).toEqual([0, 1, -1, 2, -1]);
    expect(rest).toEqual({ start: 0, length: 5, words: 3, lines: 0 });
    const again = work.encode({ text: Buffer.from("two four\n"), pieceBytes: 100 });
    expect([...new Int32Array(again.memory!)]).toEqual([1, 3, -1]);
    expect(Buffer.from(work.list().text).toString()).toBe("one\ntwo\nthree\nfour\n");
    expect([...work.list().counts]).toEqual([1, 2, 1, 1]);
  });

  test("says why it cannot write", () => {
    const isLinux = existsSync("/dev/full");
    const file = openSync(isLinux ? "/dev/full" : path, isLinux ? "w" : "r");
    const reason = isLinux ? "no space is left on the disk (ENOSPC)" : "";
    for (const each of [text, Buffer.from("a word")]) {
      const { failure } = new TokenWork(file).encode({ text: each, pieceBytes: 100 });
      expect(failure).toContain(`cannot write the corpus in numbers: ${reason}`);
    }
    closeSync(file);
  });

  test("says which file became shorter while it was read", () => {
    const reader = openSegment(text[0]!, 100);
    truncateSync(path, 0);
    expect(() => reader.fill(new Uint8Array(10))).toThrow("it became shorter while it was read");
    reader.close();
    rmSync(path);
    expect(new TokenWork().encode({ text, pieceBytes: 100 }).failure).toBe(
      `cannot read ${JSON.stringify(path)}: no such file or folder (ENOENT)`,
    );
  });

  test("that has ended says so", async () => {
    const thread = workerThread(undefined);
    expect((await thread.encode({ text: Uint8Array.of(97, 32, 98), pieceBytes: 9 })).words).toBe(2);
    await thread.stop();
    const late = thread.encode({ text: Uint8Array.of(97), pieceBytes: 9 });
    await expect(late).rejects.toThrow("a thread that encodes text has ended early");
  });
});
