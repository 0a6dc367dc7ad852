/**
 * Modules as cells see them: compiled cells say `require(x)`, but packages are loaded beforehand by the real
 * `import()`, so that packages with only an `import` condition and ES modules with top-level await work.
 * CommonJS packages give their `module.exports`, as `require` does. `tslab` is this kernel's own
 * implementation; `tidebook` falls back to this installation. Local TypeScript comes compiled, as side
 * modules, and is evaluated again after an edit.
 */
import { createRequire, isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import type { SideModule } from "../compiler/contract.js";
import { rememberScript } from "./stack.js";

type Require = (specifier: string) => unknown;
type DynamicImport = ((specifier: string) => Promise<unknown>) & { meta?: ImportMeta };

/** What a module's code runs with. */
export interface ModuleTools {
  readonly require: Require;
  readonly __import: DynamicImport;
}

interface Evaluated {
  readonly exports: unknown;
}

export class Modules {
  readonly #cwd: string;
  readonly #own: ReadonlyMap<string, unknown>;
  readonly #sides = new Map<string, SideModule>();
  readonly #evaluated = new Map<string, Evaluated>();
  /** Imported beforehand, by importing folder and specifier. */
  readonly #imported = new Map<string, unknown>();

  /** `own` answers before anything else: this kernel's `tslab`. */
  constructor(cwd: string, own: ReadonlyMap<string, unknown>) {
    this.#cwd = cwd;
    this.#own = own;
  }

  /** Takes changed local modules and imports every package that the code will require. */
  async prepare(imports: readonly string[], sideModules: readonly SideModule[]): Promise<void> {
    for (const side of sideModules) {
      this.#sides.set(side.path, side);
      this.#evaluated.delete(side.path);
    }
    for (const specifier of imports) await this.#preload(specifier, this.#cwd);
    for (const side of sideModules) {
      for (const specifier of side.imports) await this.#preload(specifier, dirname(side.path));
    }
  }

  /** `require` and `__import` for code that lies in `folder`. */
  toolsFor(folder: string, fileName: string): ModuleTools {
    const nodeRequire = createRequire(join(folder, "[cell]"));
    const require: Require = Object.assign(
      (specifier: string) => this.#require(specifier, folder, nodeRequire),
      {
        resolve: nodeRequire.resolve,
        cache: nodeRequire.cache,
        main: undefined,
      },
    );
    const load: DynamicImport = async (specifier) => {
      const text = String(specifier);
      if (this.#own.has(text) || this.#sides.has(text)) return require(text);
      if (text.startsWith("./") || text.startsWith("../")) {
        const side = this.#sideFor(text, folder);
        if (side !== undefined) return require(side);
      }
      return this.#import(text, folder);
    };
    load.meta = {
      url: pathToFileURL(fileName).href,
      filename: fileName,
      dirname: folder,
      resolve: (specifier: string) =>
        isBuiltin(specifier) ? specifier : pathToFileURL(nodeRequire.resolve(specifier)).href,
    } as ImportMeta;
    return { require, __import: load };
  }

  async #preload(specifier: string, folder: string): Promise<void> {
    if (isBuiltin(specifier) || this.#own.has(specifier)) return;
    const key = `${folder}\0${specifier}`;
    if (this.#imported.has(key)) return;
    const namespace = (await this.#import(specifier, folder)) as Record<string, unknown>;
    this.#imported.set(key, asRequired(namespace, specifier, folder));
  }

  async #import(specifier: string, folder: string): Promise<unknown> {
    try {
      return await importFrom(folder)(specifier);
    } catch (problem) {
      if (
        specifier === "tidebook" &&
        (problem as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND"
      ) {
        return import(specifier);
      }
      throw problem;
    }
  }

  #require(specifier: string, folder: string, nodeRequire: NodeJS.Require): unknown {
    if (this.#own.has(specifier)) return this.#own.get(specifier);
    const side = this.#sides.get(specifier);
    if (side !== undefined) return this.#evaluate(side);
    const key = `${folder}\0${specifier}`;
    return this.#imported.has(key) ? this.#imported.get(key) : nodeRequire(specifier);
  }

  #evaluate(side: SideModule): unknown {
    const known = this.#evaluated.get(side.path);
    if (known !== undefined) return known.exports;
    const folder = dirname(side.path);
    const { require, __import } = this.toolsFor(folder, side.path);
    const module = { exports: {} as unknown, filename: side.path, require };
    // Known before it runs, so that circular imports see what is there so far.
    this.#evaluated.set(side.path, module);
    try {
      const name = shownPath(this.#cwd, side.path);
      rememberScript(side.path, { name, source: side.source, sourceMap: side.sourceMap ?? "" });
      const body = vm.compileFunction(
        side.code,
        ["exports", "require", "module", "__import", "__filename", "__dirname"],
        { filename: side.path },
      );
      body.call(module.exports, module.exports, require, module, __import, side.path, folder);
    } catch (problem) {
      this.#evaluated.delete(side.path);
      throw problem;
    }
    return module.exports;
  }

  #sideFor(specifier: string, folder: string): string | undefined {
    const path = join(folder, specifier);
    const bare = path.replace(/\.(js|ts)$/, "");
    return [path, `${bare}.ts`, `${bare}.tsx`, join(path, "index.ts")].find((candidate) =>
      this.#sides.has(candidate),
    );
  }
}

/** The path as tracebacks show it: seen from the notebook, the same on every machine. */
function shownPath(cwd: string, path: string): string {
  const seen = relative(cwd, path).replaceAll("\\", "/");
  return seen.startsWith("../") ? seen : `./${seen}`;
}

const importers = new Map<string, (specifier: string) => Promise<unknown>>();

/** The real `import()` as a file in `folder` would call it. */
function importFrom(folder: string): (specifier: string) => Promise<unknown> {
  const known = importers.get(folder);
  if (known !== undefined) return known;
  const importer = new vm.Script("(specifier) => import(specifier)", {
    filename: join(folder, "[import].js"),
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as (specifier: string) => Promise<unknown>;
  importers.set(folder, importer);
  return importer;
}

/** What `require` answers for an imported module: CommonJS its exports, an ES module its live bindings. */
function asRequired(
  namespace: Record<string, unknown>,
  specifier: string,
  folder: string,
): unknown {
  const nodeRequire = createRequire(join(folder, "[cell]"));
  try {
    const cached = nodeRequire.cache[nodeRequire.resolve(specifier)];
    if (cached !== undefined && cached.exports === namespace["default"]) return cached.exports;
  } catch {
    // No `require` condition: an ES module.
  }
  // The compiler's interop asks for __esModule; a namespace object cannot be extended.
  const facade = Object.create(null) as object;
  for (const name of Object.keys(namespace)) {
    Object.defineProperty(facade, name, { enumerable: true, get: () => namespace[name] });
  }
  Object.defineProperty(facade, "__esModule", { value: true });
  Object.defineProperty(facade, Symbol.toStringTag, { value: "Module" });
  return facade;
}
