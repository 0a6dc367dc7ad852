import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  encodeSentences,
  joinParts,
  leftOut,
  openPart,
  sentenceEnd,
  type EncodedCorpus,
  type TokenPart,
} from "../../../src/learning/text/encoded.js";
import { restartable, type AnyCorpus } from "../../../src/learning/text/corpus.js";
import { Vocabulary } from "../../../src/learning/text/vocabulary.js";

const folder = mkdtempSync(join(tmpdir(), "tidebook-encoded-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All numbers of a part, read `step` at a time. */
function numbersOf(part: TokenPart, step = 1000): number[] {
  const reader = openPart(part);
  const into = new Int32Array(step);
  const all: number[] = [];
  for (let from = 0; from < part.length; from += step) {
    all.push(...into.subarray(0, reader.read(from, step, into)));
  }
  reader.close();
  return all;
}

/** The sentences behind a corpus in numbers. */
function sentencesOf({ vocabulary, parts }: EncodedCorpus): string[][] {
  const sentences: string[][] = [[]];
  for (const number of parts.flatMap((part) => numbersOf(part))) {
    if (number === sentenceEnd) sentences.push([]);
    else sentences.at(-1)!.push(...vocabulary.decode([number]));
  }
  return sentences.slice(0, -1);
}

const sentences = [["the", "king", "and", "the", "queen"], [], ["the", "river"]];
const asynchronous: AnyCorpus = restartable(async function* () {
  for (const sentence of sentences) yield await Promise.resolve(sentence);
});

describe("sentences in numbers", () => {
  test.each([
    ["in memory", sentences],
    ["read asynchronously", asynchronous],
  ])("hold the words in order, of a corpus %s", async (_, corpus) => {
    const encoded = await encodeSentences(corpus);
    expect(encoded.vocabulary.words).toEqual(["the", "king", "and", "queen", "river"]);
    expect(encoded.vocabulary.counts).toEqual([3, 1, 1, 1, 1]);
    expect(encoded.parts.flatMap((part) => numbersOf(part))).toEqual([0, 1, 2, 0, 3, -1, 0, 4, -1]);
    expect(sentencesOf(encoded)).toEqual([sentences[0], sentences[2]]);
    await encoded.close();
  });

  test.each([
    { minCount: 2 },
    { maxSize: 1 },
    { maxSize: 1, maxCounted: 2 },
    Vocabulary.from([["the"]]),
  ])("leave out what the vocabulary leaves out: %j", async (options) => {
    const encoded = await encodeSentences(asynchronous, options);
    expect(encoded.vocabulary.words).toEqual(["the"]);
    expect(sentencesOf(encoded)).toEqual([["the", "the"], ["the"]]);
  });

  test("lie in pieces of memory that end where sentences end, and are one part", async () => {
    const corpus = restartable(function* () {
      for (let i = 0; i < 3; i++) yield Array.from({ length: 700_000 }, (_, j) => `w${j % 7}`);
    });
    const { parts } = await encodeSentences(corpus);
    expect(parts.map(({ length }) => length)).toEqual([2_100_003]);
    const pieces = parts[0]!.source as readonly TokenPart[];
    expect(pieces.map(({ length }) => length)).toEqual([1_400_002, 700_001]);
    const into = new Int32Array(9);
    openPart(parts[0]!).read(1_400_000, 9, into);
    expect([...into]).toEqual([6, -1, 0, 1, 2, 3, 4, 5, 6]);
  });

  test("need words that are frequent enough", async () => {
    const empty = "vocabulary is empty: 0 of 0 words kept; give a corpus with words";
    const rare = "vocabulary is empty: 0 of 5 words kept; lower minCount (now 9)";
    await expect(encodeSentences([])).rejects.toThrow(empty);
    await expect(encodeSentences(sentences, { minCount: 9 })).rejects.toThrow(rare);
  });

  test("refuse options and corpora that are none, before anything is read", async () => {
    let wasRead = false;
    const corpus = restartable(async function* () {
      wasRead = true;
      yield await Promise.resolve(["word"]);
    });
    await expect(encodeSentences(corpus, { minCount: 0 })).rejects.toThrow(
      "minCount: 0; expected a whole number ≥ 1",
    );
    expect(wasRead).toBe(false);
    await expect(encodeSentences("text" as never)).rejects.toThrow(
      'corpus: "text"; expected an iterable of sentences',
    );
    const letters = restartable(async function* () {
      yield await Promise.resolve("words" as never);
    });
    await expect(encodeSentences(letters)).rejects.toThrow('first sentence: "words"; expected');
  });
});

describe("a part", () => {
  const raw = [5, 0, sentenceEnd, 1, 2, sentenceEnd, 9, 0, sentenceEnd];
  const numbers = new SharedArrayBuffer(24);
  new Int32Array(numbers).set([10, leftOut, 12, 13, 14, 15]);
  const file = join(folder, "tokens");
  writeFileSync(file, Int32Array.from(raw));
  const memory = new SharedArrayBuffer(36);
  new Int32Array(memory).set(raw);

  test.each([
    ["a file", file],
    ["memory", memory],
  ])("is renumbered while it is read from %s", (_, source) => {
    // 9 is no number of the part's own, as in a damaged file: it is left out.
    const expected = [15, 10, -1, 12, -1, 10, -1];
    for (const step of [1, 2, 4, 100]) {
      expect(numbersOf({ source, length: 9, numbers }, step)).toEqual(expected);
    }
    expect(numbersOf({ source, length: 9 })).toEqual(raw);
    expect(numbersOf({ source, start: 3, length: 3, numbers })).toEqual([12, -1]);
    const reader = openPart({ source, start: 3, length: 3 });
    const into = new Int32Array(2);
    const counts = [0, 1, 2, 3, 9].map((from) => reader.read(from, 2, into));
    expect(counts).toEqual([2, 2, 1, 0, 0]);
    reader.close();
  });

  test("that consists of others is read across their borders", () => {
    const other = new SharedArrayBuffer(16);
    new Int32Array(other).set([leftOut, 20, 21, 22]);
    const parts = [
      { source: file, length: 3, numbers },
      { source: memory, start: 3, length: 3, numbers: other },
      { source: file, start: 6, length: 3, numbers },
    ];
    const joined = joinParts([parts[0]!, ...joinParts(parts.slice(1))]);
    const expected = [15, 10, -1, 20, 21, -1, 10, -1];
    for (const step of [1, 2, 4, 5, 100]) {
      expect(joined.flatMap((part) => numbersOf(part, step))).toEqual(expected);
    }
    expect(joinParts([])).toEqual([]);
  });

  test("is read straight into shared memory", () => {
    const into = new Int32Array(new SharedArrayBuffer(40), 4, 9);
    expect(openPart({ source: file, length: 9 }).read(0, 9, into)).toBe(9);
    expect([...into]).toEqual(raw);
  });

  test("whose file is cut off is refused", () => {
    const reader = openPart({ source: file, length: 12 });
    const message = `token file ${JSON.stringify(file)}: ends after 36 bytes; expected more; encode the corpus again`;
    expect(() => reader.read(6, 6, new Int32Array(6))).toThrow(message);
    reader.close();
  });
});
