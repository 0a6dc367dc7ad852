/**
 * The second stage: the ES module that tslab's converter made of a cell becomes the CommonJS function body
 * that the kernel runs. Here `export {…}` turns into definitions right behind each declaration (accessors
 * for `let` and `var`, so that a closure and a later cell share one variable), `import()` into
 * `__import()`, and the specifier of a local module into its path. Local modules take the same way,
 * with their exports left as they are.
 */
import { internals, ts } from "./typescript.js";

const { factory } = ts;

export interface CommonJs {
  readonly code: string;
  readonly sourceMap: string;
  /** Names that the code defines on `exports`. */
  readonly names: readonly string[];
  /** Specifiers that it requires or imports, local modules excepted. */
  readonly imports: readonly string[];
}

/** What a cell asks for beyond a module. */
export interface CellEmission {
  /** The converter's constant for the last expression's value. */
  readonly resultName: string | undefined;
  /** False after a trailing `;`: then the value is not kept. */
  readonly keepResult: boolean;
}

/** CommonJS of an ES module. `paths` maps specifiers of local modules to what `require` is to be given. */
export function toCommonJs(module: string, paths: ReadonlyMap<string, string>, cell?: CellEmission): CommonJs {
  const names: string[] = [];
  const imports = new Set<string>();
  const before: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
    const linked = ts.visitEachChild(file, linker(context, paths, imports), context);
    return cell === undefined ? linked : defineNames(linked, cell, names);
  };
  const after: ts.TransformerFactory<ts.SourceFile> = () => (file) =>
    cell === undefined ? file : factory.updateSourceFile(file, file.statements.filter((statement) => !isModuleMark(statement)));
  const { outputText, sourceMapText = "" } = ts.transpileModule(module.replace(/\/\/# sourceMappingURL=\S*\s*$/, ""), {
    fileName: "cell.js",
    transformers: { before: [before], after: [after] },
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      alwaysStrict: true,
      allowJs: true,
      sourceMap: true,
      newLine: ts.NewLineKind.LineFeed,
    },
  });
  return {
    code: outputText.replace(/\/\/# sourceMappingURL=\S*\s*$/, ""),
    sourceMap: sourceMapText,
    names,
    imports: [...imports],
  };
}

/** Rewrites specifiers of local modules, `import()`, `import.meta` and calls of earlier cells' functions. */
function linker(context: ts.TransformationContext, paths: ReadonlyMap<string, string>, imports: Set<string>): ts.Visitor {
  const link = (specifier: ts.Expression): ts.Expression => {
    if (!ts.isStringLiteralLike(specifier)) return specifier;
    const path = paths.get(specifier.text);
    if (path !== undefined) return factory.createStringLiteral(path);
    if (!specifier.text.endsWith(".json")) imports.add(specifier.text);
    return specifier;
  };
  const visit: ts.Visitor = (given) => {
    if (ts.isImportDeclaration(given)) {
      return factory.updateImportDeclaration(given, given.modifiers, given.importClause, link(given.moduleSpecifier), undefined);
    }
    if (ts.isExportDeclaration(given) && given.moduleSpecifier !== undefined) {
      const { modifiers, isTypeOnly, exportClause, moduleSpecifier } = given;
      return factory.updateExportDeclaration(given, modifiers, isTypeOnly, exportClause, link(moduleSpecifier), undefined);
    }
    const node = ts.visitEachChild(given, visit, context);
    if (ts.isCallExpression(node)) {
      const { expression, arguments: args, typeArguments } = node;
      const [first, ...rest] = args;
      if (expression.kind === ts.SyntaxKind.ImportKeyword && first !== undefined) {
        const path = ts.isStringLiteralLike(first) ? paths.get(first.text) : undefined;
        const specifier = path === undefined ? first : factory.createStringLiteral(path);
        return factory.updateCallExpression(node, factory.createIdentifier("__import"), undefined, [specifier, ...rest]);
      }
      if (ts.isIdentifier(expression) && expression.text === "require" && first !== undefined && ts.isStringLiteralLike(first)) {
        const path = paths.get(first.text);
        if (path !== undefined) return factory.updateCallExpression(node, expression, typeArguments, [factory.createStringLiteral(path), ...rest]);
      }
      // `exports.f(x)` would hand over `exports` as `this`.
      if (isOfExports(expression)) return factory.updateCallExpression(node, detached(expression), typeArguments, args);
    }
    if (ts.isTaggedTemplateExpression(node) && isOfExports(node.tag)) {
      return factory.updateTaggedTemplateExpression(node, detached(node.tag), undefined, node.template);
    }
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      return factory.createPropertyAccessExpression(factory.createIdentifier("__import"), "meta");
    }
    return node;
  };
  return visit;
}

