/**
 * Large files that come in pieces: `chunk` 1, 2, …, -1 (the last), as JupyterLab sends files over 1 MB. The
 * pieces gather in a hidden file beside the place, which takes the place when the last has come: a broken
 * upload never leaves half a file under the name. Two uploads of one name: the later one wins, the
 * earlier one is told.
 */
import { randomBytes } from "node:crypto";
import { chmod, open, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { quote } from "../../../base/check.js";
import { HttpError } from "../http-error.js";
import { toHttpError } from "./failure.js";
import { toModel, typeOf, type ContentsModel } from "./model.js";
import type { Place } from "./root.js";
import { checkReplaceable } from "./saving.js";

interface Upload {
  readonly temporary: string;
  readonly next: number;
  readonly touchedMs: number;
}

const forgottenAfterMs = 60 * 60 * 1000;

export class Uploads {
  private readonly running = new Map<string, Upload>();

  /** Takes a piece; the model is that of the file as far as it has come. */
  async take(place: Place, chunk: number, bytes: Uint8Array): Promise<ContentsModel> {
    try {
      await this.forget((upload) => Date.now() - upload.touchedMs > forgottenAfterMs);
      if (chunk === 1) await this.begin(place);
      const upload = this.running.get(place.file);
      if (upload === undefined || (chunk !== -1 && chunk !== upload.next))
        throw new HttpError(
          409,
          `chunk: ${chunk}; expected ${upload === undefined ? "1" : `${upload.next} or -1`}; upload ${quote(place.path)} again`,
        );
      await append(upload.temporary, bytes, chunk === -1);
      if (chunk === -1) {
        await this.finish(place, upload);
        return await toModel(place, await stat(place.file));
      }
      const touchedMs = Date.now();
      this.running.set(place.file, { ...upload, next: upload.next + 1, touchedMs });
      const stats = await stat(upload.temporary);
      return await toModel({ ...place, file: upload.temporary }, stats, typeOf(place.name, stats));
    } catch (error) {
      // A client does not go on after an error.
      if (!(error instanceof HttpError) || chunk === -1) await this.drop(place.file);
      throw toHttpError(error, place.path, "nothing was uploaded");
    }
  }

  /** Removes what was begun and never ended. */
  async close(): Promise<void> {
    await this.forget(() => true);
  }

  private async begin(place: Place): Promise<void> {
    await checkReplaceable(place);
    await this.drop(place.file);
    const name = `.${basename(place.file).slice(0, 60)}.${randomBytes(6).toString("hex")}.upload`;
    const temporary = join(dirname(place.file), name);
    const handle = await open(temporary, "wx");
    await handle.close();
    this.running.set(place.file, { temporary, next: 1, touchedMs: Date.now() });
  }

  private async finish(place: Place, { temporary }: Upload): Promise<void> {
    await checkReplaceable(place);
    const old = await stat(place.file).catch(() => undefined);
    if (old !== undefined && (old.mode & 0o222) === 0)
      throw Object.assign(new Error(), { code: "EACCES" });
    if (old !== undefined) await chmod(temporary, old.mode & 0o7777);
    await rename(temporary, place.file);
    this.running.delete(place.file);
  }

  private async forget(isOver: (upload: Upload) => boolean): Promise<void> {
    for (const [file, upload] of this.running) if (isOver(upload)) await this.drop(file);
  }

  private async drop(file: string): Promise<void> {
    const upload = this.running.get(file);
    if (upload === undefined) return;
    this.running.delete(file);
    await unlink(upload.temporary).catch(() => {});
  }
}

async function append(file: string, bytes: Uint8Array, isLast: boolean): Promise<void> {
  const handle = await open(file, "a");
  try {
    await handle.writeFile(bytes);
    if (isLast) await handle.sync();
  } finally {
    await handle.close();
  }
}
