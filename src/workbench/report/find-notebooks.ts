/**
 * Arguments of the command line → notebook files: a notebook stands for itself, a folder for every
 * notebook in it and below it, in the order of their names; hidden folders and packages are left out.
 */
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { complaint, InputError } from "../../base/check.js";

const byName = new Intl.Collator("en", { numeric: true });

/**
 * Finds the notebooks that arguments name.
 *
 * @returns absolute paths, each once
 * @throws InputError for a path that does not exist, and for a folder without a notebook
 */
export function findNotebooks(names: readonly string[]): string[] {
  const found = names.flatMap((name) => {
    const path = resolve(name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined)
      throw new InputError(complaint("notebook", name, "an existing file or folder"));
    if (!stat.isDirectory()) return [path];
    const inside = inFolder(path);
    if (inside.length === 0)
      throw new InputError(complaint("folder", name, "a folder with notebooks (*.ipynb)"));
    return inside;
  });
  return [...new Set(found)];
}

function inFolder(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort(
    (a, b) => byName.compare(a.name, b.name) || (a.name < b.name ? -1 : 1),
  );
  const visible = entries.filter(({ name }) => !name.startsWith(".") && name !== "node_modules");
  const files = visible.filter((entry) => entry.isFile() && entry.name.endsWith(".ipynb"));
  const folders = visible.filter((entry) => entry.isDirectory());
  return [
    ...files.map(({ name }) => join(folder, name)),
    ...folders.flatMap(({ name }) => inFolder(join(folder, name))),
  ];
}
