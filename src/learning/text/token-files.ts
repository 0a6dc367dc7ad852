/**
 * The files that hold a corpus in numbers while it is used: in a folder of their own, gone when they are closed
 * and also when the process ends in any way. Under Linux they lose their names at once, and are reached through
 * /proc; elsewhere they go at the process' exit, or, where that was not seen, when the next such folder is made.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { join } from "node:path";
import { InputError } from "../../base/check.js";
import { fileReason } from "../../base/file.js";

/** A file that is open in this process. */
export interface TokenFile {
  readonly file: number;
  /** What any thread of this process opens to read it. */
  readonly source: string;
}

/** Whole folders: not seen for an hour, and of a process that is gone. */
const staleMs = 3_600_000;

/** Folders of this process. */
const made = new Set<string>();

function removeAll(): void {
  for (const path of made) rmSync(path, { recursive: true, force: true });
}

/** A folder for token files, and what is open in it. */
export class TokenFolder {
  readonly path: string;
  private readonly open: number[] = [];

  /**
   * @param parent folder in which the new one is made
   * @param isKept whether the files keep their names, so that `path` can be moved
   * @throws InputError where the folder cannot be made
   */
  constructor(
    parent: string,
    private readonly isKept = false,
  ) {
    try {
      mkdirSync(parent, { recursive: true });
      removeStale(parent);
      this.path = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
    } catch (error) {
      throw new InputError(cannotWrite(parent, error), { cause: error });
    }
    if (made.size === 0) process.on("exit", removeAll);
    made.add(this.path);
  }

  /** A new file, to be written to. Throws the system's error. */
  create(name: string): TokenFile {
    const path = join(this.path, name);
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    const opened = this.add(path, "wx+");
    if (!this.isKept && opened.source !== path) {
      unlinkSync(path);
      rmdirSync(this.path);
    }
    return opened;
  }

  /** A file that is there already, here or in another folder. Throws the system's error. */
  add(path: string, flags = "r"): TokenFile {
    const file = openSync(path, flags, 0o600);
    this.open.push(file);
    const bare = `/proc/self/fd/${file}`;
    return { file, source: process.platform === "linux" && existsSync(bare) ? bare : path };
  }

  close(): void {
    for (const file of this.open.splice(0)) closeSync(file);
    rmSync(this.path, { recursive: true, force: true });
    made.delete(this.path);
    if (made.size === 0) process.off("exit", removeAll);
  }
}

/** The message of a folder or file that cannot be made. */
export function cannotWrite(path: string, error: unknown): string {
  return `cannot write the corpus in numbers to ${JSON.stringify(path)}: ${fileReason(error)}`;
}

const prefix = "tidebook-tokens-";

function removeStale(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : NaN;
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    try {
      const path = join(parent, name);
      if (Date.now() - statSync(path).mtimeMs > staleMs)
        rmSync(path, { recursive: true, force: true });
    } catch {
      // Somebody else removed it, or may: not ours to report.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
