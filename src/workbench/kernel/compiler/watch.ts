/**
 * The compiler's watch interface as far as tslab's converter uses it: it asks for a watch host, is called
 * back with a builder program whenever it said that a text changed, and works on that.
 */
import { factsOf, ts } from "./typescript.js";

/** The part of the watch host that the converter uses. */
export interface WatchHost {
  readonly sys: ts.System;
  afterProgramCreate(builder: Builder): void;
}

/** The part of a builder program that the converter uses. */
export interface Builder {
  getProgram(): ts.Program;
  getSourceFile(path: string): ts.SourceFile | undefined;
  getAllDependencies(file: ts.SourceFile): readonly string[];
  emit(
    file: ts.SourceFile,
    write: (path: string, text: string) => void,
    cancellation: undefined,
    declarationsOnly: undefined,
    transformers: ts.CustomTransformers,
  ): void;
}

/** A builder that knows the cell only: enough for the converter to learn the names that it declares. */
export function namesOnly(cell: ts.SourceFile): Builder {
  const never = () => {
    throw new Error(
      "cell's names: no program yet; expected the converter to ask only for the file",
    );
  };
  return {
    getProgram: never,
    getSourceFile: (path) => (path === cell.fileName ? cell : undefined),
    getAllDependencies: never,
    emit: never,
  };
}

/**
 * Makes a declaration file look empty; the answer undoes it. After every cell the converter prints anew what
 * remains of the earlier declarations. We keep them ourselves (declarations.ts), so it shall find none: this
 * alone made every cell slower than the last.
 */
export function hideContents(file: ts.SourceFile): () => void {
  const contents = { locals: factsOf(file).locals, statements: file.statements };
  Object.assign(file, { locals: new Map(), statements: ts.factory.createNodeArray() });
  return () => Object.assign(file, contents);
}
