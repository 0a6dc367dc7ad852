/**
 * Where the compiler's startup snapshot lies and whether it is usable: one file in the cache folder for
 * each version of Node, machine type, compiler and place of installation, since all of them are baked in.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { builtFile, packageRoot, versions } from "./installation.js";

/** Raise it when the entry changes in a way that the versions do not show. */
const layout = 1;

/** The snapshot's file for this process's Node. */
export function snapshotFile(cacheFolder: string): string {
  const contents = JSON.stringify([layout, process.versions.v8, versions, buildStamp()]);
  return join(cacheFolder, `${snapshotPrefix()}${digest(contents)}.blob`);
}

/** What the names of all snapshots for this installation and this Node begin with. */
function snapshotPrefix(): string {
  const { version, arch, platform } = process;
  return `compiler-${digest(packageRoot)}-node${version}-${platform}-${arch}-`;
}

/** Removes what the snapshot `file` replaces, and what builders left that were killed an hour ago or more. */
export function removeOutdated(file: string): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const abandoned =
      name.startsWith("building-") && Date.now() - statSync(path).mtimeMs > 3_600_000;
    const outdated = name.startsWith(snapshotPrefix()) && path !== file;
    if (abandoned || outdated) rmSync(path, { recursive: true, force: true });
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

export function hasSnapshot(file: string): boolean {
  try {
    return statSync(file).size > 0;
  } catch {
    return false;
  }
}

/** Removes a snapshot that cannot be loaded; false where that is not possible. */
export function removeSnapshot(file: string): boolean {
  try {
    rmSync(file, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** Changes when our own compiled files do. */
function buildStamp(): string {
  const folder = builtFile(".");
  const files = readdirSync(folder).filter((name) => name.endsWith(".js"));
  return digest(
    files
      .sort()
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("\0"),
  );
}
