/**
 * The second stage: the ES module that tslab's converter made of a cell becomes the CommonJS function body
 * that the kernel runs. Here `export {…}` turns into definitions right behind each declaration (accessors
 * for `let` and `var`, so that a closure and a later cell share one variable), `import()` into
 * `__import()`, and the specifier of a local module into its path. Local modules take the same way,
 * with their exports left as they are.
 */
import { defineNames, type CellEmission } from "./definitions.js";
import { ts } from "./typescript.js";

const { factory } = ts;

export interface CommonJs {
  readonly code: string;
  readonly sourceMap: string;
  /** Names that the code defines on `exports`. */
  readonly names: readonly string[];
  /** Specifiers that it requires or imports, local modules excepted. */
  readonly imports: readonly string[];
}

/** CommonJS of an ES module. `paths` maps specifiers of local modules to what `require` is to be given. */
export function toCommonJs(
  module: string,
  paths: ReadonlyMap<string, string>,
  cell?: CellEmission,
): CommonJs {
  const names: string[] = [];
  const imports = new Set<string>();
  const before: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
    const linked = ts.visitEachChild(file, linker(context, paths, imports), context);
    return cell === undefined ? linked : defineNames(linked, cell, names);
  };
  const after: ts.TransformerFactory<ts.SourceFile> = () => (file) =>
    cell === undefined
      ? file
      : factory.updateSourceFile(
          file,
          file.statements.filter((statement) => !isModuleMark(statement)),
        );
  const { outputText, sourceMapText = "" } = ts.transpileModule(
    module.replace(/\/\/# sourceMappingURL=\S*\s*$/, ""),
    {
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
    },
  );
  return {
    code: outputText.replace(/\/\/# sourceMappingURL=\S*\s*$/, ""),
    sourceMap: sourceMapText,
    names,
    imports: [...imports],
  };
}

/** Rewrites specifiers of local modules, `import()`, `import.meta` and calls of earlier cells' functions. */
function linker(
  context: ts.TransformationContext,
  paths: ReadonlyMap<string, string>,
  imports: Set<string>,
): ts.Visitor {
  const link = (specifier: ts.Expression): ts.Expression => {
    if (!ts.isStringLiteralLike(specifier)) return specifier;
    const path = paths.get(specifier.text);
    if (path !== undefined) return factory.createStringLiteral(path);
    if (!specifier.text.endsWith(".json")) imports.add(specifier.text);
    return specifier;
  };
  const visit: ts.Visitor = (given) => {
    if (ts.isImportDeclaration(given)) {
      return factory.updateImportDeclaration(
        given,
        given.modifiers,
        given.importClause,
        link(given.moduleSpecifier),
        undefined,
      );
    }
    if (ts.isExportDeclaration(given) && given.moduleSpecifier !== undefined) {
      const { modifiers, isTypeOnly, exportClause, moduleSpecifier } = given;
      return factory.updateExportDeclaration(
        given,
        modifiers,
        isTypeOnly,
        exportClause,
        link(moduleSpecifier),
        undefined,
      );
    }
    const node = ts.visitEachChild(given, visit, context);
    if (ts.isCallExpression(node)) {
      const { expression, arguments: args, typeArguments } = node;
      const [first, ...rest] = args;
      if (expression.kind === ts.SyntaxKind.ImportKeyword && first !== undefined) {
        const path = ts.isStringLiteralLike(first) ? paths.get(first.text) : undefined;
        const specifier = path === undefined ? first : factory.createStringLiteral(path);
        return factory.updateCallExpression(node, factory.createIdentifier("__import"), undefined, [
          specifier,
          ...rest,
        ]);
      }
      if (
        ts.isIdentifier(expression) &&
        expression.text === "require" &&
        first !== undefined &&
        ts.isStringLiteralLike(first)
      ) {
        const path = paths.get(first.text);
        if (path !== undefined)
          return factory.updateCallExpression(node, expression, typeArguments, [
            factory.createStringLiteral(path),
            ...rest,
          ]);
      }
      // `exports.f(x)` would hand over `exports` as `this`.
      if (isOfExports(expression))
        return factory.updateCallExpression(node, detached(expression), typeArguments, args);
    }
    if (ts.isTaggedTemplateExpression(node) && isOfExports(node.tag)) {
      return factory.updateTaggedTemplateExpression(
        node,
        detached(node.tag),
        undefined,
        node.template,
      );
    }
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      return factory.createPropertyAccessExpression(factory.createIdentifier("__import"), "meta");
    }
    return node;
  };
  return visit;
}

function isOfExports(node: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "exports"
  );
}

function detached(callee: ts.Expression): ts.Expression {
  return factory.createParenthesizedExpression(
    factory.createComma(factory.createNumericLiteral(0), callee),
  );
}

/** `Object.defineProperty(exports, "__esModule", …)`: `exports` is the notebook's, not a module's. */
function isModuleMark(statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression))
    return false;
  const [, name] = statement.expression.arguments;
  return (
    name !== undefined &&
    ts.isStringLiteral(name) &&
    name.text === "__esModule" &&
    statement.pos < 0
  );
}
