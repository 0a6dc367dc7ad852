/**
 * Where a kernel runs: the folder of its notebook, found from the path that a page knows (below the served
 * root, with `/`). A path that does not exist, as a console's, gives the nearest folder above it; none lies
 * outside the root, symbolic links followed.
 */
import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { quote } from "../../../base/check.js";
import { HttpError } from "../http-error.js";

/** @throws HttpError 400 for a path that leads out of the root */
export async function workingFolder(root: string, path: string): Promise<string> {
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  if (names.some((name) => name === ".." || /[\0\\]/.test(name)))
    throw new HttpError(400, `path: ${quote(path)}; expected one below the served folder`);
  const top = await realpath(root);
  for (let count = names.length; count > 0; count -= 1) {
    const folder = await realpath(join(top, ...names.slice(0, count))).catch(() => undefined);
    if (folder === undefined || !(folder === top || folder.startsWith(top + sep))) continue;
    if ((await stat(folder)).isDirectory()) return folder;
  }
  return top;
}
