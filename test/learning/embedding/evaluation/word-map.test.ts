import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/base/random.js";
import { Vectors } from "../../../../src/learning/embedding/vectors.js";
import { wordMap } from "../../../../src/learning/embedding/evaluation/word-map.js";

/** Four clouds of twelve words in 20 dimensions. */
function clouds(): Vectors {
  const random = new Random(6);
  const middles = Array.from({ length: 4 }, () =>
    Array.from({ length: 20 }, () => random.normal()),
  );
  const words = Array.from({ length: 48 }, (_, i) => `cloud${i % 4} word${i}`);
  const values = words.flatMap((_, i) => middles[i % 4]!.map((x) => x + random.normal(0, 0.3)));
  return new Vectors(words, Float32Array.from(values));
}

const vectors = clouds();

/** The share of words whose nearest on the map is of their own cloud. */
function kept(map: readonly { word: string; x: number; y: number }[]): number {
  const own = map.filter(({ word, x, y }) => {
    const others = map.filter((other) => other.word !== word);
    const [near] = others.sort(
      (a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y),
    );
    return near!.word.slice(0, 6) === word.slice(0, 6);
  });
  return own.length / map.length;
}

describe.each(["pca", "tsne", "umap"] as const)("a map by %s", (method) => {
  test("keeps clouds of words together, the same on every run", async () => {
    const map = await wordMap(vectors, vectors.words, { method });
    expect(map.map(({ word }) => word)).toEqual(vectors.words);
    expect(map.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    expect(kept(map)).toBeGreaterThan(0.9);
    expect(await wordMap(vectors, vectors.words, { method })).toEqual(map);
  });

  test("takes as few as four words, and equal vectors", async () => {
    const equal = new Vectors(["a", "b", "c", "d"], Float32Array.of(1, 0, 1, 0, 1, 0, 0, 1));
    const map = await wordMap(equal, equal.words, { method });
    expect(map).toHaveLength(4);
    expect(map.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
});

test("another seed is another map of t-SNE and of UMAP", async () => {
  for (const method of ["tsne", "umap"] as const) {
    const [one, other] = await Promise.all(
      [1, 2].map((seed) => wordMap(vectors, vectors.words, { method, seed })),
    );
    expect(one).not.toEqual(other);
  }
});

test("PCA by hand: the long side of a cross is x, its short side y", async () => {
  // Unit vectors at ±20° of the first axis and ±10° out of the plane; their mean lies on the first axis.
  const angle = (degrees: number) => (degrees * Math.PI) / 180;
  const row = (a: number, b: number) => [
    Math.sqrt(1 - Math.sin(angle(a)) ** 2 - Math.sin(angle(b)) ** 2),
    Math.sin(angle(a)),
    Math.sin(angle(b)),
  ];
  const rows = [row(20, 0), row(-20, 0), row(0, 10), row(0, -10)].flat();
  const cross = new Vectors(["e", "w", "n", "s"], Float32Array.from(rows));
  const map = await wordMap(cross);
  const at = Object.fromEntries(map.map(({ word, x, y }) => [word, [x, y]]));
  expect(Math.abs(at["e"]![0]!)).toBeCloseTo(Math.sin(angle(20)), 6);
  expect(at["w"]![0]).toBeCloseTo(-at["e"]![0]!, 6);
  expect(Math.abs(at["n"]![1]!)).toBeCloseTo(Math.sin(angle(10)), 6);
  expect(at["e"]![1]).toBeCloseTo(0, 6);
});

test("vectors of one number lie on a line", async () => {
  const line = new Vectors(["a", "b", "c", "d"], Float32Array.of(1, -1, 2, -2));
  expect((await wordMap(line)).map(({ y }) => y)).toEqual([0, 0, 0, 0]);
});

test("what cannot be mapped is named", async () => {
  await expect(wordMap(vectors, vectors.words.slice(0, 3))).rejects.toThrow(
    "words: 3; expected at least 4",
  );
  await expect(wordMap(vectors, Array<string>(4).fill("cloud0 word0"))).rejects.toThrow(
    'words: "the same word twice"; expected each word once',
  );
  await expect(wordMap(vectors, ["a", "b", "c", "d"])).rejects.toThrow('word: "a"; expected');
  const method = "som" as "pca";
  await expect(wordMap(vectors, vectors.words, { method })).rejects.toThrow(
    'method: "som"; expected "pca", "tsne" or "umap"',
  );
  await expect(wordMap(vectors, vectors.words, { neighbours: 1 })).rejects.toThrow(
    "neighbours: 1; expected a whole number ≥ 2",
  );
  const many = Array.from({ length: 5001 }, (_, i) => `w${i}`);
  const large = new Vectors(many, new Float32Array(5001).fill(1));
  await expect(wordMap(large, many, { method: "tsne" })).rejects.toThrow(
    "words: 5001; expected at most 5000",
  );
});
