/**
 * Where the rows of word vectors lie: in memory (here) or in a file that is read on demand (formats/native-rows.ts).
 * All questions to `Vectors` go through this. Left out: what is asked.
 */
import { check } from "../../../base/check.js";

/** Words in an order, and a row of numbers for each. */
export interface VectorRows {
  /** Number of words. */
  readonly size: number;
  /** Numbers in a row. */
  readonly dimension: number;
  /** All words, in order. */
  readonly words: readonly string[];
  /** How often each word was seen, in the words' order, where that is known. */
  readonly counts: ArrayLike<number> | undefined;
  /** The place of a word; undefined where it is not known. */
  find(word: string): number | undefined;
  /** The word at a place. */
  wordAt(place: number): string;
  /** The rows from one place up to another, one after the other; a view where they lie in memory. */
  rows(from: number, to: number): Float32Array;
  /** Gives back what is held outside of memory. */
  close(): void;
}

/** Rows in memory. */
export class RowsInMemory implements VectorRows {
  readonly size: number;
  readonly dimension: number;
  private readonly places: ReadonlyMap<string, number>;

  /** @throws InputError where the numbers do not divide into rows, counts are missing or a word comes twice. */
  constructor(
    readonly words: readonly string[],
    private readonly values: Float32Array,
    readonly counts: ArrayLike<number> | undefined,
    places?: ReadonlyMap<string, number>,
  ) {
    const dimension = values.length / words.length;
    const rule = `a positive multiple of ${words.length}, the number of words`;
    check(Number.isInteger(dimension) && dimension > 0, "number of values", values.length, rule);
    const isCounted = counts === undefined || counts.length === words.length;
    check(isCounted, "number of counts", counts?.length, `${words.length}, the number of words`);
    this.size = words.length;
    this.dimension = dimension;
    this.places = places ?? placesOf(words);
  }

  find(word: string): number | undefined {
    return this.places.get(word);
  }

  wordAt(place: number): string {
    return this.words[place] as string;
  }

  rows(from: number, to: number): Float32Array {
    return this.values.subarray(from * this.dimension, to * this.dimension);
  }

  close(): void {}
}

function placesOf(words: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (let place = 0; place < words.length; place += 1) places.set(words[place] as string, place);
  if (places.size < words.length) {
    const twice = words.find((word, place) => places.get(word) !== place);
    check(false, "word", twice, "each word once");
  }
  return places;
}
