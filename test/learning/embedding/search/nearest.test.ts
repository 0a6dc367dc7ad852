/**
 * The two searches, by plain loops and by threads with WebAssembly, share one table of cases: the same words and the
 * same bits of their similarities.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/base/random.js";
import { Best } from "../../../../src/learning/embedding/search/best.js";
import { NearestIndex } from "../../../../src/learning/embedding/search/nearest-index.js";
import { nearest } from "../../../../src/learning/embedding/search/nearest.js";
import { toCompleteQuestion } from "../../../../src/learning/embedding/search/question.js";
import { RowsInMemory, type VectorRows } from "../../../../src/learning/embedding/search/rows.js";
import { Vectors, type SimilarityQuestion } from "../../../../src/learning/embedding/vectors.js";

/** Words w0, w1 … with random rows; `change` may spoil some. */
function rowsOf(size: number, dimension: number, change = (_: Float32Array) => {}): VectorRows {
  const random = new Random(size + dimension);
  const values = Float32Array.from({ length: size * dimension }, () => random.uniform() - 0.5);
  change(values);
  const words = Array.from({ length: size }, (_, i) => `w${i}`);
  return new RowsInMemory(words, values, undefined);
}

interface Case {
  readonly title: string;
  readonly rows: VectorRows;
  readonly questions: readonly (string | SimilarityQuestion)[];
}

const add: SimilarityQuestion = { positive: ["w1", "w2"], negative: ["w3"], count: 7 };
const product: SimilarityQuestion = { ...add, method: "3CosMul" };
const ordinary = rowsOf(20_001, 20);
const cases: readonly Case[] = [
  { title: "one word", rows: ordinary, questions: ["w5"] },
  { title: "sums and differences", rows: ordinary, questions: [add, { negative: "w9" }] },
  { title: "products", rows: ordinary, questions: [product, { ...product, negative: [] }] },
  {
    title: "a long list of questions of both kinds",
    rows: ordinary,
    questions: Array.from({ length: 60 }, (_, i) => [
      `w${i}`,
      { ...add, count: 1 + i },
      product,
    ]).flat(),
  },
  {
    title: "the first words alone",
    rows: ordinary,
    questions: [1, 2, 5, 255, 256, 257, 8191, 8193, 99_999].map((among) => ({ ...add, among })),
  },
  { title: "some words alone", rows: ordinary, questions: [{ ...add, among: ["w7", "w8", "w1"] }] },
  {
    title: "more answers than words",
    rows: rowsOf(37, 5),
    questions: [{ ...add, count: 99 }, product],
  },
  {
    title: "more answers than a heap holds",
    rows: ordinary,
    questions: [{ ...add, count: 70_000 }],
  },
  ...[1, 2, 3, 4, 7, 300].map((dimension) => ({
    title: `rows of ${dimension}`,
    rows: rowsOf(1_003, dimension),
    questions: ["w0", add, product],
  })),
  {
    title: "rows of zeros, of NaN and of infinity, which are similar to nothing",
    rows: rowsOf(999, 6, (values) => {
      values.fill(0, 0, 60);
      values[100] = NaN;
      values[200] = Infinity;
    }),
    questions: ["w0", "w16", "w33", "w500", { ...add, count: 999 }, { ...product, count: 999 }],
  },
  {
    title: "very long and very short rows",
    rows: rowsOf(999, 6, (values) =>
      values.forEach((x, i) => (values[i] = x * 10 ** ((i % 7) * 12 - 36))),
    ),
    questions: ["w0", add, product],
  },
  {
    title: "equal rows, which come in their order",
    rows: rowsOf(5_000, 3, (values) => values.forEach((_, i) => (values[i] = (i % 3) - 1))),
    questions: ["w0", "w4000", add, product],
  },
  {
    title: "rows that differ less than float32 sees",
    rows: rowsOf(3_000, 4, (values) => values.forEach((x, i) => (values[i] = 1 + x * 1e-6))),
    questions: ["w0", { ...add, count: 40 }, product],
  },
  {
    title: "opposite rows, where a product's divisor is next to nothing",
    rows: rowsOf(2_000, 2, (values) => {
      for (let i = 0; i < values.length; i += 2) {
        values[i] = i % 4 === 0 ? 1 : -1;
        values[i + 1] = i * 1e-7;
      }
    }),
    questions: [product, { positive: ["w1"], negative: ["w2"], method: "3CosMul", count: 30 }],
  },
];

