/**
 * The compiler's diagnostics as an `error`: each with its TS code, place, source line and carets under the
 * range. Colours are ANSI, as in tracebacks.
 */
import type { Diagnostic } from "../compiler/contract.js";
import type { ErrorReport } from "../link.js";

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;
const longestLine = 200;

/** All type errors of a cell as one report; `label` is what tracebacks call the cell. */
export function typeErrorReport(diagnostics: readonly Diagnostic[], label: string): ErrorReport {
  const errors = diagnostics.filter((diagnostic) => diagnostic.category === "error");
  const shown = errors.length === 0 ? diagnostics : errors;
  const [first] = shown;
  const more = shown.length > 1 ? ` (and ${shown.length - 1} more)` : "";
  return {
    ename: "TypeScriptError",
    evalue:
      first === undefined
        ? "the cell could not be compiled"
        : `TS${first.code}: ${first.message}${more}`,
    traceback: shown.flatMap((diagnostic) => describe(diagnostic, label)),
  };
}

function describe(diagnostic: Diagnostic, label: string): string[] {
  const { file, code, message, lineText, start, end } = diagnostic;
  const [line, column] = [diagnostic.line + 1, diagnostic.column + 1];
  const where = `${file ?? `cell [${label}]`}, ${line}:${column}`;
  const heading = `${where} - ${red("error")} ${dim(`TS${code}:`)} ${message}`;
  if (lineText === "" || column > longestLine) return [heading];
  const gutter = `  ${line} | `;
  const before = lineText.slice(0, column - 1).replace(/[^\t]/g, " ");
  const width = Math.max(1, Math.min(end - start, lineText.length - column + 1));
  return [
    heading,
    `${dim(gutter)}${lineText.length > longestLine ? `${lineText.slice(0, longestLine - 1)}…` : lineText}`,
    `${" ".repeat(gutter.length)}${before}${red("~".repeat(width))}`,
  ];
}
