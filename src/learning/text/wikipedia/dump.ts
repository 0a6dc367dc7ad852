/**
 * A Wikipedia dump from end to end: file → pages → articles as plain text. Each reading starts anew, holds a
 * bounded part of the dump in memory and works on all cores: threads unpack bzip2 and read wikitext, this one
 * reads XML. Left out: words (`corpus.ts`), single articles (`multistream.ts`).
 */
import { stat } from "node:fs/promises";
import { check } from "../../../base/check.js";
import { defaultThreads } from "../bzip2.js";
import { readBytes } from "../decompress.js";
import { inOrder } from "../in-order.js";
import { TextWorkers } from "../text-workers.js";
import type { Article, WikitextPage } from "./article.js";
import { readPages, type WikipediaPage } from "./page-reader.js";
import { ProgressCount, type WikipediaProgress } from "./progress.js";

/** Which pages of a dump. */
export interface WikipediaPagesOptions {
  /** Numbers of the namespaces to read; [0], the articles, if not given. */
  readonly namespaces?: readonly number[];
  /** Whether redirects are handed on too; false if not given. */
  readonly redirects?: boolean;
  /** Threads that unpack and parse, ≥ 1; as many as cores, at most 8, if not given. */
  readonly threads?: number;
  /** Told a few times a second and at the end. */
  readonly onProgress?: (progress: WikipediaProgress) => void;
}

/** Which articles of a dump, in which spelling. */
export interface WikipediaArticlesOptions extends WikipediaPagesOptions {
  /** Which spelling to take where the text offers several (-{zh-hans:…;zh-hant:…}-); "zh-hans" if not given. */
  readonly variant?: string;
}

/**
 * The pages of a MediaWiki XML dump with their wikitext, in its order, without redirects and other namespaces.
 * Memory does not grow with the dump.
 *
 * @param path a dump `…-pages-articles.xml.bz2` (one stream or many), `.xml.gz` or `.xml`
 * @returns pages; each `for await` reads the file again
 * @throws InputError for options out of range; while reading: where the file cannot be read, is no dump, ends
 *   too early or is damaged, with the number of pages that came before. One page's text may have 64 million
 *   characters.
 */
export function wikipediaPages(
  path: string,
  options: WikipediaPagesOptions = {},
): AsyncIterable<WikipediaPage> {
  checkOptions(options);
  return {
    [Symbol.asyncIterator]: async function* () {
      const workers = new TextWorkers(options.threads ?? defaultThreads());
      try {
        yield* countedPages(path, options, workers);
      } finally {
        await workers.close();
      }
    },
  };
}

/**
 * The articles of a MediaWiki XML dump as plain text: paragraphs and list items, without templates, tables,
 * references, formulas and headings.
 *
 * @param path as in `wikipediaPages`
 * @returns articles in the order of the dump; each `for await` reads the file again
 * @throws InputError as `wikipediaPages` does
 */
export function wikipediaArticles(
  path: string,
  options: WikipediaArticlesOptions = {},
): AsyncIterable<Article> {
  checkOptions(options);
  const { variant = "zh-hans" } = options;
  return {
    [Symbol.asyncIterator]: async function* () {
      const workers = new TextWorkers(options.threads ?? defaultThreads());
      const work = (pages: readonly WikitextPage[]) => workers.plainText(pages, variant);
      const parts = batches(countedPages(path, options, workers));
      try {
        // Enough of them that the others have work while one thread unpacks a block.
        for await (const articles of inOrder(parts, work, 6 * workers.threads)) yield* articles;
      } finally {
        await workers.close();
      }
    },
  };
}

async function* countedPages(
  path: string,
  options: WikipediaPagesOptions,
  workers: TextWorkers,
): AsyncGenerator<WikipediaPage> {
  const { namespaces = [0], redirects = false, onProgress } = options;
  const count = new ProgressCount(onProgress);
  // Where the file cannot be looked at, the reader below says so.
  count.bytesTotal = (await stat(path).catch(() => undefined))?.size ?? 0;
  const onRead = (bytes: number): void => {
    count.bytesRead = bytes;
    count.update();
  };
  const bytes = readBytes(path, { onRead, workers });
  for await (const page of readPages({ name: path, bytes })) {
    count.pages += 1;
    if (!namespaces.includes(page.namespace)) continue;
    if (!redirects && page.redirect !== undefined) continue;
    count.articles += 1;
    yield page;
  }
  count.update(true);
}

/**
 * About this many characters of wikitext go to a thread at once: some 8 ms of work. V8 keeps what comes in a message
 * of more than 100 KB among old objects, where it stays for long after its end.
 */
const batchLength = 48 * 1024;

async function* batches(pages: AsyncIterable<WikipediaPage>): AsyncGenerator<WikitextPage[]> {
  let batch: WikitextPage[] = [];
  let length = 0;
  for await (const { title, id, text } of pages) {
    batch.push({ title, id, text });
    length += text.length + 200;
    if (length < batchLength) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch;
}

function checkOptions({ threads, namespaces }: WikipediaPagesOptions): void {
  if (threads !== undefined)
    check(Number.isInteger(threads) && threads >= 1, "threads", threads, "a whole number ≥ 1");
  if (namespaces !== undefined)
    check(
      Array.isArray(namespaces) && namespaces.every(Number.isInteger),
      "namespaces",
      namespaces,
      "an array of whole numbers",
    );
}
