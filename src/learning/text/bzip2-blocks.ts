/**
 * The blocks of bzip2 data. A block is compressed on its own (up to 900 kB of text), so blocks can be unpacked
 * side by side: the way of pbzip2 and lbzip2. It begins at any bit, marked by 48 fixed bits; here they are
 * found and each block is moved into a stream of its own, which any bzip2 library reads. Several streams one
 * after the other (Wikipedia's multistream dumps, pbzip2) are one text. Left out: unpacking.
 * Follows the format as bzip2 1.0.8 writes it: "BZh", a digit, blocks, an end mark, the stream's checksum.
 */
import { InputError } from "../../base/check.js";

const blockMark = [0x314159, 0x265359] as const;
const endMark = [0x177245, 0x385090] as const;

/** Bits out of a stream, from the first bit of the first byte on. */
export interface Bzip2Block {
  /** "1" to "9": the most text in a block, in 100 kB. */
  readonly level: number;
  readonly bytes: Uint8Array;
  readonly bits: number;
  /** The byte of the compressed data in which the block begins. */
  readonly offset: number;
  /** Whether another block of the same stream follows. */
  readonly continues: boolean;
}

/** What to split. */
export interface Bzip2Source {
  /** Named in errors. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Whether to stop after the first stream; false if not given. */
  readonly firstStreamOnly?: boolean;
}

/**
 * The blocks of all streams, in order.
 *
 * @throws InputError where the data are no bzip2 or end in the middle.
 */
export async function* bzip2Blocks(source: Bzip2Source): AsyncGenerator<Bzip2Block> {
  const { name, firstStreamOnly = false } = source;
  const window = new BitWindow(source.bytes);
  for (let streams = 0; ; streams += 1) {
    const header = await window.bytes(4);
    if (streams > 0 && (header.length === 0 || firstStreamOnly)) return;
    const [b, z, h, digit = 0] = header;
    if (b !== 0x42 || z !== 0x5a || h !== 0x68 || digit < 0x31 || digit > 0x39) {
      const what = streams === 0 ? "no bzip2 data" : "data that are no bzip2 after a whole stream";
      throw new InputError(`${name}, byte ${window.byte}: ${what}; expected "BZh1" to "BZh9"`);
    }
    window.skip(32);
    let checksum = 0;
    for (;;) {
      const mark = [await window.bits(0, 24), await window.bits(24, 24)] as const;
      if (isMark(mark, endMark)) break;
      if (mark[1] === undefined) throw truncated(name, window);
      if (!isMark(mark, blockMark)) throw damaged(name, window);
      const offset = window.byte;
      const own = await window.bits(48, 32);
      if (own === undefined) throw truncated(name, window);
      const combined = (((checksum << 1) | (checksum >>> 31)) ^ own) >>> 0;
      const found = await window.nextMark(80, combined);
      if (found === undefined) throw truncated(name, window);
      checksum = combined;
      const { bits, ends } = found;
      yield { level: digit - 0x30, bytes: window.copy(bits), bits, offset, continues: !ends };
      window.skip(bits);
    }
    if ((await window.bits(48, 32)) === undefined) throw truncated(name, window);
    window.skip(80);
    window.align();
  }
}

/** A block as a stream of its own, end mark and checksum included. */
export function toStream(block: Bzip2Block): Uint8Array {
  const { bytes, bits, level } = block;
  const own = bitsAt(bytes, 48, 32);
  const stream = new Uint8Array(4 + Math.ceil((bits + 80) / 8));
  stream.set([0x42, 0x5a, 0x68, 0x30 + level]);
  stream.set(bytes, 4);
  const tail = [...endMark.flatMap((part) => [part >>> 16, (part >>> 8) & 255, part & 255])];
  tail.push(own >>> 24, (own >>> 16) & 255, (own >>> 8) & 255, own & 255);
  append(stream, 32 + bits, tail);
  return stream;
}

/** Two blocks that were one: a mark can, once in 2^48 bits, also be data. */
export function joined(first: Bzip2Block, second: Bzip2Block): Bzip2Block {
  const bits = first.bits + second.bits;
  const bytes = new Uint8Array(Math.ceil(bits / 8) + 1);
  bytes.set(first.bytes);
  append(bytes, first.bits, second.bytes);
  return { ...second, offset: first.offset, bits, bytes: bytes.subarray(0, Math.ceil(bits / 8)) };
}

/** Writes bytes from a bit on, where `target` holds zeros. */
function append(target: Uint8Array, bit: number, bytes: ArrayLike<number>): void {
  const shift = bit & 7;
  for (let i = 0, at = bit >>> 3; i < bytes.length; i += 1, at += 1) {
    const byte = bytes[i] as number;
    target[at] = (target[at] as number) | (byte >>> shift);
    if (shift > 0 && at + 1 < target.length) target[at + 1] = (byte << (8 - shift)) & 255;
  }
}

function isMark(
  mark: readonly [number | undefined, number | undefined],
  wanted: readonly [number, number],
): boolean {
  return mark[0] === wanted[0] && mark[1] === wanted[1];
}

/** Up to 32 bits as a number. */
function bitsAt(bytes: Uint8Array, bit: number, count: number): number {
  let value = 0;
  for (let i = bit; i < bit + count; i += 1)
    value = value * 2 + (((bytes[i >>> 3] as number) >>> (7 - (i & 7))) & 1);
  return value;
}

