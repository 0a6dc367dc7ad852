/**
 * Copies, new names, deletion: what changes where things are, not what they say. Links are renamed and
 * deleted as links. Nothing is ever overwritten.
 */
import { lstat, readdir, rm, rmdir, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { quote } from "../../../base/check.js";
import { fileReason } from "../../../base/file.js";
import { HttpError } from "../http-error.js";
import { copyFile, type Checkpoints } from "./checkpoints.js";
import { toHttpError } from "./failure.js";
import { withFreePlace } from "./free-place.js";
import { toModel, type ContentsModel } from "./model.js";
import { checkSize, copyTree, move } from "./moving.js";
import { originalName } from "./names.js";
import { hashFile } from "./open-file.js";
import type { Queues } from "./queue.js";
import { withHash } from "./reading.js";
import type { Place, Root } from "./root.js";
import { moveToTrash, type Trash } from "./trash.js";

export class Arranging {
  constructor(
    private readonly root: Root,
    private readonly queues: Queues,
    private readonly checkpoints: Checkpoints,
    private readonly trash: Trash | undefined,
    private readonly copyLimitBytes: number,
  ) {}

  /** Copies a file or folder into a folder, or to a path whose folder is there. */
  async copy(from: string, to: string): Promise<ContentsModel> {
    const wanted = await this.root.entry(to, 400);
    const source = await this.root.existing(from, 400);
    const stats = await stat(source.file);
    const isFolder = stats.isDirectory();
    if (isFolder) await checkSize(source.file, source.path, this.copyLimitBytes);
    const copyTo = async (place: Place): Promise<ContentsModel> => {
      try {
        if (isFolder) await copyTree(source.file, place.file);
        else await copyFile(source, place);
      } catch (error) {
        if (error instanceof HttpError) throw error;
        throw new HttpError(400, `Can't copy ${quote(source.path)} to ${quote(place.path)}`, null, {
          cause: error,
        });
      }
      return await toModel(place, await stat(place.file));
    };
    if ((await this.root.kind(to)) === "folder")
      return await withFreePlace(
        this.root,
        this.queues,
        to,
        originalName(source.name),
        "-Copy",
        copyTo,
      );
    return await this.queues.run(wanted.file, async () => {
      await this.checkFree(wanted);
      return await copyTo(wanted);
    });
  }

  /** Gives a file or folder another path. */
  async rename(from: string, to: string): Promise<ContentsModel> {
    const source = await this.root.entry(from, 400);
    const target = await this.root.entry(to, 400);
    if (source.path === "" || target.path === "")
      throw new HttpError(400, "Cannot rename the served folder itself");
    // Others may be about to put something at the new place, or seek a free name beside it.
    const keys = [source.file, target.file, dirname(target.file)];
    return await this.queues.runAll(keys, async () => {
      if (source.file !== target.file) {
        try {
          const old = await lstat(source.file);
          // On a disk that takes upper and lower case for one, a.txt → A.txt is the same file.
          const there = await lstat(target.file).catch(() => undefined);
          if (there !== undefined && !(there.ino === old.ino && there.dev === old.dev))
            throw new HttpError(409, `File already exists: ${target.path}`);
          await move(source.file, target.file);
        } catch (error) {
          throw toHttpError(error, source.path);
        }
        await this.checkpoints.follow(source, target);
      }
      const place = await this.root.entry(to, 400);
      const model = await toModel(place, await stat(place.file).catch(() => lstat(place.file)));
      // With the hash, JupyterLab can still tell later whether the file changed under its new name.
      if (model.type === "directory" || (model.size ?? 0) > 64 * 2 ** 20) return model;
      return await hashFile(await this.root.existing(to)).then(
        ({ hash }) => withHash(model, hash),
        () => model,
      );
    });
  }

  /** Deletes a file or folder: into the trash, where there is one; else only folders that are empty. */
  async delete(path: string): Promise<void> {
    const place = await this.root.entry(path, 400);
    if (place.path === "") throw new HttpError(400, "Can't delete the served folder itself");
    await this.queues.run(place.file, async () => {
      try {
        const stats = await lstat(place.file);
        if (this.trash !== undefined) await this.putInTrash(place, this.trash);
        else if (stats.isDirectory()) await this.deleteEmpty(place);
        else await unlink(place.file);
      } catch (error) {
        throw toHttpError(error, place.path, "nothing was deleted");
      }
      await this.checkpoints.forget(place);
    });
  }

  private async putInTrash(place: Place, trash: Trash): Promise<void> {
    try {
      await moveToTrash(place.file, trash);
    } catch (error) {
      throw new HttpError(
        400,
        `cannot move ${quote(place.path)} to the trash: ${fileReason(error)}; nothing was deleted`,
        null,
        { cause: error },
      );
    }
  }

  private async checkFree(place: Place): Promise<void> {
    const old = await lstat(place.file).catch(() => undefined);
    if (old !== undefined) throw new HttpError(409, `File already exists: ${place.path}`);
  }

  /** A folder that holds nothing but checkpoints counts as empty, as in Jupyter. */
  private async deleteEmpty(place: Place): Promise<void> {
    const names = await readdir(place.file);
    if (names.some((name) => name !== ".ipynb_checkpoints"))
      throw new HttpError(400, `Directory ${place.path} not empty`);
    if (names.length > 0) await rm(place.file, { recursive: true });
    else await rmdir(place.file);
  }
}
