/**
 * One notebook's compiler: what the compiler process does for each request. Holds the program and the
 * committed declarations; a compiled cell's declarations go to the caller, who gives them back with
 * `commit` (so that a fresh process can be brought to the same state by the commits alone).
 */
import { CellProgram, cellPrefix, type Converted } from "./cell-program.js";
import { toCompletions } from "./completion.js";
import { completenessOf } from "./completeness.js";
import type {
  Compiled,
  CompilerOptions,
  Completeness,
  Completions,
  Inspection,
  Parameter,
} from "./contract.js";
import { declaredNames, Declarations, type CellDeclarations } from "./declarations.js";
import { reservedNames, toDiagnostics } from "./diagnostics.js";
import { toCommonJs } from "./emission.js";
import { inferDeclarations } from "./inferred.js";
import { inspectAt } from "./inspection.js";
import { notebookOptions } from "./options.js";
import { parametersOf } from "./parameters.js";
import { localImports, pathsOf, SideModules } from "./side-modules.js";
import { composeSourceMaps } from "./source-map.js";
import { prepareSource, type PreparedSource } from "./source.js";
import type { ts } from "./typescript.js";

type Failed = Extract<Compiled, { status: "error" }>;
type Succeeded = Extract<Compiled, { status: "ok" }>;

/** A compiled cell with what `commit` needs. */
export type CompiledCell = Failed | SucceededCell;

type SucceededCell = Omit<Succeeded, "ticket"> & { readonly declarations: CellDeclarations };

export class CompilerSession {
  /** What is wrong with the project's tsconfig.json. */
  readonly complaints: readonly string[];
  readonly #options: CompilerOptions;
  #program: CellProgram;
  readonly #declarations = new Declarations();
  #sideModules = new SideModules();

  constructor(given: CompilerOptions) {
    const { options, complaints } = notebookOptions(given.cwd, given.strict);
    this.complaints = complaints;
    this.#options = given;
    this.#program = new CellProgram(given.cwd, options);
  }

  compile(source: string): CompiledCell {
    const prepared = prepareSource(source);
    const converted = this.#program.convert(this.#declarations.text, prepared.text);
    const diagnostics = toDiagnostics(
      converted.diagnostics,
      this.#program.cell,
      source,
      prepared.shift,
    );
    if (converted.emitted === undefined) return { status: "error", diagnostics };
    const cell = this.#finish(prepared, converted, converted.emitted, diagnostics);
    const reserved = reservedNames(cell.names, this.#program.cell, source, prepared.shift);
    return reserved.length > 0
      ? { status: "error", diagnostics: [...reserved, ...diagnostics] }
      : cell;
  }

  commit(cell: CellDeclarations, defined?: readonly string[]): void {
    this.#declarations.add(cell, defined);
    const { augmentations } = this.#declarations;
    this.#program.augmentations = augmentations === "" ? "" : cellPrefix + augmentations;
  }

  complete(source: string, offset: number): Completions {
    const { text, shift } = prepareSource(source);
    const info = this.#program.converter.complete(this.#declarations.text, text, offset + shift);
    return toCompletions(info, {
      source,
      offset,
      shift,
      checker: this.#program.checker,
      cell: this.#program.cell,
    });
  }

  inspect(source: string, offset: number): Inspection | undefined {
    const { text, shift } = prepareSource(source);
    return inspectAt(source, offset, (position) => {
      const info = this.#program.converter.inspect(
        this.#declarations.text,
        text,
        position + shift,
      ) as ts.QuickInfo | undefined;
      return (
        info && { ...info, textSpan: { ...info.textSpan, start: info.textSpan.start - shift } }
      );
    });
  }

  isComplete(source: string): Completeness {
    return completenessOf(source);
  }

  parameters(source: string): Parameter[] {
    // Any question about the cell brings the program up to it.
    this.#program.converter.inspect(this.#declarations.text, source, 0);
    return parametersOf(this.#program.cell, this.#program.checker);
  }

  /** After an exception inside the compiler: a new program, the same declarations. */
  recover(): void {
    this.#sideModules = new SideModules();
    const { augmentations, options } = this.#program;
    this.#program = new CellProgram(this.#options.cwd, options);
    this.#program.augmentations = augmentations;
  }

  #finish(
    prepared: PreparedSource,
    { resultName }: Converted,
    emitted: NonNullable<Converted["emitted"]>,
    diagnostics: Failed["diagnostics"],
  ): SucceededCell {
    const program = this.#program;
    const keepResult = prepared.hasResult && resultName !== undefined;
    const commonJs = toCommonJs(
      emitted.code,
      pathsOf(localImports(program.program, program.cell)),
      {
        resultName,
        keepResult,
      },
    );
    const prefixLines = cellPrefix.split("\n").length - 1;
    const sourceMap = composeSourceMaps(
      emitted.sourceMap,
      commonJs.sourceMap,
      "cell",
      ({ line, column }) =>
        line < prefixLines
          ? undefined
          : {
              line: line - prefixLines,
              column: line === prefixLines ? Math.max(0, column - prepared.shift) : column,
            },
    );
    return {
      status: "ok",
      code: commonJs.code,
      names: commonJs.names,
      sourceMap,
      async: prepared.async,
      ...(keepResult ? { resultName } : {}),
      imports: commonJs.imports,
      sideModules: this.#sideModules.changedBelow(program.program, program.cell),
      diagnostics,
      declarations: this.#declarationsOf(emitted, commonJs.names),
    };
  }

  #declarationsOf(
    { declarations }: NonNullable<Converted["emitted"]>,
    values: readonly string[],
  ): CellDeclarations {
    const { cell, checker } = this.#program;
    if (declarations === undefined)
      return { text: inferDeclarations(cell, checker, values, { types: true }), values };
    const told = declaredNames(declarations);
    const untold = values.filter((name) => !told.has(name));
    return {
      text: declarations + inferDeclarations(cell, checker, untold, { types: false }),
      values,
    };
  }
}
