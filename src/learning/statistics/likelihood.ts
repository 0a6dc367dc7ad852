/**
 * How good probabilities are: log-loss and Brier score, and the units in which language models are
 * compared, perplexity and bits per character. All are proper: no other forecast than the truth does
 * better on average.
 */
import { check } from "../../base/check.js";

/**
 * The mean −log of what a forecast gave to what happened.
 *
 * @param probabilities of the event, each in [0, 1]
 * @param outcomes as many, 1 where it happened, else 0
 * @returns nats, ≥ 0; Infinity where the impossible happened
 * @throws InputError where there are none, the lengths differ, or a number is out of its range.
 * Formula: −(1/m) Σ [y log p + (1 − y) log(1 − p)]
 * @example
 * logLoss([0.5, 0.5], [1, 0]); // 0.6931471805599453
 */
export function logLoss(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  checkForecasts(probabilities, outcomes);
  let sum = 0;
  for (let i = 0; i < outcomes.length; i += 1) {
    sum -= outcomes[i] === 1 ? Math.log(probabilities[i]!) : Math.log1p(-probabilities[i]!);
  }
  return sum / outcomes.length;
}

/**
 * The mean squared distance of forecast and outcome.
 *
 * @param probabilities of the event, each in [0, 1]
 * @param outcomes as many, 1 where it happened, else 0
 * @returns a value in [0, 1]; ¼ for "one half" always
 * @throws InputError as `logLoss`.
 * Formula: (1/m) Σ (p − y)²
 * Source: G. Brier, "Verification of forecasts expressed in terms of probability" (1950).
 * @example
 * brierScore([0.5, 1], [1, 1]); // 0.125
 */
export function brierScore(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  checkForecasts(probabilities, outcomes);
  let sum = 0;
  for (let i = 0; i < outcomes.length; i += 1) sum += (probabilities[i]! - outcomes[i]!) ** 2;
  return sum / outcomes.length;
}

/**
 * The number of equally likely symbols among which a model is as unsure as it is on average.
 *
 * @param nats mean −log p per symbol, ≥ 0
 * @throws InputError where nats is negative or NaN.
 * Formula: e^nats
 * @example
 * perplexity(Math.log(6)).toFixed(9); // "6.000000000"
 */
export function perplexity(nats: number): number {
  check(nats >= 0, "nats", nats, "a number ≥ 0");
  return Math.exp(nats);
}

/**
 * A mean loss per character in bits.
 *
 * @param nats mean −log p per character, ≥ 0
 * @throws InputError where nats is negative or NaN.
 * Formula: nats / log 2
 * @example
 * bitsPerCharacter(Math.LN2); // 1
 */
export function bitsPerCharacter(nats: number): number {
  check(nats >= 0, "nats", nats, "a number ≥ 0");
  return nats / Math.LN2;
}

/** Throws where probabilities and outcomes do not fit. */
export function checkForecasts(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): void {
  check(outcomes.length > 0, "outcomes", outcomes.length, "at least one");
  const same = probabilities.length === outcomes.length;
  check(same, "probabilities", probabilities.length, `${outcomes.length}, as many as outcomes`);
  for (let i = 0; i < outcomes.length; i += 1) {
    const p = probabilities[i]!;
    check(p >= 0 && p <= 1, `probability ${i}`, p, "a number in [0, 1]");
    check(outcomes[i] === 0 || outcomes[i] === 1, `outcome ${i}`, outcomes[i], "0 or 1");
  }
}
