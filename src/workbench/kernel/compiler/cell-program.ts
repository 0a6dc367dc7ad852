/**
 * The program around one cell: the cell, the declarations of the cells before it, and what both import.
 * tslab's converter drives the compiler through its watch interface; here that interface is answered by
 * one plain program per cell. The converter updates twice for every cell (first to learn the names that
 * the cell declares, then with an `export {…}` of them): the first time only parses and binds the cell.
 * Also takes the raw results (diagnostics, source map, declarations) out of the converter's hands, which
 * would drop them.
 */
import { join } from "node:path";

import type { Converter } from "tslab/dist/converter.js";

import { cellHost } from "./cell-host.js";
import { completionsWith } from "./completion-source.js";
import { loadConverter } from "./converter.js";
import { SourceFiles } from "./files.js";
import { kernelGlobals } from "./globals.js";
import { toCompilerPath } from "./installation.js";
import { localModules } from "./side-modules.js";
import { spellOutPropertyNames } from "./property-names.js";
import { factsOf, internals, ts } from "./typescript.js";
import { hideContents, namesOnly, type Builder, type WatchHost } from "./watch.js";

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
  #unhide: (() => void) | undefined;
  #namesPending = false;
  #diagnostics: readonly ts.Diagnostic[] = [];
  #emitted: Emitted | undefined;

  constructor(cwd: string, options: ts.CompilerOptions) {
    const folder = toCompilerPath(cwd);
    this.options = options;
    this.#cellFile = toCompilerPath(join(cwd, "__tslab__.ts"));
    this.#declarationsFile = toCompilerPath(join(cwd, "__prev__.d.ts"));
    this.#augmentationsFile = toCompilerPath(join(cwd, "__augmentations__.d.ts"));
    this.#host = cellHost(folder, options, (path, target) => this.#sourceFile(path, target));
    this.converter = loadConverter(this.#compilerModule(folder)).createConverter();
  }

  /** The program of the newest cell. */
  get program(): ts.Program {
    if (this.#program === undefined)
      throw new Error("compiler program: none; expected the converter to make one");
    return this.#program;
  }

  get checker(): ts.TypeChecker {
    return this.program.getTypeChecker();
  }

  /** The newest cell as the checker sees it: with prefix, and names resolved in the declarations too. */
  get cell(): ts.SourceFile {
    const file = this.program.getSourceFile(this.#cellFile);
    if (file === undefined)
      throw new Error(`compiler program: no ${this.#cellFile}; expected the cell`);
    return file;
  }

  /** Converts one cell: its diagnostics, and where none is an error, what it was compiled to. */
  convert(declarations: string, source: string): Converted {
    this.#diagnostics = [];
    this.#emitted = undefined;
    this.#namesPending = true;
    try {
      const { lastExpressionVar } = this.converter.convert(declarations, source);
      return {
        diagnostics: this.#diagnostics,
        emitted: this.#emitted,
        resultName: lastExpressionVar,
      };
    } finally {
      this.#namesPending = false;
      this.#unhide?.();
      this.#unhide = undefined;
    }
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
      createWatchCompilerHost: (_roots: unknown, _options: unknown, given: ts.System) => ({
        sys: given,
      }),
      createWatchProgram: (host: WatchHost) => this.#watch(host),
      Completions: completionsWith(this.#host, this.options),
      getPreEmitDiagnosticsOfFiles: () => (this.#diagnostics = this.#check()).filter(isError),
      // The second stage, to CommonJS, is ours (emission.ts).
      transpileModule: (input: string) => ({ outputText: input }),
    };
  }

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
    if (cell !== this.#cell?.text)
      this.#cell = { text: cell, file: this.#parse(this.#cellFile, cell) };
    if (this.#namesPending) {
      this.#namesPending = false;
      const { file } = this.#cell;
      internals.bindSourceFile(file, this.options);
      const locals = factsOf(file).locals;
      // `declare global` and `declare module "x"` are no names that could be exported.
      for (const name of locals?.keys() ?? [])
        if (name === "__global" || name.startsWith('"')) locals?.delete(name);
      if ((locals?.size ?? 0) > 0) return namesOnly(file);
    }
    if (declarations !== this.#declarations?.text) {
      this.#declarations = {
        text: declarations,
        file: this.#parse(this.#declarationsFile, declarations),
      };
    }
    const filesChanged = this.#files.refresh();
    const current = this.#program;
    const text = kernelGlobals + this.augmentations;
    if (text !== this.#augmentations?.text) {
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

  #sourceFile(
    path: string,
    target: ts.ScriptTarget | ts.CreateSourceFileOptions,
  ): ts.SourceFile | undefined {
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
    const found = [this.cell, ...localModules(this.program, this.cell)].flatMap((file) => [
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
        const before = [spellOutPropertyNames(program.getTypeChecker(), this.#declarations?.file)];
        program.emit(file, keep, undefined, false, { ...transformers, before });
        const { ".js": code = "", ".js.map": sourceMap = "", ".d.ts": declarations } = texts;
        this.#emitted = { code, sourceMap, declarations };
        write("outDir/__tslab__.js", code);
        write("outDir/__tslab__.d.ts", declarations ?? "");
        // After the emit the converter looks once more for what remains of the earlier declarations.
        if (this.#declarations !== undefined) this.#unhide = hideContents(this.#declarations.file);
      },
    };
  }
}

function isError(diagnostic: ts.Diagnostic): boolean {
  return diagnostic.category === ts.DiagnosticCategory.Error;
}
