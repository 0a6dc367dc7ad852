/**
 * What the interface says about a file or folder: Jupyter's contents model, field for field. Made from what
 * the disk says; `reading.ts` adds the content.
 */
import { constants, type Stats } from "node:fs";
import { access } from "node:fs/promises";
import { guessType } from "./media-type.js";
import type { Place } from "./root.js";

export type ContentsType = "directory" | "file" | "notebook";

export interface ContentsModel {
  readonly name: string;
  readonly path: string;
  readonly type: ContentsType;
  readonly writable: boolean;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly last_modified: string;
  /** Bytes; null for folders. */
  readonly size: number | null;
  readonly mimetype: string | null;
  readonly format: "json" | "text" | "base64" | null;
  /** A notebook, a text, base64, the models of a folder's entries; null where it was not asked for. */
  readonly content: unknown;
  /** Hexadecimal digest of the bytes on disk. */
  readonly hash: string | null;
  readonly hash_algorithm: "sha256" | null;
  /** What is wrong with a notebook that was read or saved all the same. */
  readonly message?: string;
}

/** The type that a name stands for where nobody says another. */
export function typeOf(name: string, stats: Stats): ContentsType {
  if (stats.isDirectory()) return "directory";
  return name.endsWith(".ipynb") ? "notebook" : "file";
}

/** The model without content. */
export async function toModel(
  { path, name, file }: Place,
  stats: Stats,
  type = typeOf(name, stats),
): Promise<ContentsModel> {
  const writable = await access(file, constants.W_OK).then(
    () => true,
    () => false,
  );
  return {
    name,
    path,
    type,
    writable,
    created: timestamp(stats.birthtimeMs > 0 ? stats.birthtimeMs : stats.ctimeMs),
    last_modified: timestamp(stats.mtimeMs),
    size: type === "directory" ? null : stats.size,
    mimetype: type === "file" ? (guessType(name) ?? null) : null,
    format: null,
    content: null,
    hash: null,
    hash_algorithm: null,
  };
}

/** The time as Jupyter writes it. Disks hold times that no calendar has; those are the epoch. */
export function timestamp(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}