function isOfExports(node: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "exports";
}

function detached(callee: ts.Expression): ts.Expression {
  return factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), callee));
}

/** `Object.defineProperty(exports, "__esModule", …)`: `exports` is the notebook's, not a module's. */
function isModuleMark(statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return false;
  const [, name] = statement.expression.arguments;
  return name !== undefined && ts.isStringLiteral(name) && name.text === "__esModule" && statement.pos < 0;
}

/** A top-level binding: how a later cell is to reach it. */
interface Binding {
  readonly name: string;
  readonly assignable: boolean;
  /** The import that it comes from; such a name has no variable of its own in CommonJS. */
  readonly imported?: ts.Node;
}

function defineNames(file: ts.SourceFile, cell: CellEmission, names: string[]): ts.SourceFile {
  const exported = new Set<string>();
  for (const statement of file.statements) {
    if (isExportList(statement)) statement.exportClause.elements.forEach((element) => exported.add(element.name.text));
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
      const target = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), cell.resultName ?? "");
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
  const found = declaration !== undefined && ts.isIdentifier(declaration.name) && declaration.name.text === name;
  return found ? declaration.initializer : undefined;
}

function bindingsOf(statement: ts.Statement): Binding[] {
  if (ts.isVariableStatement(statement)) {
    const assignable = (statement.declarationList.flags & ts.NodeFlags.Const) === 0;
    const found: Binding[] = [];
    const collect = (name: ts.BindingName): void => {
      if (ts.isIdentifier(name)) found.push({ name: name.text, assignable });
      else name.elements.forEach((element) => ts.isBindingElement(element) && collect(element.name));
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
    if (importClause.name) found.push({ name: importClause.name.text, assignable: false, imported: importClause });
    const { namedBindings } = importClause;
    if (namedBindings && ts.isNamespaceImport(namedBindings)) found.push({ name: namedBindings.name.text, assignable: false });
    if (namedBindings && ts.isNamedImports(namedBindings)) {
      namedBindings.elements.forEach((imported) => found.push({ name: imported.name.text, assignable: false, imported }));
    }
    return found;
  }
  return [];
}

/** `Object.defineProperty(exports, "n", …)`: a value, or an accessor where the binding may change. */
function definition({ name, assignable, imported }: Binding): ts.Statement {
  const local = () => {
    const identifier = factory.createIdentifier(name);
    return imported === undefined ? identifier : internals.setIdentifierGeneratedImportReference(identifier, imported);
  };
  const block = (statement: ts.Statement) => factory.createBlock([statement]);
  const parameter = name === "value" ? "next" : "value";
  const setter = factory.createExpressionStatement(factory.createAssignment(local(), factory.createIdentifier(parameter)));
  const live = assignable || imported !== undefined;
  const properties: ts.ObjectLiteralElementLike[] = live
    ? [
        factory.createMethodDeclaration(undefined, undefined, "get", undefined, undefined, [], undefined, block(factory.createReturnStatement(local()))),
        ...(assignable
          ? [factory.createMethodDeclaration(undefined, undefined, "set", undefined, undefined, [factory.createParameterDeclaration(undefined, undefined, parameter)], undefined, block(setter))]
          : []),
      ]
    : [factory.createPropertyAssignment("value", local()), factory.createPropertyAssignment("writable", factory.createTrue())];
  const flags = ["enumerable", "configurable"].map((flag) => factory.createPropertyAssignment(flag, factory.createTrue()));
  return factory.createExpressionStatement(
    factory.createCallExpression(
      factory.createPropertyAccessExpression(factory.createIdentifier("Object"), "defineProperty"),
      undefined,
      [factory.createIdentifier("exports"), factory.createStringLiteral(name), factory.createObjectLiteralExpression([...properties, ...flags])],
    ),
  );
}
