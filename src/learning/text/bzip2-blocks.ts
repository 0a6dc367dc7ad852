/**
 * The blocks of bzip2 data. A block is compressed on its own (up to 900 kB of text), so blocks can be unpacked
 * side by side: the way of pbzip2 and lbzip2. It begins at any bit, marked by 48 fixed bits; here they are
 * found and each block is moved into a stream of its own, which any bzip2 library reads. Several streams one
 * after the other (Wikipedia's multistream dumps, pbzip2) are one text. Left out: unpacking.
 * Follows the format as bzip2 1.0.8 writes it: "BZh", a digit, blocks, an end mark, the stream's checksum.
 */
import { InputError } from "../../base/check.js";
import { bitsAt, BitWindow, blockMark, endMark, isMark } from "./bzip2-bits.js";

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
