/**
 * A question for the most similar words, made complete: directions of length 1, the words that are no answer,
 * how many answers, among which rows. And the one exact score of a row, in float64, by which all answers are
 * put in order, however they were found. Follows gensim's `most_similar` and `most_similar_cosmul`.
 */
import { check, complaint, InputError } from "../../../base/check.js";
import { unit } from "../cosine.js";
import type { VectorRows } from "./rows.js";

/** A word and how similar it is: a cosine in [-1, 1], or what 3CosMul makes of cosines, which is ≥ 0. */
export interface Neighbour {
  readonly word: string;
  readonly similarity: number;
}

/** A word, a vector of `dimension` numbers, or one of both with a weight (1 if not given). */
export type Term =
  string | ArrayLike<number> | readonly [of: string | ArrayLike<number>, weight: number];

/** What similar words are asked for. At least one term, positive or negative. */
export interface SimilarityQuestion {
  /** What the answers shall be similar to. */
  readonly positive?: string | readonly Term[];
  /** What the answers shall not be similar to. */
  readonly negative?: string | readonly Term[];
  /** How many answers, a whole number ≥ 1; 10 if not given. */
  readonly count?: number;
  /** Cosines are added (the default), or multiplied, which lets no single large one decide. */
  readonly method?: "3CosAdd" | "3CosMul";
  /** Ask only the first so many words, or only these words; all if not given. */
  readonly among?: number | readonly string[];
}

/** A question in full. */
export interface CompleteQuestion {
  readonly method: "3CosAdd" | "3CosMul";
  /** Directions of length 1 (or zeros): for 3CosAdd the one that is wanted, for 3CosMul the positive ones first. */
  readonly directions: readonly Float64Array[];
  /** How many of the directions are positive. */
  readonly positive: number;
  readonly count: number;
  /** Places of the words of the question, which are no answers. */
  readonly without: ReadonlySet<number>;
  /** The first so many places are asked, or only these places, rising. */
  readonly among: number | readonly number[];
}

/** The place of a word that must be known. */
export function placeOf(rows: VectorRows, word: string): number {
  const place = rows.find(word);
  if (place === undefined)
    throw new InputError(complaint("word", word, `one of ${rows.size} known words`));
  return place;
}

/** The vector of a word that must be known. */
export function vectorOf(rows: VectorRows, word: string): Float32Array {
  const place = placeOf(rows, word);
  return rows.rows(place, place + 1);
}

/**
 * Makes a question complete.
 *
 * @param wanted how many answers; as the question has it if not given
 * @throws InputError where a word is not known or an option is not usable.
 */
export function toCompleteQuestion(
  rows: VectorRows,
  question: string | SimilarityQuestion,
  wanted?: number,
): CompleteQuestion {
  const asked: SimilarityQuestion =
    typeof question === "string" ? { positive: question } : question;
  const { positive = [], negative = [], method = "3CosAdd", among = rows.size } = asked;
  const count = wanted ?? asked.count ?? 10;
  check(Number.isInteger(count) && count >= 1, "count", count, "a whole number ≥ 1");
  const isMethod = method === "3CosAdd" || method === "3CosMul";
  check(isMethod, "unknown method", method, '"3CosAdd" or "3CosMul"');
  const without = new Set<number>();
  const terms = (of: string | readonly Term[], sign: number) =>
    (typeof of === "string" ? [of] : of).map((term) => toWeighted(rows, term, sign, without));
  const all = [...terms(positive, 1), ...terms(negative, -1)];
  const positives = all.length - (typeof negative === "string" ? 1 : negative.length);
  check(all.length > 0, "words of the question", 0, "at least one");
  if (method === "3CosMul") {
    check(positives > 0, "positive words of the question", 0, "at least one for 3CosMul");
    const weight = all.map(({ weight }) => weight).find((each) => Math.abs(each) !== 1);
    check(weight === undefined, "weight", weight, "1 for 3CosMul, which has no weights");
  }
  const directions =
    method === "3CosMul" ? all.map(({ direction }) => direction) : [unit(sumOf(all, rows))];
  return {
    method,
    directions,
    positive: method === "3CosMul" ? positives : 1,
    count,
    without,
    among: toPlaces(rows, among),
  };
}

interface WeightedDirection {
  readonly direction: Float64Array;
  readonly weight: number;
}

function toWeighted(
  rows: VectorRows,
  term: Term,
  sign: number,
  without: Set<number>,
): WeightedDirection {
  const isPair = Array.isArray(term) && typeof term[0] !== "number";
  const [of, weight] = isPair
    ? (term as unknown as readonly [string | ArrayLike<number>, number])
    : [term as string | ArrayLike<number>, 1];
  check(Number.isFinite(weight), "weight", weight, "a finite number");
  if (typeof of === "string") {
    const place = placeOf(rows, of);
    without.add(place);
    return { direction: unit(rows.rows(place, place + 1)), weight: sign * weight };
  }
  const { dimension } = rows;
  check(of.length === dimension, "length of a vector", of.length, `${dimension}, the dimension`);
  return { direction: unit(of), weight: sign * weight };
}

function sumOf(terms: readonly WeightedDirection[], { dimension }: VectorRows): Float64Array {
  const sum = new Float64Array(dimension);
  for (const { direction, weight } of terms)
    direction.forEach((x, k) => (sum[k] = (sum[k] as number) + weight * x));
  return sum;
}

function toPlaces(rows: VectorRows, among: number | readonly string[]): number | number[] {
  if (typeof among === "number") {
    check(Number.isInteger(among) && among >= 1, "among", among, "words, or a whole number ≥ 1");
    return Math.min(among, rows.size);
  }
  return [...new Set(among.map((word) => placeOf(rows, word)))].sort((a, b) => a - b);
}

/**
 * The exact score of one row: for 3CosAdd the cosine with the direction that is wanted, for 3CosMul
 * Π (1 + cos)/2 over the positive directions / (Π (1 + cos)/2 over the negative ones + 1e-6).
 *
 * @param values where the row begins at `from`
 * Source: Levy and Goldberg, "Linguistic regularities in sparse and explicit word representations" (2014), eq. 4.
 */
export function exactScore(question: CompleteQuestion, values: Float32Array, from: number): number {
  const { directions, method, positive } = question;
  let above = 1;
  let below = 1;
  for (let term = 0; term < directions.length; term += 1) {
    const direction = directions[term] as Float64Array;
    let product = 0;
    let squares = 0;
    for (let k = 0; k < direction.length; k += 1) {
      const x = values[from + k] as number;
      product += x * (direction[k] as number);
      squares += x * x;
    }
    const isUsable = squares > 0 && squares < Infinity;
    const cosine = isUsable ? Math.max(-1, Math.min(1, product / Math.sqrt(squares))) : 0;
    if (method === "3CosAdd") return cosine;
    if (term < positive) above *= (1 + cosine) / 2;
    else below *= (1 + cosine) / 2;
  }
  return above / (below + 1e-6);
}
