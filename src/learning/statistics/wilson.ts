/**
 * How sure a share of successes is: Wilson's score interval, which stays between 0 and 1 and also says
 * something where none or all of the cases succeed.
 */
import { check } from "../../base/check.js";
import { normalQuantile } from "./normal.js";

/** The two ends of a confidence interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Wilson's confidence interval of a probability, from how often it came true.
 *
 * @param successes a whole number from 0 to `trials`
 * @param trials a whole number ≥ 0; without any, the interval is all of [0, 1]
 * @param confidence in (0, 1)
 * @throws InputError for numbers out of these ranges.
 * Formula: (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
 * Source: E. Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
 * @example
 * wilsonInterval(0, 10).upper.toFixed(4); // "0.2775"
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  check(Number.isSafeInteger(trials) && trials >= 0, "trials", trials, "a whole number ≥ 0");
  const counted = Number.isSafeInteger(successes) && successes >= 0 && successes <= trials;
  check(counted, "successes", successes, `a whole number from 0 to ${trials}`);
  check(confidence > 0 && confidence < 1, "confidence", confidence, "a number in (0, 1)");
  if (trials === 0) return { lower: 0, upper: 1 };
  const z = normalQuantile((1 + confidence) / 2);
  const p = successes / trials;
  const scale = 1 + (z * z) / trials;
  const middle = (p + (z * z) / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials * trials));
  return {
    lower: successes === 0 ? 0 : Math.max(0, middle - half),
    upper: successes === trials ? 1 : Math.min(1, middle + half),
  };
}
