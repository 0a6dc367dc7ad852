/**
 * The source files of a program. Library files are parsed (and, by the first program, bound) once per
 * process and travel in the snapshot, and so do the declarations of our own package; files of packages are
 * parsed once per session; the user's own files
 * are looked at before every program and parsed again when they changed. No file is ever watched.
 */
import { statSync } from "node:fs";

import { isLibraryFile, isLocalSource } from "./resolution.js";
import { ts } from "./typescript.js";

/** Parsed library files by path: what makes the snapshot fast. */
const libraryFiles = new Map<string, ts.SourceFile>();

interface Known {
  readonly stamp: string;
  readonly file: ts.SourceFile;
}

/** Parsed declarations of packages by path; they travel too, and count as long as the file is the same. */
const declarationFiles = new Map<string, Known>();

export class SourceFiles {
  readonly #known = new Map<string, Known>();
  #localsChanged = false;

  /** The file at `path`, or undefined where there is none. */
  read(
    path: string,
    options: ts.ScriptTarget | ts.CreateSourceFileOptions,
  ): ts.SourceFile | undefined {
    if (isLibraryFile(path)) return remember(libraryFiles, path, () => parse(path, options));
    const known = this.#known.get(path);
    if (known !== undefined) return known.file;
    const stamp = stampOf(path);
    const travelled = declarationFiles.get(path);
    const file = travelled?.stamp === stamp ? travelled.file : parse(path, options);
    if (file === undefined) return undefined;
    this.#known.set(path, { stamp, file });
    if (file.isDeclarationFile) declarationFiles.set(path, { stamp, file });
    return file;
  }

  /** Forgets the user's files that changed on the disk since they were read; true when there were any. */
  refresh(): boolean {
    for (const [path, known] of this.#known) {
      if (!isLocalSource(path) || stampOf(path) === known.stamp) continue;
      this.#known.delete(path);
      this.#localsChanged = true;
    }
    const changed = this.#localsChanged;
    this.#localsChanged = false;
    return changed;
  }
}

function remember<T>(map: Map<string, T>, key: string, make: () => T | undefined): T | undefined {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (made !== undefined) map.set(key, made);
  return made;
}

function parse(
  path: string,
  options: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile | undefined {
  const text = ts.sys.readFile(path);
  return text === undefined ? undefined : ts.createSourceFile(path, text, options);
}

/** Changes whenever the file does; empty where there is none. */
function stampOf(path: string): string {
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(path);
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  } catch {
    return "";
  }
}
