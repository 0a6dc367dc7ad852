/**
 * What kind of vectors a file holds, told from its first bytes and never from its name. A word2vec file of either
 * kind begins with a line of two numbers; what comes after the first word then decides.
 */
import { complaint, InputError } from "../../../base/check.js";
import { nativeMagic } from "./native.js";
import { parseNumber } from "./number.js";

/** The first bytes of a fastText model (.bin): 793712314, little-endian. */
const fasttextMagic = Buffer.from([0xba, 0x16, 0x4f, 0x2f]);

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
    const isUsable = size >= 1 && dimension >= 1 && Number.isSafeInteger(size * dimension * 4);
    if (!isUsable) {
      const expected = "the number of words and the dimension, both ≥ 1";
      throw new InputError(complaint(`${path}, line 1`, line, expected));
    }
    const bodyAt = end + 1;
    const kind = isTextBody(head, bodyAt, dimension) ? "text" : "binary";
    return { kind, size, dimension, bodyAt };
  }
  const dimension = line.split(" ").length - 1;
  const isText = dimension >= 1 && isTextBody(head, 0, dimension);
  if (isText) return { kind: "text", dimension, bodyAt: 0 };
  throw new InputError(complaint(path, line, rule));
}

/** Whether what comes after the first word is decimals: its first two numbers, or the first one and the line's end. */
function isTextBody(head: Buffer, bodyAt: number, dimension: number): boolean {
  const space = head.indexOf(32, bodyAt);
  if (space < 0) return true;
  const newline = head.indexOf(10, space);
  const lineEnd = newline < 0 ? head.length : newline;
  const line = head.toString("latin1", space + 1, lineEnd).trimEnd();
  const fields = Buffer.from(line.slice(0, 4 * dimension + 64), "latin1");
  // Decimals, and whatever else a person may have written; four bytes of a float32 have other values.
  const isPrintable = fields.every((byte) => byte >= 32 && byte < 127);
  if (dimension > 2 || !isPrintable) return isPrintable;
  return line.split(" ").every((each) => {
    return !Number.isNaN(parseNumber(Buffer.from(each, "latin1"), 0, each.length));
  });
}
