/**
 * How much of an output a page shows. A cell can print 50 MB; a page that holds them is of use to nobody.
 * Text keeps its beginning and its end with a notice between them; other kinds are shown whole or not.
 */
import { escapeHtml } from "../../base/html.js";

/** Longest text of one output, in UTF-16 code units. */
export const longestText = 200_000;
/** Largest HTML, SVG, JSON or figure of one output, in UTF-16 code units. */
export const largestMarkup = 5_000_000;
/** Largest image, in base64 characters. */
export const largestImage = 20_000_000;
/** Most lines of one output. */
const mostLines = 5_000;

/** A text cut to its beginning and end, and how many characters were left out. */
export interface Cut {
  readonly head: string;
  readonly tail: string;
  readonly omitted: number;
}

/** Cuts a text at line ends where it can; `omitted` is 0 for a text that fits. */
export function cutText(text: string, limit = longestText, lines = mostLines): Cut {
  const end = lineEnd(text, lines);
  if (text.length <= limit && end < 0) return { head: text, tail: "", omitted: 0 };
  const head = atLineEnd(
    text.slice(0, Math.min(end < 0 ? text.length : end, Math.floor(limit * 0.8))),
  );
  const tail = atLineStart(
    text.slice(Math.max(head.length, text.length - Math.floor(limit * 0.1))),
  );
  const short = lastLines(tail, Math.ceil(lines / 10));
  return { head, tail: short, omitted: text.length - head.length - short.length };
}

/** The notice between head and tail. */
export function omission(omitted: number): string {
  return `<span class="omitted" role="note">… ${escapeHtml(omitted.toLocaleString("en"))} characters left out …</span>`;
}

/** The notice in place of something too large. */
export function tooLarge(what: string, size: number): string {
  return `<p class="omitted" role="note">${escapeHtml(what)} of ${escapeHtml(size.toLocaleString("en"))} characters left out: too large for a page</p>`;
}

function lineEnd(text: string, lines: number): number {
  let position = -1;
  for (let line = 0; line < lines; line++) {
    position = text.indexOf("\n", position + 1);
    if (position < 0) return -1;
  }
  return text.indexOf("\n", position + 1) < 0 ? -1 : position;
}

function lastLines(text: string, lines: number): string {
  let position = text.length;
  for (let line = 0; line <= lines; line++) {
    position = text.lastIndexOf("\n", position - 1);
    if (position < 0) return text;
  }
  return text.slice(position + 1);
}

function atLineEnd(text: string): string {
  const end = text.lastIndexOf("\n");
  return end > text.length / 2 ? text.slice(0, end + 1) : whole(text);
}

function atLineStart(text: string): string {
  const start = text.indexOf("\n");
  return start >= 0 && start < text.length / 2
    ? text.slice(start + 1)
    : text.replace(/^[\udc00-\udfff]/, "");
}

/** Never half of a surrogate pair. */
function whole(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, "");
}