describe.each([1, 2, 3])("the search by %i threads", (threads) => {
  test.each(cases)("finds what the plain one finds: $title", async ({ rows, questions }) => {
    const complete = questions.map((question) => toCompleteQuestion(rows, question));
    const index = new NearestIndex(rows, threads, 0);
    const found = await index.nearest(complete);
    const plain = complete.map((question) => nearest(rows, question));
    expect(found).toEqual(plain);
    for (const { similarity } of plain.flat()) expect(similarity).not.toBeNaN();
    index.close();
  });

  test("runs in WebAssembly, each row once for up to 64 directions", async () => {
    const index = new NearestIndex(ordinary, threads, 0);
    const ask = (count: number) =>
      index.nearest(Array.from({ length: count }, (_, i) => toCompleteQuestion(ordinary, `w${i}`)));
    await ask(1);
    expect(index.rowsSearched).toBe(ordinary.size);
    await ask(64);
    expect(index.rowsSearched).toBe(2 * ordinary.size);
    await ask(65);
    expect(index.rowsSearched).toBe(4 * ordinary.size);
    index.close();
  });
});

describe("the search by threads", () => {
  test("answers questions that come one by one in one pass", async () => {
    const index = new NearestIndex(ordinary, 2, 0);
    const words = Array.from({ length: 20 }, (_, i) => `w${i}`);
    const complete = words.map((word) => toCompleteQuestion(ordinary, word));
    const found = await Promise.all(complete.map(async (one) => (await index.nearest([one]))[0]));
    expect(found).toEqual(complete.map((one) => nearest(ordinary, one)));
    expect(index.rowsSearched).toBe(ordinary.size);
    index.close();
  });

  test("leaves little work to the plain loops", async () => {
    const rows = rowsOf(100, 4);
    const index = new NearestIndex(rows);
    const question = toCompleteQuestion(rows, "w1");
    expect(await index.nearest([question])).toEqual([nearest(rows, question)]);
    expect(index.rowsSearched).toBe(0);
  });

  test("can be asked again after it was closed", async () => {
    const index = new NearestIndex(ordinary, 2, 0);
    const question = toCompleteQuestion(ordinary, "w1");
    const before = await index.nearest([question]);
    index.close();
    expect(await index.nearest([question])).toEqual(before);
    index.close();
  });

  test("says how much memory it lacks before it takes any", async () => {
    const rows: VectorRows = { ...rowsOf(8, 4), size: 20_000_000, dimension: 100 };
    const index = new NearestIndex(rows, 2, 0);
    const question = { ...toCompleteQuestion(rowsOf(8, 100), "w1"), among: 8 };
    await expect(index.nearest([question])).rejects.toThrow(
      'memory for the search: "7631 MB for 20000000 words"; expected that much free memory, and at most 4096 MB; ask mostSimilar, or a subset',
    );
  });

  test("keeps no program from ending", () => {
    const door = new URL("../../../../dist/index.js", import.meta.url);
    const program = `
      const { Vectors } = await import(${JSON.stringify(pathToFileURL(fileURLToPath(door)).href)});
      const words = Array.from({ length: 50000 }, (_, i) => "w" + i);
      const values = Float32Array.from({ length: 5000000 }, (_, i) => Math.sin(i * i));
      const vectors = new Vectors(words, values);
      console.log(JSON.stringify(await vectors.nearest("w1")) === JSON.stringify(vectors.mostSimilar("w1")));`;
    const options = { encoding: "utf8", timeout: 20_000 } as const;
    const words = ["--input-type=module", "-e", program];
    const { status, stdout } = spawnSync(process.execPath, words, options);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "true\n" });
  });
});

describe("vectors", () => {
  test("answer one question, or a list of them", async () => {
    const vectors = new Vectors(ordinary);
    const [one, two] = await vectors.nearest(["w1", add]);
    expect(one).toEqual(vectors.mostSimilar("w1"));
    expect(two).toEqual(vectors.mostSimilar(add));
    expect(await vectors.nearest("w1")).toEqual(one);
    expect(await vectors.nearest([])).toEqual([]);
    vectors.close();
    await expect(vectors.nearest("x")).rejects.toThrow('word: "x"; expected one of 20001 known');
  });
});

describe("the best few", () => {
  test("come best first, equal ones by place", () => {
    const best = new Best(3);
    [1, 5, 5, 2, 5, 9].forEach((score, place) => best.offer(place, score));
    expect(best.sorted()).toEqual([
      { place: 5, score: 9 },
      { place: 1, score: 5 },
      { place: 2, score: 5 },
    ]);
  });

  test("are those of sorting all, in whatever order they come", () => {
    const random = new Random(3);
    for (const room of [1, 2, 17, 100]) {
      const all = Array.from({ length: 80 }, (_, place) => {
        return { place, score: Math.floor(random.uniform() * 9) };
      });
      const best = new Best(room);
      random.shuffle([...all]).forEach(({ place, score }) => best.offer(place, score));
      all.sort((a, b) => b.score - a.score || a.place - b.place);
      expect(best.sorted()).toEqual(all.slice(0, room));
    }
  });
});
