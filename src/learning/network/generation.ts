/**
 * Text from a network that predicts the next token: draw from softmax(z), append, predict again. The
 * network reads the last `memory` tokens anew each time, which is simple and slow; it keeps no state.
 */
import { check } from "../../base/check.js";
import type { Random } from "../../base/random.js";
import { softmax } from "./activation.js";
import type { Network } from "./network.js";

/** What `generate` can be told. */
export interface GenerateOptions {
  /** Tokens to begin with, at least one; they are not returned. */
  readonly start: ArrayLike<number>;
  /** Tokens to return. */
  readonly length: number;
  /** How many of the last tokens the network reads. */
  readonly memory: number;
}

/**
 * Draws tokens from a network whose outputs are scores of the next token.
 *
 * @param network reads tokens [m, T] and returns [m, T, K], or [m, K] for the last place alone
 * @returns `length` tokens
 * @throws InputError where the network reads no tokens or an option is out of its range.
 * Formula: P(token | text) = softmax(z_T)
 */
export function generate(network: Network, options: GenerateOptions, random: Random): Int32Array {
  const { start, length, memory } = options;
  check(network.inputs === undefined, "network", network.architecture, "one that reads tokens");
  check(start.length > 0, "start", start.length, "at least one token");
  check(Number.isSafeInteger(length) && length >= 0, "length", length, "a whole number ≥ 0");
  check(Number.isSafeInteger(memory) && memory >= 1, "memory", memory, "a whole number ≥ 1");
  const text = new Int32Array(start.length + length);
  text.set(Array.from(start));
  for (let i = start.length; i < text.length; i += 1) {
    const values = text.subarray(Math.max(0, i - memory), i);
    const z = network.forward({ shape: [1, values.length], values });
    const a = softmax(z.values.slice(-z.shape[z.shape.length - 1]!));
    let left = random.uniform();
    let token = 0;
    while (token < a.length - 1 && left >= a[token]!) {
      left -= a[token]!;
      token += 1;
    }
    text[i] = token;
  }
  return text.subarray(start.length);
}

/** Rows of tokens and the token after each. */
export interface TokenRows {
  readonly x: { readonly shape: number[]; readonly values: Int32Array };
  readonly y: { readonly shape: number[]; readonly values: Int32Array };
}

/**
 * Cuts a text into rows that predict their next token at every place.
 *
 * @param text tokens
 * @param length T, tokens per row; what does not fill the last row is left out
 * @returns x and y of shape [m, T]; y is x one token later
 * @throws InputError where the text is too short for one row.
 * @example
 * Array.from(nextTokens([3, 1, 4, 1, 5], 2).y.values); // [1, 4, 1, 5]
 */
export function nextTokens(text: ArrayLike<number>, length: number): TokenRows {
  check(Number.isSafeInteger(length) && length >= 1, "length", length, "a whole number ≥ 1");
  const m = Math.floor((text.length - 1) / length);
  check(m >= 1, "length of the text", text.length, `at least ${length + 1}`);
  const tokens = Int32Array.from({ length: m * length + 1 }, (_, i) => text[i]!);
  const shape = [m, length];
  return {
    x: { shape, values: tokens.subarray(0, m * length) },
    y: { shape, values: tokens.subarray(1) },
  };
}
