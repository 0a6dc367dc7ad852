import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Random } from "../../../../src/base/random.js";
import { evaluateAnalogies } from "../../../../src/learning/embedding/evaluation/evaluation-analogies.js";
import { evaluateCategories } from "../../../../src/learning/embedding/evaluation/evaluation-categories.js";
import { evaluatePairs } from "../../../../src/learning/embedding/evaluation/evaluation-pairs.js";
import {
  parseAnalogies,
  parseWordPairs,
  type AnalogySection,
} from "../../../../src/learning/embedding/evaluation/evaluation-sets.js";
import { Vectors } from "../../../../src/learning/embedding/vectors.js";

/**
 * 600 words in 8 dimensions: word i of kind k is place i plus a shift of the kind, plus noise, so that some
 * analogies come out right. Every seventh word has a second spelling with a vector of its own.
 */
function world(): { vectors: Vectors; questions: string; pairs: string } {
  const random = new Random(4);
  const normals = (scale: number) => Array.from({ length: 8 }, () => random.normal(0, scale));
  const shifts = [normals(0), normals(1)];
  const places = Array.from({ length: 300 }, () => normals(1));
  const words: string[] = [];
  const rows: number[] = [];
  places.forEach((place, i) => {
    shifts.forEach((shift, kind) => {
      const noise = normals(0.25);
      words.push(`${kind === 0 ? "base" : "form"}${i}`);
      rows.push(...place.map((x, k) => Math.fround(x + shift[k]! + noise[k]!)));
    });
    if (i % 7 > 0) return;
    words.push(`Base${i}`);
    rows.push(...place.map((x) => Math.fround(x + random.normal(0, 0.3))));
  });
  const questions = [": near"];
  for (let i = 0; i < 120; i += 1) {
    if (i === 60) questions.push(": far and strange");
    const [a, b] = [i, (i * 7 + 3) % 310];
    questions.push(`${i % 5 === 0 ? "BASE" : "base"}${a} form${a} base${b} form${b}`);
  }
  const pairs = Array.from({ length: 90 }, () => {
    const [i, j] = [random.integer(320), random.integer(300)];
    return `Base${i}\tform${j}\t${(10 * random.uniform()).toFixed(2)}`;
  });
  return {
    vectors: new Vectors(words, Float32Array.from(rows)),
    questions: `${questions.join("\n")}\n`,
    pairs: `${pairs.join("\n")}\n`,
  };
}

const { vectors, questions, pairs } = world();
const python = "/usr/bin/python3";
const hasGensim = spawnSync(python, ["-c", "import gensim"]).status === 0;

/** What gensim 4.2 says of the same vectors, as evaluation-peers.py prints it. */
const gensim = {
  analogies: [
    ["near", 27, 59],
    ["far and strange", 31, 58],
    ["total", 58, 117],
  ],
  restricted: [
    ["near", 14, 21],
    ["far and strange", 2, 3],
    ["total", 16, 24],
  ],
  pearson: 0.16382939715784745,
  spearman: 0.1451170490532586,
  outOfVocabulary: 0.022222222222222223,
};

async function counts(options: Parameters<typeof evaluateAnalogies>[2] = {}) {
  const { sections, total } = await evaluateAnalogies(vectors, parseAnalogies(questions), options);
  return [...sections, total].map(({ section, correct, asked }) => [section, correct, asked]);
}

