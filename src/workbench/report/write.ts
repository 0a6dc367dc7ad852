/**
 * The files of a report → disk. Everything is written beside its place first and renamed when all of it is
 * there, so that a full disk or a crash leaves the old report whole. A manifest lists what a report wrote:
 * a later one removes what it no longer has, and nobody's other files are touched.
 */
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { complaint, InputError } from "../../base/check.js";
import { makeFolder } from "../../base/folder.js";

const manifestName = ".tidebook-report.json";

/**
 * Writes a report into a folder.
 *
 * @param files contents by path within the folder, with `/` between names
 * @throws InputError where the folder is a file, holds other files of these names, or cannot be written
 */
export function writeReport(files: ReadonlyMap<string, Buffer>, folder: string): void {
  const target = resolve(folder);
  if (existsSync(target) && !statSync(target).isDirectory()) {
    throw new InputError(
      complaint("report folder", folder, "a folder", "-o FILE.html needs --single-file"),
    );
  }
  const before = readManifest(target);
  for (const path of files.keys()) {
    if (!before.has(path) && existsSync(join(target, path))) {
      throw new InputError(
        complaint(
          "report folder",
          join(folder, path),
          "no such file or an earlier report",
          "choose another folder with -o",
        ),
      );
    }
  }
  try {
    replace(files, before, target);
  } catch (error) {
    throw new InputError(`cannot write the report to ${JSON.stringify(folder)}: ${reason(error)}`, {
      cause: error,
    });
  }
}

/** Writes one file: the whole of it, or nothing. */
export function writeSingleFile(content: Buffer, path: string): void {
  const target = resolve(path);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    if (existsSync(target) && statSync(target).isDirectory()) throw new Error("it is a folder");
    makeFolder(dirname(target));
    writeFileSync(temporary, content);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new InputError(`cannot write the report to ${JSON.stringify(path)}: ${reason(error)}`, {
      cause: error,
    });
  }
}

function replace(
  files: ReadonlyMap<string, Buffer>,
  before: ReadonlySet<string>,
  target: string,
): void {
  makeFolder(target);
  const stage = mkdtempSync(join(target, ".writing-"));
  try {
    const manifest = { generator: "tidebook", files: [...files.keys()].sort() };
    const all = new Map([
      ...files,
      [manifestName, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)],
    ]);
    for (const [path, content] of all) {
      makeFolder(dirname(join(stage, path)));
      writeFileSync(join(stage, path), content);
    }
    for (const path of all.keys()) {
      makeFolder(dirname(join(target, path)));
      renameSync(join(stage, path), join(target, path));
    }
    for (const path of before) if (!files.has(path)) rmSync(join(target, path), { force: true });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** What an earlier report wrote here; paths that lead outside are not believed. */
function readManifest(folder: string): ReadonlySet<string> {
  try {
    const read = JSON.parse(readFileSync(join(folder, manifestName), "utf8")) as {
      files?: unknown;
    };
    const files = Array.isArray(read.files) ? read.files : [];
    const inside = (path: unknown): path is string =>
      typeof path === "string" &&
      /^(?:[^\\/]+\.html|assets\/(?:[\w-]+\/)?[\w.-]+)$/.test(path) &&
      !path.includes("..") &&
      basename(path) !== "";
    return new Set(files.filter(inside));
  } catch {
    return new Set();
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: { [code: string]: string } = {
    EACCES: "no permission",
    EROFS: "the disk is read-only",
    ENOSPC: "the disk is full",
    ENOTDIR: "a part of the path is a file",
  };
  return (code === undefined ? undefined : known[code]) ?? message;
}
