/**
 * A notebook without a kernel: cells go through a live compiler process and run in this one, the way the
 * contract asks the kernel to run them. What a test sees of a cell is one value or one line of text.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";

import {
  startCompiler,
  type ClientOptions,
  type RunningCompiler,
} from "../../../../src/workbench/kernel/compiler/client.js";
import type { Diagnostic, SideModule } from "../../../../src/workbench/kernel/compiler/contract.js";

type Require = (id: string) => unknown;
type Body = (exports: object, require: Require, dynamicImport: unknown) => unknown;

/** A temporary folder with the given files; remove it with `removeFolder`. */
export function makeFolder(files: Record<string, string> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tidebook-compiler-")));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

export class LiveCells {
  readonly compiler: RunningCompiler;
  readonly exports: Record<string, unknown> = {};
  readonly #modules = new Map<string, SideModule>();
  readonly #instances = new Map<string, { exports: object }>();
  readonly #imported = new Map<string, unknown>();
  readonly #require: NodeJS.Require;
  readonly #import: ((specifier: string) => Promise<unknown>) & { meta?: object };

  constructor(cwd: string, options: Partial<ClientOptions & { strict: boolean }> = {}) {
    this.compiler = startCompiler({ cwd, strict: true, buildAfterIdleMs: 0, ...options });
    this.#require = createRequire(join(cwd, "cell.js"));
    // A file of its own, so that the import is Node's (not the test runner's) and starts from the folder.
    writeFileSync(join(cwd, "import.cjs"), "module.exports = (specifier) => import(specifier);\n");
    const native = this.#require("./import.cjs") as (specifier: string) => Promise<unknown>;
    this.#import = async (specifier) => {
      if (this.#modules.has(specifier)) return this.#load(specifier);
      return native(
        specifier.startsWith(".") ? pathToFileURL(join(cwd, specifier)).href : specifier,
      );
    };
    this.#import.meta = { url: pathToFileURL(join(cwd, "cell.ts")).href };
  }

  /** The cell's value; `TS<code> <line>:<column> <message>` for diagnostics; `throws <message>`. */
  async run(source: string): Promise<unknown> {
    const compiled = await this.compiler.compile(source);
    if (compiled.status === "error") return compiled.diagnostics.map(describeDiagnostic).join("\n");
    for (const module of compiled.sideModules) {
      this.#modules.set(module.path, module);
      this.#instances.delete(module.path);
    }
    for (const specifier of compiled.imports)
      this.#imported.set(specifier, await this.#import(specifier).catch(() => undefined));
    const defined = new Set<string>();
    const exports = new Proxy(this.exports, {
      defineProperty: (target, name, descriptor) =>
        defined.add(String(name)) && Reflect.defineProperty(target, name, descriptor),
    });
    const keyword = compiled.async ? "async function" : "function";
    try {
      const body = runInThisContext(
        `(${keyword} (exports, require, __import) {${compiled.code}\n})`,
      ) as Body;
      await body(exports, this.#requireFrom(this.#require), this.#import);
      await this.compiler.commit(compiled.ticket);
    } catch (error) {
      await this.compiler.commit(compiled.ticket, [...defined]);
      return `throws ${(error as Error).message.split("\n")[0]}`;
    }
    return compiled.resultName === undefined ? undefined : this.exports[compiled.resultName];
  }

  /** Runs cells in order; the value of the last. */
  async runAll(...sources: string[]): Promise<unknown> {
    let value: unknown;
    for (const source of sources) value = await this.run(source);
    return value;
  }

  close(): void {
    this.compiler.close();
  }

  #requireFrom(require: NodeJS.Require): Require {
    return (id) => {
      if (this.#modules.has(id)) return this.#load(id);
      try {
        return require(id) as unknown;
      } catch {
        // A package for `import` alone, or one that waits while it loads.
        return { ...(this.#imported.get(id) as object), __esModule: true };
      }
    };
  }

  #load(path: string): object {
    const known = this.#instances.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    this.#instances.set(path, module);
    const body = new Function(
      "exports",
      "require",
      "module",
      "__import",
      this.#modules.get(path)?.code ?? "",
    ) as (...args: unknown[]) => void;
    body(module.exports, this.#requireFrom(createRequire(path)), module, this.#import);
    return module.exports;
  }
}

export function describeDiagnostic({ code, line, column, message, file }: Diagnostic): string {
  return `${file === undefined ? "" : `${file} `}TS${code} ${line}:${column} ${message}`;
}
