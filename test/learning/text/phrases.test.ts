import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import { sentences } from "../../../src/learning/text/grammar.js";
import { smallWorld } from "../../../src/learning/text/small-world.js";
import { restartable, type AnyCorpus, type Sentence } from "../../../src/learning/text/corpus.js";
import {
  englishConnectors,
  Phrases,
  type PhrasesOptions,
} from "../../../src/learning/text/phrases.js";

const corpus = [
  ["new", "york", "is", "big"],
  ["in", "new", "york"],
  ["new", "river"],
  ["bank", "of", "england"],
  ["the", "bank", "of", "england"],
];

async function read(given: AnyCorpus): Promise<Sentence[]> {
  const found: Sentence[] = [];
  for await (const sentence of given) found.push(sentence);
  return found;
}

describe("phrases", () => {
  // Words: new 3, york 2, is, big, in, river, bank 2, of 2, england 2, the: 10 kinds, 16 in all.
  // Pairs: new york 2, york is, is big, in new, new river, bank of 2, of england 2, the bank: 8 kinds.
  test("have Mikolov's score", () => {
    const rows = Phrases.from(corpus, { minCount: 1, threshold: 0 }).rows();
    expect(rows).toEqual([
      { phrase: "bank_of", count: 2, score: ((2 - 1) / (2 * 2)) * 18 },
      { phrase: "of_england", count: 2, score: ((2 - 1) / (2 * 2)) * 18 },
      { phrase: "new_york", count: 2, score: ((2 - 1) / (3 * 2)) * 18 },
    ]);
  });

  test("have normalised pointwise mutual information", () => {
    const rows = Phrases.from(corpus, { score: "npmi", minCount: 1, threshold: -1 }).rows();
    const scoreOf = (phrase: string): number => rows.find((row) => row.phrase === phrase)!.score;
    const npmi = (ab: number, a: number, b: number): number =>
      Math.log(ab / 16 / ((a / 16) * (b / 16))) / -Math.log(ab / 16);
    expect(rows).toHaveLength(8);
    expect(scoreOf("new_york")).toBeCloseTo(npmi(2, 3, 2), 14);
    expect(scoreOf("new_river")).toBeCloseTo(npmi(1, 3, 1), 14);
    // is_big are never apart.
    expect(scoreOf("is_big")).toBeCloseTo(1, 14);
    expect(Phrases.from(corpus, { score: "npmi", minCount: 2 }).size).toBe(3);
  });

  test("are joined from left to right, each word once", () => {
    const phrases = Phrases.from(corpus, { minCount: 1, threshold: 2 });
    expect(phrases.join(["the", "bank", "of", "england", "in", "new", "york"])).toEqual([
      "the",
      "bank_of",
      "england",
      "in",
      "new_york",
    ]);
    expect(phrases.join(["new"])).toEqual(["new"]);
    expect(phrases.join([])).toEqual([]);
  });

  test("may hold connectors inside, not at an end", () => {
    const phrases = Phrases.from(corpus, {
      score: "npmi",
      minCount: 2,
      connectors: englishConnectors,
      delimiter: "~",
    });
    expect(phrases.rows().map((row) => row.phrase)).toEqual(["bank~of~england", "new~york"]);
    expect(phrases.join(["of", "bank", "of", "england", "the", "bank", "of"])).toEqual([
      "of",
      "bank~of~england",
      "the",
      "bank",
      "of",
    ]);
  });

  test("grow when phrases are looked for again", () => {
    const long = Array<string[]>(3).fill(["new", "york", "city"]);
    const options = { minCount: 1, threshold: 0 };
    const once = Phrases.from(long, options).apply(long);
    expect([...once][0]).toEqual(["new_york", "city"]);
    expect([...Phrases.from(once, options).apply(once)][0]).toEqual(["new_york_city"]);
  });

  test("are joined in a corpus that can be read again, also in one read from files", async () => {
    const phrases = Phrases.from(corpus, { minCount: 1, threshold: 2 });
    const applied = phrases.apply(corpus);
    expect([...applied]).toEqual([...applied]);
    const later = restartable(async function* () {
      for (const sentence of corpus) yield await Promise.resolve(sentence);
    });
    const same = await Phrases.read(later, { minCount: 1, threshold: 2 });
    expect(same.rows()).toEqual(phrases.rows());
    expect(await Phrases.read(corpus, { minCount: 1, threshold: 2 })).toMatchObject({ size: 3 });
    const appliedLater = same.apply(later);
    for (let time = 0; time < 2; time += 1) expect(await read(appliedLater)).toEqual([...applied]);
  });

  test("that are rare are forgotten where memory is bounded", () => {
    const rare = Array.from({ length: 500 }, (_, i) => [`a${i}`, `b${i}`]);
    const mixed = rare.flatMap((sentence, i) => [
      sentence,
      ...(i % 3 === 0 ? [["new", "york"]] : []),
    ]);
    const phrases = Phrases.from(mixed, { minCount: 1, threshold: 0, maxCounted: 60 });
    expect(phrases.rows().map((row) => row.phrase)).toEqual(["new_york"]);
    expect(phrases.rows()[0]!.count).toBeLessThanOrEqual(167);
  });

  test("are not found with options out of range or in no corpus", async () => {
    const from = (options: object) => () => Phrases.from(corpus, options as PhrasesOptions);
    expect(from({ score: "pmi" })).toThrow('score: "pmi"; expected "mikolov" or "npmi"');
    expect(from({ minCount: 0 })).toThrow("minCount: 0; expected a whole number ≥ 1");
    expect(from({ threshold: NaN })).toThrow("threshold: NaN; expected a finite number");
    expect(from({ score: "npmi", threshold: 10 })).toThrow(
      "threshold: 10; expected a number from -1 to 1",
    );
    expect(from({ delimiter: 1 })).toThrow("delimiter: 1; expected a string");
    expect(from({ maxCounted: 0 })).toThrow(
      "maxCounted: 0; expected a whole number from 1 to 16000000",
    );
    expect(from({ connectors: "of" })).toThrow('connectors: "of"; expected a list of words');
    expect(() => Phrases.from([])).toThrow("corpus: 0 words; expected sentences with words");
    const text = {
      async *[Symbol.asyncIterator]() {
        yield await Promise.resolve("the king");
      },
    };
    await expect(Phrases.read(text as never)).rejects.toThrow(
      'first sentence: "the king"; expected an array of words; split each sentence into words first',
    );
  });
});

