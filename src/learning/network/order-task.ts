/**
 * Sequences that a bag of words cannot tell apart: the answer is which of two letters comes first, and every
 * sequence stands beside a twin in which the first letter has changed places with another one, so it has the
 * same letters and the other answer. No model of counts is better than a coin, exactly; a model that reads
 * in order, and remembers the beginning, can be always right.
 */
import { check } from "../../base/check.js";
import type { Random } from "../../base/random.js";
import type { Dataset } from "./dataset.js";

/** The tokens: a blank before and after the letters, and the letters a and b. */
export const orderTokens = [" ", "a", "b"] as const;

/** How the sequences are drawn; see `orderTask`. */
export interface OrderTaskOptions {
  /** Sequences, in pairs of twins. */
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
 *   first. Rows 2k and 2k + 1 are twins: the same letters, other answers.
 * @throws InputError where count is odd or larger than there are sequences, or the lengths make none.
 * @example
 * orderTask({ count: 2 }, new Random(1)).x.shape; // [2, 20]
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
  for (let length = shortest; length <= longest; length += 1) words += 2 ** length;
  check(
    count <= words / 4,
    "count",
    count,
    `at most ${words / 4}, a quarter of the words there are`,
  );
  const x = { shape: [count, longest], values: new Int32Array(count * longest) };
  const y = { shape: [count], values: new Int32Array(count) };
  const seen = new Set<string>();
  for (let row = 0; row < count; row += 2) {
    let letters: number[];
    let twin: number[];
    do {
      letters = drawLetters(shortest + random.integer(longest - shortest + 1), random);
      twin = swapped(letters, random);
    } while (seen.has(letters.join("")) || seen.has(twin.join("")));
    seen.add(letters.join("")).add(twin.join(""));
    const blanks = random.integer(longest - letters.length + 1);
    [letters, twin].forEach((word, k) => {
      x.values.set(word, (row + k) * longest + blanks);
      y.values[row + k] = word[0]! - 1;
    });
  }
  return { x, y };
}

/** Letters at random, both kinds among them. */
function drawLetters(length: number, random: Random): number[] {
  for (;;) {
    const letters = Array.from({ length }, () => 1 + random.integer(2));
    if (letters.includes(1) && letters.includes(2)) return letters;
  }
}

/** The same letters, but the first has changed places with one of the other kind. */
function swapped(letters: readonly number[], random: Random): number[] {
  const others = letters.flatMap((letter, at) => (letter === letters[0] ? [] : [at]));
  const twin = [...letters];
  const at = random.choice(others);
  [twin[0], twin[at]] = [twin[at]!, twin[0]!];
  return twin;
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
