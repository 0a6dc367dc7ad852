/**
 * From the plan to the loop: the stretches of a chunk are read one behind the other, an end of sentence between
 * them. Each thread has a reader of its own. Left out: which stretches (`schedule`), how a part is stored.
 */
import {
  joinParts,
  openPart,
  sentenceEnd,
  type PartReader,
  type TokenPart,
} from "../../text/encoded.js";
import type { PlannedChunk } from "./schedule.js";

/** Numbers in all parts of a corpus, ends of sentences included. */
export function lengthOf(parts: readonly TokenPart[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** Opens the parts of a corpus as one, in their order. */
export function openParts(parts: readonly TokenPart[]): PartReader {
  const whole = joinParts(parts)[0] ?? { source: new SharedArrayBuffer(0), length: 0 };
  return openPart(whole);
}

/**
 * Reads a chunk.
 *
 * @param tokens has room for the stretches and an end of sentence behind each
 * @returns how many numbers were written
 */
export function readChunk(
  reader: PartReader,
  { stretches }: PlannedChunk,
  tokens: Int32Array,
): number {
  let count = 0;
  for (const { from, length } of stretches) {
    if (count > 0 && tokens[count - 1] !== sentenceEnd) tokens[count++] = sentenceEnd;
    count += reader.read(from, length, tokens.subarray(count));
  }
  return count;
}
