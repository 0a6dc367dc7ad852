/**
 * Declarations in the checker's own words, for what the compiler does not write into a declaration file:
 * a `var` inside a block, and whole cells where some inferred type cannot be named from outside (a class
 * expression with private members, a type deep inside a package). What cannot be said then reads as `any`.
 */
import { factsOf, ts } from "./typescript.js";

/** A declaration for each of `names` (values), and with `types` also the cell's own type declarations. */
export function inferDeclarations(
  cell: ts.SourceFile,
  checker: ts.TypeChecker,
  names: readonly string[],
  { types }: { readonly types: boolean },
): string {
  const locals = factsOf(cell).locals;
  const told = new Set<string>();
  const lines: string[] = [];
  if (types) {
    for (const statement of cell.statements) {
      const kept =
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isEnumDeclaration(statement) ||
        ts.isModuleDeclaration(statement) ||
        ts.isImportDeclaration(statement);
      if (!kept) continue;
      const text = statement.getText(cell);
      lines.push(
        ts.isImportDeclaration(statement) || text.startsWith("declare") ? text : `declare ${text}`,
      );
      if ("name" in statement && statement.name !== undefined)
        told.add(statement.name.getText(cell));
      if (ts.isImportDeclaration(statement))
        importedNames(statement).forEach((name) => told.add(name));
    }
  }
  const flags =
    ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;
  for (const name of names) {
    const symbol = locals?.get(name);
    if (symbol === undefined || told.has(name)) continue;
    const constant = symbol.declarations?.some(
      (declaration) => ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const,
    );
    const type = checker.getTypeOfSymbolAtLocation(symbol, cell);
    lines.push(
      `declare ${constant ? "const" : "let"} ${name}: ${checker.typeToString(type, cell, flags)};`,
    );
  }
  return lines.map((line) => `${line}\n`).join("");
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  const named =
    bindings === undefined
      ? []
      : ts.isNamespaceImport(bindings)
        ? [bindings.name]
        : bindings.elements.map(({ name }) => name);
  return [...(importClause?.name ? [importClause.name] : []), ...named].map(({ text }) => text);
}
