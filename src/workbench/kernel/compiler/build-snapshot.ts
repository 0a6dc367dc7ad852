/**
 * Builds the compiler's startup snapshot: bundles snapshot-entry.js into one file and lets Node write the
 * heap that results from running it. Run by `prepare` after an install, and by a kernel that found none,
 * then detached and at low priority: `node build-snapshot.js CACHE_FOLDER`. Written to a temporary name and
 * renamed, so two builders at once are harmless.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { makeFolder } from "../../../base/folder.js";
import { folders } from "../../../base/paths.js";
import { cleanEnvironment } from "./environment.js";
import { builtFile, compilerFile, converterFile } from "./installation.js";
import { hasSnapshot, removeOutdated, snapshotFile } from "./snapshot.js";

/** Makes sure that the snapshot for this Node exists in `cacheFolder`; resolves to its file. */
export async function buildSnapshot(cacheFolder: string = folders().cache): Promise<string> {
  const file = snapshotFile(cacheFolder);
  if (hasSnapshot(file)) return file;
  makeFolder(cacheFolder);
  const work = mkdtempSync(join(cacheFolder, "building-"));
  try {
    const entry = join(work, "entry.cjs");
    writeFileSync(entry, await bundle());
    const blob = join(work, "compiler.blob");
    await runNode(["--snapshot-blob", blob, "--build-snapshot", entry]);
    renameSync(blob, file);
    removeOutdated(file);
    return file;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function bundle(): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [builtFile("snapshot-entry.js")],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
    define: { "import.meta.url": JSON.stringify(pathToFileURL(builtFile("installation.js")).href) },
    plugins: [
      {
        name: "tslab's converter on our compiler module",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\/converter-module\.js$/ }, ({ importer }) =>
            importer === builtFile("converter.js")
              ? { path: "converter", namespace: "ours" }
              : undefined,
          );
          onResolve({ filter: /^@tslab\/typescript-for-tslab$/ }, ({ importer }) =>
            importer === realpathSync(converterFile)
              ? { path: "compiler", namespace: "ours" }
              : { path: compilerFile },
          );
          onLoad({ filter: /^converter$/, namespace: "ours" }, () => ({
            contents: `export function requireConverter(compiler) {
              globalThis.tidebookCompiler = compiler;
              return require(${JSON.stringify(converterFile)});
            }`,
            resolveDir: dirname(converterFile),
          }));
          onLoad({ filter: /^compiler$/, namespace: "ours" }, () => ({
            contents: "module.exports = globalThis.tidebookCompiler;",
          }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}

function runNode(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: tmpdir(),
      env: cleanEnvironment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let complaint = "";
    child.stderr.on(
      "data",
      (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)),
    );
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `compiler snapshot: node ended with ${signal ?? code}; expected 0; ${complaint.trim()}`,
          ),
        );
    });
  });
}

if (
  process.argv[1] !== undefined &&
  realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
) {
  if (process.argv.includes("--background")) setPriority(constants.priority.PRIORITY_LOW);
  const [cacheFolder] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  await buildSnapshot(cacheFolder);
}
