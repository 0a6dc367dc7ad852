import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  parseAnalogies,
  parseWordPairs,
  readAnalogies,
  readWordPairs,
} from "../../../../src/learning/embedding/evaluation/evaluation-sets.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidebook-sets-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("word pairs are read", () => {
  const sunLight = [{ a: "sun", b: "light", score: 8.5 }];

  test.each([
    ["tabs", "sun\tlight\t8.5\n"],
    ["Windows line ends, comments and blank lines", "# a set\r\n\r\nsun\tlight\t8.50\r\n"],
    ["the header and commas of WordSim-353", "Word 1,Word 2,Human (mean)\nsun,light,8.5\n"],
    ["the header and semicolons of RG-65 files", "a;b;score\nsun;light;8.5"],
    ["the spaces of MEN's natural form", "sun light 8.500000\n"],
    ["MEN's lemma form", "sun-n light-j 8.5\n"],
    [
      "SimLex-999's ten columns",
      "word1\tword2\tPOS\tSimLex999\tconc(w1)\tconc(w2)\tconcQ\tAssoc(USF)\tSimAssoc333\tSD(SimLex)\nsun\tlight\tN\t8.5\t4.1\t3.9\t1\t0.2\t1\t0.9\n",
    ],
    ["the score before the words", "8.5 sun light\n"],
    ["the score before the words, with a header", "similarity\tx\ty\n8.5\tsun\tlight"],
    ["a byte order mark", "\uFEFFsun\tlight\t8.5"],
  ])("with %s", (_, text) => expect(parseWordPairs(text)).toEqual(sunLight));

  test("of any language, with spaces inside a word where tabs part the fields", () => {
    expect(parseWordPairs("日本\t南京大屠杀\t8.95\nNew York\tcity\t1e0\n")).toEqual([
      { a: "日本", b: "南京大屠杀", score: 8.95 },
      { a: "New York", b: "city", score: 1 },
    ]);
  });

  test("with endings kept where not every word has one", () => {
    expect(parseWordPairs("x-n y-n 1\nplan-b y-n 2")[0]).toEqual({ a: "x-n", b: "y-n", score: 1 });
  });

  test("from a file, whose path stands in what is wrong with it", async () => {
    const path = join(folder, "pairs.txt");
    await writeFile(path, "sun\tlight\t8.5\nsun\tmoon\n");
    await expect(readWordPairs(path)).rejects.toThrow(
      `${path}, line 2: "sun\\tmoon"; expected two words and a score`,
    );
    await writeFile(path, "sun\tlight\t8.5");
    expect(await readWordPairs(path)).toEqual(sunLight);
    await expect(readWordPairs(join(folder, "none"))).rejects.toThrow("cannot read");
  });

  test("and what holds none is named", () => {
    expect(() => parseWordPairs("# nothing\n")).toThrow(
      'word pairs: "a text without pairs"; expected one pair a line',
    );
    expect(() => parseWordPairs("word1\tword2\tscore")).toThrow(
      'word pairs: "a header alone"; expected one pair a line below it',
    );
    expect(() => parseWordPairs("a\tb\t1\nc\td\tNaN")).toThrow(
      'line 2: "c\\td\\tNaN"; expected two words and a score',
    );
  });
});

describe("analogies are read", () => {
  test("by section", () => {
    const text = ": capitals\nAthens Greece Oslo Norway\n\n: A\r\n避 避一避 补 补一补\r\n";
    expect(parseAnalogies(text)).toEqual([
      { section: "capitals", questions: [["Athens", "Greece", "Oslo", "Norway"]] },
      { section: "A", questions: [["避", "避一避", "补", "补一补"]] },
    ]);
  });

  test("without a section's name", () => {
    expect(parseAnalogies("a b c d")).toEqual([{ section: "", questions: [["a", "b", "c", "d"]] }]);
  });

  test("from a file, whose path stands in what is wrong with it", async () => {
    const path = join(folder, "questions.txt");
    await writeFile(path, ": x\na b c\n");
    await expect(readAnalogies(path)).rejects.toThrow(
      `${path}, line 2: "a b c"; expected four words`,
    );
    await writeFile(path, ": x\na b c d\n");
    expect(await readAnalogies(path)).toHaveLength(1);
  });

  test("and what holds none is named", () => {
    expect(() => parseAnalogies(": a section\n")).toThrow(
      'analogies: "a text without questions"; expected four words a line',
    );
  });
});
