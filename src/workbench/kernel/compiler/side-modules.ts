/**
 * The user's own modules below a cell: which there are, and which have to be sent to the kernel because
 * they are new, were edited, or import one that was.
 */
import type { SideModule } from "./contract.js";
import { toCommonJs } from "./emission.js";
import { isSideModule } from "./resolution.js";
import { composeSourceMaps } from "./source-map.js";
import { factsOf, ts } from "./typescript.js";

export class SideModules {
  /** Source files as they were last sent, by path. */
  readonly #sent = new Map<string, ts.SourceFile>();

  /** The modules below a cell that the kernel does not have in this form. */
  changedBelow(program: ts.Program, cell: ts.SourceFile): SideModule[] {
    const modules = localModules(program, cell);
    const stale = new Set(modules.filter((file) => this.#sent.get(file.fileName) !== file));
    for (let size = -1; size !== stale.size;) {
      size = stale.size;
      for (const file of modules) {
        if ([...localImports(program, file).values()].some((target) => stale.has(target)))
          stale.add(file);
      }
    }
    for (const file of stale) this.#sent.set(file.fileName, file);
    return modules.filter((file) => stale.has(file)).map((file) => toSideModule(program, file));
  }
}

/** The local modules that a file imports: the specifier as written → the source file. */
export function localImports(program: ts.Program, file: ts.SourceFile): Map<string, ts.SourceFile> {
  const imports = new Map<string, ts.SourceFile>();
  factsOf(file).resolvedModules?.forEach((resolution, name) => {
    const found = resolution?.resolvedModule;
    const target = found && program.getSourceFile(found.resolvedFileName);
    if (target && isSideModule(target.fileName)) imports.set(name, target);
  });
  return imports;
}

/** The local modules below a file, each once, imported ones before their importers. */
export function localModules(program: ts.Program, file: ts.SourceFile): ts.SourceFile[] {
  const modules = new Set<ts.SourceFile>();
  const seen = new Set<ts.SourceFile>([file]);
  const visit = (importer: ts.SourceFile) => {
    for (const target of localImports(program, importer).values()) {
      if (seen.has(target)) continue;
      seen.add(target);
      visit(target);
      modules.add(target);
    }
  };
  visit(file);
  return [...modules];
}

/** What `require` is to be given for each specifier of a local module: the source file's path. */
export function pathsOf(imports: ReadonlyMap<string, ts.SourceFile>): Map<string, string> {
  return new Map(
    [...imports].map(([specifier, file]) => [specifier, ts.sys.resolvePath(file.fileName)]),
  );
}

function toSideModule(program: ts.Program, file: ts.SourceFile): SideModule {
  const path = ts.sys.resolvePath(file.fileName);
  if (file.fileName.endsWith(".json")) {
    return { path, source: file.text, code: `module.exports = ${file.text};`, imports: [] };
  }
  const { code, sourceMap } = emit(program, file);
  const commonJs = toCommonJs(code, pathsOf(localImports(program, file)));
  return {
    path,
    source: file.text,
    code: commonJs.code,
    sourceMap: composeSourceMaps(sourceMap, commonJs.sourceMap, path, (place) => place),
    imports: commonJs.imports,
  };
}

/** JavaScript (an ES module) of a source file, with its map. */
function emit(program: ts.Program, file: ts.SourceFile): { code: string; sourceMap: string } {
  const out = { code: "", sourceMap: "" };
  program.emit(file, (path, text) => {
    if (path.endsWith(".map")) out.sourceMap = text;
    else if (/\.[cm]?jsx?$/.test(path)) out.code = text;
  });
  return out;
}
