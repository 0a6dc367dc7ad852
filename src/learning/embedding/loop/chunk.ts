/**
 * What a chunk of numbers becomes before anything is learned: words left out by subsampling, then a window of
 * random width around each word that stays. The WASM loop does the same with the same draws. Follows
 * word2vec.c and gensim: frequent words are left out first, so that windows reach further.
 *
 * Source: Mikolov et al. 2013b, section 2.3, with word2vec.c's formula for the share that is kept.
 */
import type { Random } from "../../../base/random.js";
import type { ModelViews } from "./shared-model.js";

/** The words of a chunk that stay, and for each one that has a context the places of its window. */
export interface Chunk {
  /** Words read. */
  readonly read: number;
  /** The words that stay, sentence after sentence. */
  readonly words: Int32Array;
  /** How many words have a context: the length of the next three. */
  readonly targets: number;
  /** Place of the word in `words`. */
  readonly at: Int32Array;
  /** First and last place of its window, its own included. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** A whole number in [0, bound), from one draw: the same in both loops. */
export function below(bound: number, random: Random): number {
  return Math.floor(random.uint32() * (bound / 4294967296));
}

/**
 * Cuts the first `count` numbers of a chunk into windows.
 *
 * @param window places on each side, at most
 * @param shrink whether each word draws its width from 1 to `window`
 * @param inPairs whether two words that follow each other share that draw
 */
export function cutWindows(
  { tokens, keep, kept, at, from, to }: ModelViews,
  count: number,
  window: number,
  shrink: boolean,
  inPairs: boolean,
  random: Random,
): Chunk {
  let read = 0;
  let length = 0;
  let targets = 0;
  let start = 0;
  const draws = shrink && window > 1;
  let width = window;
  for (let i = 0; i <= count; i += 1) {
    const word = i < count ? tokens[i]! : -1;
    if (word >= 0) {
      read += 1;
      if (random.uint32() <= keep[word]!) kept[length++] = word;
      continue;
    }
    for (let place = start; place < length && length - start > 1; place += 1) {
      if (draws && (!inPairs || targets % 2 === 0)) width = 1 + below(window, random);
      at[targets] = place;
      from[targets] = Math.max(start, place - width);
      to[targets] = Math.min(length - 1, place + width);
      targets += 1;
    }
    start = length;
  }
  return { read, words: kept, targets, at, from, to };
}
