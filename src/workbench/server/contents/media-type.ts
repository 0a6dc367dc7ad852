/**
 * File names → media types: hono's table for the web, and what notebooks' folders hold beside it. A `.ts`
 * file is TypeScript here, not a video stream.
 */
import { mimes } from "hono/utils/mime";

const own: { readonly [extension: string]: string } = {
  ipynb: "application/x-ipynb+json",
  ts: "text/x-typescript",
  mts: "text/x-typescript",
  cts: "text/x-typescript",
  tsx: "text/x-typescript",
  jsx: "text/javascript",
  cjs: "text/javascript",
  py: "text/x-python",
  md: "text/markdown",
  markdown: "text/markdown",
  tsv: "text/tab-separated-values",
  log: "text/plain",
  ini: "text/plain",
  toml: "application/toml",
  yaml: "application/yaml",
  yml: "application/yaml",
  jsonl: "application/jsonl",
  ndjson: "application/jsonl",
  geojson: "application/geo+json",
  sh: "text/x-sh",
  tex: "text/x-tex",
  tar: "application/x-tar",
  bz2: "application/x-bzip2",
  zst: "application/zstd",
  xz: "application/x-xz",
  npy: "application/octet-stream",
  npz: "application/octet-stream",
  parquet: "application/vnd.apache.parquet",
  m4a: "audio/mp4",
  wav: "audio/wav",
  mov: "video/quicktime",
};

/** The type that a name tells, without parameters; undefined where it tells none. */
export function guessType(name: string): string | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  // "a.constructor" must not find what every object has.
  const table = [own, mimes].find((types) => Object.hasOwn(types, extension));
  return (table as typeof own | undefined)?.[extension]?.split(";")[0];
}

/** The type as a header says it: texts are UTF-8. */
export function withCharset(type: string): string {
  return /^text\/|[/+](?:xml|yaml|toml|jsonl)$/.test(type) ? `${type}; charset=utf-8` : type;
}

/** The type of a file whose name tells none, by how it begins. */
export function sniffType(beginning: Uint8Array): string {
  if (beginning.includes(0)) return "application/octet-stream";
  try {
    // The last character may be cut.
    new TextDecoder("utf-8", { fatal: true }).decode(beginning, { stream: true });
    return "text/plain";
  } catch {
    return "application/octet-stream";
  }
}
