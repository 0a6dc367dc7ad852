import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import {
  encodeFiles,
  type EncodeOptions,
  type EncodeProgress,
} from "../../../src/learning/text/encode-files.js";
import type { EncodedCorpus, TokenPart } from "../../../src/learning/text/encoded.js";
import { Vocabulary } from "../../../src/learning/text/vocabulary.js";
import { plainSentences, sentencesOf } from "./encode-plain.js";

const folder = mkdtempSync(join(tmpdir(), "tidebook-encode-"));
const temporary = join(folder, "tmp");
mkdirSync(temporary);
const usualTemporary = process.env["TMPDIR"];
process.env["TMPDIR"] = temporary;
const open: EncodedCorpus[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  // Whatever happened: nothing is left.
  expect(readdirSync(temporary)).toEqual([]);
});
afterAll(() => {
  if (usualTemporary === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = usualTemporary;
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function write(content: string | Uint8Array): string {
  const path = join(folder, `${files++}.txt`);
  writeFileSync(path, content);
  return path;
}

async function encode(
  sources: Parameters<typeof encodeFiles>[0],
  options: EncodeOptions = {},
): Promise<EncodedCorpus> {
  const encoded = await encodeFiles(sources, options);
  open.push(encoded);
  return encoded;
}

const piecesOf = ({ parts }: EncodedCorpus) => parts[0]!.source as readonly TokenPart[];

/** The bytes in chunks of random length. */
function streamOf(bytes: Uint8Array, random: Random): AsyncIterable<Uint8Array> {
  return (async function* () {
    for (let at = 0; at < bytes.length;) {
      const next = at + 1 + random.integer(40);
      yield await Promise.resolve(bytes.subarray(at, next));
      at = next;
    }
  })();
}

const separators = [
  " ",
  " ",
  " ",
  " ",
  "\n",
  "\n",
  "\t",
  "\r",
  "\r\n",
  "\v",
  "\f",
  "  ",
  " \n\n",
  "\n \n",
];
const letters = ["a", "b", "c", "é", "中", "😀", "\u00a0", "\u3000", "\u0001", "\u007f", "ÿ"];

/** Words that are alike in their first 8 and 16 bytes, of all lengths about the table's steps. */
function makeWords(random: Random): string[] {
  const stem = Array.from({ length: 40 }, () => letters[random.integer(3)]!).join("");
  const alike = Array.from({ length: 34 }, (_, length) => stem.slice(0, length + 1));
  const strange = Array.from({ length: 30 }, () =>
    Array.from({ length: 1 + random.integer(20) }, () => letters[random.integer(11)]!).join(""),
  );
  const differing = [7, 8, 14, 15, 16, 17, 23, 24, 31, 32].flatMap((at) => [
    `${stem.slice(0, at)}X`,
    `${stem.slice(0, at)}Y`,
    `X${stem.slice(0, at)}`,
  ]);
  return [...alike, ...strange, ...differing];
}

function makeText(random: Random, words: readonly string[], count: number): string {
  const pieces: string[] = [];
  for (let i = 0; i < count; i++) {
    if (random.integer(10) > 0) pieces.push(words[random.integer(words.length)]!);
    pieces.push(separators[random.integer(separators.length)]!);
  }
  if (random.integer(2) > 0) pieces.push("end");
  return pieces.join("");
}

/** Sentences with the borders within lines taken away: those that pieces add depend on their size. */
const words = (sentences: readonly string[][]) => sentences.flat();

describe("files in numbers", () => {
  test.each([1, 2, 3])(
    "are what a plain reading finds, with %i threads",
    async (threads) => {
      const random = new Random(threads);
      for (let round = 0; round < 5; round++) {
        const text = makeText(random, makeWords(random), 1 + random.integer(3000));
        const bytes = Buffer.from(text);
        const expected = plainSentences(text);
        if (expected.length === 0) continue;
        const { words: known, counts } = Vocabulary.from(expected);
        const path = write(text);
        const longestLine =
          Math.max(...text.split("\n").map((line) => Buffer.byteLength(line))) + 2;
        for (const pieceBytes of [
          longestLine + random.integer(200),
          1 + random.integer(64),
          2 ** 21,
        ]) {
          const whole = await encode([path], { threads, pieceBytes });
          expect(whole.vocabulary.words).toEqual(known);
          expect(whole.vocabulary.counts).toEqual(counts);
          if (pieceBytes >= longestLine) expect(sentencesOf(whole)).toEqual(expected);
          else expect(words(sentencesOf(whole))).toEqual(words(expected));
          if (pieceBytes < 8 && bytes.length > 3000) continue;
          const streamed = await encode([streamOf(bytes, random)], { threads, pieceBytes });
          expect(streamed.vocabulary.words).toEqual(known);
          expect(sentencesOf(streamed)).toEqual(sentencesOf(whole));
        }
      }
    },
    120_000,
  );

  test("are the same with any number of threads, and when words are left out", async () => {
    const random = new Random(5);
    const text = makeText(random, makeWords(random), 20_000);
    const path = write(text);
    const options = { minCount: 150, maxSize: 50, pieceBytes: 1000 };
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map((threads) => encode([path, path], { ...options, threads })),
    );
    const expected = Vocabulary.from(plainSentences(`${text}\n${text}`), options);
    expect(one!.vocabulary.words).toEqual(expected.words);
    expect(one!.vocabulary.size).toBe(50);
    for (const other of [two!, three!]) {
      expect(other.vocabulary.words).toEqual(one!.vocabulary.words);
      expect(piecesOf(other).map(({ length }) => length)).toEqual(
        piecesOf(one!).map(({ length }) => length),
      );
      expect(sentencesOf(other)).toEqual(sentencesOf(one!));
    }
    const kept = (word: string) => expected.find(word) !== undefined;
    expect(sentencesOf(one!).flat()).toEqual(
      plainSentences(`${text}\n${text}`).flat().filter(kept),
    );
  });

  test("larger than 16 MB lie in files, smaller ones in memory", async () => {
    const line = `${"word ".repeat(199)}end\n`; // 999 bytes
    const path = write(line.repeat(17_000));
    const large = await encode([path], { threads: 2 });
    expect(piecesOf(large).every(({ source }) => typeof source === "string")).toBe(true);
    expect(large.vocabulary.counts).toEqual([199 * 17_000, 17_000]);
    expect(sentencesOf(large).every((each) => each.length === 200)).toBe(true);
    const small = await encode([write(line.repeat(4_000))], { threads: 2 });
    expect(piecesOf(small).every(({ source }) => typeof source !== "string")).toBe(true);
    expect(small.vocabulary.counts).toEqual([199 * 4_000, 4_000]);
  });

  test("hold words of up to a megabyte, of one letter to a hundred thousand", async () => {
    const lengths = [1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 1000, 99_999, 100_000, 2 ** 20];
    const all = lengths.flatMap((length) => ["a".repeat(length), `${"a".repeat(length - 1)}b`]);
    const path = write(`${all.join(" ")}\n${all.join("\t")}`);
    for (const pieceBytes of [50_000, 2 ** 21]) {
      const encoded = await encode([path], { pieceBytes, threads: 2 });
      expect(encoded.vocabulary.words).toEqual(all);
      expect(encoded.vocabulary.counts.every((count) => count === 2)).toBe(true);
    }
  });

  test("hold many different words", async () => {
    const many = Array.from({ length: 200_000 }, (_, i) =>
      i % 9 === 0 ? `a-rather-long-${i}` : `w${i}`,
    );
    const path = write(many.join("\n"));
    const encoded = await encode([path, path], { threads: 3, pieceBytes: 300_000 });
    expect(encoded.vocabulary.words).toEqual(many);
  });

  test("end a sentence after 10,000 words and at the end of a file", async () => {
    const long = write("w ".repeat(25_000));
    const encoded = await encode([long, write("w w"), write("\ufeffw\n")]);
    expect(sentencesOf(encoded).map(({ length }) => length)).toEqual([10_000, 10_000, 5_000, 2, 1]);
    expect(encoded.vocabulary.words).toEqual(["w"]);
  });

  test("come from many small files in few parts", async () => {
    const paths = Array.from({ length: 50 }, (_, i) => write(`file ${i}\n`));
    const encoded = await encode([...paths, write("")], { threads: 2 });
    expect(piecesOf(encoded)).toHaveLength(1);
    expect(sentencesOf(encoded)).toEqual(paths.map((_, i) => ["file", String(i)]));
  });

  test("come from streams and files in their order", async () => {
    const stream = (text: string) => ({
      name: "s",
      bytes: streamOf(Buffer.from(text), new Random(1)),
    });
    const sources = [stream("a b\nc"), write("d\n"), stream("\ufeffe f\n"), stream("")];
    const seen: EncodeProgress[] = [];
    const encoded = await encode(sources, { onProgress: (progress) => seen.push(progress) });
    expect(sentencesOf(encoded)).toEqual([["a", "b"], ["c"], ["d"], ["e", "f"]]);
    expect(seen.at(-1)).toEqual({ bytes: 11, total: undefined });
  });

  test("tell how far they are", async () => {
    const path = write("a line of words\n".repeat(1000));
    const seen: EncodeProgress[] = [];
    await encode([path], { pieceBytes: 4000, onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ bytes }) => bytes)).toEqual([4000, 8000, 12_000, 16_000]);
    expect(seen.every(({ total }) => total === 16_000)).toBe(true);
  });
});