/**
 * For two bytes in a row, whether they can be the third and fourth byte of a mark at any of the eight shifts.
 * Only there a mark is compared bit by bit: the search runs at the speed of one look-up a byte.
 */
const canBeInside = (() => {
  const table = new Uint8Array(65536);
  for (const [high, low] of [blockMark, endMark])
    for (let shift = 0; shift < 8; shift += 1) {
      const from = 16 - shift;
      const all = BigInt(high) * 0x1000000n + BigInt(low);
      table[Number((all >> BigInt(48 - from - 16)) & 0xffffn)] = 1;
    }
  return table;
})();

/** The part of the data that is looked at, with a cursor that counts bits. */
class BitWindow {
  readonly #source: AsyncIterator<Uint8Array>;
  #data: Uint8Array = new Uint8Array(0);
  /** The cursor, in bits from the start of #data. */
  #cursor = 0;
  /** The byte of the whole at which #data starts. */
  #base = 0;
  /** Bytes of #data that are data: zeros follow at the very end. */
  #length = 0;
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The byte of the whole in which the cursor stands. */
  get byte(): number {
    return this.#base + (this.#cursor >>> 3);
  }

  skip(bits: number): void {
    this.#cursor += bits;
  }

  align(): void {
    this.#cursor = (this.#cursor + 7) & ~7;
  }

  /** The next bytes, at most `count`; the cursor stands at a byte. */
  async bytes(count: number): Promise<Uint8Array> {
    while (this.#left() < count * 8 && (await this.#more()));
    const at = this.#cursor >>> 3;
    return this.#data.subarray(at, Math.min(at + count, this.#length));
  }

  /** `count` bits from `from` bits behind the cursor; undefined where the data end before. */
  async bits(from: number, count: number): Promise<number | undefined> {
    while (this.#left() < from + count) if (!(await this.#more())) return undefined;
    return bitsAt(this.#data, this.#cursor + from, count);
  }

  /**
   * The distance in bits from the cursor to the next mark, from `from` bits on; `ends` tells which one it
   * was. An end mark counts only with the checksum behind it, or where a stream or nothing follows.
   */
  async nextMark(
    from: number,
    checksum: number,
  ): Promise<{ bits: number; ends: boolean } | undefined> {
    let at = ((this.#cursor + from) >>> 3) + 3;
    for (;;) {
      const data = this.#data;
      for (; at < data.length - 14; at += 1) {
        if (canBeInside[((data[at - 1] as number) << 8) | (data[at] as number)] === 0) continue;
        for (let bit = (at - 3) * 8; bit < (at - 2) * 8; bit += 1) {
          if (bit < this.#cursor + from) continue;
          const mark = [bitsAt(data, bit, 24), bitsAt(data, bit + 24, 24)] as const;
          const ends =
            isMark(mark, endMark) &&
            (bitsAt(data, bit + 48, 32) === checksum || this.#isStreamEnd((bit + 87) >>> 3));
          if (ends || isMark(mark, blockMark)) return { bits: bit - this.#cursor, ends };
        }
      }
      if (this.#ended) return undefined;
      const before = this.#base;
      if (!(await this.#more())) this.#pad();
      at -= this.#base - before;
    }
  }

  /** `bits` bits from the cursor, moved to the start of bytes of their own. */
  copy(bits: number): Uint8Array {
    const shift = this.#cursor & 7;
    const at = this.#cursor >>> 3;
    const count = Math.ceil(bits / 8);
    if (shift === 0) {
      const bytes = this.#data.slice(at, at + count);
      return trimmed(bytes, bits);
    }
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i += 1)
      bytes[i] =
        ((this.#data[at + i] as number) << shift) | ((this.#data[at + i + 1] ?? 0) >>> (8 - shift));
    return trimmed(bytes, bits);
  }

  #left(): number {
    return this.#length * 8 - this.#cursor;
  }

  #isStreamEnd(at: number): boolean {
    const [b, z, h] = this.#data.subarray(at, at + 3);
    return (b === 0x42 && z === 0x5a && h === 0x68) || (this.#ended && at === this.#length);
  }

  /** Zeros behind the last byte, so that a mark at the very end lies inside. */
  #pad(): void {
    const padded = new Uint8Array(this.#data.length + 16);
    padded.set(this.#data);
    this.#data = padded;
    this.#ended = true;
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const next = await this.#source.next();
    if (next.done === true) return false;
    const from = this.#cursor >>> 3;
    const kept = this.#data.subarray(from);
    const data = new Uint8Array(kept.length + next.value.length);
    data.set(kept);
    data.set(next.value, kept.length);
    this.#data = data;
    this.#length = data.length;
    this.#base += from;
    this.#cursor &= 7;
    return true;
  }
}

/** Clears the bits behind the last. */
function trimmed(bytes: Uint8Array, bits: number): Uint8Array {
  const over = bytes.length * 8 - bits;
  if (over > 0) bytes[bytes.length - 1] = (bytes.at(-1) as number) & (255 << over);
  return bytes;
}

function truncated(name: string, window: BitWindow): InputError {
  return new InputError(
    `${name}: ends in the middle of the bzip2 block at byte ${window.byte}; expected a whole file; get it again`,
  );
}

export function damaged(name: string, at: { readonly byte: number }): InputError {
  return new InputError(
    `${name}: the bzip2 block at byte ${at.byte} is damaged; expected its checksum to agree; get the file again`,
  );
}
