/**
 * What a page's footer states about its making: versions, seed, commit, the data behind it, how long it
 * ran. Reads the machine (packages, git, data files); `footer.ts` words it.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { Notebook } from "../document/notebook.js";
import { tagsOf } from "./cell.js";

/** A data file and its SHA-256. */
export interface DataHash {
  readonly name: string;
  readonly sha256: string;
}

/** Where a page comes from. */
export interface Provenance {
  readonly versions: { readonly [name: string]: string };
  readonly seed?: string | undefined;
  /** Short commit, with `+` where the notebook differs from it. */
  readonly commit?: string | undefined;
  readonly data: readonly DataHash[];
}

/** Gathers a notebook's provenance. */
export function provenanceOf(notebook: Notebook, path: string): Provenance {
  return {
    versions: versionsOf(notebook),
    seed: seedOf(notebook),
    commit: commitOf(path),
    data: dataOf(notebook, path),
  };
}

/** The seed that the parameters state; an injected value wins over the declared one. */
export function seedOf(notebook: Notebook): string | undefined {
  let seed: string | undefined;
  for (const cell of notebook.cells) {
    const tags = tagsOf(cell);
    if (cell.cell_type !== "code" || !(tags.has("parameters") || tags.has("injected-parameters")))
      continue;
    seed =
      /(?:^|[\s;,])seed\s*(?::\s*[\w.]+\s*)?=\s*(-?[\w.]+|"[^"]*"|'[^']*')/.exec(
        cell.source,
      )?.[1] ?? seed;
  }
  return seed;
}

/** Data files that the notebook names, as `datasets/…` in its code or in `metadata.tidebook.datasets`. */
export function dataOf(notebook: Notebook, path: string): DataHash[] {
  const named = new Set<string>();
  const tidebook = notebook.metadata["tidebook"] as { datasets?: unknown } | undefined;
  const stated = tidebook?.datasets;
  if (Array.isArray(stated))
    for (const name of stated) if (typeof name === "string") named.add(name);
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    for (const match of cell.source.matchAll(
      /(?:datasets|data)\/([\p{L}\p{N}_./-]+\.[\p{L}\p{N}]+)/gu,
    ))
      named.add(match[1] ?? "");
  }
  return [...named].sort().flatMap((name) => {
    const file = findData(name.replace(/^datasets\//, ""), path);
    return file === undefined ? [] : [{ name, sha256: sha256Of(file) }];
  });
}

/** A data file in `datasets/` or `data/` of the notebook's folder or of one above it, never outside. */
function findData(name: string, notebookPath: string): string | undefined {
  for (let folder = dirname(notebookPath); ; folder = dirname(folder)) {
    for (const place of ["datasets", "data"]) {
      const file = inside(join(folder, place), name);
      if (file !== undefined) return file;
    }
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) return undefined;
  }
}

/** A file of a folder by its name, links followed, or undefined where it is none or lies elsewhere. */
function inside(folder: string, name: string): string | undefined {
  try {
    const file = realpathSync(join(folder, name));
    const way = relative(realpathSync(folder), file);
    const stat = statSync(file);
    const elsewhere = way === "" || way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
    return elsewhere || !stat.isFile() || stat.size > largestData ? undefined : file;
  } catch {
    return undefined;
  }
}

/** Largest data file that is hashed, in bytes: two seconds or so. */
const largestData = 2_000_000_000;

function sha256Of(file: string): string {
  const hash = createHash("sha256");
  const block = Buffer.alloc(1 << 20);
  const handle = openSync(file, "r");
  try {
    for (let size = readSync(handle, block); size > 0; size = readSync(handle, block))
      hash.update(block.subarray(0, size));
  } finally {
    closeSync(handle);
  }
  return hash.digest("hex");
}

function versionsOf(notebook: Notebook): { [name: string]: string } {
  const require = createRequire(import.meta.url);
  const tidebook = (require("../../../package.json") as { version: string }).version;
  const language = notebook.metadata.language_info;
  const version = language?.["version"];
  const typescript =
    !language || language.name === "typescript" ? typescriptVersion(version, require) : undefined;
  const other =
    typescript === undefined && typeof version === "string"
      ? { [language?.name ?? ""]: version }
      : {};
  return {
    tidebook,
    node: process.versions.node,
    ...(typescript === undefined ? other : { typescript }),
  };
}

/** The compiler's version: what the kernel said, else that of the compiler in use. */
function typescriptVersion(said: unknown, require: NodeJS.Require): string | undefined {
  if (typeof said === "string" && said !== "") return said;
  try {
    const tslab = createRequire(require.resolve("tslab/package.json"));
    return (tslab("typescript/package.json") as { version: string }).version;
  } catch {
    return undefined;
  }
}

function commitOf(path: string): string | undefined {
  const git = (...args: string[]): string =>
    execFileSync("git", args, {
      cwd: dirname(path),
      encoding: "utf8",
      timeout: 5_000,
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  try {
    const [commit, changed] = [
      git("rev-parse", "--short=10", "HEAD"),
      git("status", "--porcelain", "--", path),
    ];
    return changed === "" ? commit : `${commit}+`;
  } catch {
    return undefined;
  }
}