describe("what is no text", () => {
  const good = "a good line\n";
  const cases: [string, Uint8Array | string, string][] = [
    ["a NUL byte", `${good}a b\0c d\n${good}`, "line 2: a NUL byte; expected UTF-8 text"],
    ["a NUL byte behind a word", `a a\0 a\n`, "line 1: a NUL byte; expected UTF-8 text"],
    ...[
      [0x80],
      [0xc3],
      [0xc0, 0x80],
      [0xc1, 0xbf],
      [0xe0, 0x9f, 0xbf],
      [0xed, 0xa0, 0x80],
      [0xf0, 0x8f, 0xbf, 0xbf],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0xe4, 0xb8],
      [0xe4, 0xb8, 0x20, 0xad],
      [0xff, 0xfe],
      [0xf0, 0x9f, 0x98, 0x41],
    ].map((bytes): [string, Uint8Array, string] => [
      `bytes ${bytes.map((byte) => byte.toString(16)).join(" ")}`,
      Buffer.concat([
        Buffer.from(`${good}${good}x`),
        Uint8Array.from(bytes),
        Buffer.from(`\n${good}`),
      ]),
      "line 3: bytes that are not UTF-8; expected UTF-8 text",
    ]),
    [
      "a word of more than a megabyte",
      `${good}${"x".repeat(2 ** 20 + 1)}`,
      "line 2: a word of more than 1048576 bytes; expected words with spaces between them",
    ],
    [
      "three megabytes without a space",
      `${good}${"x".repeat(3e6)}`,
      "line 2: a word of more than 1048576 bytes; expected words with spaces between them",
    ],
  ];
  test.each(cases)("is refused with its line: %s", async (_, content, message) => {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    const path = write(bytes);
    for (const options of [{}, { threads: 2, pieceBytes: bytes.length > 1e6 ? 1e5 : 5 }]) {
      await expect(encodeFiles([path], options)).rejects.toThrow(`${path}, ${message}`);
      const source = {
        name: "a.gz",
        bytes: streamOf(bytes.length > 1e6 ? bytes.subarray(0, 0) : bytes, new Random(1)),
      };
      if (bytes.length > 1e6)
        source.bytes = (async function* () {
          yield bytes;
        })();
      await expect(encodeFiles([source], options)).rejects.toThrow(`a.gz, ${message}`);
    }
  });

  test("is named at its first place, whichever thread finds another first", async () => {
    const lines = Array.from({ length: 400 }, (_, i) =>
      i > 100 && i % 50 === 7 ? "b\0d" : `word${i}`,
    );
    const path = write(lines.join("\n"));
    for (let round = 0; round < 5; round++) {
      const options = { threads: 3, pieceBytes: 100 };
      await expect(encodeFiles([path], options)).rejects.toThrow(`${path}, line 108: a NUL byte`);
    }
  });

  test.each([
    ["", { minCount: 5 }, "vocabulary is empty: 0 of 0 words kept; give a corpus with words"],
    ["\n \n\n", {}, "vocabulary is empty: 0 of 0 words kept; give a corpus with words"],
    ["a b c c", { minCount: 3 }, "vocabulary is empty: 0 of 3 words kept; lower minCount (now 3)"],
  ])("has no frequent words: %j", async (text, options, message) => {
    await expect(encodeFiles([write(text)], options)).rejects.toThrow(message);
    const bytes = streamOf(Buffer.from(text), new Random(1));
    await expect(encodeFiles([bytes], options)).rejects.toThrow(message);
  });

  test("is no file, no source or no bytes", async () => {
    const missing = join(folder, "missing");
    await expect(encodeFiles([missing])).rejects.toThrow(
      `cannot read ${JSON.stringify(missing)}: no such file or folder (ENOENT)`,
    );
    await expect(encodeFiles([folder])).rejects.toThrow("it is a folder (EISDIR)");
    await expect(encodeFiles([5 as never])).rejects.toThrow(
      "source 1: 5; expected the path of a file, or an async iterable of bytes",
    );
    const texts = (async function* () {
      yield await Promise.resolve("text" as never);
    })();
    await expect(encodeFiles([{ name: "s", bytes: texts }])).rejects.toThrow(
      's, a chunk: "text"; expected bytes in a Uint8Array',
    );
    await expect(encodeFiles([write("a")], { threads: 0 })).rejects.toThrow(
      "threads: 0; expected a whole number ≥ 1",
    );
    await expect(encodeFiles([write("a")], { keepBytes: -1 })).rejects.toThrow(
      "keepBytes: -1; expected a number ≥ 0",
    );
    await expect(encodeFiles([write("a")], { minCount: 0.5 })).rejects.toThrow(
      "minCount: 0.5; expected a whole number ≥ 1",
    );
  });
});