describe("the same figures as gensim's", () => {
  test("analogies by section, whatever the case of the words", async () => {
    expect(await counts()).toEqual(gensim.analogies);
  });

  test("analogies among the first words only, case told apart", async () => {
    expect(await counts({ restrict: 200, foldCase: false })).toEqual(gensim.restricted);
  });

  test("word pairs", () => {
    const scores = evaluatePairs(vectors, parseWordPairs(pairs));
    expect(scores.spearman).toBeCloseTo(gensim.spearman, 6);
    expect(scores.pearson).toBeCloseTo(gensim.pearson, 6);
    expect(scores.outOfVocabularyShare).toBeCloseTo(gensim.outOfVocabulary, 12);
  });

  describe.runIf(hasGensim)("asked now", () => {
    let folder = "";
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "tidebook-gensim-"));
    });
    afterAll(() => rm(folder, { recursive: true }));

    test("each figure, and each answer of 3CosMul", { timeout: 60_000 }, async () => {
      const lines = vectors.words.map((word) => [word, ...vectors.get(word)].join(" "));
      const text = `${vectors.words.length} ${vectors.dimension}\n${lines.join("\n")}\n`;
      const files = ["vectors", "questions", "pairs"].map((name) => join(folder, name));
      for (const [i, content] of [text, questions, pairs].entries())
        await writeFile(files[i]!, content);
      const script = join(import.meta.dirname, "evaluation-peers.py");
      const { stdout, stderr } = spawnSync(python, [script, ...files], { encoding: "utf8" });
      expect(stdout, stderr).not.toBe("");
      const { multiplied, ...figures } = JSON.parse(stdout) as typeof gensim & {
        multiplied: string[][];
      };
      expect(figures.analogies).toEqual(gensim.analogies);
      expect(figures.restricted).toEqual(gensim.restricted);
      expect(figures.spearman).toBeCloseTo(gensim.spearman, 6);
      const sections = parseAnalogies(questions);
      const options = { method: "3CosMul", foldCase: false } as const;
      const { answers } = await evaluateAnalogies(vectors, sections, options);
      expect(answers.map(({ a, b, c, d, answer }) => [a, b, c, d, answer])).toEqual(multiplied);
    });
  });
});

describe("word pairs", () => {
  const few = new Vectors(["a", "b", "c"], Float32Array.of(1, 0, 1, 1, 0, 1));
  const rows = [
    { a: "a", b: "b", score: 9 },
    { a: "A", b: "c", score: 1 },
    { a: "b", b: "c", score: 8 },
    { a: "a", b: "nowhere", score: 5 },
  ];

  test("by hand: cosines .71, 0, .71 against 9, 1, 8", () => {
    const scores = evaluatePairs(few, rows);
    // ranks 2.5, 1, 2.5 against 3, 1, 2: ρ = 1.5/√(1.5 · 2)
    expect(scores.spearman).toBeCloseTo(1.5 / Math.sqrt(3), 12);
    expect(scores).toMatchObject({ known: 3, outOfVocabulary: 1, outOfVocabularyShare: 0.25 });
    expect(scores.rows[0]).toEqual({
      a: "a",
      b: "b",
      score: 9,
      similarity: expect.closeTo(Math.SQRT1_2, 12) as number,
    });
  });

  test("have an interval around each figure, the same for the same seed", () => {
    const scores = evaluatePairs(vectors, parseWordPairs(pairs), { seed: 5 });
    expect(scores.spearmanLower).toBeLessThan(scores.spearman);
    expect(scores.spearmanUpper).toBeGreaterThan(scores.spearman);
    expect(scores.pearsonLower).toBeLessThan(scores.pearson);
    expect(scores.pearsonUpper).toBeGreaterThan(scores.pearson);
    expect(evaluatePairs(vectors, parseWordPairs(pairs), { seed: 5 })).toEqual(scores);
  });

  test("need three that are known", () => {
    expect(() => evaluatePairs(few, rows, { foldCase: false })).toThrow(
      "pairs that the vectors know: 2; expected at least 3 of the 4",
    );
    expect(() => evaluatePairs(few, rows, { restrict: 0 })).toThrow(
      "restrict: 0; expected a whole number ≥ 1 or Infinity",
    );
  });
});

