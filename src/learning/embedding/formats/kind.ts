/**
 * What kind of vectors a file holds, told from its first bytes and never from its name. A word2vec file of either
 * kind begins with a line of two numbers; what comes after the first word then decides.
 */
import { complaint, InputError } from "../../../base/check.js";
import { nativeMagic } from "./native.js";
import { parseNumber } from "./number.js";

/** The first bytes of a fastText model (.bin): 793712314, little-endian. */
const fasttextMagic = Buffer.from([0xba, 0x16, 0x4f, 0x2f]);

/** Beyond this a first line is not believed. */
const maxDimension = 1_000_000;

export type Kind =
  | { readonly kind: "native" | "fasttext" }
  | {
      readonly kind: "text" | "binary";
      readonly dimension: number;
      /** Number of words, where the first line says it. */
      readonly size?: number;
      /** Where the first word begins. */
      readonly bodyAt: number;
    };

/**
 * Tells the kind.
 *
 * @param head the first bytes of a file, all of it if it is short
 * @throws InputError where it is none of them.
 */
export function kindOf(path: string, head: Buffer): Kind {
  const rule =
    "word vectors: word2vec's text or binary, fastText's .vec or .bin, or Tidebook's .vectors";
  if (head.length === 0) throw new InputError(`${path}: an empty file; expected ${rule}`);
  if (nativeMagic.equals(head.subarray(0, 8))) return { kind: "native" };
  if (fasttextMagic.equals(head.subarray(0, 4))) return { kind: "fasttext" };
  const end = head.indexOf(10);
  const line = head.toString("latin1", 0, end < 0 ? head.length : end).trimEnd();
  const numbers = /^\s*(\d+)[ \t]+(\d+)$/.exec(line);
  if (numbers !== null && end >= 0) {
    const [size, dimension] = [Number(numbers[1]), Number(numbers[2])];
    const isUsable = size >= 1 && dimension >= 1 && dimension <= maxDimension;
    if (!isUsable) {
      const expected = `the number of words ≥ 1 and a dimension from 1 to ${maxDimension}`;
      throw new InputError(complaint(`${path}, line 1`, line, expected));
    }
    const bodyAt = end + 1;
    const kind = isTextBody(head, bodyAt, dimension) ? "text" : "binary";
    return { kind, size, dimension, bodyAt };
  }
  const dimension = line.split(" ").length - 1;
  const fields = line.split(" ").slice(1, 9);
  if (dimension >= 1 && dimension <= maxDimension && fields.every(isNumber))
    return { kind: "text", dimension, bodyAt: 0 };
  throw new InputError(complaint(path, line, rule));
}

/** Decimals, or what some programs write for numbers that are none: those are refused by line later. */
function isNumber(field: string): boolean {
  const value = parseNumber(Buffer.from(field, "latin1"), 0, field.length);
  return !Number.isNaN(value) || /^[-+]?(nan|inf)/i.test(field);
}

/** Whether printable characters come after the first word: bytes of float32 have all kinds of values. */
function isTextBody(head: Buffer, bodyAt: number, dimension: number): boolean {
  const space = head.indexOf(32, bodyAt);
  if (space < 0) return true;
  const newline = head.indexOf(10, space);
  const lineEnd = newline < 0 ? head.length : newline;
  const line = head.toString("latin1", space + 1, lineEnd).trimEnd();
  const isPrintable = /^[\x20-\x7e]*$/.test(line.slice(0, 4 * dimension + 64));
  if (!isPrintable || dimension > 2) return isPrintable;
  // Eight bytes may be printable by chance, but not those of all the words that follow.
  const more = head.subarray(bodyAt, bodyAt + 4096);
  return more.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
}
