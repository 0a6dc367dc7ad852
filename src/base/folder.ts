/**
 * Makes a folder and those above it. Node's own `mkdir(…, { recursive: true })` never returns where the
 * system says that a folder does not exist and cannot be made either (`/proc`, some network drives): a
 * home that lies there must cost an error, not the kernel.
 */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes `path`, with the permissions `mode` for what is new.
 * @throws the system's error, with its code, where that cannot be done
 */
export function makeFolder(path: string, mode = 0o777): void {
  const make = () => {
    try {
      mkdirSync(path, { mode });
    } catch (error) {
      const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !isThere) throw error;
    }
  };
  try {
    make();
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || parent === path) throw error;
    makeFolder(parent, mode);
    make();
  }
}
