/**
 * Where the compiler's startup snapshot lies and whether it is usable: one file in the cache folder for
 * each version of Node, machine type, compiler and place of installation, since all of them are baked in.
 */
import { createHash } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import { builtFile, packageRoot, versions } from "./installation.js";

/** Raise it when the entry changes in a way that the versions do not show. */
const layout = 1;

/** The snapshot's file for this process's Node. */
export function snapshotFile(cacheFolder: string): string {
  const { version, arch, platform } = process;
  const key = JSON.stringify([layout, version, arch, platform, process.versions.v8, versions, packageRoot, buildStamp()]);
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 16);
  return join(cacheFolder, `compiler-node${version}-${arch}-${hash}.blob`);
}

export function hasSnapshot(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Removes a snapshot that cannot be loaded; a cache that cannot be written stays as it is. */
export function removeSnapshot(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Read-only: the next start tries it again, and falls back again.
  }
}

/** Changes when our own compiled files do. */
function buildStamp(): string[] {
  const folder = builtFile(".");
  const files = readdirSync(folder).filter((name) => name.endsWith(".js"));
  return files.sort().map((name) => {
    const { mtimeMs, size } = statSync(join(folder, name));
    return `${name} ${mtimeMs} ${size}`;
  });
}
