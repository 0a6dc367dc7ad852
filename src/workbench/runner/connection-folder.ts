/**
 * Where the connection file of a kernel that we start lies: in a temporary folder of its own, because it
 * holds the key that signs messages. Removed with the kernel, and at the end of this program, however it
 * comes (but for SIGKILL).
 */
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileReason } from "../../base/file.js";
import { writeConnection, type ConnectionInfo } from "../protocol/connection.js";
import { KernelError } from "./error.js";

/** Folders of connection files: they hold keys, so none is left behind, however this program ends. */
const placed = new Set<string>();
const removePlaced = () => placed.forEach((folder) => rmSync(folder, removeAll));
const removeAll = { recursive: true, force: true } as const;

/**
 * Writes a connection file into a new temporary folder.
 *
 * @throws KernelError where the temporary folder cannot be written
 */
export async function placeConnection(
  info: ConnectionInfo,
  path: string,
): Promise<{ folder: string; connectionFile: string }> {
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(tmpdir(), "tidebook-kernel-"));
    if (placed.size === 0) process.once("exit", removePlaced);
    placed.add(folder);
    const connectionFile = join(folder, "connection.json");
    await writeConnection(connectionFile, info);
    return { folder, connectionFile };
  } catch (error) {
    if (folder !== undefined) await removeConnection(folder);
    throw new KernelError(
      `${path}: cannot write the connection file in ${JSON.stringify(tmpdir())}: ${fileReason(error)}; ` +
        "expected a writable folder for temporary files; set TMPDIR to one",
      { cause: error },
    );
  }
}

/** Removes the folder of a connection file whose kernel is gone. */
export async function removeConnection(folder: string): Promise<void> {
  await rm(folder, removeAll).catch(() => {});
  placed.delete(folder);
  if (placed.size === 0) process.off("exit", removePlaced);
}
