/**
 * Names that a reader sees in addresses: anchors from headings and page names from file names. They keep
 * letters of every script (a Chinese heading has a Chinese anchor) and are unique within their scope.
 */
import { basename, dirname, sep } from "node:path";

const longest = 80;

/** A text as an address part: lower-case letters and digits of any script, joined by hyphens. */
export function slug(text: string): string {
  const words =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  return [...words.join("-")].slice(0, longest).join("").replace(/-+$/, "");
}

/** Returns a function that makes each name once: the second `a` becomes `a-2`. */
export function uniqueNames(taken: Iterable<string> = []): (wanted: string) => string {
  const used = new Set(taken);
  return (wanted) => {
    let name = wanted;
    for (let count = 2; used.has(name); count++) name = `${wanted}-${count}`;
    used.add(name);
    return name;
  };
}

/** Page names (without `.html`) for notebook paths; equal file names get their folder's name in front. */
export function pageNames(paths: readonly string[]): string[] {
  const unique = uniqueNames(["index", "assets"]);
  const stems = paths.map((path) => slug(basename(path).replace(/\.ipynb$/i, "")) || "notebook");
  return paths.map((path, index) => {
    const stem = stems[index] ?? "notebook";
    const alone = stems.filter((other) => other === stem).length === 1;
    const folder = slug(basename(dirname(path)));
    return unique(alone || folder === "" ? stem : `${folder}-${stem}`);
  });
}

/** A file name as a title: `04-word2vec.ipynb` → `04 word2vec`. */
export function fileTitle(path: string): string {
  const stem = (path.split(sep).at(-1) ?? path).replace(/\.ipynb$/i, "");
  return stem.replace(/[-_]+/g, " ").trim() || "Notebook";
}
