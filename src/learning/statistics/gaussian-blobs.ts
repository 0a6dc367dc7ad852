/**
 * Yes-or-no questions of which the best possible answer is known: points are drawn around centres, each
 * coordinate with standard deviation 1, and each centre has an answer, 0 or 1. Where the clouds overlap,
 * nobody can be always right; `bayesAccuracy` says how often the best can, and no model does better on new
 * points. Left out: other spreads, more than two answers, limits in more than two dimensions that matter.
 */
import { check } from "../../base/check.js";
import type { Random } from "../../base/random.js";
import { integrate } from "./integral.js";
import { normalDensity, normalProbability } from "./normal.js";

/** A cloud of points with one answer. */
export interface Blob {
  readonly centre: readonly number[];
  readonly label: 0 | 1;
  /** How often it is drawn, on any positive scale; 1 if not given. */
  readonly weight?: number;
}

/** Points and their answers, row by row. */
export interface LabelledPoints {
  readonly x: number[][];
  readonly y: number[];
}

/** So many standard deviations from the last centre nothing is left: P(|N(0, 1)| > 9) < 1e-18. */
const reach = 9;

/** What the limit may miss by, per dimension. */
const tolerance = 1e-9;

/** Weights that sum to 1; checks the blobs. */
function shares(blobs: readonly Blob[]): number[] {
  const [first] = blobs;
  check(first !== undefined, "blobs", 0, "at least one");
  const { length } = first.centre;
  blobs.forEach(({ centre, label, weight = 1 }, i) => {
    const fits = centre.length === length && length > 0 && centre.every(Number.isFinite);
    check(fits, `centre of blob ${i}`, centre, `${Math.max(1, length)} finite numbers`);
    check(label === 0 || label === 1, `label of blob ${i}`, label, "0 or 1");
    check(weight > 0 && weight < Infinity, `weight of blob ${i}`, weight, "a finite number > 0");
  });
  const total = blobs.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return blobs.map(({ weight = 1 }) => weight / total);
}

/**
 * Draws points.
 *
 * @param count how many, a whole number ≥ 0
 * @param random where the draws come from
 * @returns x of shape [count, dimensions], y of `count` numbers 0 or 1
 * @throws InputError where there is no blob, one does not fit the others, or the count is none.
 */
export function drawBlobs(blobs: readonly Blob[], count: number, random: Random): LabelledPoints {
  const weights = shares(blobs);
  check(Number.isSafeInteger(count) && count >= 0, "count", count, "a whole number ≥ 0");
  const points: LabelledPoints = { x: [], y: [] };
  for (let i = 0; i < count; i += 1) {
    let left = random.uniform();
    let chosen = 0;
    while (chosen < weights.length - 1 && left >= weights[chosen]!) left -= weights[chosen++]!;
    const { centre, label } = blobs[chosen]!;
    points.x.push(centre.map((mean) => random.normal(mean)));
    points.y.push(label);
  }
  return points;
}

/**
 * How often the best possible rule is right: it knows the centres and answers what is likelier at each point.
 *
 * @returns a value in [0.5, 1], to about 1e-8
 * @throws InputError as `drawBlobs`, and where the centres differ in more than two coordinates.
 * Formula: ∫ max(f₀(x), f₁(x)) dx, with f_k(x) = Σ over blobs of label k of share · Π_j φ(x_j − centre_j);
 *   coordinates in which all centres agree integrate to 1 and drop out
 * @example
 * // two clouds two standard deviations apart: Φ(1)
 * bayesAccuracy([{ centre: [-1], label: 0 }, { centre: [1], label: 1 }]).toFixed(6); // "0.841345"
 */
export function bayesAccuracy(blobs: readonly Blob[]): number {
  const weights = shares(blobs);
  const matters = blobs[0]!.centre
    .map((_, j) => blobs.map(({ centre }) => centre[j]!))
    .filter((column) => column.some((value) => value !== column[0]));
  const rule = "at most 2; the integral is over a line or a plane";
  check(matters.length <= 2, "coordinates in which centres differ", matters.length, rule);
  const labels = blobs.map(({ label }) => label);
  const [first = labels.map(() => 0), second] = matters;
  const largest = (density: (blob: number) => number) => {
    const sums: [number, number] = [0, 0];
    labels.forEach((label, blob) => (sums[label] += weights[blob]! * density(blob)));
    return Math.max(...sums);
  };
  return integral(first, (x) => {
    const along = first.map((mean) => normalDensity(x - mean));
    if (second === undefined) return largest((blob) => along[blob]!);
    return integral(second, (y) =>
      largest((blob) => along[blob]! * normalDensity(y - second[blob]!)),
    );
  });
}

/** ∫ f over a line, as far as clouds around these means reach. */
function integral(means: readonly number[], f: (x: number) => number): number {
  const [low, high] = [Math.min(...means) - reach, Math.max(...means) + reach];
  return integrate(f, low, high, { tolerance });
}

/**
 * How often a line is right on new points, without drawing any: it answers 1 where x·w + b > 0.
 *
 * @param weights w, one number per coordinate
 * @param bias b
 * @returns a value in [0, 1]
 * @throws InputError as `drawBlobs`, where the weights are not as many as coordinates or all 0, and for a bias that
 *   is not finite.
 * Formula: Σ over blobs of share · Φ(±(centre·w + b)/‖w‖), + for label 1 and − for label 0
 */
export function linearAccuracy(
  blobs: readonly Blob[],
  weights: ArrayLike<number>,
  bias: number,
): number {
  const share = shares(blobs);
  const { length } = blobs[0]!.centre;
  const w = Array.from(weights);
  check(w.length === length, "weights", `${w.length} numbers`, `${length}, one per coordinate`);
  const norm = Math.hypot(...w);
  check(norm > 0 && norm < Infinity, "length of the weights", norm, "a finite number > 0");
  check(Number.isFinite(bias), "bias", bias, "a finite number");
  return blobs.reduce((sum, { centre, label }, i) => {
    const score = (centre.reduce((dot, mean, j) => dot + mean * w[j]!, 0) + bias) / norm;
    return sum + share[i]! * normalProbability(label === 1 ? score : -score);
  }, 0);
}
