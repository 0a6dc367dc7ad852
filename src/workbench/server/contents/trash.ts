/**
 * Where deleted files go: the person's own trash, from which the desktop can bring them back. Linux: the
 * freedesktop.org trash specification 1.0, home trash. macOS: the Trash folder. Windows has no trash that a
 * program without its libraries can reach: files are deleted there, and `trashFolder` is undefined.
 */
import { lstat, mkdir, rm, writeFile } from "node:fs/promises";
import { basename, extname, isAbsolute, join } from "node:path";
import { thisMachine, type Machine } from "../../../base/paths.js";
import { move } from "./moving.js";

/** A trash and its kind. */
export interface Trash {
  readonly folder: string;
  /** Are there an `info` and a `files` folder in it? */
  readonly isFreedesktop: boolean;
}

/** The trash of a person; undefined where there is none. */
export function trashOf({ platform, env, home }: Machine = thisMachine()): Trash | undefined {
  if (platform === "win32") return undefined;
  if (platform === "darwin") return { folder: join(home, ".Trash"), isFreedesktop: false };
  const share = env["XDG_DATA_HOME"];
  const data = share !== undefined && isAbsolute(share) ? share : join(home, ".local", "share");
  return { folder: join(data, "Trash"), isFreedesktop: true };
}

/** Moves a file or folder to the trash. */
export async function moveToTrash(file: string, trash: Trash, date = new Date()): Promise<void> {
  if (!trash.isFreedesktop) {
    await mkdir(trash.folder, { recursive: true, mode: 0o700 });
    for (const name of candidates(basename(file))) {
      if (await exists(join(trash.folder, name))) continue;
      return await move(file, join(trash.folder, name));
    }
  }
  const files = join(trash.folder, "files");
  const info = join(trash.folder, "info");
  for (const folder of [files, info]) await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = file.split("/").map(encodeURIComponent).join("/");
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  const note = `[Trash Info]\nPath=${path}\nDeletionDate=${local.toISOString().slice(0, 19)}\n`;
  for (const name of candidates(basename(file))) {
    const noteFile = join(info, `${name}.trashinfo`);
    if (await exists(join(files, name))) continue;
    try {
      // The note reserves the name.
      await writeFile(noteFile, note, { flag: "wx", mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw error;
    }
    try {
      return await move(file, join(files, name));
    } catch (error) {
      await rm(noteFile, { force: true });
      throw error;
    }
  }
}

/** `a.txt`, `a.2.txt`, `a.3.txt`, … without end; a long name is cut, so that its note's name fits too. */
function* candidates(name: string): Generator<string, never> {
  const ending = extname(name).slice(0, 20);
  const base = name.slice(0, name.length - extname(name).length);
  const isLong = Buffer.byteLength(name) > 200;
  const short = isLong ? base.slice(0, 50) : base;
  yield isLong ? `${short}${ending}` : name;
  for (let number = 2; ; number++) yield `${short}.${number}${ending}`;
}

const exists = (file: string) =>
  lstat(file).then(
    () => true,
    () => false,
  );
