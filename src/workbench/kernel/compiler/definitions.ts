/**
 * How the names of a cell get onto `exports`, where later cells find them: `const`, classes and functions as
 * values, `let` and `var` as accessors of the local binding (a closure of the cell and a later cell's
 * assignment then mean one variable), imports as getters. A redeclaration defines the property anew, so an
 * old closure keeps its own variable.
 */
import { internals, ts } from "./typescript.js";

const { factory } = ts;

/** What a cell asks for beyond a module. */
export interface CellEmission {
  /** The converter's constant for the last expression's value. */
  readonly resultName: string | undefined;
  /** False after a trailing `;`: then the value is not kept. */
  readonly keepResult: boolean;
}

/** A top-level binding: how a later cell is to reach it. */
interface Binding {
  readonly name: string;
  readonly assignable: boolean;
  /** The import that it comes from; such a name has no variable of its own in CommonJS. */
  readonly imported?: ts.Node;
}

/**
 * Replaces the converter's `export {…}` by a definition behind each declaration (for functions at the start)
 * and its constant for the last value by `exports.<name> = …`; adds to `names` what is defined.
 */
export function defineNames(
  file: ts.SourceFile,
  cell: CellEmission,
  names: string[],
): ts.SourceFile {
  const exported = new Set<string>();
  for (const statement of file.statements) {
    if (isExportList(statement))
      statement.exportClause.elements.forEach((element) => exported.add(element.name.text));
  }
  const define = (bindings: readonly Binding[]): ts.Statement[] => {
    const fresh = bindings.filter(({ name }) => exported.delete(name));
    names.push(...fresh.map(({ name }) => name));
    return fresh.map(definition);
  };
  const statements: ts.Statement[] = [];
  for (const statement of file.statements) {
    if (isExportList(statement)) continue;
    const result = cell.resultName === undefined ? undefined : resultOf(statement, cell.resultName);
    if (result !== undefined) {
      const target = factory.createPropertyAccessExpression(
        factory.createIdentifier("exports"),
        cell.resultName ?? "",
      );
      const value = cell.keepResult ? factory.createAssignment(target, result) : result;
      statements.push(ts.setTextRange(factory.createExpressionStatement(value), result));
      continue;
    }
    statements.push(statement);
    if (!ts.isFunctionDeclaration(statement)) statements.push(...define(bindingsOf(statement)));
  }
  const functions = file.statements.filter(ts.isFunctionDeclaration);
  const hoisted = define(functions.flatMap(bindingsOf));
  // What is left was declared inside a block (`var`) or only announced (`declare`).
  const rest = define([...exported].map((name) => ({ name, assignable: true })));
  return factory.updateSourceFile(file, [...rest, ...hoisted, ...statements]);
}

type ExportList = ts.ExportDeclaration & { exportClause: ts.NamedExports };

function isExportList(statement: ts.Statement): statement is ExportList {
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined;
}

function resultOf(statement: ts.Statement, name: string): ts.Expression | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  const found =
    declaration !== undefined &&
    ts.isIdentifier(declaration.name) &&
    declaration.name.text === name;
  return found ? declaration.initializer : undefined;
}

function bindingsOf(statement: ts.Statement): Binding[] {
  if (ts.isVariableStatement(statement)) {
    const assignable = (statement.declarationList.flags & ts.NodeFlags.Const) === 0;
    const found: Binding[] = [];
    const collect = (name: ts.BindingName): void => {
      if (ts.isIdentifier(name)) found.push({ name: name.text, assignable });
      else
        name.elements.forEach((element) => ts.isBindingElement(element) && collect(element.name));
    };
    statement.declarationList.declarations.forEach(({ name }) => collect(name));
    return found;
  }
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return statement.name === undefined ? [] : [{ name: statement.name.text, assignable: false }];
  }
  if (ts.isImportDeclaration(statement) && statement.importClause !== undefined) {
    const { importClause } = statement;
    const found: Binding[] = [];
    if (importClause.name)
      found.push({ name: importClause.name.text, assignable: false, imported: importClause });
    const { namedBindings } = importClause;
    if (namedBindings && ts.isNamespaceImport(namedBindings))
      found.push({ name: namedBindings.name.text, assignable: false });
    if (namedBindings && ts.isNamedImports(namedBindings)) {
      namedBindings.elements.forEach((imported) =>
        found.push({ name: imported.name.text, assignable: false, imported }),
      );
    }
    return found;
  }
  return [];
}

/** `Object.defineProperty(exports, "n", …)`: a value, or an accessor where the binding may change. */
function definition({ name, assignable, imported }: Binding): ts.Statement {
  const local = () => {
    const identifier = factory.createIdentifier(name);
    return imported === undefined
      ? identifier
      : internals.setIdentifierGeneratedImportReference(identifier, imported);
  };
  const block = (statement: ts.Statement) => factory.createBlock([statement]);
  const parameter = name === "value" ? "next" : "value";
  const setter = factory.createExpressionStatement(
    factory.createAssignment(local(), factory.createIdentifier(parameter)),
  );
  const live = assignable || imported !== undefined;
  const properties: ts.ObjectLiteralElementLike[] = live
    ? [
        factory.createMethodDeclaration(
          undefined,
          undefined,
          "get",
          undefined,
          undefined,
          [],
          undefined,
          block(factory.createReturnStatement(local())),
        ),
        ...(assignable
          ? [
              factory.createMethodDeclaration(
                undefined,
                undefined,
                "set",
                undefined,
                undefined,
                [factory.createParameterDeclaration(undefined, undefined, parameter)],
                undefined,
                block(setter),
              ),
            ]
          : []),
      ]
    : [
        factory.createPropertyAssignment("value", local()),
        factory.createPropertyAssignment("writable", factory.createTrue()),
      ];
  const flags = ["enumerable", "configurable"].map((flag) =>
    factory.createPropertyAssignment(flag, factory.createTrue()),
  );
  return factory.createExpressionStatement(
    factory.createCallExpression(
      factory.createPropertyAccessExpression(factory.createIdentifier("Object"), "defineProperty"),
      undefined,
      [
        factory.createIdentifier("exports"),
        factory.createStringLiteral(name),
        factory.createObjectLiteralExpression([...properties, ...flags]),
      ],
    ),
  );
}
