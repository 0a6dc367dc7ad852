// Builds dist/ from src/. npm runs this twice under `npm ci` (for the root and for the `file:..` link of
// notebooks/), so it skips when the hash of everything that it reads is unchanged. The browser's half
// (app.mjs) has a hash of its own: a change elsewhere does not bundle it anew.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFolder, buildApp, isBundled } from "./app.mjs";
import { compileLoops, writtenFiles } from "./loops.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "dist", ".inputs.sha256");

function hashInputs() {
  const hash = createHash("sha256");
  const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !writtenFiles.includes(file) && !isBundled(file));
  for (const file of [
    ...files,
    join(root, "tsconfig.json"),
    join(root, "package-lock.json"),
    fileURLToPath(import.meta.url),
    join(root, ".config", "app.mjs"), // says what is bundled
    join(root, ".config", "loops.mjs"),
    join(root, ".config", "word2vec-kernels.mjs"),
  ].sort()) {
    hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Stylesheets and browser scripts that lie beside the code that reads them: tsc leaves them behind. */
function copyAssets() {
  for (const entry of readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:css|js|json|svg|png)$/.test(entry.name)) continue;
    const from = join(entry.parentPath ?? entry.path, entry.name);
    if (isBundled(from)) continue;
    cpSync(from, join(root, "dist", from.slice(join(root, "src").length)));
  }
}

/** Empties a folder, all but one folder somewhere below it. */
function emptyBut(kept, folder) {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const path = join(folder, name);
    if (kept.startsWith(join(path, sep))) emptyBut(kept, path);
    else if (path !== kept) rmSync(path, { recursive: true, force: true });
  }
}

const inputs = hashInputs();
const unchanged =
  existsSync(stamp) &&
  readFileSync(stamp, "utf8") === inputs &&
  writtenFiles.every((file) => existsSync(file));
if (!unchanged || process.argv.includes("--force")) {
  emptyBut(bundleFolder, join(root, "dist"));
  await compileLoops();
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const built = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.json")], {
    stdio: "inherit",
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
  copyAssets();
  const bin = join(root, "dist", "cli", "main.js");
  if (existsSync(bin)) chmodSync(bin, 0o755);
  writeFileSync(stamp, inputs);
}

// The compiler starts from a snapshot in the person's cache folder. Without one the kernel runs as well, only
// more slowly at first, so a failure here (a read-only home) is worth a line and no more.
const snapshot = join(root, "dist", "workbench", "kernel", "compiler", "build-snapshot.js");
const warmed = spawnSync(process.execPath, [snapshot], {
  stdio: ["ignore", "ignore", "pipe"],
  encoding: "utf8",
});
if (warmed.status !== 0) {
  console.warn(
    `tidebook: no compiler snapshot: ${warmed.stderr.trim().split("\n").at(-1)}; the first kernel builds it`,
  );
}

try {
  await buildApp({ force: process.argv.includes("--force") });
} catch (error) {
  console.error(`tidebook: the lab's page could not be built: ${error.message}`);
  process.exit(1);
}
