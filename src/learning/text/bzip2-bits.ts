/**
 * Bits of a byte stream, as far as finding bzip2's blocks needs them: a window over the bytes with a cursor that
 * counts bits, and the search for the next mark. Left out: what stands between marks.
 */

/** 48 bits before each block (the digits of π), in two halves. */
export const blockMark = [0x314159, 0x265359] as const;

/** 48 bits before the end of a stream (the digits of √π), in two halves. */
export const endMark = [0x177245, 0x385090] as const;

export function isMark(
  mark: readonly [number | undefined, number | undefined],
  wanted: readonly [number, number],
): boolean {
  return mark[0] === wanted[0] && mark[1] === wanted[1];
}

/** Up to 32 bits as a number. */
export function bitsAt(bytes: Uint8Array, bit: number, count: number): number {
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
export class BitWindow {
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
