/**
 * Reading text, and writing a file so that nobody ever sees half of it: a temporary file in the same folder, flushed to the
 * disk, renamed over the old one. Used for notebooks, reports, history and kernelspecs. Keeps the mode of
 * the old file and follows symbolic links to their target; devices and pipes are written as they are.
 */
import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import {
  access,
  chmod,
  constants,
  lstat,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  stat,
  unlink,
} from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "./check.js";

/** What the operating system says, in words that need no manual. */
const reasons: { readonly [code: string]: string } = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file is too large for the disk",
  ENOENT: "no such file or folder",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "symbolic links lead in a circle",
  EMFILE: "too many files are open",
  EIO: "the disk reports an error",
};

/** The reason of a failed file operation, for a message: words, or the system's own message. */
export function fileReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : reasons[code];
  return words === undefined ? (message ?? String(error)) : `${words} (${code})`;
}

/**
 * Reads a text file.
 *
 * @throws InputError with the path: it cannot be read, or it is not UTF-8 (with the first line that is not)
 */
export async function readText(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new InputError(`cannot read ${JSON.stringify(path)}: ${fileReason(error)}`, {
      cause: error,
    });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    // The first bad byte is where a lenient reader and the bytes part ways.
    const lenient = Buffer.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    const at = bytes.findIndex((byte, index) => byte !== lenient[index]);
    const line = bytes.subarray(0, at).reduce((count, byte) => count + Number(byte === 10), 1);
    throw new InputError(`${path}, line ${line}: bytes that are not UTF-8; expected UTF-8 text`, {
      cause: error,
    });
  }
}

/** What can be written: text, bytes, or bytes that come piece by piece. */
export type FileData = string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Writes `data` to `path`: afterwards the file holds all of it, or it is unchanged and an InputError says why.
 *
 * @throws InputError `cannot write "a.ipynb": no space is left on the disk (ENOSPC); the file is unchanged`, and any
 *   InputError of pieces that cannot be made
 */
export async function writeFileAtomically(path: string, data: FileData): Promise<void> {
  try {
    const { target, old } = await toTarget(path);
    if (old !== undefined && !old.isFile()) await writeAndFlush(target, "w", data);
    else await replace(target, data, old?.mode);
  } catch (error) {
    if (error instanceof InputError) throw error; // the pieces themselves are not usable
    throw new InputError(
      `cannot write ${JSON.stringify(path)}: ${fileReason(error)}; the file is unchanged`,
      { cause: error },
    );
  }
}

/** What would keep a file from being written, as far as it shows before: an error for `fileReason`. */
export async function findObstacle(path: string): Promise<unknown> {
  try {
    const { target, old } = await toTarget(path);
    const isReplaced = old === undefined || old.isFile();
    // The dot at the end asks for a folder.
    await access(isReplaced ? `${dirname(target)}/.` : target, constants.W_OK);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** The file that is really written, and what is there now; throws where it cannot be one. */
async function toTarget(path: string): Promise<{ target: string; old: Stats | undefined }> {
  // A pipe behind /dev/stdout has no path of its own, so only files and folders are followed.
  const seen = await stat(path).catch(() => undefined);
  if (seen !== undefined && !seen.isFile() && !seen.isDirectory())
    return { target: path, old: seen };
  const target = await linkTarget(path);
  const old = await stat(target).catch(() => undefined);
  if (old?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  if (old !== undefined && (old.mode & 0o222) === 0)
    throw Object.assign(new Error(), { code: "EACCES" });
  return { target, old };
}

/** Where a chain of symbolic links ends, also when nothing is there yet. */
async function linkTarget(path: string): Promise<string> {
  let target = resolve(path);
  for (let hops = 0; hops < 40; hops++) {
    const found = await lstat(target).catch(() => undefined);
    if (found === undefined) return target;
    if (!found.isSymbolicLink()) return await realpath(target);
    target = resolve(dirname(target), await readlink(target));
  }
  throw Object.assign(new Error(), { code: "ELOOP" });
}

async function replace(target: string, data: FileData, mode: number | undefined): Promise<void> {
  const folder = dirname(target);
  const temporary = join(
    folder,
    `.${basename(target).slice(0, 60)}.${randomBytes(6).toString("hex")}.tmp`,
  );
  try {
    await writeAndFlush(temporary, "wx", data);
    if (mode !== undefined) await chmod(temporary, mode & 0o7777);
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
  // The new name itself reaches the disk with the folder; Windows cannot flush a folder, and need not.
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

async function writeAndFlush(path: string, flags: "w" | "wx", data: FileData): Promise<void> {
  const handle = await open(path, flags);
  try {
    const isWhole = typeof data === "string" || data instanceof Uint8Array;
    // Each piece goes on where the last one ended.
    for await (const piece of isWhole ? [data] : data) await handle.writeFile(piece);
    if (flags === "wx") await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether two names, links followed, lead to one file that is there. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const look = (path: string) => stat(path, { bigint: true }).catch(() => undefined);
  const [first, second] = await Promise.all([look(one), look(other)]);
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
}
