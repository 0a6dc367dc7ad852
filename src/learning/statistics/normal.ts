/**
 * The normal distribution: Φ and its inverse, to about 15 digits. Φ is summed from its series near the
 * middle and from its continued fraction in the tail; the inverse is Newton's method on it.
 */
import { check } from "../../base/check.js";

/**
 * φ(x), the density of the standard normal distribution.
 *
 * @returns a value ≥ 0, at most 1/√(2π)
 */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * Φ(x) = P(N(0, 1) ≤ x).
 *
 * @returns a value in [0, 1]; NaN for NaN
 * Formula: ½ + φ(x)(x + x³/3 + x⁵/(3·5) + …); for |x| > 3, φ(x)/(x + 1/(x + 2/(x + 3/…))) is the tail
 * Source: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 26.2.11 and 26.2.14.
 * @example
 * normalProbability(0); // 0.5
 */
export function normalProbability(x: number): number {
  if (x > 3) return 1 - tail(x);
  if (x < -3) return tail(-x);
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k += 1) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

/** P(N(0, 1) > x) for x > 3. */
function tail(x: number): number {
  let fraction = x;
  for (let k = 80; k >= 1; k -= 1) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}

/**
 * The number below which a standard normal falls with probability p.
 *
 * @param p in (0, 1); below 1e-307 it has fewer digits, and so has the answer
 * @returns a finite number
 * @throws InputError for another p.
 * @example
 * normalQuantile(0.975).toFixed(6); // "1.959964"
 */
export function normalQuantile(p: number): number {
  check(p > 0 && p < 1, "probability", p, "a number in (0, 1)");
  if (p > 0.5) return -normalQuantile(1 - p);
  let x = 0;
  // From 0 down Φ is convex, so each step of Newton's method stays above the root: it cannot jump. In the tail a
  // step makes p about e times smaller, and the smallest p is e^−744.
  for (let step = 0; step < 1000; step += 1) {
    const next = x - (normalProbability(x) - p) / normalDensity(x);
    if (!(next < x - 1e-16 * Math.abs(x))) break;
    x = next;
  }
  return x;
}
