/**
 * A cell's text on its way to the converter: the same length and the same lines, but without what a cell
 * may say and a converter cannot read. `export` is blanked (every name of a cell is exported anyway), a
 * shebang becomes a comment, `with { … }` after an import goes, and a cell that is nothing but an object
 * literal gets parentheses: the one change that shifts positions, by `shift`.
 */
import { factsOf, ts } from "./typescript.js";

export interface PreparedSource {
  readonly text: string;
  /** Characters inserted before the first one. */
  readonly shift: number;
  /** True when the cell's value is that of its last statement. */
  readonly hasResult: boolean;
  readonly async: boolean;
  readonly file: ts.SourceFile;
}

/** The cell as the converter is to see it. */
export function prepareSource(source: string): PreparedSource {
  let text = source.replace(/^(\uFEFF?)#!/, "$1//");
  let file = parse(text);
  if (isObjectLiteral(text, file)) {
    text = `(${text}\n)`;
    return { text, shift: 1, hasResult: true, async: isAsync(parse(text)), file: parse(text) };
  }
  for (const without of [withoutAttributes, withoutExports]) {
    const edited = without(text, file);
    if (edited !== text) file = parse((text = edited));
  }
  return { text, shift: 0, hasResult: hasResult(file), async: isAsync(file), file };
}

/** A cell is a module, whatever stands in it: to a script, `await (x)` would be a call. */
const asModule: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ES2022,
  setExternalModuleIndicator: (file) =>
    void ((file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true),
};

export function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("cell.ts", text, asModule, true);
}

const blank = (text: string) => text.replace(/[^\r\n]/g, " ");

/** `{ a: 1 }` alone: a block to the language, a value to whoever writes it. */
function isObjectLiteral(text: string, file: ts.SourceFile): boolean {
  const [first, second] = file.statements;
  if (first === undefined || second !== undefined || !ts.isBlock(first)) return false;
  const wrapped = parse(`(${text}\n)`);
  return factsOf(wrapped).parseDiagnostics?.length === 0 && wrapped.statements.length === 1;
}

/** `with { type: "json" }` came with TypeScript 5.3; here an import of JSON needs no such word. */
function withoutAttributes(text: string, file: ts.SourceFile): string {
  let edited = text;
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const { end } = statement.moduleSpecifier ?? statement;
    const attributes = /^\s*with\s*\{[^{}]*\}/.exec(text.slice(end))?.[0] ?? "";
    edited = edited.slice(0, end) + blank(attributes) + edited.slice(end + attributes.length);
  }
  return edited;
}

function withoutExports(text: string, file: ts.SourceFile): string {
  if (!text.includes("export")) return text;
  let edited = text;
  const replace = (start: number, end: number, by = "") => {
    const gap = blank(text.slice(start + by.length, end));
    edited = edited.slice(0, start) + by + gap + edited.slice(end);
  };
  for (const statement of file.statements) {
    const start = statement.getStart(file);
    if (ts.isExportDeclaration(statement)) {
      if (statement.moduleSpecifier === undefined) replace(start, statement.end);
      else if (statement.exportClause === undefined) {
        replace(start, statement.moduleSpecifier.getStart(file), "import");
      } else replace(start, start + "export".length, "import");
    } else if (ts.isExportAssignment(statement)) {
      // `void 0,` keeps an object literal from reading as a block; `export =` stays, and is an error.
      if (statement.isExportEquals !== true)
        replace(start, statement.expression.getStart(file), "void 0,");
    } else if (ts.canHaveModifiers(statement)) {
      const modifiers = ts.getModifiers(statement) ?? [];
      const named = !("name" in statement) || statement.name !== undefined;
      for (const modifier of modifiers) {
        if (
          modifier.kind === ts.SyntaxKind.ExportKeyword ||
          modifier.kind === ts.SyntaxKind.DefaultKeyword
        ) {
          const value = !named && modifier.kind === ts.SyntaxKind.DefaultKeyword;
          replace(modifier.getStart(file), modifier.end, value ? "void 0," : "");
        }
      }
    }
  }
  return edited;
}

/** True when the last statement is an expression that no `;` ends. */
function hasResult(file: ts.SourceFile): boolean {
  const last = file.statements.at(-1);
  return last !== undefined && ts.isExpressionStatement(last) && file.text[last.end - 1] !== ";";
}

/** True when something waits at the top level of the cell. */
function isAsync(file: ts.SourceFile): boolean {
  if (!file.text.includes("await")) return false;
  const visit = (node: ts.Node): boolean => {
    if (
      ts.isAwaitExpression(node) ||
      (ts.isForOfStatement(node) && node.awaitModifier !== undefined)
    )
      return true;
    if (
      ts.isFunctionLike(node) ||
      ts.isPropertyDeclaration(node) ||
      ts.isClassStaticBlockDeclaration(node)
    ) {
      // Decorators and computed names still belong to the cell.
      return (
        node.forEachChild(
          (child) => (ts.isDecorator(child) || ts.isComputedPropertyName(child)) && visit(child),
        ) ?? false
      );
    }
    return node.forEachChild(visit) ?? false;
  };
  return visit(file);
}
