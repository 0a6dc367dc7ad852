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

/** JavaScript of a local module that the cell imports and that changed since it was last sent. */
export interface SideModule {
  readonly path: string;
  readonly code: string;
  readonly sourceMap?: string;
}

export type Compiled =
  | { readonly status: "error"; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly status: "ok";
      /** Given to `commit` when the cell has run. */
      readonly ticket: number;
      /** Function body over `exports` and `require` (and `__import`, see the executor); CommonJS style. */
      readonly code: string;
      /** Maps `code` to the cell's source (JSON, one source). */
      readonly sourceMap: string;
      readonly async: boolean;
      /** Property of `exports` that holds the last expression's value; absent after a trailing `;`. */
      readonly resultName?: string;
      /** Module specifiers that the code requires, so that they can be imported beforehand. */
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
