/**
 * The program around one cell: the cell, the declarations of the cells before it, and what both import.
 * tslab's converter drives the compiler through its watch interface; here that interface is answered by
 * one plain program per cell. The converter updates twice for every cell (first to learn the names that
 * the cell declares, then with an `export {…}` of them): the first time only parses and binds the cell.
 * Also takes the raw results (diagnostics, source map, declarations) out of the converter's hands, which
 * would drop them.
 */
import { dirname, join } from "node:path";

import type { Converter } from "tslab/dist/converter.js";

import { loadConverter } from "./converter.js";
import { SourceFiles } from "./files.js";
import { compilerFile, toCompilerPath } from "./installation.js";
import { createResolver, isSideModule } from "./resolution.js";
import { factsOf, internals, ts } from "./typescript.js";

/** What the converter puts before a cell, so that it is a module. */
export const cellPrefix = "export {};\n";

const noTypesForPackage = 7016;

/** What the compiler made of one cell. */
export interface Emitted {
  /** ES module text and its source map, still with `cellPrefix`'s line. */
  readonly code: string;
  readonly sourceMap: string;
  /** Absent where the compiler could not write the declarations down. */
  readonly declarations: string | undefined;
}

export interface Converted {
  readonly diagnostics: readonly ts.Diagnostic[];
  /** Absent when a diagnostic is an error. */
  readonly emitted: Emitted | undefined;
  /** The constant that holds the last expression's value. */
  readonly resultName: string | undefined;
}

/** The part of the watch host that the converter uses. */
interface WatchHost {
  readonly sys: ts.System;
  afterProgramCreate(builder: Builder): void;
}

/** The part of a builder program that the converter uses. */
interface Builder {
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

interface Text {
  readonly text: string;
  readonly file: ts.SourceFile;
}

export class CellProgram {
  readonly converter: Converter;
  readonly options: ts.CompilerOptions;
  /** `declare global` and `declare module "x"` of the cells so far: what they add has no name in `exports`. */
  augmentations = "";
  readonly #cellFile: string;
  readonly #declarationsFile: string;
  readonly #augmentationsFile: string;
  readonly #files = new SourceFiles();
  readonly #host: ts.CompilerHost;
  #program: ts.Program | undefined;
  #cell: Text | undefined;
  #declarations: Text | undefined;
  #augmentations: Text | undefined;
  #hidden: object | undefined;
  #namesPending = false;
  #diagnostics: readonly ts.Diagnostic[] = [];
  #emitted: Emitted | undefined;

  constructor(cwd: string, options: ts.CompilerOptions) {
    const folder = toCompilerPath(cwd);
    const libraries = toCompilerPath(dirname(compilerFile));
    this.options = options;
    this.#cellFile = toCompilerPath(join(cwd, "__tslab__.ts"));
    this.#declarationsFile = toCompilerPath(join(cwd, "__prev__.d.ts"));
    this.#augmentationsFile = toCompilerPath(join(cwd, "__augmentations__.d.ts"));
    this.#host = {
      ...ts.createCompilerHost(options),
      ...createResolver(),
      getSourceFile: (path, target) => this.#sourceFile(path, target),
      getSourceFileByPath: (_name, path, target) => this.#sourceFile(path, target),
      getCurrentDirectory: () => folder,
      getDefaultLibLocation: () => libraries,
      getDefaultLibFileName: (given) => `${libraries}/${ts.getDefaultLibFileName(given)}`,
      getNewLine: () => "\n",
      useCaseSensitiveFileNames: () => true,
    };
    this.converter = loadConverter(this.#compilerModule(folder)).createConverter();
  }

