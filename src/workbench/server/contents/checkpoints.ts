/**
 * One earlier state for each file, beside it in `.ipynb_checkpoints` as Jupyter lays it:
 * `a.ipynb` → `.ipynb_checkpoints/a-checkpoint.ipynb`. Written and restored atomically, like every file.
 */
import { lstat, mkdir, stat, unlink } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { quote } from "../../../base/check.js";
import { writeFileAtomically } from "../../../base/file.js";
import { HttpError } from "../http-error.js";
import { toHttpError } from "./failure.js";
import { timestamp } from "./model.js";
import { move } from "./moving.js";
import { openFile } from "./open-file.js";
import type { Place, Root } from "./root.js";

export interface CheckpointModel {
  readonly id: string;
  readonly last_modified: string;
}

const folderName = ".ipynb_checkpoints";
/** There is only one for each file; Jupyter calls it this. */
const onlyId = "checkpoint";

export class Checkpoints {
  constructor(private readonly root: Root) {}

  async list(place: Place): Promise<CheckpointModel[]> {
    const stats = await stat(this.placeOf(place).file).catch(() => undefined);
    return stats?.isFile() === true
      ? [{ id: onlyId, last_modified: timestamp(stats.mtimeMs) }]
      : [];
  }

  async create(place: Place): Promise<CheckpointModel> {
    const checkpoint = this.placeOf(place);
    const folder = dirname(checkpoint.file);
    try {
      await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      });
      // A link in its place could lead anywhere.
      if (!(await lstat(folder)).isDirectory())
        throw new HttpError(403, `${quote(folderName)} beside ${quote(place.path)} is no folder`);
      await copyFile(place, checkpoint);
      const { mtimeMs } = await stat(checkpoint.file);
      return { id: onlyId, last_modified: timestamp(mtimeMs) };
    } catch (error) {
      throw toHttpError(error, checkpoint.path);
    }
  }

  /** Puts the earlier state back. */
  async restore(place: Place, id: string): Promise<void> {
    await copyFile(await this.known(place, id), place);
  }

  async delete(place: Place, id: string): Promise<void> {
    const checkpoint = await this.known(place, id);
    await unlink(checkpoint.file).catch((error: unknown) => {
      throw toHttpError(error, checkpoint.path);
    });
  }

  /** After a file was deleted. */
  async forget(place: Place): Promise<void> {
    if ((await this.list(place)).length > 0) await unlink(this.placeOf(place).file).catch(() => {});
  }

  /** After a file was renamed. A checkpoint that cannot follow is no reason to refuse the new name. */
  async follow(from: Place, to: Place): Promise<void> {
    if ((await this.list(from)).length === 0) return;
    const target = this.placeOf(to).file;
    await mkdir(dirname(target), { recursive: true }).catch(() => {});
    await unlink(target).catch(() => {});
    await move(this.placeOf(from).file, target).catch(() => {});
  }

  private async known(place: Place, id: string): Promise<Place> {
    const missing = () =>
      new HttpError(404, `Checkpoint does not exist: ${place.path}@${id.slice(0, 80)}`);
    if (id !== onlyId || (await this.list(place)).length === 0) throw missing();
    const checkpoint = this.placeOf(place);
    // The folder could be a link that leaves the served folder.
    const { file } = await this.root.inside(checkpoint);
    return { ...checkpoint, file };
  }

  private placeOf({ file, path }: Place): Place {
    const name = basename(file);
    const ending = extname(name);
    const own = `${name.slice(0, name.length - ending.length)}-${onlyId}${ending}`;
    const at = path.lastIndexOf("/") + 1;
    return {
      name: own,
      path: `${path.slice(0, at)}${folderName}/${own}`,
      file: join(dirname(file), folderName, own),
    };
  }
}

/** Copies a file's bytes over another file, atomically. */
export async function copyFile(from: Place, to: Place): Promise<void> {
  const { handle } = await openFile(from);
  try {
    await writeFileAtomically(
      to.file,
      handle.createReadStream({
        autoClose: false,
        highWaterMark: 1 << 20,
      }) as AsyncIterable<Buffer>,
    );
  } catch (error) {
    throw toHttpError(error, to.path, "the file is unchanged");
  } finally {
    await handle.close();
  }
}
