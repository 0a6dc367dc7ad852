/**
 * Which file an import means. As the compiler's `bundler` resolution finds it (exports maps, packages
 * with only an `import` condition), except that Node's types are always this installation's, and that
 * `tidebook` and `tslab` fall back to this installation where the notebook's folder has none. Finds of
 * packages are remembered, failures never: a package may be installed, a file written, between two cells.
 */
import { dirname, join } from "node:path";

import { nodeTypes, packageRoot, toCompilerPath } from "./installation.js";
import { ts } from "./typescript.js";

type Resolution = ts.ResolvedModuleWithFailedLookupLocations;

const ourPackages = new Set(["tidebook", "tslab"]);
const nodeTypesFolder = `${toCompilerPath(nodeTypes)}/`;

/** Resolutions within files that never change while an installation stands; they travel in the snapshot. */
const lasting = new Map<string, Resolution>();

/** True for files of the compiler's library and of Node's types. */
export function isLibraryFile(path: string): boolean {
  return (
    path.startsWith(nodeTypesFolder) ||
    /\/lib\/lib\.[\w.]*d\.ts$/.test(path) ||
    path.includes("/undici-types/")
  );
}

/** True for a file of the user's own: a source that cells import and that may change under them. */
export function isLocalSource(path: string): boolean {
  return !path.includes("/node_modules/") && /(?<!\.d)\.(?:[cm]?tsx?|jsx?|json)$/.test(path);
}

/** True for a local source that is compiled for the cell; Node itself loads `.mjs` and `.cjs`. */
export function isSideModule(path: string): boolean {
  return isLocalSource(path) && !/\.[cm]js$/.test(path);
}

export function createResolver(): Pick<
  ts.CompilerHost,
  "resolveModuleNameLiterals" | "resolveTypeReferenceDirectiveReferences"
> {
  const found = new Map<string, Resolution>();

  function resolve(name: string, from: string, options: ts.CompilerOptions): Resolution {
    const relative = /^\.{0,2}\//.test(name) || /^\.{1,2}$/.test(name);
    const memory = isLibraryFile(from) ? lasting : found;
    const folder = from.slice(0, from.lastIndexOf("/"));
    const key = `${folder}\0${name}`;
    const known = relative && isLocalSource(from) ? undefined : memory.get(key);
    if (known !== undefined) return known;
    let resolution = ts.resolveModuleName(name, from, options, ts.sys);
    const packageName = /^[^/]+/.exec(name)?.[0] ?? "";
    if (resolution.resolvedModule === undefined && ourPackages.has(packageName)) {
      resolution = ts.resolveModuleName(
        name,
        toCompilerPath(join(packageRoot, "cell.ts")),
        options,
        ts.sys,
      );
    }
    if (resolution.resolvedModule !== undefined || memory === lasting) memory.set(key, resolution);
    return resolution;
  }

  return {
    resolveModuleNameLiterals: (literals, from, _redirect, options) =>
      literals.map((literal) => resolve(literal.text, from, options)),
    resolveTypeReferenceDirectiveReferences: (references, from, redirect, options) =>
      references.map((reference) => {
        const name = typeof reference === "string" ? reference : reference.fileName.toLowerCase();
        if (name !== "node") {
          return ts.resolveTypeReferenceDirective(name, from, options, ts.sys, redirect);
        }
        // Asked as a type root, so that the package's `typesVersions` picks what this compiler can read.
        const typeRoots = [toCompilerPath(dirname(nodeTypes))];
        return ts.resolveTypeReferenceDirective("node", undefined, { typeRoots }, ts.sys);
      }),
  };
}