describe("analogies", () => {
  const square = new Vectors(
    ["man", "woman", "king", "queen", "zero"],
    Float32Array.of(1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 0, 0),
  );
  const sections: AnalogySection[] = [
    { section: "royals", questions: [["man", "woman", "king", "queen"]] },
    { section: "wrong", questions: [["man", "woman", "king", "zero"]] },
    { section: "strange", questions: [["man", "woman", "king", "tsar"]] },
  ];

  test.each(["3CosAdd", "3CosMul"] as const)("by hand, %s", async (method) => {
    const {
      sections: rows,
      total,
      answers,
    } = await evaluateAnalogies(square, sections, { method });
    expect(
      rows.map(({ correct, asked, outOfVocabulary }) => [correct, asked, outOfVocabulary]),
    ).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(rows[2]).toMatchObject({ accuracy: NaN, lower: 0, upper: 1 });
    expect(total).toMatchObject({ section: "total", correct: 1, asked: 2, accuracy: 0.5 });
    expect(answers[0]).toEqual({
      section: "royals",
      a: "man",
      b: "woman",
      c: "king",
      d: "queen",
      answer: "queen",
      correct: true,
    });
  });

  test("agree with asking the vectors one by one", async () => {
    const { answers } = await evaluateAnalogies(vectors, parseAnalogies(questions), {
      foldCase: false,
    });
    expect(answers.length).toBeGreaterThan(50);
    for (const { a, b, c, answer } of answers)
      expect(answer).toBe(vectors.analogy(a, b, c)[0]?.word);
  });

  test("let other work have its turn", async () => {
    const many = new Vectors(
      Array.from({ length: 10_000 }, (_, i) => `w${i}`),
      Float32Array.from({ length: 20_000 }, (_, i) => Math.sin(i)),
    );
    let turns = 0;
    const clock = setInterval(() => (turns += 1), 0);
    const one = [{ section: "s", questions: [["w1", "w2", "w3", "w4"] as const] }];
    await evaluateAnalogies(many, one);
    clearInterval(clock);
    expect(turns).toBeGreaterThan(0);
  });

  test("need a known question and a method that there is", async () => {
    await expect(evaluateAnalogies(square, sections.slice(2))).rejects.toThrow(
      "questions that the vectors know: 0; expected at least one of the 1",
    );
    await expect(evaluateAnalogies(square, sections, { confidence: 2 })).rejects.toThrow(
      "confidence: 2; expected a number in (0, 1)",
    );
    const method = "3CosSub" as "3CosAdd";
    await expect(evaluateAnalogies(square, sections, { method })).rejects.toThrow(
      'method: "3CosSub"; expected "3CosAdd" or "3CosMul"',
    );
  });
});

describe("categories", () => {
  const near = new Vectors(
    ["cat", "dog", "cow", "Oslo", "Rome", "red"],
    Float32Array.of(1, 0, 0.9, 0.1, 0.95, 0.2, 0, 1, 0.1, 1, 0.2, 0.9),
  );
  const categories = { animals: ["cat", "dog", "cow", "gnu"], cities: ["oslo", "Rome"] };

  test("by hand: a colour among the cities makes 5 of 6 right", () => {
    const scores = evaluateCategories(near, { ...categories, colours: [] });
    expect(scores.known).toBe(5);
    const mixed = evaluateCategories(near, {
      ...categories,
      animals: [...categories.animals, "red"],
    });
    expect(mixed.purity).toBeCloseTo(5 / 6, 12);
    expect(mixed).toMatchObject({ known: 6, outOfVocabulary: 1 });
    expect(mixed.outOfVocabularyShare).toBeCloseTo(1 / 7, 12);
    expect(mixed.rows.map(({ category, size }) => [category, size])).toEqual([
      ["animals", 3],
      ["cities", 3],
    ]);
    expect(mixed.rows[1]!.share).toBeCloseTo(2 / 3, 12);
  });

  test("that lie apart are pure", () => {
    const { purity, rows } = evaluateCategories(near, categories);
    expect(purity).toBe(1);
    expect(rows[0]).toEqual({
      category: "animals",
      size: 3,
      share: 1,
      words: ["cat", "dog", "cow"],
    });
  });

  test("must be two, with words", () => {
    expect(() => evaluateCategories(near, { a: ["cat"] })).toThrow(
      "categories: 1; expected at least two",
    );
    expect(() => evaluateCategories(near, { a: ["cat"], b: ["gnu"] })).toThrow(
      "words that the vectors know: 1; expected at least 2, one per category",
    );
  });
});
