/**
 * A source of symbols whose next one depends on the last `order`: text with a known truth. Its entropy rate
 * is computed exactly, so no model of the text can be better, and one that seems better has seen the test.
 */
import { check } from "../../base/check.js";
import type { Random } from "../../base/random.js";

/** A Markov source. */
export interface MarkovSource {
  /** K, the number of symbols; they are 0 … K−1. */
  readonly symbols: number;
  readonly order: number;
  /** Row c holds P(next | context); context c reads its symbols as digits in base K, the oldest first. */
  readonly rows: readonly Float64Array[];
}

/**
 * A source with rows drawn from a Dirichlet distribution.
 *
 * @param symbols K ≥ 2
 * @param order how many symbols back the next one depends on, ≥ 0; K^order rows are drawn, at most a million
 * @param concentration α of every symbol, > 0; small values give uneven rows, so low entropy
 * @param random the generator that draws
 * @throws InputError where a number is out of its range.
 */
export function drawSource(
  symbols: number,
  order: number,
  concentration: number,
  random: Random,
): MarkovSource {
  check(Number.isSafeInteger(symbols) && symbols >= 2, "symbols", symbols, "a whole number ≥ 2");
  check(Number.isSafeInteger(order) && order >= 0, "order", order, "a whole number ≥ 0");
  const positive = concentration > 0 && concentration < Infinity;
  check(positive, "concentration", concentration, "a finite number > 0");
  const contexts = symbols ** order;
  check(contexts <= 1e6, "contexts", contexts, "at most 1000000", "lower symbols or order");
  const rows = Array.from({ length: contexts }, () => {
    const logs = Float64Array.from({ length: symbols }, () => drawLogGamma(concentration, random));
    const largest = logs.reduce((most, log) => Math.max(most, log), -Infinity);
    const weights = logs.map((log) => Math.exp(log - largest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
  return { symbols, order, rows };
}

/**
 * The logarithm of a gamma-distributed number (Marsaglia & Tsang 2000); for a shape below 1, one of shape + 1 is
 * shrunk. Of small shapes the number itself is often below all that Float64 has.
 */
function drawLogGamma(shape: number, random: Random): number {
  if (shape < 1) return drawLogGamma(shape + 1, random) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) {
      return Math.log(d * v);
    }
  }
}

/**
 * Text from a source. It runs in over 1000 symbols first, so the first one shown is like all others.
 *
 * @param length symbols to return, a whole number ≥ 0
 * @returns symbols 0 … K−1
 * @throws InputError for another length.
 */
export function drawText(source: MarkovSource, length: number, random: Random): Int32Array {
  const { symbols, rows } = source;
  check(Number.isSafeInteger(length) && length >= 0, "length", length, "a whole number ≥ 0");
  const runIn = 1000;
  const text = new Int32Array(length);
  let context = 0;
  for (let i = -runIn; i < length; i += 1) {
    const row = rows[context]!;
    let left = random.uniform();
    let next = 0;
    while (next < symbols - 1 && left >= row[next]!) {
      left -= row[next]!;
      next += 1;
    }
    if (i >= 0) text[i] = next;
    context = (context * symbols + next) % rows.length;
  }
  return text;
}

/**
 * How often each context occurs in the long run: π with πP = π.
 *
 * @returns K^order probabilities
 * @throws InputError where the source does not settle to one long run.
 */
export function stationary({ symbols, rows }: MarkovSource): Float64Array {
  let share = new Float64Array(rows.length).fill(1 / rows.length);
  for (let step = 0; step < 100_000; step += 1) {
    const next = new Float64Array(rows.length);
    rows.forEach((row, context) => {
      row.forEach((p, symbol) => {
        next[(context * symbols + symbol) % rows.length]! += share[context]! * p;
      });
    });
    const moved = next.reduce((sum, value, i) => sum + Math.abs(value - share[i]!), 0);
    share = next;
    if (moved < 1e-15) return share;
  }
  check(false, "Markov source", `${rows.length} contexts`, "one that settles to one long run");
}

/**
 * The entropy rate of a source: the mean surprise of its next symbol for one who knows the source.
 *
 * @returns bits per symbol, in [0, log₂ K]; no model does better on average
 * @throws InputError as `stationary`.
 * Formula: H = −Σ_c π_c Σ_s P(s | c) log₂ P(s | c)
 * Source: C. Shannon, "A mathematical theory of communication" (1948), section 7.
 */
export function entropyRate(source: MarkovSource): number {
  return entropyRateSeen(source, source.order);
}

/**
 * The best that a model can do which sees only the last `seen` symbols: what a bigram table (1) or plain
 * letter frequencies (0) can reach at most.
 *
 * @param seen from 0 to the source's order
 * @returns bits per symbol
 * @throws InputError where `seen` is out of its range.
 */
export function entropyRateSeen(source: MarkovSource, seen: number): number {
  const { symbols, order, rows } = source;
  const usable = Number.isSafeInteger(seen) && seen >= 0 && seen <= order;
  check(usable, "symbols seen", seen, `a whole number from 0 to ${order}`);
  const share = stationary(source);
  const kept = symbols ** seen;
  const joint = Array.from({ length: kept }, () => new Float64Array(symbols));
  rows.forEach((row, context) => {
    row.forEach((p, symbol) => (joint[context % kept]![symbol]! += share[context]! * p));
  });
  return joint.reduce((bits, row) => {
    const total = row.reduce((sum, p) => sum + p, 0);
    return row.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p / total) : sum), bits);
  }, 0);
}

/**
 * The source's own surprise at each symbol of a text, from the first that has a whole context.
 *
 * @param text symbols of the source
 * @returns text.length − order numbers of bits
 * @throws InputError where the text is too short or has a symbol that the source has not.
 */
export function surprises(source: MarkovSource, text: ArrayLike<number>): Float64Array {
  const { symbols, order, rows } = source;
  check(text.length > order, "length of the text", text.length, `more than ${order}`);
  const bits = new Float64Array(text.length - order);
  let context = 0;
  for (let i = 0; i < text.length; i += 1) {
    const symbol = text[i]!;
    const known = Number.isInteger(symbol) && symbol >= 0 && symbol < symbols;
    check(known, `symbol ${i}`, symbol, `one from 0 to ${symbols - 1}`);
    if (i >= order) bits[i - order] = -Math.log2(rows[context]![symbol]!);
    context = (context * symbols + symbol) % rows.length;
  }
  return bits;
}

/**
 * The standard error of the mean of a series whose neighbours depend on each other: from the means of
 * `blocks` stretches, each long against the dependence.
 *
 * @param values at least 2 per block; what does not fill the last block is left out
 * @param blocks how many, a whole number ≥ 2; 50 if not given
 * @throws InputError for other blocks, or where there are too few values.
 * Formula: √(var(block means) / blocks)
 */
export function blockStandardError(values: ArrayLike<number>, blocks = 50): number {
  check(Number.isSafeInteger(blocks) && blocks >= 2, "blocks", blocks, "a whole number ≥ 2");
  const length = Math.floor(values.length / blocks);
  check(length >= 2, "values", values.length, `at least ${2 * blocks}`);
  const means = Array.from({ length: blocks }, (_, b) => {
    let sum = 0;
    for (let i = b * length; i < (b + 1) * length; i += 1) sum += values[i]!;
    return sum / length;
  });
  const mean = means.reduce((sum, each) => sum + each, 0) / blocks;
  const squares = means.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return Math.sqrt(squares / (blocks - 1) / blocks);
}
