/**
 * The bytes of a text file as lines, in stretches: whole lines where they are of usual length, parts of a line
 * that is longer than any buffer should be (text8 is one line of 100 MB). Bytes are cut only where a character
 * ends, so each stretch is decoded on its own and strictly. Left out: words.
 */
import { InputError } from "../../base/check.js";

/** A line, or a part of one. */
export interface LinePart {
  readonly text: string;
  /** Whether the line ends here. */
  readonly ends: boolean;
}

/** A line is handed on in parts when it is longer than this, in bytes. */
const longestPart = 1 << 16;
const lineFeed = 0x0a;
/** Letters and digits without a break, in bytes: no word of a language, and more than memory should take. */
const longestWord = 1 << 20;
const tooLong = `a word of more than ${longestWord} bytes; expected words with spaces between them`;

/**
 * The lines of UTF-8 text. They end with "\n" or "\r\n"; the last one needs no end. A byte order mark is skipped.
 *
 * @param name of the file, for messages
 * @param pieces bytes, cut anywhere
 * @throws InputError with the line that holds a NUL byte (a binary file) or bytes that are not UTF-8.
 */
export async function* textLines(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<LinePart[], void, void> {
  let pending = new Uint8Array(0);
  let line = 1;
  let isStart = true;
  const toParts = (bytes: Uint8Array): LinePart[] => {
    const text = decodeStrictly(name, line, bytes);
    const lines = (isStart && text.startsWith("\ufeff") ? text.slice(1) : text).split("\n");
    isStart = false;
    line += lines.length - 1;
    return lines.map((each, i) => ({ text: each, ends: i < lines.length - 1 }));
  };
  for await (const piece of pieces) {
    const bytes = pending.length === 0 ? piece : joined(pending, piece);
    const last = bytes.lastIndexOf(lineFeed) + 1;
    const isLong = bytes.length - last > longestPart;
    const cut = isLong ? Math.max(last, gapBefore(bytes)) : last;
    const isWord = bytes.length - cut > longestWord;
    if (isWord) throw new InputError(`${name}, line ${line}: ${tooLong}`);
    pending = bytes.slice(cut);
    if (cut > 0) yield toParts(bytes.subarray(0, cut));
  }
  yield toParts(pending).map(({ text }) => ({ text, ends: true }));
}

/** Where a line that is too long can be cut: behind its last space, else beside its last sign; 0 for nowhere. */
function gapBefore(bytes: Uint8Array): number {
  const from = bytes.length - longestPart;
  for (let i = bytes.length - 1; i >= from; i -= 1) {
    if (isSpace(bytes[i] as number)) return i + 1;
  }
  // Scripts without spaces: before the first byte of a character, or behind a sign of ASCII.
  for (let i = bytes.length - 1; i >= from; i -= 1) {
    const byte = bytes[i] as number;
    if (byte >= 0xc0) return i;
    if (byte < 0x30 || (byte > 0x39 && byte < 0x41)) return i + 1;
  }
  return 0;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeStrictly(name: string, firstLine: number, bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  let at = nul;
  try {
    const text = strict.decode(bytes);
    if (nul < 0) return text;
  } catch {
    // The first bad byte is where a lenient reader and the bytes part ways.
    const lenient = Buffer.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    const bad = bytes.findIndex((byte, index) => byte !== lenient[index]);
    if (nul < 0 || bad < nul) at = bad;
  }
  const what = at === nul ? "a NUL byte" : "bytes that are not UTF-8";
  const line = bytes.subarray(0, at).reduce((n, byte) => n + Number(byte === lineFeed), firstLine);
  throw new InputError(`${name}, line ${line}: ${what}; expected UTF-8 text`);
}
