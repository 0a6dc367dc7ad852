/**
 * Where this installation's own pieces lie: our package root (which `tidebook` means for a notebook whose
 * folder has none), tslab's compiler with its library declarations, and the types of Node. The snapshot
 * bakes these paths in. Leaves out the cache folder: that is the snapshot's own business.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(import.meta.url);

/** Our package root: the nearest folder upwards that holds our own package.json. */
export const packageRoot = join(dirname(here), "..", "..", "..", "..");

const require = createRequire(here);
const fromTslab = createRequire(require.resolve("tslab/package.json"));

/** The compiler's main file; the library declarations (`lib.es2023.d.ts` …) lie beside it. */
export const compilerFile = fromTslab.resolve("@tslab/typescript-for-tslab");

/** tslab's converter. */
export const converterFile = require.resolve("tslab/dist/converter.js");

/** The folder of `@types/node` that every notebook sees: ours, for Node 20; tslab's own are for Node 18. */
export const nodeTypes = dirname(require.resolve("@types/node/package.json"));

const versionOf = (file: string): string =>
  (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;

/** Everything that a snapshot depends on beside the version of Node. */
export const versions = {
  tidebook: versionOf(join(packageRoot, "package.json")),
  tslab: versionOf(require.resolve("tslab/package.json")),
  compiler: versionOf(join(dirname(compilerFile), "..", "package.json")),
  nodeTypes: versionOf(join(nodeTypes, "package.json")),
};

/**
 * A file of this folder as plain JavaScript. Run from the sources (a test), it is the one that the build
 * left in dist/.
 */
export function builtFile(name: string): string {
  const folder = dirname(here);
  return join(
    here.endsWith(".ts") ? join(packageRoot, "dist", "workbench", "kernel", "compiler") : folder,
    name,
  );
}

/** The path with forward slashes, as the compiler writes it. */
export function toCompilerPath(path: string): string {
  return path.replaceAll("\\", "/");
}
