/**
 * A type that a later cell declares anew lives on under another name while earlier declarations speak of
 * it: after a second `interface P`, an old `p: P` is still what it was. Works on the text of single
 * declarations; type parameters of the same name are left alone.
 */
import { ts } from "./typescript.js";

/** True when the declarations in `text` speak of the type `name`. */
export function mentionsType(text: string, name: string): boolean {
  return text.includes(name) && mentions(text, name).length > 0;
}

/** The declarations in `text`, where the type `from` is called `to`. */
export function renameType(text: string, from: string, to: string): string {
  return mentions(text, from).reduceRight(
    (edited, at) => edited.slice(0, at) + to + edited.slice(at + from.length),
    text,
  );
}

/** The positions of `name` as a type (or class, enum, namespace), its own declaration included. */
function mentions(text: string, name: string): number[] {
  const file = ts.createSourceFile("cell.d.ts", text, ts.ScriptTarget.ES2022, true);
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (declaresParameter(node, name)) return;
    if (ts.isIdentifier(node) && node.text === name && speaksOfType(node))
      found.push(node.getStart(file));
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

function declaresParameter(node: ts.Node, name: string): boolean {
  if (ts.isMappedTypeNode(node)) return node.typeParameter.name.text === name;
  if (ts.isConditionalTypeNode(node))
    return new RegExp(`\\binfer\\s+${name}\\b`).test(node.extendsType.getText());
  const { typeParameters } = node as Partial<ts.SignatureDeclaration>;
  return typeParameters?.some((parameter) => parameter.name.text === name) ?? false;
}

function speaksOfType(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (
    ts.isTypeReferenceNode(parent) ||
    ts.isTypeQueryNode(parent) ||
    ts.isExpressionWithTypeArguments(parent)
  )
    return true;
  if (ts.isQualifiedName(parent)) return parent.left === identifier;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === identifier;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent)) return false;
  if (ts.isTypePredicateNode(parent) || ts.isComputedPropertyName(parent)) return false;
  return (
    (ts.isInterfaceDeclaration(parent) ||
      ts.isTypeAliasDeclaration(parent) ||
      ts.isClassDeclaration(parent) ||
      ts.isEnumDeclaration(parent) ||
      (ts.isModuleDeclaration(parent) && ts.isSourceFile(parent.parent))) &&
    parent.name === identifier
  );
}
