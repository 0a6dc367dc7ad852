/**
 * Whether a cell can be run as it stands, or goes on in the next line. Everything that the parser misses
 * at the very end makes it incomplete; a wrong token before that makes it invalid.
 */
import type { Completeness } from "./contract.js";
import { parse, prepareSource } from "./source.js";
import { factsOf, ts } from "./typescript.js";

/** `*​/` expected, unterminated template literal: reported where they begin or end, but more may follow. */
const openAtEnd = new Set([1010, 1160]);

export function completenessOf(source: string): Completeness {
  const { text } = prepareSource(source);
  const file = parse(text);
  const errors = [...(factsOf(file).parseDiagnostics ?? [])].sort((a, b) => a.start - b.start);
  const [first] = errors;
  if (first === undefined) return { status: "complete" };
  const last = endOfTokens(file);
  const missing = (error: ts.DiagnosticWithLocation) => openAtEnd.has(error.code) || error.start >= last;
  return missing(first) ? { status: "incomplete", indent: indentAfter(source) } : { status: "invalid" };
}

/** Where the last token ends. */
function endOfTokens(file: ts.SourceFile): number {
  return file.endOfFileToken.getFullStart();
}

/** The indent of the next line: that of the last one, and two more behind an open bracket. */
function indentAfter(source: string): string {
  const line = /[^\r\n]*$/.exec(source.trimEnd())?.[0] ?? "";
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  return /[{([]\s*$/.test(line.replace(/\/\/.*$/, "")) ? `${indent}  ` : indent;
}
