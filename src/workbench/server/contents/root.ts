/**
 * The jail: from a path of the interface to a file on disk, never outside the served folder. Links are
 * followed while they stay inside; what is handed out is the real path, without links, so that the next
 * step cannot be led elsewhere by a link on the way. Left out: what is done with the file.
 */
import { realpathSync } from "node:fs";
import { lstat, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { quote } from "../../../base/check.js";
import { HttpError } from "../http-error.js";
import { toHttpError } from "./failure.js";
import { isHidden, toNames, toPath } from "./path.js";

/** A place in the served folder. */
export interface Place {
  /** As models give it: `"a/b.ipynb"`, `""` for the served folder. */
  readonly path: string;
  /** The last name, `""` for the served folder. */
  readonly name: string;
  /** The real path on disk. */
  readonly file: string;
}

export class Root {
  /** The served folder, behind every link. */
  readonly folder: string;

  constructor(
    folder: string,
    private readonly allowHidden: boolean,
  ) {
    this.folder = realpathSync.native(folder);
  }

  /**
   * What `path` names, its last link not followed: for what is deleted or renamed, which is the link. There
   * may be nothing yet, but its folder is there.
   *
   * @throws HttpError 404 where the folder is not there or outside; `refusal` (400 or 404) for hidden places
   */
  async entry(path: string, refusal: 400 | 404): Promise<Place> {
    const names = this.check(path, refusal);
    const name = names.at(-1);
    if (name === undefined) return { path: "", name: "", file: this.folder };
    const folder = await this.resolve(join(this.folder, ...names.slice(0, -1)), path);
    return { path: toPath(names), name, file: join(folder, name) };
  }

  /** What `path` names, links followed. It is there. */
  async existing(path: string, refusal: 400 | 404 = 404): Promise<Place> {
    const names = this.check(path, refusal);
    const file = await this.resolve(join(this.folder, ...names), path);
    return { path: toPath(names), name: names.at(-1) ?? "", file };
  }

  /** Where `path` is written: what is there with links followed, else the place for it in its folder. */
  async writable(path: string): Promise<Place> {
    const entry = await this.entry(path, 400);
    const stats = await lstat(entry.file).catch((error: unknown) => absent(error, path));
    if (stats?.isSymbolicLink() !== true) return entry;
    return { ...entry, file: await this.resolve(entry.file, path) };
  }

  /** A place that the server made up itself, behind links; what it names is there. */
  async inside(place: Place): Promise<Place> {
    return { ...place, file: await this.resolve(place.file, place.path) };
  }

  /** Is a real path inside? */
  holds(file: string): boolean {
    const way = relative(this.folder, file);
    return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
  }

  /** What is there, links followed. Hidden and foreign places are nothing. */
  async kind(path: string): Promise<"file" | "folder" | undefined> {
    try {
      const stats = await stat((await this.existing(path)).file);
      return stats.isDirectory() ? "folder" : "file";
    } catch {
      return undefined;
    }
  }

  /** The real path behind links. */
  private async resolve(file: string, path: string): Promise<string> {
    let real: string;
    try {
      real = await realpath(file);
    } catch (error) {
      throw toHttpError(error, path);
    }
    if (this.holds(real)) return real;
    throw new HttpError(
      404,
      `${quote(path)} is outside the served folder: a symbolic link leads there`,
    );
  }

  private check(path: string, refusal: 400 | 404): string[] {
    const names = toNames(path);
    if (this.allowHidden || !isHidden(names)) return names;
    throw refusal === 404
      ? new HttpError(404, `file or folder does not exist: ${quote(path)}`)
      : new HttpError(400, `path: ${quote(path)}; expected no hidden name`);
  }
}

function absent(error: unknown, path: string): undefined {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  throw toHttpError(error, path);
}
