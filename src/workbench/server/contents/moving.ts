/** Moving files and folders, also to another disk: there, they are copied whole before the old ones go. */
import { cp, lstat, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { HttpError } from "../http-error.js";

/** Moves what is at `from` to `to`, where nothing may be. A link is moved, not what it leads to. */
export async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    await copyTree(from, to);
    await rm(from, { recursive: true });
  }
}

/** Copies a file, or a folder with everything in it; pipes and devices are left out, links stay links. */
export async function copyTree(from: string, to: string): Promise<void> {
  try {
    await cp(from, to, {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
      errorOnExist: true,
      force: false,
      filter: async (file) => {
        const stats = await lstat(file);
        return stats.isFile() || stats.isDirectory() || stats.isSymbolicLink();
      },
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ERR_FS_CP_EEXIST" && code !== "ERR_FS_CP_EINVAL")
      await rm(to, { recursive: true, force: true });
    throw error;
  }
}

/** @throws HttpError 400 where a folder holds more than `limitBytes` */
export async function checkSize(folder: string, path: string, limitBytes: number): Promise<void> {
  let total = 0;
  const walk = async (at: string): Promise<void> => {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const file = join(at, entry.name);
      if (entry.isDirectory()) await walk(file);
      else if (entry.isFile()) total += (await lstat(file)).size;
      if (total > limitBytes)
        throw new HttpError(
          400,
          `Can't copy folders larger than ${limitBytes / 2 ** 20} MiB: "${path}" is larger`,
        );
    }
  };
  await walk(folder);
}