  /** The program of the newest cell. */
  get program(): ts.Program {
    if (this.#program === undefined) throw new Error("compiler program: none; expected the converter to make one");
    return this.#program;
  }

  get checker(): ts.TypeChecker {
    return this.program.getTypeChecker();
  }

  /** The newest cell as the checker sees it: with prefix, and names resolved in the declarations too. */
  get cell(): ts.SourceFile {
    const file = this.program.getSourceFile(this.#cellFile);
    if (file === undefined) throw new Error(`compiler program: no ${this.#cellFile}; expected the cell`);
    return file;
  }

  /** Converts one cell: its diagnostics, and where none is an error, what it was compiled to. */
  convert(declarations: string, source: string): Converted {
    this.#diagnostics = [];
    this.#emitted = undefined;
    this.#namesPending = true;
    try {
      const { lastExpressionVar } = this.converter.convert(declarations, source);
      return { diagnostics: this.#diagnostics, emitted: this.#emitted, resultName: lastExpressionVar };
    } finally {
      this.#namesPending = false;
      this.#showDeclarations();
    }
  }

  /** The local modules that a file imports: the specifier as written → the source file. */
  localImports(file: ts.SourceFile): Map<string, ts.SourceFile> {
    const imports = new Map<string, ts.SourceFile>();
    factsOf(file).resolvedModules?.forEach((resolution, name) => {
      const found = resolution?.resolvedModule;
      const target = found && this.program.getSourceFile(found.resolvedFileName);
      if (target && isSideModule(target.fileName)) imports.set(name, target);
    });
    return imports;
  }

  /** The local modules below a file, each once, imported ones before their importers. */
  localModules(file: ts.SourceFile): ts.SourceFile[] {
    const modules = new Set<ts.SourceFile>();
    const seen = new Set<ts.SourceFile>([file]);
    const visit = (importer: ts.SourceFile) => {
      for (const target of this.localImports(importer).values()) {
        if (seen.has(target)) continue;
        seen.add(target);
        visit(target);
        modules.add(target);
      }
    };
    visit(file);
    return [...modules];
  }

  /** JavaScript (an ES module) of a local source file, with its map. */
  emitLocal(file: ts.SourceFile): { code: string; sourceMap: string } {
    const out = { code: "", sourceMap: "" };
    this.program.emit(file, (path, text) => {
      if (path.endsWith(".map")) out.sourceMap = text;
      else if (/\.(?:[cm]?js|json)$/.test(path)) out.code = text;
    });
    return out;
  }

  #compilerModule(folder: string): object {
    const sys: ts.System = {
      ...ts.sys,
      newLine: "\n",
      useCaseSensitiveFileNames: true,
      getCurrentDirectory: () => folder,
    };
    return {
      ...ts,
      sys,
      createWatchCompilerHost: (_roots: unknown, _options: unknown, given: ts.System) => ({ sys: given }),
      createWatchProgram: (host: WatchHost) => this.#watch(host),
      Completions: { getCompletionsAtPositionForTslab: this.#completions },
      getPreEmitDiagnosticsOfFiles: () => (this.#diagnostics = this.#check()).filter(isError),
      // The second stage, to CommonJS, is ours (emission.ts).
      transpileModule: (input: string) => ({ outputText: input }),
    };
  }

  /** As the converter asks for it, with symbols (for signatures) and with a host (for paths in imports). */
  readonly #completions = (_host: object, program: ts.Program, log: () => void, file: ts.SourceFile, position: number) =>
    internals.Completions.getCompletionsAtPosition(
      { ...ts.sys, ...this.#host, getCompilationSettings: () => this.options, getDirectories: ts.sys.getDirectories },
      program,
      log,
      file,
      position,
      {},
      undefined,
      ts.CompletionTriggerKind.Invoked,
      { isCancellationRequested: () => false, throwIfCancellationRequested: () => undefined },
      undefined,
      true,
    );

  /** Answers the converter's watch: it notifies when cell or declarations changed, and wants a builder back. */
  #watch(host: WatchHost) {
    let pending: unknown;
    const update = () => {
      pending = undefined;
      host.afterProgramCreate(this.#update(host.sys));
    };
    const notified = () => {
      pending ??= host.sys.setTimeout?.(update, 0);
    };
    host.sys.watchFile?.(this.#cellFile, notified);
    host.sys.watchFile?.(this.#declarationsFile, notified);
    host.afterProgramCreate(this.#update(host.sys));
    return { close: () => undefined, updateRootFileNames: notified };
  }

  #update(sys: ts.System): Builder {
    const cell = sys.readFile(this.#cellFile) ?? "";
    const declarations = sys.readFile(this.#declarationsFile) ?? "";
    if (cell !== this.#cell?.text) this.#cell = { text: cell, file: this.#parse(this.#cellFile, cell) };
    if (this.#namesPending) {
      this.#namesPending = false;
      const { file } = this.#cell;
      internals.bindSourceFile(file, this.options);
      const locals = factsOf(file).locals;
      // `declare global` and `declare module "x"` are no names that could be exported.
      for (const name of locals?.keys() ?? []) if (name === "__global" || name.startsWith('"')) locals?.delete(name);
      if ((locals?.size ?? 0) > 0) return namesOnly(file);
    }
    if (declarations !== this.#declarations?.text) {
      this.#declarations = { text: declarations, file: this.#parse(this.#declarationsFile, declarations) };
    }
    const filesChanged = this.#files.refresh();
    const current = this.#program;
    if (this.augmentations !== this.#augmentations?.text) {
      const text = this.augmentations;
      this.#augmentations = { text, file: this.#parse(this.#augmentationsFile, text) };
    }
    const changed =
      filesChanged ||
      current?.getSourceFile(this.#augmentationsFile) !== this.#augmentations.file ||
      current.getSourceFile(this.#cellFile) !== this.#cell.file ||
      current.getSourceFile(this.#declarationsFile) !== this.#declarations.file;
    if (current !== undefined && !changed) return this.#builder(current);
    this.#program = ts.createProgram({
      rootNames: [this.#augmentationsFile, this.#declarationsFile, this.#cellFile],
      options: this.options,
      host: this.#host,
      ...(current === undefined ? {} : { oldProgram: current }),
    });
    // Binds all files: completion reads the cell's nodes before anything else would.
    this.#program.getTypeChecker();
    return this.#builder(this.#program);
  }

  #parse(path: string, text: string): ts.SourceFile {
    return ts.createSourceFile(path, text, this.options.target ?? ts.ScriptTarget.ES2022);
  }

  #sourceFile(path: string, target: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    if (path === this.#cellFile) return this.#cell?.file;
    if (path === this.#declarationsFile) return this.#declarations?.file;
    if (path === this.#augmentationsFile) return this.#augmentations?.file;
    return this.#files.read(path, target);
  }

  /**
   * All diagnostics of the cell and of the local modules below it. Not those about writing declarations
   * (see inferred.ts), and not that a package brings no types: it reads as `any`.
   */
  #check(): ts.Diagnostic[] {
    const found = [this.cell, ...this.localModules(this.cell)].flatMap((file) => [
      ...this.program.getSyntacticDiagnostics(file),
      ...this.program.getSemanticDiagnostics(file),
    ]);
    return found.filter(({ code }) => code !== noTypesForPackage);
  }

  #builder(program: ts.Program): Builder {
    return {
      getProgram: () => program,
      getSourceFile: (path) => program.getSourceFile(path),
      getAllDependencies: (file) => [file.fileName],
      emit: (file, write, _cancellation, _declarationsOnly, transformers) => {
        const texts: Record<string, string> = {};
        const keep = (path: string, text: string) => {
          texts[/\.(?:d\.ts|js\.map|js)$/.exec(path)?.[0] ?? ""] = text;
        };
        const before = [spellOutShorthand(program.getTypeChecker(), this.#declarations?.file)];
        program.emit(file, keep, undefined, false, { ...transformers, before });
        const { ".js": code = "", ".js.map": sourceMap = "", ".d.ts": declarations } = texts;
        this.#emitted = { code, sourceMap, declarations };
        write("outDir/__tslab__.js", code);
        write("outDir/__tslab__.d.ts", declarations ?? "");
        this.#hideDeclarations();
      },
    };
  }

  /**
   * After the emit the converter prints anew what remains of the earlier declarations. We keep them
   * ourselves (declarations.ts), so it shall find none: this alone made every cell slower than the last.
   */
  #hideDeclarations(): void {
    const file = this.#declarations?.file;
    if (file === undefined) return;
    this.#hidden = { locals: factsOf(file).locals, statements: file.statements };
    Object.assign(file, { locals: new Map(), statements: ts.factory.createNodeArray() });
  }

  #showDeclarations(): void {
    if (this.#declarations !== undefined && this.#hidden !== undefined) {
      Object.assign(this.#declarations.file, this.#hidden);
    }
    this.#hidden = undefined;
  }
}

/**
 * `{ n }` → `{ n: exports.n }` where an earlier cell declared `n`: the converter, which says `exports.n`
 * everywhere else, leaves these as they are.
 */
function spellOutShorthand(
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
      const earlier = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), node.name.text);
      const preset = node.objectAssignmentInitializer;
      const value = preset ? factory.createAssignment(earlier, ts.visitNode(preset, visit, ts.isExpression) ?? preset) : earlier;
      return ts.setTextRange(factory.createPropertyAssignment(node.name, value), node);
    };
    return ts.visitEachChild(file, visit, context);
  };
}

function namesOnly(cell: ts.SourceFile): Builder {
  const never = () => {
    throw new Error("cell's names: no program yet; expected the converter to ask only for the file");
  };
  return {
    getProgram: never,
    getSourceFile: (path) => (path === cell.fileName ? cell : undefined),
    getAllDependencies: never,
    emit: never,
  };
}

function isError(diagnostic: ts.Diagnostic): boolean {
  return diagnostic.category === ts.DiagnosticCategory.Error;
}
