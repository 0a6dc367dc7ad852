/**
 * tslab's own TypeScript compiler (a fork of 5.0), the one that its converter was written for. This file
 * is the only door to it; it also names the few internal functions of the compiler that we use and that
 * its declarations leave out.
 */
import ts from "@tslab/typescript-for-tslab";

export { ts };

/** What parser, binder and program leave on a file. */
export interface FileFacts {
  /** Names that the file declares at its top level, once it is bound. */
  locals?: Map<string, ts.Symbol>;
  readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  /** What its imports mean, once it is part of a program. */
  readonly resolvedModules?: {
    forEach(
      visit: (
        resolution: ts.ResolvedModuleWithFailedLookupLocations | undefined,
        name: string,
      ) => void,
    ): void;
  };
}

export function factsOf(file: ts.SourceFile): FileFacts {
  return file as unknown as FileFacts;
}

/** One segment of a source map, decoded. */
export interface Mapping {
  generatedLine: number;
  generatedCharacter: number;
  sourceIndex?: number;
  sourceLine?: number;
  sourceCharacter?: number;
}

interface Internals {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  decodeMappings(mappings: string): Iterable<Mapping>;
  setIdentifierGeneratedImportReference(node: ts.Identifier, value: ts.Node): ts.Identifier;
  getQuickInfoAtPosition(
    file: ts.SourceFile,
    checker: ts.TypeChecker,
    cancellation: ts.CancellationToken,
    position: number,
  ): ts.QuickInfo | undefined;
  findPrecedingToken(position: number, file: ts.SourceFile): ts.Node | undefined;
  readonly Completions: {
    getCompletionsAtPosition(
      host: object,
      program: ts.Program,
      log: () => void,
      file: ts.SourceFile,
      position: number,
      preferences: ts.UserPreferences,
      trigger: undefined,
      kind: ts.CompletionTriggerKind,
      cancellation: ts.CancellationToken,
      format: undefined,
      includeSymbol: boolean,
    ): ts.CompletionInfo | undefined;
  };
}

export const internals = ts as unknown as Internals;
