/**
 * Source maps of two stages made one: cell → ES module (tslab's converter), ES module → CommonJS
 * (emission.ts). Only positions are kept, no names. Mappings are the base64 VLQ of revision 3.
 */
import { internals } from "./typescript.js";

interface Place {
  readonly line: number;
  readonly column: number;
}

/** A piece of generated text, in order, and where it comes from. */
interface Segment extends Place {
  readonly source: Place;
}

/** Moves a place of the first stage's input to the cell; undefined for what the cell does not hold. */
export type Relocate = (place: Place) => Place | undefined;

/** The map from `second`'s output to `first`'s input, as JSON with the one source `name`. */
export function composeSourceMaps(
  first: string,
  second: string,
  name: string,
  relocate: Relocate,
): string {
  const inner = segmentsByLine(decode(first));
  const mappings = decode(second).flatMap((segment): Segment[] => {
    const origin = find(inner[segment.source.line] ?? [], segment.source.column);
    const source = origin && relocate(origin);
    return source === undefined ? [] : [{ line: segment.line, column: segment.column, source }];
  });
  return JSON.stringify({ version: 3, sources: [name], names: [], mappings: encode(mappings) });
}

function decode(sourceMap: string): Segment[] {
  if (sourceMap === "") return [];
  const { mappings } = JSON.parse(sourceMap) as { mappings: string };
  const segments: Segment[] = [];
  for (const {
    generatedLine,
    generatedCharacter,
    sourceLine,
    sourceCharacter,
  } of internals.decodeMappings(mappings)) {
    if (sourceLine === undefined || sourceCharacter === undefined) continue;
    segments.push({
      line: generatedLine,
      column: generatedCharacter,
      source: { line: sourceLine, column: sourceCharacter },
    });
  }
  return segments;
}

function segmentsByLine(segments: readonly Segment[]): Segment[][] {
  const lines: Segment[][] = [];
  for (const segment of segments) (lines[segment.line] ??= []).push(segment);
  return lines;
}

/** The source of the last segment at or before the column. */
function find(segments: readonly Segment[], column: number): Place | undefined {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.column ?? 0) <= column) low = middle + 1;
    else high = middle;
  }
  return (segments[low - 1] ?? segments[0])?.source;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function encode(segments: readonly Segment[]): string {
  let text = "";
  let [line, column, sourceLine, sourceColumn] = [0, 0, 0, 0];
  let first = true;
  for (const segment of segments) {
    for (; line < segment.line; line++) {
      text += ";";
      column = 0;
      first = true;
    }
    const { source } = segment;
    text +=
      (first ? "" : ",") +
      vlq(segment.column - column) +
      "A" +
      vlq(source.line - sourceLine) +
      vlq(source.column - sourceColumn);
    [column, sourceLine, sourceColumn, first] = [segment.column, source.line, source.column, false];
  }
  return text;
}

function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += digits[rest > 0 ? digit | 32 : digit] ?? "";
  } while (rest > 0);
  return text;
}
