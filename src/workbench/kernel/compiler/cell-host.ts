/**
 * What the compiler asks the world while it makes a cell's program: the disk, except for source files, which
 * it gets from us, and for what an import means (resolution.ts).
 */
import { dirname } from "node:path";

import { compilerFile, toCompilerPath } from "./installation.js";
import { createResolver } from "./resolution.js";
import { ts } from "./typescript.js";

type ReadSourceFile = (
  path: string,
  target: ts.ScriptTarget | ts.CreateSourceFileOptions,
) => ts.SourceFile | undefined;

export function cellHost(
  folder: string,
  options: ts.CompilerOptions,
  read: ReadSourceFile,
): ts.CompilerHost {
  const libraries = toCompilerPath(dirname(compilerFile));
  return {
    ...ts.createCompilerHost(options),
    ...createResolver(),
    getSourceFile: (path, target) => read(path, target),
    getSourceFileByPath: (_name, path, target) => read(path, target),
    getCurrentDirectory: () => folder,
    getDefaultLibLocation: () => libraries,
    getDefaultLibFileName: (given) => `${libraries}/${ts.getDefaultLibFileName(given)}`,
    getNewLine: () => "\n",
    useCaseSensitiveFileNames: () => true,
  };
}
