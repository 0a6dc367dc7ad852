/**
 * The integral of a function of one number, by Simpson's rule on pieces that are halved until they agree:
 * where the function has a kink, the pieces grow small there and nowhere else. For exact limits that have no
 * closed form. Left out: infinite ends (cut them where nothing is left) and more than one number (integrate
 * an integral).
 */
import { check } from "../../base/check.js";

/** How an integral is computed. */
export interface IntegralOptions {
  /** Absolute error aimed at, as far as Float64 can tell; 1e-10 if not given. */
  readonly tolerance?: number;
  /** Equal pieces at the start, so that no narrow peak is stepped over; 32 if not given. */
  readonly pieces?: number;
}

/** Halvings after which a piece is as small as Float64 can tell apart. */
const deepest = 48;

/**
 * ∫ f(x) dx.
 *
 * @param f finite at both ends and between them
 * @param from lower end, finite
 * @param to upper end, finite
 * @throws InputError for ends that are not finite, a tolerance that is not above 0, pieces that are none, and where
 *   a value of f is not finite.
 * Formula: S(a, b) = (b − a)/6 (f(a) + 4 f((a+b)/2) + f(b)); halves replace it until they differ by ≤ 15 times
 *   the tolerance or in the last digits only, and then add a fifteenth of the difference
 * Source: J. Lyness, "Notes on the adaptive Simpson quadrature routine" (1969).
 * @example
 * integrate((x) => x * x, 0, 3).toFixed(9); // "9.000000000"
 */
export function integrate(
  f: (x: number) => number,
  from: number,
  to: number,
  { tolerance = 1e-10, pieces = 32 }: IntegralOptions = {},
): number {
  const finite = Number.isFinite(from) && Number.isFinite(to);
  check(finite, "ends of the integral", [from, to], "two finite numbers");
  check(tolerance > 0, "tolerance", tolerance, "a number > 0");
  check(Number.isSafeInteger(pieces) && pieces >= 1, "pieces", pieces, "a whole number ≥ 1");
  const finiteF = (x: number): number => {
    const value = f(x);
    check(Number.isFinite(value), `value of the function at ${x}`, value, "a finite number");
    return value;
  };
  const width = (to - from) / pieces;
  let sum = 0;
  for (let piece = 0; piece < pieces; piece += 1) {
    const a = from + piece * width;
    const b = piece === pieces - 1 ? to : a + width;
    const [fa, fm, fb] = [finiteF(a), finiteF((a + b) / 2), finiteF(b)];
    const whole = ((b - a) / 6) * (fa + 4 * fm + fb);
    sum += refined(finiteF, a, b, fa, fm, fb, whole, tolerance / pieces, 0);
  }
  return sum;
}

/** The integral of one piece, of which the rule has said `whole`. */
function refined(
  f: (x: number) => number,
  a: number,
  b: number,
  fa: number,
  fm: number,
  fb: number,
  whole: number,
  tolerance: number,
  depth: number,
): number {
  const m = (a + b) / 2;
  const [fl, fr] = [f((a + m) / 2), f((m + b) / 2)];
  const left = ((m - a) / 6) * (fa + 4 * fl + fm);
  const right = ((b - m) / 6) * (fm + 4 * fr + fb);
  const difference = left + right - whole;
  const size = ((b - a) / 6) * (Math.abs(fa) + 4 * Math.abs(fm) + Math.abs(fb));
  const least = Math.max(15 * tolerance, 64 * Number.EPSILON * Math.abs(size));
  if (Math.abs(difference) <= least || depth === deepest) {
    return left + right + difference / 15;
  }
  return (
    refined(f, a, m, fa, fl, fm, left, tolerance / 2, depth + 1) +
    refined(f, m, b, fm, fr, fb, right, tolerance / 2, depth + 1)
  );
}
