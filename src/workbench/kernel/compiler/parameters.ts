/**
 * The parameters that a cell declares: each `let name: type = value` at its top level, in order. Types
 * that are not written are inferred, and widened: a `const rate = 0.5` can be any number.
 */
import type { Parameter } from "./contract.js";
import { ts } from "./typescript.js";

export function parametersOf(cell: ts.SourceFile, checker: ts.TypeChecker): Parameter[] {
  return cell.statements.filter(ts.isVariableStatement).flatMap((statement) =>
    statement.declarationList.declarations.flatMap(({ name, type, initializer }): Parameter[] => {
      if (!ts.isIdentifier(name) || initializer === undefined) return [];
      const inferred = () =>
        checker.typeToString(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(name)));
      return [
        {
          name: name.text,
          type: type?.getText(cell) ?? inferred(),
          value: initializer.getText(cell),
        },
      ];
    }),
  );
}
