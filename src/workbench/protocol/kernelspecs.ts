/**
 * Kernelspecs: which kernels there are and how each is started. Reads `kernels/<name>/kernel.json` along
 * Jupyter's paths, in their order; the spec of our own kernel is always there, installed or not. Format
 * as in "Making kernels for Jupyter".
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { folders } from "../../base/paths.js";

/** What `kernel.json` says. */
export interface KernelspecFile {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode?: "signal" | "message";
  readonly env?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface Kernelspec extends KernelspecFile {
  readonly name: string;
  /** The spec's folder, with logos beside `kernel.json`. */
  readonly resourceDir: string;
}

/** The name of our kernel: that of stock tslab, so that each notebook opens there too. */
export const ownKernelName = "tslab";

/** Our kernel's program and its resources (logos), next to this file in the installation. */
const ownKernelMain = fileURLToPath(new URL("../kernel/main.js", import.meta.url));

/** How our kernel is started; `kernel install` writes the same. */
export function ownKernelspec(): Kernelspec {
  return {
    name: ownKernelName,
    // Without the first flag Node aborts when a running cell is terminated inside an async callback; the
    // second keeps Node's notes on its own experiments, with their process id, out of the first cell.
    argv: [
      process.execPath,
      "--no-force-async-hooks-checks",
      "--disable-warning=ExperimentalWarning",
      ownKernelMain,
      "{connection_file}",
    ],
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
    resourceDir: fileURLToPath(new URL("../kernel/logo/", import.meta.url)),
  };
}

/**
 * All kernelspecs by lower-case name; of two with one name the first on the path counts, as in Jupyter.
 * Under the name `tslab` our own spec wins over an installed one. Unreadable specs are left out.
 */
export async function findKernelspecs(
  jupyterPath: readonly string[] = folders().jupyterPath,
): Promise<ReadonlyMap<string, Kernelspec>> {
  const found = new Map<string, Kernelspec>([[ownKernelName, ownKernelspec()]]);
  for (const folder of jupyterPath) {
    const names = await readdir(join(folder, "kernels")).catch(() => []);
    for (const directory of names.sort()) {
      const name = directory.toLowerCase();
      if (found.has(name)) continue;
      const spec = await readKernelspec(join(folder, "kernels", directory)).catch(() => undefined);
      if (spec !== undefined) found.set(name, { ...spec, name });
    }
  }
  return found;
}

/** Reads one spec folder; undefined where `kernel.json` does not describe a kernel. */
export async function readKernelspec(
  resourceDir: string,
): Promise<Omit<Kernelspec, "name"> | undefined> {
  const file = JSON.parse(
    await readFile(join(resourceDir, "kernel.json"), "utf8"),
  ) as KernelspecFile;
  if (!Array.isArray(file.argv) || file.argv.length === 0) return undefined;
  return {
    ...file,
    display_name: file.display_name ?? "",
    language: file.language ?? "",
    resourceDir,
  };
}
