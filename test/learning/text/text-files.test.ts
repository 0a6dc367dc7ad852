import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { textFiles } from "../../../src/learning/text/text-files.js";
import { Vocabulary } from "../../../src/learning/text/vocabulary.js";
import type { AnyCorpus, Sentence } from "../../../src/learning/text/corpus.js";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "tidebook-corpus-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function read(corpus: AnyCorpus): Promise<Sentence[]> {
  const found: Sentence[] = [];
  for await (const sentence of corpus) found.push(sentence);
  return found;
}

describe("a corpus in files", () => {
  test("has a sentence for each line with words, at every reading", async () => {
    const corpus = await textFiles(write("a.txt", "The King\r\n\n \t\nthe queen"));
    const sentences = [
      ["The", "King"],
      ["the", "queen"],
    ];
    expect(await read(corpus)).toEqual(sentences);
    expect(await read(corpus)).toEqual(sentences);
    expect(corpus).toMatchObject({ tokens: "spaces", lowerCase: false });
  });

  test("is split as it is told", async () => {
    const path = write("a.txt", "The King’s 王冠。");
    const corpus = await textFiles(path, { tokens: "characters", lowerCase: true });
    expect(await read(corpus)).toEqual([["the", "king's", "王", "冠"]]);
    expect(corpus).toMatchObject({ tokens: "characters", lowerCase: true, paths: [path] });
  });

  test("ends a sentence where a file ends", async () => {
    const paths = [write("a.txt", "one"), write("b.txt", ""), write("c.gz", gzipSync("two"))];
    expect(await read(await textFiles(paths))).toEqual([["one"], ["two"]]);
  });

  test("reads a folder with its folders in the order of names, without hidden files", async () => {
    for (const name of ["b/2.txt", "a.txt", "b/10.txt", "C.txt", ".hidden", ".git/x"])
      write(name, name);
    const corpus = await textFiles(folder);
    expect(corpus.paths).toEqual(
      ["C.txt", "a.txt", "b/10.txt", "b/2.txt"].map((name) => join(folder, ...name.split("/"))),
    );
    expect((await read(corpus)).flat()).toEqual(["C.txt", "a.txt", "b/10.txt", "b/2.txt"]);
  });

  test("reads what a pattern matches, and twice what is named twice", async () => {
    for (const name of ["a.txt", "b.txt", "c.md", "d/e.txt"]) write(name, name);
    const slashed = folder.replaceAll("\\", "/");
    const names = async (sources: string | string[]): Promise<string[]> =>
      (await read(await textFiles(sources))).flat();
    expect(await names(`${slashed}/*.txt`)).toEqual(["a.txt", "b.txt"]);
    expect(await names(`${slashed}/**/*.{txt,md}`)).toEqual(["a.txt", "b.txt", "c.md", "d/e.txt"]);
    const a = join(folder, "a.txt");
    expect(await names([a, `${slashed}/[ab].txt`])).toEqual(["a.txt", "a.txt", "b.txt"]);
  });

  test("reads each file of a folder once where links lead to it", async () => {
    write("[a]/one.txt", "one");
    write("[a]/sub/two.txt", "two");
    // A junction needs no rights on Windows.
    symlinkSync(folder, join(folder, "[a]", "sub", "circle"), "junction");
    expect(await read(await textFiles(join(folder, "[a]")))).toEqual([["one"], ["two"]]);
    const slashed = folder.replaceAll("\\", "/");
    const { paths } = await textFiles(`${slashed}/**/*.txt`);
    expect(paths).toEqual([`${slashed}/[a]/one.txt`, `${slashed}/[a]/sub/two.txt`]);
  });

  test("reads a file whose name looks like a pattern", async () => {
    expect(await read(await textFiles(write("[1].txt", "one")))).toEqual([["one"]]);
  });

  test("cuts a line after 10,000 words, and holds no more of it", async () => {
    const line = Array.from({ length: 25_000 }, (_, i) => `w${i}`);
    const corpus = await textFiles(write("a.txt", `${line.join(" ")} \nlast\n`));
    const sentences = await read(corpus);
    expect(sentences.map((sentence) => sentence.length)).toEqual([10_000, 10_000, 5_000, 1]);
    expect(sentences.flat()).toEqual([...line, "last"]);
  });

  test("keeps the end of a long line that ends with a space", async () => {
    // A piece of a file is 2^18 bytes: the line's last part is cut at its end, and nothing follows.
    const words = Array.from({ length: 2 ** 17 }, () => "a");
    const corpus = await textFiles(write("a.txt", `${words.join(" ")} `));
    expect((await read(corpus)).flat()).toEqual(words);
  });

  test("is counted by a vocabulary", async () => {
    const corpus = await textFiles(write("a.txt", "the king\nthe queen\n"));
    const vocabulary = await Vocabulary.read(corpus, { maxSize: 2 });
    expect([vocabulary.words, vocabulary.counts]).toEqual([
      ["the", "king"],
      [2, 1],
    ]);
    await expect(Vocabulary.read(await textFiles(write("b.txt", "\n \n")))).rejects.toThrow(
      "vocabulary is empty: 0 of 0 words kept; give a corpus with words",
    );
  });

  test("names the file and the line that is no text", async () => {
    const path = write("a.txt", Buffer.from([0x61, 10, 0xe9]));
    await expect(textFiles(path).then(read)).rejects.toThrow(
      `${path}, line 2: bytes that are not UTF-8; expected UTF-8 text`,
    );
  });

  test("must be there", async () => {
    const none = join(folder, "none.txt");
    await expect(textFiles(none)).rejects.toThrow(
      `cannot read ${JSON.stringify(none)}: no such file or folder (ENOENT)`,
    );
    const file = join(write("a.txt", ""), "b.txt");
    await expect(textFiles(file)).rejects.toThrow(/^cannot read ".*b.txt": /);
    await expect(textFiles("*.none")).rejects.toThrow(
      'no file matches the pattern "*.none"; expected at least one file; look at the pattern',
    );
    mkdirSync(join(folder, "empty"));
    await expect(textFiles(join(folder, "empty"))).rejects.toThrow(
      `no file in the folder ${JSON.stringify(join(folder, "empty"))}; expected at least one file`,
    );
    const rule = "expected the name of a file or folder, a pattern, or a list of them";
    await expect(textFiles([])).rejects.toThrow(`files: []; ${rule}`);
    await expect(textFiles("")).rejects.toThrow(`files: ""; ${rule}`);
    await expect(textFiles([1 as unknown as string])).rejects.toThrow(`files: 1; ${rule}`);
  });

  test("cannot be a stream that is gone after the first reading", async () => {
    await expect(textFiles("-")).rejects.toThrow(
      'files: "-", the standard input; expected files, because a corpus is read more than once; write the input to a file first',
    );
    await expect(textFiles(devNull)).rejects.toThrow(
      `${devNull}: a pipe or device, which can be read only once; expected a file; write it to a file first`,
    );
  });
});
