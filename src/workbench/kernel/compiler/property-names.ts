/**
 * Two repairs of tslab's converter, which says `exports.n` wherever a cell speaks of an earlier cell's `n`:
 * it leaves `{ n }` as it is, and it takes the `n` of the pattern `{ n: x }` for a variable where `n` is a
 * property of a type from an earlier cell. Runs before its own transformations.
 */
import { ts } from "./typescript.js";

/**
 * `{ n }` → `{ n: exports.n }` where `n` is declared in `declarations`, and in patterns `{ n: x }` →
 * `{ "n": x }`, which is the same and has no identifier to be mistaken.
 */
export function spellOutPropertyNames(
  checker: ts.TypeChecker,
  declarations: ts.SourceFile | undefined,
): ts.TransformerFactory<ts.SourceFile> {
  const { factory } = ts;
  return (context) => (file) => {
    const visit: ts.Visitor = (visited) => {
      const node = ts.visitEachChild(visited, visit, context);
      if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)) {
        const name = factory.createStringLiteral(node.propertyName.text);
        return factory.updateBindingElement(
          node,
          node.dotDotDotToken,
          ts.setTextRange(name, node.propertyName),
          node.name,
          node.initializer,
        );
      }
      if (!ts.isShorthandPropertyAssignment(visited) || !ts.isShorthandPropertyAssignment(node)) {
        return node;
      }
      const sources = checker.getShorthandAssignmentValueSymbol(visited)?.declarations ?? [];
      if (!sources.some((declaration) => declaration.getSourceFile() === declarations)) return node;
      const earlier = factory.createPropertyAccessExpression(
        factory.createIdentifier("exports"),
        node.name.text,
      );
      const preset = node.objectAssignmentInitializer;
      const value = preset ? factory.createAssignment(earlier, preset) : earlier;
      return ts.setTextRange(factory.createPropertyAssignment(node.name, value), node);
    };
    return ts.visitEachChild(file, visit, context);
  };
}
