import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { encodeFiles, type EncodeOptions } from "../../../src/learning/text/encode-files.js";
import { sentencesOf } from "./encode-plain.js";

const folder = mkdtempSync(join(tmpdir(), "tidebook-keep-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keep = join(folder, "kept");
const text = join(folder, "text.txt");
beforeEach(() => {
  rmSync(keep, { recursive: true, force: true });
  writeFileSync(text, "the king and the queen\nthe king\n".repeat(500));
});

/** Encodes, and tells whether the text was read for it. */
async function run(paths: string[], options: EncodeOptions = {}) {
  let wasRead = false;
  const onProgress = () => (wasRead = true);
  const corpus = await encodeFiles(paths, {
    keep,
    pieceBytes: 500,
    threads: 2,
    onProgress,
    ...options,
  });
  const sentences = sentencesOf(corpus);
  const { words, counts } = corpus.vocabulary;
  await corpus.close();
  return { wasRead, sentences, words, counts };
}

const entries = () => readdirSync(keep).filter((name) => name.startsWith("tokens-"));

describe("a corpus that is kept", () => {
  test("is the same when it is used again, with any options of the vocabulary", async () => {
    const first = await run([text]);
    expect(first.wasRead).toBe(true);
    expect(first.counts).toEqual([1500, 1000, 500, 500]);
    const second = await run([text], { threads: 1 });
    expect(second).toEqual({ ...first, wasRead: false });
    const third = await run([text], { minCount: 1000 });
    expect([third.wasRead, third.words, third.sentences[0]]).toEqual([
      false,
      ["the", "king"],
      ["the", "king", "the"],
    ]);
    const message = "vocabulary is empty: 0 of 4 words kept; lower minCount (now 5000)";
    await expect(run([text], { minCount: 5000 })).rejects.toThrow(message);
    // Only what is kept stays in the folder.
    expect(readdirSync(keep)).toEqual(entries());
    expect(entries()).toHaveLength(1);
  });

  test("is made anew when a file, the list of files or the pieces differ", async () => {
    await run([text]);
    writeFileSync(text, "the king and the quern\nthe king\n".repeat(500));
    const changed = await run([text]);
    expect([changed.wasRead, changed.words.includes("quern")]).toEqual([true, true]);
    const seen = statSync(text);
    utimesSync(text, seen.atime, new Date(seen.mtimeMs - 5000));
    expect((await run([text])).wasRead).toBe(true);
    expect((await run([text, text])).wasRead).toBe(true);
    expect((await run([text], { pieceBytes: 501 })).wasRead).toBe(true);
    expect((await run([text, text])).wasRead).toBe(false);
  });

  test("is not kept where a source is a stream", async () => {
    const bytes = (async function* () {
      yield await Promise.resolve(Buffer.from("the king"));
    })();
    const corpus = await encodeFiles([text, bytes], { keep });
    await corpus.close();
    expect(() => readdirSync(keep)).toThrow("ENOENT");
  });

  test.each(["tokens-0", "words", "head.json"])(
    "is made anew when its %s is damaged",
    async (file) => {
      const first = await run([text]);
      const path = join(keep, entries()[0]!, file);
      truncateSync(path, statSync(path).size - 4);
      expect(await run([text])).toEqual(first);
      expect((await run([text])).wasRead).toBe(false);
      rmSync(path);
      expect(await run([text])).toEqual(first);
      expect((await run([text])).wasRead).toBe(false);
      if (file === "tokens-0") return;
      const bytes = readFileSync(path);
      bytes[bytes.length >> 1]! ^= 1;
      writeFileSync(path, bytes);
      expect(await run([text])).toEqual(first);
    },
  );

  test("is the same for two that write it at once, and stays readable when it is removed", async () => {
    const both = await Promise.all([run([text]), run([text])]);
    expect(both[0]).toEqual(both[1]);
    expect(readdirSync(keep)).toEqual(entries());
    expect((await run([text])).wasRead).toBe(false);
    if (process.platform !== "linux") return;
    const corpus = await encodeFiles([text], { keep, pieceBytes: 500, threads: 2 });
    rmSync(keep, { recursive: true });
    expect(sentencesOf(corpus)).toEqual(both[0].sentences);
    await corpus.close();
  });

  test("gives way to newer ones when there is too much", async () => {
    const other = join(folder, "other.txt");
    writeFileSync(other, "a river runs\n".repeat(500));
    await run([text]);
    const [first] = entries();
    const bytes = (name: string) =>
      readdirSync(join(keep, name)).reduce(
        (sum, file) => sum + statSync(join(keep, name, file)).size,
        0,
      );
    const old = new Date(Date.now() - 60_000);
    utimesSync(join(keep, first!, "head.json"), old, old);
    await run([other], { keepBytes: bytes(first!) + 100 });
    expect(entries()).not.toContain(first);
    expect(entries()).toHaveLength(1);
    // Using one makes it young again.
    await run([text]);
    utimesSync(join(keep, first!, "head.json"), old, old);
    await run([text]);
    expect(statSync(join(keep, first!, "head.json")).mtimeMs).toBeGreaterThan(old.getTime());
    const third = await run([text, other], { keepBytes: 0 });
    expect(third.words).toHaveLength(7);
    expect(entries()).toEqual([]);
  });

  test("is not harmed by a process that was killed, whose leftovers go after an hour", async () => {
    const module = new URL("../../../dist/learning/text/encode-files.js", import.meta.url).href;
    const program = `
      import { encodeFiles } from ${JSON.stringify(module)};
      const onProgress = () => process.kill(process.pid, "SIGKILL");
      await encodeFiles([${JSON.stringify(text)}], { keep: ${JSON.stringify(keep)}, onProgress });`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program]);
    await new Promise((resolve) => child.once("exit", resolve));
    const left = readdirSync(keep);
    expect(left).toEqual([expect.stringMatching(`^tidebook-tokens-${child.pid}-`)]);
    mkdirSync(join(keep, `tidebook-tokens-${process.pid}-running`));
    expect((await run([text])).wasRead).toBe(true);
    expect(readdirSync(keep)).toEqual(expect.arrayContaining(left));
    for (const name of readdirSync(keep)) utimesSync(join(keep, name), new Date(0), new Date(0));
    expect((await run([text])).wasRead).toBe(false);
    expect(readdirSync(keep).sort()).toEqual([
      `tidebook-tokens-${process.pid}-running`,
      entries()[0],
    ]);
  });

  test("is refused where the folder cannot be made", async () => {
    await expect(run([text], { keep: join(text, "kept") })).rejects.toThrow(
      `cannot write the corpus in numbers to ${JSON.stringify(join(text, "kept"))}: `,
    );
  });
});
