/**
 * What the committed cells declared, as the text of one declaration file: the types that flow from cell to
 * cell. A later declaration of a name replaces the earlier one, meaning by meaning: a new `const P` leaves
 * an `interface P` in place.
 */
import { mentionsType, renameType } from "./renaming.js";
import { ts } from "./typescript.js";

/** What one cell adds: its declaration file, and what is needed to keep a part of it. */
export interface CellDeclarations {
  readonly text: string;
  /** Names that exist when the cell runs; all others are types only. */
  readonly values: readonly string[];
}

interface Entry {
  readonly name: string;
  readonly value: boolean;
  readonly type: boolean;
  readonly text: string;
}

export class Declarations {
  #entries: Entry[] = [];
  #text: string | undefined = "";
  #augmentations: string | undefined = "";
  #outlived = 0;

  /** All that have a name, as the text of a declaration file. */
  get text(): string {
    return (this.#text ??= this.#textOf((name) => name !== ""));
  }

  /** `declare global` and `declare module "x"`, as the text of another one. */
  get augmentations(): string {
    return (this.#augmentations ??= this.#textOf((name) => name === ""));
  }

  #textOf(take: (name: string) => boolean): string {
    return this.#entries
      .filter(({ name }) => take(name))
      .map(({ text }) => `${text}\n`)
      .join("");
  }

  /** Adds a cell's declarations; of its values only those in `defined`, where it is given. */
  add(cell: CellDeclarations, defined: readonly string[] = cell.values): void {
    const exist = new Set(defined);
    const fresh = entriesOf(cell).filter((entry) => !entry.value || exist.has(entry.name));
    if (fresh.length === 0) return;
    const [values, types] = [new Set<string>(), new Set<string>()];
    for (const { name, value, type } of fresh) {
      if (value) values.add(name);
      if (type) types.add(name);
    }
    const replaced = (entry: Entry) =>
      (entry.value && values.has(entry.name)) || (entry.type && types.has(entry.name));
    const same = new Set(fresh.map(({ text }) => text));
    let kept = this.#entries.filter((entry) => !replaced(entry) && !same.has(entry.text));
    for (const entry of this.#entries) {
      if (entry.type && types.has(entry.name) && !same.has(entry.text))
        kept = this.#outlive(entry, kept);
    }
    this.#entries = [...kept, ...fresh];
    this.#text = undefined;
    this.#augmentations = undefined;
  }

  /** Keeps a replaced type under another name if one of `others` speaks of it. */
  #outlive(entry: Entry, others: Entry[]): Entry[] {
    const speaking = new Set(others.filter(({ text }) => mentionsType(text, entry.name)));
    if (speaking.size === 0) return others;
    const name = `${entry.name}_${++this.#outlived}`;
    const renamed = (given: Entry): Entry => ({
      ...given,
      text: renameType(given.text, entry.name, name),
    });
    return [
      ...others.map((other) => (speaking.has(other) ? renamed(other) : other)),
      { ...renamed(entry), name, value: false },
    ];
  }
}

/** The names that a declaration file declares. */
export function declaredNames(text: string): Set<string> {
  return new Set(entriesOf({ text, values: [] }).map(({ name }) => name));
}

function entriesOf({ text, values }: CellDeclarations): Entry[] {
  const file = ts.createSourceFile("cell.d.ts", text, ts.ScriptTarget.ES2022);
  const isValue = new Set(values);
  return file.statements.flatMap((statement): Entry[] => {
    const whole = text.slice(statement.pos, statement.end).trim();
    const entry = (name: string, type: boolean, part = whole): Entry => ({
      name,
      value: isValue.has(name),
      type,
      text: part,
    });
    if (ts.isVariableStatement(statement)) {
      const { declarations, flags } = statement.declarationList;
      const keyword =
        flags & ts.NodeFlags.Const ? "const" : flags & ts.NodeFlags.Let ? "let" : "var";
      return declarations.flatMap((declaration) => {
        if (!ts.isIdentifier(declaration.name)) return [];
        const part = `declare ${keyword} ${text.slice(declaration.pos, declaration.end).trim()};`;
        return [{ ...entry(declaration.name.text, false, part), value: true }];
      });
    }
    if (ts.isFunctionDeclaration(statement))
      return statement.name ? [entry(statement.name.text, false)] : [];
    if (ts.isClassDeclaration(statement))
      return statement.name ? [entry(statement.name.text, true)] : [];
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      return [{ ...entry(statement.name.text, true), value: false }];
    }
    if (ts.isEnumDeclaration(statement) || ts.isImportEqualsDeclaration(statement))
      return [entry(statement.name.text, true)];
    // `declare global` and `declare module "x"` have no name of their own; they stay for good.
    if (ts.isModuleDeclaration(statement)) {
      const named =
        ts.isIdentifier(statement.name) &&
        (statement.flags & ts.NodeFlags.GlobalAugmentation) === 0;
      return [
        named
          ? entry(statement.name.text, true)
          : { name: "", value: false, type: false, text: whole },
      ];
    }
    if (ts.isImportDeclaration(statement)) return importEntries(statement, text, entry);
    return [];
  });
}

/** One entry for each imported name, so that each can be replaced alone. */
function importEntries(
  statement: ts.ImportDeclaration,
  text: string,
  entry: (name: string, type: boolean, part: string) => Entry,
): Entry[] {
  const clause = statement.importClause;
  if (clause === undefined) return [];
  const from = text.slice(statement.moduleSpecifier.pos, statement.moduleSpecifier.end).trim();
  const keyword = clause.isTypeOnly ? "import type" : "import";
  const entries: Entry[] = [];
  if (clause.name)
    entries.push(entry(clause.name.text, true, `${keyword} ${clause.name.text} from ${from};`));
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) {
    entries.push(
      entry(bindings.name.text, true, `${keyword} * as ${bindings.name.text} from ${from};`),
    );
  }
  if (bindings && ts.isNamedImports(bindings)) {
    for (const element of bindings.elements) {
      const part = text.slice(element.pos, element.end).trim();
      entries.push(entry(element.name.text, true, `${keyword} { ${part} } from ${from};`));
    }
  }
  return entries;
}
