/**
 * Single articles out of a multistream dump: `…-pages-articles-multistream.xml.bz2` holds a bzip2 stream for each
 * hundred pages, and `…-multistream-index.txt.bz2` says in which stream a page is ("offset:id:title" a line).
 * So one article costs one stream, not the dump. Left out: keeping the index in memory (English: 25 million
 * lines); look up many titles at once instead.
 */
import { createReadStream } from "node:fs";
import { check, InputError, quote } from "../../../base/check.js";
import { fileReason } from "../../../base/file.js";
import { unpackBzip2 } from "../bzip2.js";
import { readBytes } from "../decompress.js";
import { readPages, type WikipediaPage } from "./page-reader.js";

/** A line of the index. */
export interface IndexEntry {
  /** Byte of the dump at which the page's stream begins. */
  readonly offset: number;
  /** MediaWiki's number of the page. */
  readonly id: number;
  readonly title: string;
}

/** A multistream dump and its index. */
export interface MultistreamDump {
  /** The dump's file. */
  readonly path: string;
  /** The index's file, plain or packed. */
  readonly index: string;
}

/**
 * The entries of an index, in its order.
 *
 * @throws InputError with the line that is no entry, or where the file cannot be read.
 */
export async function* readMultistreamIndex(path: string): AsyncGenerator<IndexEntry> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  let line = 0;
  const toEntry = (text: string): IndexEntry => {
    line += 1;
    const found = /^(\d+):(\d+):(.+)$/u.exec(text.replace(/\r$/, ""));
    if (found === null)
      throw new InputError(`${path}, line ${line}: ${quote(text)}; expected offset:id:title`);
    const [, offset, id, title = ""] = found;
    return { offset: Number(offset), id: Number(id), title };
  };
  for await (const bytes of readBytes(path)) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) yield toEntry(text);
  }
  if (rest !== "") yield toEntry(rest);
}

/**
 * The pages of one stream of a multistream dump, all namespaces and redirects included.
 *
 * @param path the dump's file
 * @param offset the byte at which the stream begins, from the index
 * @throws InputError where no stream begins there, or it is cut off or damaged.
 */
export async function* wikipediaStream(
  path: string,
  offset: number,
): AsyncGenerator<WikipediaPage> {
  check(Number.isInteger(offset) && offset >= 0, "offset", offset, "a whole number ≥ 0");
  const name = `${path} at byte ${offset}`;
  const bytes = unpackBzip2({ name, bytes: chunksFrom(path, offset), firstStreamOnly: true });
  yield* readPages({ name, bytes, isPart: true });
}

/**
 * Articles by their titles: the index is read once for all of them, then each one's stream.
 *
 * @param titles as in the dump: first letter upper case, spaces and no low lines
 * @returns pages by title, redirects included; titles that the index does not know are missing
 * @throws InputError as `readMultistreamIndex` and `wikipediaStream` do
 */
export async function findWikipediaPages(
  dump: MultistreamDump,
  titles: readonly string[],
): Promise<ReadonlyMap<string, WikipediaPage>> {
  const wanted = new Set(titles);
  const offsets = new Set<number>();
  let left = wanted.size;
  for await (const { offset, title } of readMultistreamIndex(dump.index)) {
    if (!wanted.has(title)) continue;
    offsets.add(offset);
    left -= 1;
    if (left === 0) break;
  }
  const found = new Map<string, WikipediaPage>();
  for (const offset of offsets)
    for await (const page of wikipediaStream(dump.path, offset))
      if (wanted.has(page.title)) found.set(page.title, page);
  return found;
}

async function* chunksFrom(path: string, start: number): AsyncGenerator<Uint8Array> {
  try {
    const stream = createReadStream(path, { start, highWaterMark: 1 << 18 });
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new InputError(`cannot read ${quote(path)}: ${fileReason(error)}`, { cause: error });
  }
}
