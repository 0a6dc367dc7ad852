/**
 * Words as points of the plane, for `scatter` to draw. PCA shows the two directions in which the vectors differ
 * most, exactly; t-SNE and UMAP show who is near whom, and nothing about far distances. The latter two come
 * from DruidJS, loaded on first use. All work on vectors scaled to length 1, so that near means similar.
 */
import { check } from "../../../base/check.js";
import { Random } from "../../../base/random.js";
import { singularValues } from "../../statistics/singular-values.js";
import { unit } from "../cosine.js";
import type { Vectors } from "../vectors.js";

/** A word's place on the map. */
export interface MapRow {
  readonly word: string;
  readonly x: number;
  readonly y: number;
}

/** How the map is made. */
export interface MapOptions {
  /** "pca" if not given. */
  readonly method?: "pca" | "tsne" | "umap";
  /** Seed of t-SNE and UMAP; 1 if not given. PCA draws nothing. */
  readonly seed?: number;
  /** Neighbours that t-SNE (as perplexity) and UMAP try to keep; 15 if not given, less for few words. */
  readonly neighbours?: number;
}

/**
 * A map of words.
 *
 * @param words at least 4, all known and different; at most 5000 for t-SNE and UMAP. The first 200 if not given
 * @returns one row per word; PCA's coordinates are in units of the scaled vectors, the others' mean nothing
 * @throws InputError for other words or a bad option.
 * Source: L. van der Maaten, G. Hinton, "Visualizing data using t-SNE" (2008); L. McInnes, J. Healy,
 *   J. Melville, "UMAP" (2018).
 * @example
 * const corners = new Vectors(["a", "b", "c", "d"], Float32Array.of(1, 0, 0, 1, -1, 0, 0, -1));
 * const map = await wordMap(corners);
 * map.map(({ x, y }) => Math.hypot(x, y).toFixed(3)); // ["1.000", "1.000", "1.000", "1.000"]
 */
export async function wordMap(
  vectors: Vectors,
  words: readonly string[] = vectors.words.slice(0, 200),
  options: MapOptions = {},
): Promise<MapRow[]> {
  const { method = "pca", seed = 1, neighbours = 15 } = options;
  const methods = ["pca", "tsne", "umap"];
  check(methods.includes(method), "method", method, '"pca", "tsne" or "umap"');
  check(words.length >= 4, "words", words.length, "at least 4");
  check(new Set(words).size === words.length, "words", "the same word twice", "each word once");
  const whole = Number.isSafeInteger(neighbours) && neighbours >= 2;
  check(whole, "neighbours", neighbours, "a whole number ≥ 2");
  const points = words.map((word) => unit(vectors.get(word)));
  const places =
    method === "pca" ? principal(points) : await embedded(points, method, seed, neighbours);
  return words.map((word, i) => ({ word, x: places[i]![0]!, y: places[i]![1]! }));
}

/** The first two principal components; the sign is such that each one's largest coordinate is positive. */
function principal(points: readonly Float64Array[]): number[][] {
  const dimension = points[0]!.length;
  const mean = Float64Array.from({ length: dimension }, (_, k) => {
    return points.reduce((sum, point) => sum + point[k]!, 0) / points.length;
  });
  const centred = points.map((point) => point.map((value, k) => value - mean[k]!));
  const covariance = Array.from({ length: dimension }, (_, i) =>
    Float64Array.from({ length: dimension }, (__, j) =>
      centred.reduce((sum, point) => sum + point[i]! * point[j]!, 0),
    ),
  );
  const axes = singularValues(covariance).right.slice(0, 2);
  const along = axes.map((axis) => {
    const places = centred.map((point) => point.reduce((sum, x, k) => sum + x * axis[k]!, 0));
    const outermost = places.reduce((a, b) => (Math.abs(b) > Math.abs(a) + 1e-12 ? b : a), 0);
    return places.map((place) => (outermost < 0 ? -place : place));
  });
  return points.map((_, i) => [along[0]![i]!, along[1]?.[i] ?? 0]);
}

async function embedded(
  points: readonly Float64Array[],
  method: "tsne" | "umap",
  seed: number,
  neighbours: number,
): Promise<number[][]> {
  check(points.length <= 5000, "words", points.length, "at most 5000");
  const { TSNE, UMAP } = await import("@saehrimnir/druidjs");
  // The library wants 32 bits of its own: ours mixes the seed first.
  const ownSeed = new Random(seed).integer(2 ** 31);
  const near = Math.max(2, Math.min(neighbours, Math.floor((points.length - 1) / 3)));
  const rows = points.map((point) => Array.from(point));
  const map =
    method === "tsne"
      ? new TSNE(rows, { perplexity: near, epsilon: 10, d: 2, seed: ownSeed }).transform(750)
      : new UMAP(rows, { n_neighbors: near, d: 2, seed: ownSeed }).transform(350);
  return Array.from(map as Iterable<Iterable<number>>, (row) => Array.from(row));
}
