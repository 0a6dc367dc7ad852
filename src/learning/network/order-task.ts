/**
 * Sequences that a bag of words cannot tell apart: the answer is which of two letters comes first, and every
 * sequence stands beside its mirror image, which has the same letters and the other answer. So no model of
 * counts is better than a coin, exactly; a model that reads in order can be always right.
 */
import { check } from "../../base/check.js";
import type { Random } from "../../base/random.js";
import type { Dataset } from "./dataset.js";

/** The tokens: a blank before and after the letters, and the letters a and b. */
export const orderTokens = [" ", "a", "b"] as const;

/** How the sequences are drawn; see `orderTask`. */
export interface OrderTaskOptions {
  /** Sequences, half of them the mirror images of the others. */
  readonly count: number;
  /** Letters in the shortest sequence; 10 if not given. */
  readonly shortest?: number;
  /** Letters in the longest sequence, and tokens in all; 20 if not given. */
  readonly longest?: number;
}

/**
 * Draws sequences of a and b, blanks around them, no sequence twice.
 *
 * @returns x of shape [count, longest], tokens 0 (blank), 1 (a), 2 (b); y of shape [count], 1 where b comes
 *   first. Rows 2k and 2k + 1 are mirror images: the same letters, other answers.
 * @throws InputError where count is odd or larger than there are sequences, or the lengths make none.
 * @example
 * orderTask({ count: 2 }, new Random(1)).y.values[0]! + orderTask({ count: 2 }, new Random(1)).y.values[1]!; // 1
 */
export function orderTask(options: OrderTaskOptions, random: Random): Dataset {
  const { count, shortest = 10, longest = 20 } = options;
  check(
    Number.isSafeInteger(shortest) && shortest >= 2,
    "shortest",
    shortest,
    "a whole number ≥ 2",
  );
  const long = Number.isSafeInteger(longest) && longest >= shortest;
  check(long, "longest", longest, `a whole number ≥ ${shortest}, the shortest`);
  check(
    Number.isSafeInteger(count) && count >= 2 && count % 2 === 0,
    "count",
    count,
    "an even number ≥ 2",
  );
  let words = 0;
  for (let length = shortest; length <= longest; length += 1) words += 2 ** (length - 1);
  check(count <= words / 2, "count", count, `at most ${words / 2}, half of the words there are`);
  const x = { shape: [count, longest], values: new Int32Array(count * longest) };
  const y = { shape: [count], values: new Int32Array(count) };
  const seen = new Set<string>();
  for (let row = 0; row < count; row += 2) {
    let letters: number[];
    do letters = drawLetters(shortest + random.integer(longest - shortest + 1), random);
    while (seen.has(letters.join("")));
    const mirrored = [...letters].reverse();
    seen.add(letters.join("")).add(mirrored.join(""));
    const blanks = random.integer(longest - letters.length + 1);
    x.values.set(letters, row * longest + blanks);
    x.values.set(mirrored, (row + 1) * longest + blanks);
    y.values[row] = letters[0]! - 1;
    y.values[row + 1] = mirrored[0]! - 1;
  }
  return { x, y };
}

/** Letters at random, the last another than the first. */
function drawLetters(length: number, random: Random): number[] {
  const letters = Array.from({ length }, () => 1 + random.integer(2));
  letters[length - 1] = 3 - letters[0]!;
  return letters;
}

/**
 * What a bag of words keeps of sequences: how often each token occurs.
 *
 * @param tokens of shape [m, T], each from 0 to `size` − 1
 * @returns counts of shape [m, size]
 */
export function bagOfWords(tokens: Dataset["x"], size: number): Dataset["x"] {
  const [m, T] = tokens.shape as [number, number];
  const values = new Float64Array(m * size);
  for (let i = 0; i < m * T; i += 1) values[Math.floor(i / T) * size + tokens.values[i]!]! += 1;
  return { shape: [m, size], values };
}
