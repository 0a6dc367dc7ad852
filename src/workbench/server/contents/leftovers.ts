/**
 * What a killed server left beside the files that it was writing: hidden temporary files with our endings.
 * Removed once for each folder that is written to, when they are so old that no server still writes them.
 */
import { lstat, readdir, unlink } from "node:fs/promises";
import { join } from "node:path";

/** `.a.ipynb.0123456789ab.tmp`: of `writeFileAtomically`, and of uploads. */
const leftover = /^\..{1,60}\.[\da-f]{12}\.(?:tmp|upload)$/su;

const oldAfterMs = 24 * 60 * 60 * 1000;

export class Leftovers {
  private readonly swept = new Set<string>();

  /** Sweeps a folder that was not swept before. Never fails. */
  async sweep(folder: string): Promise<void> {
    if (this.swept.has(folder)) return;
    this.swept.add(folder);
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      if (!leftover.test(name)) continue;
      const file = join(folder, name);
      const stats = await lstat(file).catch(() => undefined);
      if (stats?.isFile() === true && Date.now() - stats.mtimeMs > oldAfterMs)
        await unlink(file).catch(() => {});
    }
  }
}
