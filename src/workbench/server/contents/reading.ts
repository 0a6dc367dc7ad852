/**
 * GET: the model of a file, a notebook or a folder, with or without its content and hash. Content and hash
 * always come from the same bytes, so that a page can tell later whether the file changed under it.
 */
import { lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { quote } from "../../../base/check.js";
import { HttpError } from "../http-error.js";
import { toHttpError } from "./failure.js";
import { toModel, type ContentsModel, type ContentsType } from "./model.js";
import { notebookText, readNotebookText } from "./notebook-content.js";
import { hashBytes, hashFile, openFile, readBytes } from "./open-file.js";
import { isClutter, isHidden, toNames } from "./path.js";
import type { Place, Root } from "./root.js";
import type { Signatures } from "./signatures.js";
import { withTrust } from "./trust-marks.js";

export interface ReadOptions {
  readonly type?: ContentsType | undefined;
  readonly format?: "text" | "base64" | undefined;
  readonly content: boolean;
  readonly hash: boolean;
}

/** What reading needs to know beside the path. */
export interface Reading {
  readonly root: Root;
  readonly signatures: Signatures;
  readonly allowHidden: boolean;
}

/** The model of what a path names. */
export async function read(
  reading: Reading,
  path: string,
  options: ReadOptions,
): Promise<ContentsModel> {
  const place = await reading.root.existing(path);
  const stats = await stat(place.file).catch((error: unknown) => {
    throw toHttpError(error, place.path);
  });
  const { type } = options;
  if (stats.isDirectory()) {
    if (type !== undefined && type !== "directory")
      throw new HttpError(400, `${place.path} is a directory, not a ${type}`, "bad type");
    const model = await toModel(place, stats);
    if (!options.content) return model;
    return { ...model, format: "json", content: await readFolder(reading, place) };
  }
  if (type === "directory")
    throw new HttpError(400, `${place.path} is not a directory`, "bad type");
  const isNotebook = type === "notebook" || (type === undefined && place.name.endsWith(".ipynb"));
  if (!options.content) return await readNoContent(place, isNotebook, options.hash);
  return isNotebook
    ? await readNotebook(reading, place, options.hash)
    : await readFile(place, options);
}

async function readNoContent(
  place: Place,
  isNotebook: boolean,
  hash: boolean,
): Promise<ContentsModel> {
  const type = isNotebook ? "notebook" : "file";
  if (hash) {
    const hashed = await hashFile(place);
    return withHash(await toModel(place, hashed.stats, type), hashed.hash);
  }
  const { handle, stats } = await openFile(place);
  await handle.close();
  return await toModel(place, stats, type);
}

async function readNotebook(
  { signatures }: Reading,
  place: Place,
  hash: boolean,
): Promise<ContentsModel> {
  const { bytes, stats } = await readBytes(place);
  const { notebook, message } = readNotebookText(toText(bytes, place.path), place.path);
  const trusted = await signatures.has(
    () => bytes,
    () => notebookText(notebook, place.path),
  );
  const model = await toModel(place, stats, "notebook");
  return {
    ...(hash ? withHash(model, hashBytes(bytes)) : model),
    format: "json",
    content: withTrust(notebook, trusted),
    ...(message !== undefined && { message }),
  };
}

async function readFile(
  place: Place,
  { format, hash }: Pick<ReadOptions, "format" | "hash">,
): Promise<ContentsModel> {
  const { bytes, stats } = await readBytes(place);
  let text: string | undefined;
  if (format !== "base64") {
    try {
      text = toText(bytes, place.path);
    } catch (error) {
      if (format === "text") throw error;
    }
  }
  const model = await toModel(place, stats, "file");
  return {
    ...(hash ? withHash(model, hashBytes(bytes)) : model),
    mimetype: model.mimetype ?? (text === undefined ? "application/octet-stream" : "text/plain"),
    ...(text === undefined
      ? { format: "base64", content: bytes.toString("base64") }
      : { format: "text", content: text }),
  };
}

/** The text of UTF-8 bytes; a mark at its beginning stays, so that saving gives the same bytes. */
export function toText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new HttpError(400, `${quote(path)} is not UTF-8 encoded`, "bad format", {
      cause: error,
    });
  }
}

export function withHash(model: ContentsModel, hash: string): ContentsModel {
  return { ...model, hash, hash_algorithm: "sha256" };
}

/** The models of a folder's entries, in the order of their names. */
async function readFolder(reading: Reading, folder: Place): Promise<ContentsModel[]> {
  let names: string[];
  try {
    names = await readdir(folder.file);
  } catch (error) {
    throw toHttpError(error, folder.path);
  }
  const shown = names
    .filter((name) => (reading.allowHidden || !isHidden([name])) && !isClutter(name))
    .sort();
  const models: (ContentsModel | undefined)[] = [];
  // Some at a time: a folder of 50,000 files must not open the disk as often at once.
  for (let start = 0; start < shown.length; start += 64) {
    const some = shown.slice(start, start + 64).map((name) => readEntry(reading, folder, name));
    models.push(...(await Promise.all(some)));
  }
  return models.filter((model) => model !== undefined);
}

/** An entry's model; undefined for what the interface cannot name, does not serve, or what has just gone. */
async function readEntry(
  { root }: Reading,
  folder: Place,
  name: string,
): Promise<ContentsModel | undefined> {
  const path = folder.path === "" ? name : `${folder.path}/${name}`;
  try {
    toNames(path);
    const file = join(folder.file, name);
    const own = await lstat(file);
    if (!own.isSymbolicLink())
      return own.isFile() || own.isDirectory()
        ? await toModel({ path, name, file }, own)
        : undefined;
    const stats = await stat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    // A link to nothing is shown, so that it can be deleted.
    if (stats === undefined) return await toModel({ path, name, file }, own);
    const target = await root.existing(path);
    return stats.isFile() || stats.isDirectory()
      ? await toModel({ ...target, path, name }, stats)
      : undefined;
  } catch {
    return undefined;
  }
}
