/**
 * Words and rows while they are read from a file: memory grows as they come, and of a word that comes twice
 * the first row is kept, as gensim does. Left out: where they come from.
 */
import { complaint, InputError, quote } from "../../../base/check.js";
import { RowsInMemory } from "../search/rows.js";
import type { Notice } from "./notice.js";

export class Collected {
  private readonly words: string[] = [];
  private readonly places = new Map<string, number>();
  private values: Float32Array;
  private bytes: Uint8Array;
  private repeated = 0;
  private firstRepeated = "";

  /**
   * @param path names the file in messages
   * @param expected how many words will come, as far as that is known and can be believed
   */
  constructor(
    readonly path: string,
    readonly dimension: number,
    expected: number,
  ) {
    this.values = this.allocate(Math.max(1, expected));
    this.bytes = new Uint8Array(this.values.buffer);
  }

  /** Words that were kept. */
  get size(): number {
    return this.words.length;
  }

  /** Where the next row is written: its memory, and the place in it. Ask for each row anew. */
  next(): { values: Float32Array; bytes: Uint8Array; from: number } {
    const from = this.words.length * this.dimension;
    if (from + this.dimension > this.values.length) {
      const grown = this.allocate(Math.max(64, this.words.length * 2));
      grown.set(this.values);
      this.values = grown;
      this.bytes = new Uint8Array(grown.buffer);
    }
    return { values: this.values, bytes: this.bytes, from };
  }

  private allocate(words: number): Float32Array {
    try {
      return new Float32Array(words * this.dimension);
    } catch (error) {
      const megabytes = Math.ceil((words * this.dimension * 4) / 2 ** 20);
      const found = `${megabytes} MB for ${words} words of ${this.dimension} numbers`;
      const rule = "that much free memory; set limit to read fewer words";
      throw new InputError(complaint(this.path, found, rule), { cause: error });
    }
  }

  /** Keeps the row that was written, under a word. `where` is said only where the word comes twice. */
  keep(word: string, where: string, nth: number): void {
    const { places, words } = this;
    const before = words.length;
    if (places.has(word)) {
      this.repeated += 1;
      if (this.repeated === 1) this.firstRepeated = `${quote(word)} in ${where} ${nth}`;
      return;
    }
    places.set(word, before);
    words.push(word);
  }

  /** All rows. Tells about words that came twice. */
  finish(onNotice: Notice): RowsInMemory {
    const { path, words, dimension, places } = this;
    if (words.length === 0)
      throw new InputError(complaint(path, "no words", "at least one word and its vector"));
    if (this.repeated > 0) {
      const many = this.repeated === 1 ? "1 word comes" : `${this.repeated} words come`;
      onNotice(`${path}: ${many} again (${this.firstRepeated} first); the first vector counts`);
    }
    const length = words.length * dimension;
    // A little too much memory is kept, more is given back.
    const isTight = this.values.length < length * 1.25;
    const values = isTight ? this.values.subarray(0, length) : this.values.slice(0, length);
    return new RowsInMemory(words, values, undefined, places);
  }
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A word from its bytes. Throws an InputError where they are not UTF-8. */
export function wordFrom(bytes: Buffer, from: number, to: number, where: () => string): string {
  const word = bytes.toString("utf8", from, to);
  if (!word.includes("\uFFFD")) return word;
  try {
    return strict.decode(bytes.subarray(from, to));
  } catch (error) {
    const text = complaint(where(), word, "a word in UTF-8");
    throw new InputError(text, { cause: error });
  }
}