describe("a reading that ends early", () => {
  const large = () => write("some words in a line\n".repeat(1_000_000));

  test("is over at once when it is aborted, also when a stream hangs", async () => {
    const reason = new Error("stopped by the reader");
    const control = new AbortController();
    const onProgress = () => control.abort(reason);
    const options = { threads: 2, signal: control.signal, onProgress };
    await expect(encodeFiles([large()], options)).rejects.toBe(reason);
    await expect(encodeFiles(["anything"], options)).rejects.toBe(reason);
    const hanging: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }),
    };
    const signal = AbortSignal.timeout(50);
    await expect(encodeFiles([hanging], { signal })).rejects.toThrow("timeout");
  });

  test("passes on what a stream or a listener throws", async () => {
    const broken = (async function* () {
      yield Buffer.from("words\n".repeat(1000));
      throw new Error("the disk is gone");
    })();
    await expect(encodeFiles([broken], { pieceBytes: 100 })).rejects.toThrow("the disk is gone");
    const onProgress = () => {
      throw new Error("no listener");
    };
    await expect(encodeFiles([large()], { onProgress })).rejects.toThrow("no listener");
  });

  test("leaves no files when the process exits without closing, or is killed", () => {
    const path = large();
    const program = `
      import { encodeFiles } from ${JSON.stringify(new URL("../../../dist/learning/text/encode-files.js", import.meta.url).href)};
      const corpus = await encodeFiles([${JSON.stringify(path)}]);
      console.log(corpus.vocabulary.size, corpus.parts.length);
      process[process.argv[1]](process.argv[1] === "kill" ? process.pid : 0, "SIGKILL");`;
    for (const end of process.platform === "linux" ? ["exit", "kill"] : ["exit"]) {
      const args = ["--input-type=module", "-e", program, end];
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
      expect([stdout, stderr]).toEqual(["5 1\n", ""]);
      expect(readdirSync(temporary)).toEqual([]);
    }
  });

  test("says so when there is no folder for the numbers", async () => {
    const path = large();
    const nowhere = join(path, "tmp");
    process.env["TMPDIR"] = nowhere;
    try {
      await expect(encodeFiles([path])).rejects.toThrow(
        `cannot write the corpus in numbers to ${JSON.stringify(nowhere)}: `,
      );
    } finally {
      process.env["TMPDIR"] = temporary;
    }
    expect(existsSync(nowhere)).toBe(false);
  });
});
