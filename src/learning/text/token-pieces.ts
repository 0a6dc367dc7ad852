/**
 * Cutting texts into pieces of some megabytes, which threads read side by side. A piece begins where a line
 * begins; only a line that fills a whole piece is cut between two words, and its sentence with it. Borders depend
 * on the bytes and the size of a piece alone, so files and streams, and any number of threads, give the same.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { longestWord, type Fill } from "./token-table.js";

/** Bytes of a piece: long enough to hide the messages about it, short enough to share out evenly. */
export const usualPieceBytes = 2 ** 21;

/** Part of a file: from the first border behind `from` to the first behind `to`. */
export interface Segment {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  /** Of the whole file. */
  readonly size: number;
}

/** Segments of one piece each; small files share one. */
export function* planPieces(
  files: Iterable<{ readonly path: string; readonly size: number }>,
  pieceBytes: number,
): Generator<Segment[]> {
  let piece: Segment[] = [];
  let bytes = 0;
  for (const { path, size } of files) {
    for (let from = 0; from < size; from += pieceBytes) {
      const to = Math.min(from + pieceBytes, size);
      piece.push({ path, from, to, size });
      bytes += to - from;
      if (bytes < pieceBytes) continue;
      yield piece;
      [piece, bytes] = [[], 0];
    }
  }
  if (piece.length > 0) yield piece;
}

/** A segment's text, opened for reading. */
export interface SegmentReader {
  /** Place in the file where the text starts. */
  readonly start: number;
  readonly fill: Fill;
  /** Lines that end before a place in the file. */
  countLines(before: number): number;
  close(): void;
}

/** Opens a segment; throws the system's error. */
export function openSegment(segment: Segment, pieceBytes: number): SegmentReader {
  const file = openSync(segment.path, "r");
  try {
    const size = Math.min(segment.size, fstatSync(file).size);
    const block = Buffer.allocUnsafe(2 ** 14);
    const read: BlockReader = (from) =>
      block.subarray(0, readSync(file, block, 0, Math.min(block.length, size - from), from));
    const start =
      segment.from === 0 ? markLength(read(0)) : findBorder(read, segment.from, pieceBytes, size);
    const end = findBorder(read, segment.to, pieceBytes, size);
    let at = start;
    return {
      start,
      fill: (into) => {
        if (at >= end) return 0;
        const got = readSync(file, into, 0, Math.min(into.length, end - at), at);
        if (got === 0) throw new Error("it became shorter while it was read");
        at += got;
        return got;
      },
      countLines: (before) => {
        let lines = 0;
        for (let from = 0; from < before;) {
          const bytes = read(from);
          const part = bytes.subarray(0, before - from);
          lines += part.reduce((count, byte) => count + Number(byte === 10), 0);
          if (bytes.length === 0) break;
          from += bytes.length;
        }
        return lines;
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Gives some bytes from a place on, none at the end. They are overwritten by the next call. */
type BlockReader = (from: number) => Buffer;

/** Where the piece begins that would begin at `nominal` if bytes were all alike. */
function findBorder(read: BlockReader, nominal: number, pieceBytes: number, size: number): number {
  const giveUp = nominal + longestWord + pieceBytes;
  for (; nominal < size && nominal < giveUp; nominal += pieceBytes) {
    // A line may end just before the nominal place.
    const [from, to] = [nominal - 1, Math.min(nominal - 1 + pieceBytes, size)];
    let gap = -1;
    for (let at = from; at < to;) {
      const found = read(at);
      if (found.length === 0) return size;
      const bytes = found.subarray(0, to - at);
      const line = bytes.indexOf(10);
      if (line >= 0) return at + line + 1;
      if (gap < 0 && (gap = bytes.findIndex(isSeparator)) >= 0) gap += at;
      at += bytes.length;
    }
    // The last line of the file stays whole where it fills less than a piece.
    if (nominal - 1 + pieceBytes > size) return size;
    if (gap >= 0) return gap + 1;
  }
  return Math.min(nominal, size);
}

/** The pieces of a stream of bytes, by the same rule. */
export async function* cutStream(
  chunks: AsyncIterable<Uint8Array>,
  pieceBytes: number,
): AsyncGenerator<Uint8Array> {
  let held = Buffer.alloc(0);
  let length = 0;
  let start = 0; // place of the first held byte in the stream
  let nominal = pieceBytes;
  let scanned = 0; // held bytes before this, from the nominal place on, hold no line feed
  for await (const chunk of chunks) {
    if (length + chunk.length > held.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * held.length, length + chunk.length));
      larger.set(held.subarray(0, length));
      held = larger;
    }
    held.set(chunk, length);
    length += chunk.length;
    for (let cut; (cut = findCut()) !== undefined;) {
      // The mark of UTF-8 at the start of a stream is no word.
      const mark = start === 0 ? markLength(held.subarray(0, Math.min(3, cut))) : 0;
      yield new Uint8Array(held.subarray(mark, cut));
      held.copyWithin(0, cut, length);
      length -= cut;
      start += cut;
      nominal += pieceBytes;
      scanned = 0;
    }
  }
  const mark = start === 0 ? markLength(held.subarray(0, Math.min(3, length))) : 0;
  if (length > mark) yield new Uint8Array(held.subarray(mark, length));

  function findCut(): number | undefined {
    for (;;) {
      const from = nominal - 1 - start;
      const to = from + pieceBytes;
      if (length <= from) return undefined;
      const line = held.subarray(0, Math.min(length, to)).indexOf(10, Math.max(from, scanned));
      if (line >= 0) return line + 1;
      scanned = length;
      if (length < to) return undefined;
      const gap = held.subarray(from, to).findIndex(isSeparator);
      if (gap >= 0) return from + gap + 1;
      if (length > longestWord + 2 * pieceBytes) return length;
      nominal += pieceBytes;
      scanned = 0;
    }
  }
}

function isSeparator(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** Length of UTF-8's byte order mark, where the text starts with one. */
function markLength(start: Uint8Array): number {
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
}
