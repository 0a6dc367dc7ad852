/**
 * Word vectors by counting: how often words stand near each other, as positive pointwise mutual information, cut
 * to a few dimensions by the singular value decomposition. The baseline that a trained model is measured by;
 * negative sampling factorises the same table without ever writing it down. For up to a thousand words.
 */
import { check } from "../../../base/check.js";
import { singularValues } from "../../statistics/singular-values.js";
import { checkCorpus, type Corpus } from "../../text/corpus.js";
import type { Vocabulary } from "../../text/vocabulary.js";
import { Vectors } from "../vectors.js";

/** How the table of PMI is cut down. */
export interface PpmiOptions {
  /** Numbers per vector; 16 if not given. */
  readonly dimension?: number;
  /** Subtracted from the PMI before what is below 0 is cut; log K for K noise words; 0 if not given. */
  readonly shift?: number;
  /**
   * Power of the singular values in the vectors, from 0 to 1. 1 if not given: cosines are then nearly those of the
   * table's rows. On large corpora 0.5 and 0 do better (Levy et al.), on small ones they lift the noise.
   */
  readonly power?: number;
}

/**
 * How often each word stands at most `window` places from each other one.
 *
 * @param window a whole number ≥ 1
 * @returns one row per word of the vocabulary, symmetric; unknown words are skipped as in training
 * @throws InputError for another window or more than 1000 words.
 */
export function contextCounts(
  corpus: Corpus,
  vocabulary: Vocabulary,
  window: number,
): Float64Array[] {
  checkCorpus(corpus);
  check(Number.isInteger(window) && window >= 1, "window", window, "a whole number ≥ 1");
  const { size } = vocabulary;
  check(size <= 1000, "words", size, "at most 1000", "raise minCount or give maxSize");
  const counts = Array.from({ length: size }, () => new Float64Array(size));
  for (const sentence of corpus) {
    const words = vocabulary.encode(sentence);
    words.forEach((word, i) => {
      const last = Math.min(words.length - 1, i + window);
      for (let j = i + 1; j <= last; j += 1) {
        counts[word]![words[j]!]! += 1;
        counts[words[j]!]![word]! += 1;
      }
    });
  }
  return counts;
}

/**
 * Pointwise mutual information of words and contexts.
 *
 * @param joint one row per word, one column per context: counts or probabilities, ≥ 0, not all 0
 * @returns log P(w, c)/P(w)P(c) in nats; −Infinity where the two never meet
 * @throws InputError for a table with another number in it or rows of different lengths.
 * Source: K. Church, P. Hanks, "Word association norms, mutual information, and lexicography" (1990).
 * @example
 * mutualInformation([[1, 0], [0, 1]])[0]?.[0]?.toFixed(4); // "0.6931"
 */
export function mutualInformation(joint: readonly ArrayLike<number>[]): Float64Array[] {
  const { rows, columns, total } = margins(joint);
  return joint.map((row, w) =>
    Float64Array.from(row, (seen, c) =>
      seen === 0 ? -Infinity : Math.log((seen * total) / (rows[w]! * columns[c]!)),
    ),
  );
}

/**
 * Vectors from counts: rows of U_d Σ_d^power, where U Σ Vᵀ is the table of max(0, PMI − shift).
 *
 * @param words one per row of the table
 * @param joint how often words and contexts meet; see `contextCounts`
 * @throws InputError where sizes do not fit, there are more than 1000 words, or an option is out of its range.
 * Source: O. Levy, Y. Goldberg, I. Dagan, "Improving distributional similarity with lessons learned from word
 *   embeddings" (2015).
 */
export function ppmiVectors(
  words: readonly string[],
  joint: readonly ArrayLike<number>[],
  options: PpmiOptions = {},
): Vectors {
  const { dimension = 16, shift = 0, power = 1 } = options;
  check(joint.length === words.length, "rows", joint.length, `${words.length}, one per word`);
  check(words.length <= 1000, "words", words.length, "at most 1000");
  const most = joint[0]?.length ?? 0;
  const fits = Number.isInteger(dimension) && dimension >= 1 && dimension <= most;
  check(fits, "dimension", dimension, `a whole number from 1 to ${most}`);
  check(Number.isFinite(shift) && shift >= 0, "shift", shift, "a finite number ≥ 0");
  check(power >= 0 && power <= 1, "power", power, "a number from 0 to 1");
  const positive = mutualInformation(joint).map((row) => row.map((x) => Math.max(0, x - shift)));
  const { values, left } = singularValues(positive);
  const rows = Float32Array.from({ length: words.length * dimension }, (_, i) => {
    const k = i % dimension;
    return left[k]![Math.floor(i / dimension)]! * values[k]! ** power;
  });
  return new Vectors(words, rows);
}

/** The sums of rows, of columns and of all; says what cannot be a table of counts. */
function margins(joint: readonly ArrayLike<number>[]): {
  rows: Float64Array;
  columns: Float64Array;
  total: number;
} {
  const width = joint[0]?.length ?? 0;
  const rows = new Float64Array(joint.length);
  const columns = new Float64Array(width);
  joint.forEach((row, w) => {
    check(row.length === width, `length of row ${w}`, row.length, `${width}, as of row 0`);
    for (let c = 0; c < width; c += 1) {
      const seen = row[c]!;
      check(Number.isFinite(seen) && seen >= 0, `row ${w}`, seen, "finite numbers ≥ 0");
      rows[w]! += seen;
      columns[c]! += seen;
    }
  });
  const total = rows.reduce((sum, seen) => sum + seen, 0);
  check(total > 0, "sum of the table", total, "more than 0");
  return { rows, columns, total };
}
