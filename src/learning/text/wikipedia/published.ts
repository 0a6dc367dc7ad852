/**
 * Where Wikimedia publishes dumps, and how they are called: dumps.wikimedia.org/zhwiki/20261101/
 * zhwiki-20261101-pages-articles.xml.bz2, with a list of SHA-1 checksums beside them. "latest" is looked up in
 * that list once, so that a file's name always holds its date and a later dump is another file.
 */
import { check, InputError } from "../../../base/check.js";
import { readChecksums, type Checksum } from "../download/checksum.js";
import { downloadText, type DownloadOptions } from "../download/download.js";

/** Which dump. */
export interface PublishedDumpOptions {
  /** MediaWiki's code of the language: "en", "zh", "zh-yue" … */
  readonly language: string;
  /** "20261101", or "latest" if not given. */
  readonly date?: string;
  /** Which file: "articles" (one bzip2 file), or "multistream" (with its "multistream-index"); "articles" if not given. */
  readonly kind?: "articles" | "multistream" | "multistream-index";
  /** The server's address, for a mirror; https://dumps.wikimedia.org if not given. */
  readonly mirror?: string;
}

/** A file that can be downloaded and checked. */
export interface PublishedDump {
  readonly name: string;
  readonly url: string;
  readonly checksum: Checksum;
}

const endings = {
  articles: "pages-articles.xml.bz2",
  multistream: "pages-articles-multistream.xml.bz2",
  "multistream-index": "pages-articles-multistream-index.txt.bz2",
} as const;

/**
 * Looks up a dump.
 *
 * @throws InputError where language or date are none, the server has no such dump, or it is not finished.
 */
export async function publishedDump(
  options: PublishedDumpOptions,
  how: DownloadOptions = {},
): Promise<PublishedDump> {
  const { language, date = "latest", kind = "articles" } = options;
  const mirror = (options.mirror ?? "https://dumps.wikimedia.org").replace(/\/+$/u, "");
  const isCode = /^[a-z]{2,}(?:-[a-z]+)*$/u.test(language);
  check(isCode, "language", language, 'a code such as "en" or "zh"');
  const isDate = date === "latest" || /^\d{8}$/u.test(date);
  check(isDate, "date", date, '"latest" or a day such as "20261101"');
  check(
    Object.hasOwn(endings, kind),
    "kind",
    kind,
    '"articles", "multistream" or "multistream-index"',
  );
  const wiki = `${language.replaceAll("-", "_")}wiki`;
  const listUrl = `${mirror}/${wiki}/${date}/${wiki}-${date}-sha1sums.txt`;
  const list = readChecksums(await downloadText(listUrl, how));
  for (const [name, value] of list) {
    const [, day] = /^[a-z_]+-(\d{8})-/u.exec(name) ?? [];
    if (day === undefined || name !== `${wiki}-${day}-${endings[kind]}`) continue;
    const url = `${mirror}/${wiki}/${day}/${name}`;
    return { name, url, checksum: { algorithm: "sha1", value } };
  }
  throw new InputError(
    `${listUrl}: no ${endings[kind]} among ${list.size} files; expected a finished dump; choose another date`,
  );
}
