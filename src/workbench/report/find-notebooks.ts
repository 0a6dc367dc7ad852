/**
 * Arguments of the command line → notebook files: a notebook stands for itself, a folder for every
 * notebook in it and below it; hidden folders and packages are left out. Arguments and folders keep their
 * order; what a folder's own notebooks come in is for `inReadingOrder` to say once they are read.
 */
import { readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { complaint, InputError } from "../../base/check.js";
import { inCourseOrder, readLesson } from "../document/lesson.js";
import type { ReportEntry } from "./draw.js";

const byName = new Intl.Collator("en", { numeric: true });

/**
 * Finds the notebooks that arguments name.
 *
 * @returns absolute paths, each once, in groups: a notebook that was named by itself, or those of one folder
 * @throws InputError for a path that does not exist, and for a folder without a notebook
 */
export function findNotebooks(names: readonly string[]): string[][] {
  const found = names.flatMap((name) => {
    const path = resolve(name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined)
      throw new InputError(complaint("notebook", name, "an existing file or folder"));
    if (!stat.isDirectory()) return [[path]];
    const inside = inFolder(path);
    if (inside.length === 0)
      throw new InputError(complaint("folder", name, "a folder with notebooks (*.ipynb)"));
    return inside;
  });
  const seen = new Set<string>();
  const isNew = (path: string): boolean => !seen.has(path) && seen.add(path).size > 0;
  return found.map((group) => group.filter(isNew)).filter((group) => group.length > 0);
}

/** The notebooks of one folder as a course has them: as the lab's start page lists them. */
export function inReadingOrder(entries: readonly ReportEntry[]): ReportEntry[] {
  const lessons = entries.map((entry) => ({
    ...readLesson(basename(entry.path), entry.notebook),
    entry,
  }));
  return inCourseOrder(lessons).map(({ entry }) => entry);
}

/** The notebooks of a folder, then those of each folder in it. */
function inFolder(folder: string): string[][] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort(
    (a, b) => byName.compare(a.name, b.name) || (a.name < b.name ? -1 : 1),
  );
  const visible = entries.filter(({ name }) => !name.startsWith(".") && name !== "node_modules");
  const files = visible.filter((entry) => entry.isFile() && entry.name.endsWith(".ipynb"));
  const folders = visible.filter((entry) => entry.isDirectory());
  return [
    ...(files.length === 0 ? [] : [files.map(({ name }) => join(folder, name))]),
    ...folders.flatMap(({ name }) => inFolder(join(folder, name))),
  ];
}
