/**
 * What the kernel asks of the compiler process, and what it gets: plain data, so that it travels over
 * IPC. Text positions here are UTF-16 offsets, zero-based, into the cell's own source; the protocol layer
 * converts to code points. The implementation keeps the declarations of all committed cells.
 */

export interface CompilerOptions {
  /** Folder against which cells resolve imports: the notebook's. */
  readonly cwd: string;
  /** TypeScript's `strict`; a tsconfig.json found from `cwd` upwards within the project wins. */
  readonly strict: boolean;
}

/** One diagnostic of a cell (or of a local module that it imports: then `file` names it). */
export interface Diagnostic {
  readonly code: number;
  readonly message: string;
  readonly category: "error" | "warning" | "suggestion" | "message";
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly file?: string;
  /** The source line itself, for the caret under it. */
  readonly lineText: string;
}

/**
 * A local module (TypeScript, JavaScript or JSON) that the cell imports, itself or through others, and
 * that is new or changed since it was last sent. It replaces the one of the same path. A changed module's
 * importers are sent again with it, so that none keeps the old one.
 */
export interface SideModule {
  /** The source file, absolute. Code says `require("<path>")` literally for it, whatever the cell wrote. */
  readonly path: string;
  /** Its text, for the lines in tracebacks. */
  readonly source: string;
  /** CommonJS function body over `exports`, `require`, `module`, `__import`, `__filename`, `__dirname`. */
  readonly code: string;
  readonly sourceMap?: string;
  /** Specifiers of packages that it requires, resolved from its own folder (see `Compiled.imports`). */
  readonly imports: readonly string[];
}

export type Compiled =
  | { readonly status: "error"; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly status: "ok";
      /** Given to `commit` when the cell has run. */
      readonly ticket: number;
      /**
       * Function body over `exports`, `require` and `__import`; strict mode, CommonJS style.
       * `import(x)` stands in it as `__import(x)` and `import.meta` as `__import.meta`.
       * Each name of `names` is defined by `Object.defineProperty(exports, name, …)` when its declaration
       * has run (functions: at the start), always configurable: a Proxy's defineProperty trap sees which
       * names a failing cell really defined. `let` and `var` become accessors of the local binding, so
       * that closures and later cells share one variable.
       */
      readonly code: string;
      /** The values that the cell declares, in source order. */
      readonly names: readonly string[];
      /** Maps `code` to the cell's source (JSON, one source). */
      readonly sourceMap: string;
      readonly async: boolean;
      /** Property of `exports` that holds the last expression's value; absent after a trailing `;`. */
      readonly resultName?: string;
      /**
       * Module specifiers that the code requires, so that they can be imported beforehand: packages,
       * `node:` modules and local `.mjs` or `.cjs` files, in order; not side modules.
       */
      readonly imports: readonly string[];
      readonly sideModules: readonly SideModule[];
      readonly diagnostics: readonly Diagnostic[];
    };

export interface Completion {
  readonly text: string;
  /** The compiler's kind: "function", "method", "property", "const", "class", "keyword", … */
  readonly kind: string;
  readonly signature?: string;
}

export interface Completions {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

export interface Inspection {
  readonly start: number;
  readonly end: number;
  /** The declaration as the compiler prints it: `const n: number`. */
  readonly signature: string;
  /** Documentation in Markdown; empty where there is none. */
  readonly documentation: string;
}

export interface Completeness {
  readonly status: "complete" | "incomplete" | "invalid" | "unknown";
  readonly indent?: string;
}

/** One `let name: type = value` of a cell tagged `parameters`. */
export interface Parameter {
  readonly name: string;
  /** As declared, or as inferred where no type is written. */
  readonly type: string;
  /** The initialiser's source text. */
  readonly value: string;
}

/** The compiler as its callers see it; every method answers while user code runs. */
export interface Compiler {
  compile(source: string): Promise<Compiled>;
  /**
   * Keeps the declarations of a compiled cell for later cells. `defined` names the exports that really
   * exist when the cell failed half-way; without it all are kept.
   */
  commit(ticket: number, defined?: readonly string[]): Promise<void>;
  complete(source: string, offset: number): Promise<Completions>;
  inspect(source: string, offset: number): Promise<Inspection | undefined>;
  isComplete(source: string): Promise<Completeness>;
  parameters(source: string): Promise<readonly Parameter[]>;
  close(): void;
}
