/**
 * Numbers that are none (NaN, infinite) in word vectors: no file with them is written or read, for a cosine with
 * them would be 0 and say nothing of what went wrong. In memory, while something is trained, they may be.
 */
import { InputError, quote } from "../../../base/check.js";
import type { VectorRows } from "../search/rows.js";

/** Whether all numbers from one place up to another are finite. */
export function areFinite(values: Float32Array, from = 0, to = values.length): boolean {
  let sum = 0;
  for (let k = from; k < to; k += 1) sum += (values[k] as number) * 0;
  return sum === 0;
}

/** The complaint about a row that holds one. */
export function notFinite(where: string, word: string): InputError {
  const found = "a number that is NaN or infinite";
  return new InputError(`${where}, ${quote(word)}: ${found}; expected finite numbers`);
}

/**
 * Refuses rows that hold a number that is none.
 *
 * @param what begins the complaint: a file, as a rule
 * @param values rows one after the other, the first that of the word at place `from`
 * @throws InputError with the word and its place.
 */
export function checkRows(
  what: string,
  values: Float32Array,
  from: number,
  { dimension, wordAt }: { dimension: number; wordAt: (place: number) => string },
): void {
  if (areFinite(values)) return;
  for (let row = 0; row * dimension < values.length; row += 1) {
    if (areFinite(values, row * dimension, (row + 1) * dimension)) continue;
    throw notFinite(`${what}, word ${from + row + 1}`, wordAt(from + row));
  }
}

/** The same rows, checked as they are read; `what` begins the complaint. */
export function finiteRows(what: string, rows: VectorRows): VectorRows {
  const { size, dimension } = rows;
  const wordAt = (place: number) => rows.wordAt(place);
  return {
    size,
    dimension,
    wordAt,
    get words() {
      return rows.words;
    },
    get counts() {
      return rows.counts;
    },
    find: (word) => rows.find(word),
    rows: (from, to) => {
      const values = rows.rows(from, to);
      checkRows(what, values, from, { dimension, wordAt });
      return values;
    },
    close: () => rows.close(),
  };
}
