/**
 * Whether a cell can be run as it stands, or goes on in the next line. Everything that the parser misses
 * at the very end makes it incomplete; a wrong token before that makes it invalid.
 */
import type { Completeness } from "./contract.js";
import { parse, prepareSource } from "./source.js";
import { factsOf, internals, ts } from "./typescript.js";

/** The end of a comment expected, unterminated template literal: reported where they begin or end, but more may follow. */
const openAtEnd = new Set([1010, 1160]);

/** A string in quotes ends with its line, unless that ends with a backslash. */
const unterminatedString = 1002;

export function completenessOf(source: string): Completeness {
  const { text } = prepareSource(source);
  const file = parse(text);
  const errors = [...(factsOf(file).parseDiagnostics ?? [])].sort((a, b) => a.start - b.start);
  const [first] = errors;
  if (first === undefined) return endsOpen(file) ? incomplete(source) : { status: "complete" };
  const last = endOfTokens(file);
  const missing = ({ code, start }: ts.DiagnosticWithLocation) =>
    openAtEnd.has(code) || (start >= last && (code !== unterminatedString || text.endsWith("\\")));
  return missing(first) ? incomplete(source) : { status: "invalid" };
}

function incomplete(source: string): Completeness {
  return { status: "incomplete", indent: indentAfter(source) };
}

/** Words that the parser accepts as a last one, although nothing is declared or awaited yet. */
function endsOpen(file: ts.SourceFile): boolean {
  const last = internals.findPrecedingToken(file.end, file);
  return (
    last !== undefined &&
    /^(?:const|let|var|await)$/.test(last.getText(file)) &&
    !ts.isPropertyAccessExpression(last.parent)
  );
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
