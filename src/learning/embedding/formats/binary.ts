/**
 * Word vectors in word2vec's binary format: a line with the number of words and of numbers, then each word, a
 * space, and its float32 numbers, little-endian. The line end that word2vec.c writes after each vector is
 * skipped where it is there; none is written, as gensim does.
 */
import { complaint, InputError } from "../../../base/check.js";
import type { VectorRows } from "../search/rows.js";
import { wordFrom, type Collected } from "./collected.js";
import { areFinite, notFinite } from "./finite.js";
import { checkWord } from "./word.js";

/** Longer words are a sign that this is another format. */
const maxWordBytes = 1 << 16;

/** Takes the words of a file as they come. */
export class BinaryReader {
  private rest: Buffer = Buffer.alloc(0);
  /** Words that were read, also those that came twice. */
  read = 0;

  /** @param limit words after which no more are read */
  constructor(
    private readonly collected: Collected,
    private readonly limit: number,
  ) {}

  /** Takes bytes; false where no more are wanted. */
  push(piece: Buffer): boolean {
    const bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    const { collected } = this;
    const rowBytes = collected.dimension * 4;
    let from = 0;
    for (;;) {
      while (bytes[from] === 10) from += 1;
      if (this.read >= this.limit) break;
      const space = bytes.indexOf(32, from);
      if (space < 0 ? bytes.length - from > maxWordBytes : space - from > maxWordBytes)
        throw new InputError(
          complaint(this.where(), `more than ${maxWordBytes} bytes`, "a word and a space"),
        );
      const end = space + 1 + rowBytes;
      if (space < 0 || end > bytes.length) break;
      const word = wordFrom(bytes, from, space, () => this.where());
      const next = collected.next();
      next.bytes.set(bytes.subarray(space + 1, end), next.from * 4);
      if (!areFinite(next.values, next.from, next.from + collected.dimension))
        throw notFinite(this.where(), word);
      this.read += 1;
      collected.keep(word, "place", this.read);
      from = end;
    }
    this.rest = bytes.subarray(from);
    return this.read < this.limit;
  }

  /** Refuses a word that is cut off. */
  end(): void {
    if (this.rest.length === 0 || this.read >= this.limit) return;
    const rule = `a word, a space and ${this.collected.dimension * 4} bytes`;
    const found = `${this.rest.length} bytes`;
    throw new InputError(`${this.where()}: ${found}; expected ${rule}; the file is cut short`);
  }

  /** How many bytes were not used, line ends apart. */
  get left(): number {
    return this.rest.length;
  }

  private where(): string {
    return `${this.collected.path}, word ${this.read + 1}`;
  }
}

/** Word vectors in binary, in pieces. */
export function* binaryPieces(rows: VectorRows): Generator<Uint8Array> {
  const { dimension, size } = rows;
  yield Buffer.from(`${size} ${dimension}\n`);
  const rowBytes = dimension * 4;
  const step = Math.max(1, Math.floor((1 << 20) / rowBytes));
  for (let from = 0; from < size; from += step) {
    const to = Math.min(size, from + step);
    const values = rows.rows(from, to);
    const source = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const parts: Uint8Array[] = [];
    for (let place = from; place < to; place += 1) {
      const at = (place - from) * rowBytes;
      parts.push(
        Buffer.from(`${checkWord(rows.wordAt(place))} `),
        source.subarray(at, at + rowBytes),
      );
    }
    yield Buffer.concat(parts);
  }
}
