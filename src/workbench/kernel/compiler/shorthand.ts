/**
 * A repair of tslab's converter, which says `exports.n` wherever a cell speaks of an earlier cell's `n`,
 * except in `{ n }`. Runs before its own transformations.
 */
import { ts } from "./typescript.js";

/** `{ n }` → `{ n: exports.n }` where `n` is declared in `declarations`. */
export function spellOutShorthand(
  checker: ts.TypeChecker,
  declarations: ts.SourceFile | undefined,
): ts.TransformerFactory<ts.SourceFile> {
  const { factory } = ts;
  return (context) => (file) => {
    const visit: ts.Visitor = (node) => {
      if (!ts.isShorthandPropertyAssignment(node)) return ts.visitEachChild(node, visit, context);
      const sources = checker.getShorthandAssignmentValueSymbol(node)?.declarations ?? [];
      if (!sources.some((declaration) => declaration.getSourceFile() === declarations)) {
        return ts.visitEachChild(node, visit, context);
      }
      const earlier = factory.createPropertyAccessExpression(
        factory.createIdentifier("exports"),
        node.name.text,
      );
      const preset = node.objectAssignmentInitializer;
      const value = preset
        ? factory.createAssignment(earlier, ts.visitNode(preset, visit, ts.isExpression) ?? preset)
        : earlier;
      return ts.setTextRange(factory.createPropertyAssignment(node.name, value), node);
    };
    return ts.visitEachChild(file, visit, context);
  };
}
