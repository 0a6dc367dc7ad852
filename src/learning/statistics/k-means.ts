/**
 * Points into k groups by k-means: k-means++ starts, Lloyd's steps, the best of several tries by the sum of
 * squared distances. Seeded, so the same points give the same groups. Left out: choosing k.
 */
import { check } from "../../base/check.js";
import { Random } from "../../base/random.js";

/** How to look for the groups. */
export interface KMeansOptions {
  /** Starts, of which the best result is kept; 20 if not given. */
  readonly tries?: number;
  /** Seed of the starts; 1 if not given. */
  readonly seed?: number;
}

/** Which group each point is in, and how tight the groups are. */
export interface Clustering {
  /** Group of each point, 0 … k−1. */
  readonly groups: Int32Array;
  /** Sum of the squared distances of all points to their group's mean. */
  readonly spread: number;
}

/**
 * Groups points so that the sum of squared distances to the groups' means is small.
 *
 * @param points at least k, all of one length, finite numbers
 * @param k number of groups, a whole number ≥ 1
 * @throws InputError for another k, no try, too few points, points of different lengths, or a number that is not finite.
 * Source: S. Lloyd, "Least squares quantization in PCM" (1982); D. Arthur, S. Vassilvitskii, "k-means++: the
 *   advantages of careful seeding" (2007).
 * @example
 * Array.from(kMeans([[0], [1], [9]], 2).groups).map((g, _, all) => g === all[0]); // [true, true, false]
 */
export function kMeans(
  points: readonly ArrayLike<number>[],
  k: number,
  options: KMeansOptions = {},
): Clustering {
  const { tries = 20, seed = 1 } = options;
  check(Number.isSafeInteger(k) && k >= 1, "groups", k, "a whole number ≥ 1");
  check(points.length >= k, "points", points.length, `at least ${k}, the number of groups`);
  check(Number.isSafeInteger(tries) && tries >= 1, "tries", tries, "a whole number ≥ 1");
  const length = points[0]!.length;
  points.forEach((point, i) => {
    const rule = `${length}, as of point 0`;
    check(point.length === length, `length of point ${i}`, point.length, rule);
    const bad = Array.from(point).find((value) => !Number.isFinite(value));
    check(bad === undefined, `point ${i}`, bad, "finite numbers");
  });
  const random = new Random(seed);
  let best: Clustering | undefined;
  for (let each = 0; each < tries; each += 1) {
    const found = settle(points, starts(points, k, random));
    if (best === undefined || found.spread < best.spread) best = found;
  }
  return best as Clustering;
}

/** k points as first means, each drawn ∝ its squared distance to those already there. */
function starts(points: readonly ArrayLike<number>[], k: number, random: Random): Float64Array[] {
  const means = [Float64Array.from(random.choice(points))];
  const near = points.map((point) => squaredDistance(point, means[0]!));
  while (means.length < k) {
    const total = near.reduce((sum, distance) => sum + distance, 0);
    let left = random.uniform() * total;
    let chosen = 0;
    while (chosen < points.length - 1 && left >= near[chosen]!) {
      left -= near[chosen]!;
      chosen += 1;
    }
    const mean = Float64Array.from(points[chosen]!);
    means.push(mean);
    points.forEach((point, i) => (near[i] = Math.min(near[i]!, squaredDistance(point, mean))));
  }
  return means;
}

/** Lloyd's steps until no point moves; a group that loses all its points keeps its mean. */
function settle(points: readonly ArrayLike<number>[], means: Float64Array[]): Clustering {
  const groups = new Int32Array(points.length).fill(-1);
  for (;;) {
    let moved = false;
    let spread = 0;
    points.forEach((point, i) => {
      const distances = means.map((mean) => squaredDistance(point, mean));
      const nearest = distances.indexOf(Math.min(...distances));
      spread += distances[nearest]!;
      moved ||= groups[i] !== nearest;
      groups[i] = nearest;
    });
    if (!moved) return { groups, spread };
    means.forEach((mean, group) => {
      const own = points.filter((_, i) => groups[i] === group);
      if (own.length === 0) return;
      mean.forEach((_, j) => (mean[j] = own.reduce((sum, p) => sum + p[j]!, 0) / own.length));
    });
  }
}

function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j += 1) sum += (a[j]! - b[j]!) ** 2;
  return sum;
}