/** The first Python that has gensim. */
function findGensim(): string | undefined {
  for (const program of ["/usr/bin/python3", "python3"]) {
    try {
      execFileSync(program, ["-c", "import gensim.models.phrases"], { stdio: "ignore" });
      return program;
    } catch {
      // The next one, if any.
    }
  }
  return undefined;
}
const gensim = findGensim();
if (gensim === undefined) console.warn("gensim not found: phrases are not compared with its own");

describe.runIf(gensim !== undefined)("phrases and gensim's", () => {
  const text = [...sentences(smallWorld, { count: 2000 })].map((sentence, i) =>
    i % 3 === 0 ? [...sentence, "bank", "of", "england"] : sentence,
  );
  const cases = [
    { score: "mikolov", scoring: "default", threshold: 0.4, connectors: [], limit: 8_000_000 },
    { score: "mikolov", scoring: "default", threshold: 0.5, connectors: ["of"], limit: 8_000_000 },
    { score: "npmi", scoring: "npmi", threshold: 0.1, connectors: ["of"], limit: 8_000_000 },
    { score: "npmi", scoring: "npmi", threshold: 0.1, connectors: [], limit: 500 },
  ] as const;
  const script = `
import json, sys
from gensim.models.phrases import Phrases
text, cases = json.load(sys.stdin)
for case in cases:
    p = Phrases(text, min_count=3, threshold=case["threshold"], scoring=case["scoring"],
        connector_words=frozenset(case["connectors"]), max_vocab_size=case["limit"])
    print(json.dumps([p.export_phrases(), [p[s] for s in text]]))`;
  let theirs: string[];
  beforeAll(() => {
    const input = JSON.stringify([text, cases]);
    const output = execFileSync(gensim!, ["-c", script], { input, maxBuffer: 1 << 26 });
    theirs = String(output).trim().split("\n");
  });

  test.each(cases)("are the same: $score, $connectors, $limit", (given) => {
    const { score, threshold, connectors, limit } = given;
    const options = { score, minCount: 3, threshold, connectors, maxCounted: limit };
    const phrases = Phrases.from(text, options);
    const [rows, joined] = JSON.parse(theirs[cases.indexOf(given)]!) as [
      Record<string, number>,
      string[][],
    ];
    expect(phrases.size).toBeGreaterThan(1);
    expect(new Set(phrases.rows().map((row) => row.phrase))).toEqual(new Set(Object.keys(rows)));
    for (const row of phrases.rows()) expect(row.score).toBeCloseTo(rows[row.phrase]!, 10);
    expect([...phrases.apply(text)]).toEqual(joined);
  });
});
