/**
 * The compiler's diagnostics as the contract gives them: positions in the cell's own source, and for a
 * local module in that file. Chains of explanations become one indented message.
 */
import { cellPrefix } from "./cell-program.js";
import type { Diagnostic } from "./contract.js";
import { factsOf, ts } from "./typescript.js";

const categories = {
  [ts.DiagnosticCategory.Error]: "error",
  [ts.DiagnosticCategory.Warning]: "warning",
  [ts.DiagnosticCategory.Suggestion]: "suggestion",
  [ts.DiagnosticCategory.Message]: "message",
} as const;

/** Diagnostics in the order of the source, each once. `shift` is the prepared source's. */
export function toDiagnostics(
  found: readonly ts.Diagnostic[],
  cell: ts.SourceFile,
  source: string,
  shift: number,
): Diagnostic[] {
  const diagnostics = explainUsing(
    found.map((diagnostic) => toDiagnostic(diagnostic, cell, source, shift)),
    source,
  );
  const order = (a: Diagnostic, b: Diagnostic) =>
    (a.file ?? "").localeCompare(b.file ?? "") || a.start - b.start;
  const seen = new Set<string>();
  return diagnostics.sort(order).filter(({ file, start, code, message }) => {
    const key = JSON.stringify([file, start, code, message]);
    return !seen.has(key) && seen.add(key);
  });
}

/** A `using` declaration is gibberish to TypeScript 5.0: one diagnostic that says so, for all on its line. */
function explainUsing(diagnostics: readonly Diagnostic[], source: string): Diagnostic[] {
  const isUsing = ({ file, start, end }: Diagnostic) =>
    file === undefined && /^using\s/.test(source.slice(start, end + 1));
  const lines = new Set(diagnostics.filter(isUsing).map(({ line }) => line));
  const message = `'using' declarations need TypeScript 5.2, and cells are compiled by ${ts.version}; call the resource's [Symbol.dispose]() in a finally block.`;
  return diagnostics
    .filter(
      (diagnostic) =>
        diagnostic.file !== undefined || !lines.has(diagnostic.line) || isUsing(diagnostic),
    )
    .map((diagnostic) =>
      isUsing(diagnostic) ? { ...diagnostic, code: 1434, message } : diagnostic,
    );
}

function toDiagnostic(
  diagnostic: ts.Diagnostic,
  cell: ts.SourceFile,
  source: string,
  shift: number,
): Diagnostic {
  const { file, code, category, messageText, start = 0, length = 0 } = diagnostic;
  const own = file === undefined || file.fileName === cell.fileName;
  const text = own ? source : file.text;
  const offset = own ? cellPrefix.length + shift : 0;
  const clamp = (position: number) => Math.max(0, Math.min(text.length, position - offset));
  return diagnosticAt(
    text,
    clamp(start),
    clamp(start + length),
    code,
    ts.flattenDiagnosticMessageText(messageText, "\n"),
    {
      category: categories[category],
      ...(own ? {} : { file: file.fileName }),
    },
  );
}

/** Names that the compiled code needs for itself: as in any CommonJS module, a cell cannot declare them. */
const reserved = ["exports", "require", "__import", "Object"];

/** An error for each reserved name among the values that a cell declares. */
export function reservedNames(
  names: readonly string[],
  cell: ts.SourceFile,
  source: string,
  shift: number,
): Diagnostic[] {
  return reserved
    .filter((name) => names.includes(name))
    .map((name) => {
      const [declaration] = factsOf(cell).locals?.get(name)?.declarations ?? [];
      const at = (declaration && ts.getNameOfDeclaration(declaration)) ?? declaration ?? cell;
      const start = at.getStart(cell) - cellPrefix.length - shift;
      const message = `Duplicate identifier '${name}'. Compiler reserves name '${name}' in top level scope of a cell.`;
      return diagnosticAt(source, start, start + name.length, 2441, message);
    });
}

/** A diagnostic at a range of `text`. */
function diagnosticAt(
  text: string,
  start: number,
  end: number,
  code: number,
  message: string,
  more: Partial<Diagnostic> = {},
): Diagnostic {
  const before = text.slice(0, start).split(/\r\n|\n|\r/);
  const lineStart = start - (before.at(-1)?.length ?? 0);
  const lineText = /^[^\r\n]*/.exec(text.slice(lineStart))?.[0] ?? "";
  return {
    code,
    message,
    category: "error",
    start,
    end,
    line: before.length - 1,
    column: start - lineStart,
    lineText,
    ...more,
  };
}
