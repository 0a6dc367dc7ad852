/**
 * The mean vector of several words, and the word that is farthest from it. As gensim's `get_mean_vector` and
 * `doesnt_match`, but for words that are not known: the odd one out is told among known words alone.
 */
import { check } from "../../../base/check.js";
import { cosine, unit } from "../cosine.js";
import { placeOf, vectorOf } from "./question.js";
import type { VectorRows } from "./rows.js";

/** How vectors are averaged. */
export interface AverageOptions {
  /** A weight for each word; 1 if not given. */
  readonly weights?: readonly number[];
  /** Whether each vector is scaled to length 1 first; true if not given. */
  readonly isNormalised?: boolean;
}

/** See `Vectors.average`. */
export function averageOf(
  rows: VectorRows,
  words: readonly string[],
  { weights, isNormalised = true }: AverageOptions = {},
): Float64Array {
  const isWeighted = weights === undefined || weights.length === words.length;
  check(isWeighted, "number of weights", weights?.length, `${words.length}, one for each word`);
  const sum = new Float64Array(rows.dimension);
  let total = 0;
  words.forEach((word, i) => {
    if (rows.find(word) === undefined) return;
    const weight = weights?.[i] ?? 1;
    const vector = isNormalised ? unit(vectorOf(rows, word)) : vectorOf(rows, word);
    for (let k = 0; k < sum.length; k += 1) sum[k]! += weight * (vector[k] as number);
    total += Math.abs(weight);
  });
  check(total > 0, "known words", words, "at least one, with a weight that is not 0");
  return sum.map((x) => x / total);
}

/** See `Vectors.doesntMatch`. */
export function oddOneOut(rows: VectorRows, words: readonly string[]): string {
  check(words.length >= 2, "number of words", words.length, "at least two");
  words.forEach((word) => placeOf(rows, word));
  const mean = averageOf(rows, words);
  const similarities = words.map((word) => cosine(vectorOf(rows, word), mean));
  return words[similarities.indexOf(Math.min(...similarities))] as string;
}
