/**
 * One run of each stored notebook for the whole suite: test files that run side by side share it through
 * the suite's temporary folder. Whoever comes first runs it and holds a lock with its process number; the
 * others wait for the file, and take the lock of a process that is gone. The key holds the notebook's
 * bytes and what `dist` looks like, so that a watching vitest never shows an old run.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const folder = join(process.env["TIDEBOOK_TEST_FOLDER"] ?? tmpdir(), "executed");

/**
 * @param path a notebook
 * @param dist the folder of the program that runs it
 * @param run writes the executed notebook to a path, or throws
 * @returns the path of the executed notebook
 */
export function runOnce(path: string, dist: string, run: (out: string) => void): string {
  mkdirSync(folder, { recursive: true });
  const out = join(folder, `${basename(path, ".ipynb")}-${keyOf(path, dist)}.ipynb`);
  const lock = `${out}.lock`;
  while (!existsSync(out)) {
    if (!claims(lock)) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      continue;
    }
    try {
      if (existsSync(out)) break; // done between our two questions
      const part = `${out}.${process.pid}.part`; // two may take the lock of one that is gone
      run(part);
      renameSync(part, out);
    } finally {
      rmSync(lock, { force: true });
    }
  }
  return out;
}

function keyOf(path: string, dist: string): string {
  const hash = createHash("sha256").update(readFileSync(path));
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".js")).sort()) {
    const { size, mtimeMs } = statSync(join(dist, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Whether the lock is ours now. */
function claims(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (isLeft(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** Whether the process that holds a lock is gone. */
function isLeft(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, "utf8")), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
