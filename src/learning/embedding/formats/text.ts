/**
 * Word vectors as text, one word a line: word2vec's text format and fastText's .vec (a first line with the number
 * of words and of numbers), and files without that line, as GloVe has them. Numbers are written with the fewest
 * digits that are read back as the same float32. Follows gensim: fields are divided by single spaces, so a
 * word cannot hold one.
 */
import { complaint, InputError, quote } from "../../../base/check.js";
import type { VectorRows } from "../search/rows.js";
import { wordFrom, type Collected } from "./collected.js";
import { longestNumber, parseNumber, writeNumber } from "./number.js";
import { checkWord } from "./word.js";

/** Longer lines are no word vectors. */
const maxLineBytes = 1 << 26;

const isBlank = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);

/** Takes the lines of a file as they come. */
export class TextReader {
  private rest: Buffer = Buffer.alloc(0);
  /** Words that were read, also those that came twice. */
  read = 0;

  /**
   * @param line number of the first line that will come
   * @param limit words after which no more are read
   */
  constructor(
    private readonly collected: Collected,
    private line: number,
    private readonly limit: number,
  ) {}

  /** Takes bytes; false where no more are wanted. */
  push(piece: Buffer): boolean {
    const bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    let from = 0;
    for (;;) {
      if (this.read >= this.limit) return false;
      const end = bytes.indexOf(10, from);
      if (end < 0) break;
      this.take(bytes, from, end);
      from = end + 1;
    }
    this.rest = bytes.subarray(from);
    if (this.rest.length > maxLineBytes) {
      const found = `a line of more than ${maxLineBytes / 2 ** 20} MB`;
      throw new InputError(complaint(this.where(), found, "a word and its numbers"));
    }
    return true;
  }

  /** Takes what is left after the last line end. */
  end(): void {
    if (this.read < this.limit) this.take(this.rest, 0, this.rest.length);
  }

  private where(): string {
    return `${this.collected.path}, line ${this.line}`;
  }

  private take(bytes: Buffer, from: number, end: number): void {
    const { collected } = this;
    const { dimension } = collected;
    let to = end;
    while (to > from && isBlank(bytes[to - 1] as number)) to -= 1;
    if (to > from) {
      let space = bytes.indexOf(32, from);
      if (space < 0 || space > to) space = to;
      const next = collected.next();
      let count = 0;
      for (let at = space + 1; at < to; count += 1) {
        let stop = at;
        while (stop < to && bytes[stop] !== 32) stop += 1;
        const value = Math.fround(parseNumber(bytes, at, stop));
        if (value - value !== 0) this.refuse(bytes, at, stop); // NaN or infinite
        if (count < dimension) next.values[next.from + count] = value;
        at = stop + 1;
      }
      const word = wordFrom(bytes, from, space, () => this.where());
      if (count !== dimension) {
        const what = `${this.where()}, word ${quote(word)}`;
        const found = `${count} ${count === 1 ? "number" : "numbers"}`;
        throw new InputError(`${what}: ${found}; expected ${dimension}, as in the first line`);
      }
      collected.keep(word, "line", this.line);
      this.read += 1;
    }
    this.line += 1;
  }

  private refuse(bytes: Buffer, from: number, to: number): never {
    const found = bytes.toString("utf8", from, to);
    const rule = "a finite number; fields are divided by one space, and words hold none";
    throw new InputError(complaint(this.where(), found, rule));
  }
}

/** Word vectors as text, in pieces. */
export function* textPieces(rows: VectorRows): Generator<Uint8Array> {
  const { dimension, size } = rows;
  let bytes = Buffer.from(`${size} ${dimension}\n`);
  let at = bytes.length;
  const most = dimension * (longestNumber + 1) + 1;
  const step = Math.max(1, Math.floor((1 << 18) / dimension));
  for (let from = 0; from < size; from += step) {
    const to = Math.min(size, from + step);
    const values = rows.rows(from, to);
    for (let place = from; place < to; place += 1) {
      const word = Buffer.from(checkWord(rows.wordAt(place)));
      if (at + word.length + most > bytes.length) {
        yield bytes.subarray(0, at);
        bytes = Buffer.allocUnsafe(Math.max(1 << 20, word.length + most));
        at = 0;
      }
      at += word.copy(bytes, at);
      for (let k = (place - from) * dimension, end = k + dimension; k < end; k += 1) {
        bytes[at] = 32;
        at = writeNumber(bytes, at + 1, values[k] as number);
      }
      bytes[at] = 10;
      at += 1;
    }
  }
  yield bytes.subarray(0, at);
}
