/**
 * Multi-line strings: files hold them as lists of lines (kinder to version control), programs as one
 * string. Which fields are split and where a line ends follow nbformat's reader and writer for format 4
 * (a line ends where Python's `str.splitlines` ends one, form feeds and U+2028 included).
 */
import type { Json, JsonObject } from "../../base/mime.js";
import { isObject } from "./shape.js";

// eslint-disable-next-line no-control-regex -- the ends that Python knows
const lineEnds = /(?<=\r\n|\r(?!\n)|[\n\v\f\x1c-\x1e\x85\u2028\u2029])/u;

/** The lines of a text, each with its end: `"a\nb"` → `["a\n", "b"]`, `""` → `[]`. */
function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(lineEnds);
}

/** The text of a list of lines; anything else as it is. */
export function joinLines(value: Json): Json {
  return Array.isArray(value) && value.every((line) => typeof line === "string")
    ? value.join("")
    : value;
}

/** Types whose values are JSON and are left alone. */
export function isJsonMime(mimeType: string): boolean {
  return /^application\/(.*\+)?json$/.test(mimeType);
}

/** Types whose values are written as lists of lines. */
function isLinesMime(mimeType: string): boolean {
  return (
    mimeType.startsWith("text/") || ["application/javascript", "image/svg+xml"].includes(mimeType)
  );
}

/** Applies `change` to every value of an object; other values as they are. */
function mapValues(value: Json | undefined, change: (item: Json, key: string) => Json): Json {
  if (!isObject(value)) return value ?? null;
  const entries = Object.entries(value).map(([key, item]) => [key, change(item, key)] as const);
  // The object itself is kept where nothing changes: it knows how its numbers were spelt.
  return entries.every(([key, item]) => value[key] === item) ? value : Object.fromEntries(entries);
}

const joinBundle = (bundle: Json) =>
  mapValues(bundle, (item, mimeType) => (isJsonMime(mimeType) ? item : joinLines(item)));

const splitBundle = (bundle: Json) =>
  mapValues(bundle, (item, mimeType) =>
    isLinesMime(mimeType) && typeof item === "string" ? splitLines(item) : item,
  );

/** A cell from a file (any shape) with its texts joined. */
export function joinCell(cell: JsonObject): JsonObject {
  return changeCell(cell, joinLines, joinBundle);
}

/** A cell for a file, its texts split into lines. */
export function splitCell(cell: JsonObject): JsonObject {
  return changeCell(
    cell,
    (text) => (typeof text === "string" ? splitLines(text) : text),
    splitBundle,
  );
}

function changeCell(
  cell: JsonObject,
  changeText: (text: Json) => Json,
  changeBundle: (bundle: Json) => Json,
): JsonObject {
  const changed: JsonObject = { ...cell };
  if ("source" in cell) changed["source"] = changeText(cell["source"]!);
  if ("attachments" in cell) changed["attachments"] = mapValues(cell["attachments"], changeBundle);
  if (Array.isArray(cell["outputs"])) {
    changed["outputs"] = cell["outputs"].map((output) => {
      if (!isObject(output)) return output;
      if ("data" in output) return { ...output, data: changeBundle(output["data"]!) };
      return "text" in output ? { ...output, text: changeText(output["text"]!) } : output;
    });
  }
  return changed;
}
