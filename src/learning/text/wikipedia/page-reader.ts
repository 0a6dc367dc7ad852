/**
 * Reads pages out of a MediaWiki export (versions 0.10 and 0.11, and older ones: only names that have not
 * changed are used) by a streaming SAX parser, `saxes`: it runs at several times the speed of bzip2, so a
 * scanner of our own would win nothing. At most one page is held. Left out: all revisions but a page's last.
 */
import type { SaxesParser, SaxesTag } from "saxes";
import { InputError, quote } from "../../../base/check.js";

/** A page of a dump. */
export interface WikipediaPage {
  readonly title: string;
  /** Number of the namespace: 0 articles, 1 their talk pages, 14 categories … */
  readonly namespace: number;
  /** MediaWiki's number of the page. */
  readonly id: number;
  /** Where the page leads, if it is a redirect. */
  readonly redirect?: string;
  /** Wikitext. */
  readonly text: string;
}

/** The longest text of a page, in characters. MediaWiki itself allows 2 MB. */
const longestText = 64 * 1024 * 1024;

/** The parser gets so much at once: long strings would outlive many collections, short ones die young. */
const pieceBytes = 64 * 1024;

/** What to read. */
export interface PageSource {
  /** Named in errors. */
  readonly name: string;
  /** UTF-8. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Whether these are pages out of the middle of a dump, without the root element; false if not given. */
  readonly isPart?: boolean;
}

type Parser = SaxesParser<{ fragment: boolean; position: false }>;

type Field = "title" | "namespace" | "id" | "text";

/** Elements → at which depth they are which field: <page> is at 1, its own <id> at 2, a revision's at 3. */
const fields: ReadonlyMap<string, Readonly<Record<number, Field>>> = new Map([
  ["title", { 2: "title" }],
  ["ns", { 2: "namespace" }],
  ["id", { 2: "id" }],
  ["text", { 3: "text" }],
]);

/**
 * All pages, in the order of the dump.
 *
 * @throws InputError where the bytes are no MediaWiki export, no XML or no UTF-8, or end too early; it says
 *   how many pages came before.
 */
export async function* readPages(source: PageSource): AsyncGenerator<WikipediaPage> {
  const { name, isPart = false } = source;
  const ready: WikipediaPage[] = [];
  const saxes = await import("saxes");
  const parser = new saxes.SaxesParser({ fragment: isPart, position: false });
  const reader = new Pages(parser, isPart, (page) => ready.push(page));
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const fail = (problem: string, rule: string, cause?: unknown): never => {
    throw new InputError(`${name}: ${problem} ${reader.where}; expected ${rule}`, { cause });
  };
  const write = (bytes: Uint8Array | undefined): void => {
    try {
      reader.write(decoder.decode(bytes, { stream: bytes !== undefined }));
      if (bytes === undefined) reader.close();
    } catch (error) {
      if (error instanceof TypeError) fail("bytes that are not UTF-8", "UTF-8 text", error);
      if (reader.root !== undefined && reader.root !== "mediawiki")
        fail(`root element ${quote(reader.root)}`, "a MediaWiki export, <mediawiki>", error);
      if (bytes === undefined && reader.isOpen)
        fail("ends too early,", "</mediawiki>; get the file again", error);
      fail(`broken XML (${(error as Error).message})`, "a MediaWiki export", error);
    }
  };
  try {
    for await (const bytes of source.bytes)
      for (let from = 0; from < bytes.length; from += pieceBytes) {
        write(bytes.subarray(from, from + pieceBytes));
        yield* ready;
        ready.length = 0;
      }
  } catch (error) {
    // What the layer below complains of (a cut or damaged file) is told with how far it came.
    if (!(error instanceof InputError) || error.message.startsWith(`${name}: `) === false)
      throw error;
    if (error.message.includes(reader.where)) throw error;
    throw new InputError(`${error.message} (${reader.where})`, { cause: error });
  }
  write(undefined);
}

/** The parser's events as pages. */
class Pages {
  /** The first element's name. */
  root: string | undefined;
  readonly #parser: Parser;
  readonly #found: (page: WikipediaPage) => void;
  readonly #isPart: boolean;
  readonly #path: string[] = [];
  /** Where text goes that comes now. */
  #field: Field | undefined;
  #page: Record<Field, string> & { redirect?: string } = empty();
  #last = "";
  #count = 0;
  #written = 0;
  #textFrom = 0;

  constructor(parser: Parser, isPart: boolean, found: (page: WikipediaPage) => void) {
    this.#isPart = isPart;
    this.#found = found;
    this.#parser = parser;
    this.#parser.on("opentag", (tag) => this.#open(tag));
    this.#parser.on("text", (text) => this.#text(text));
    this.#parser.on("closetag", (tag) => this.#close(tag.name));
  }

  /** Whether the end has not been seen. */
  get isOpen(): boolean {
    return this.#path.length > 0;
  }

  /** How far it came, for messages. */
  get where(): string {
    const inside = this.#path.includes("page") && this.#page.title !== "";
    const within = inside ? `, inside ${quote(this.#page.title)}` : "";
    const last = this.#count === 0 ? "" : `, the last ${quote(this.#last)}`;
    return `after ${this.#count} ${this.#count === 1 ? "page" : "pages"}${inside ? within : last}`;
  }

  write(text: string): void {
    this.#parser.write(text);
    this.#written += text.length;
    if (this.#path.at(-1) !== "text") this.#textFrom = this.#written;
    if (this.#written - this.#textFrom > longestText)
      throw new Error(`a text of more than ${longestText} characters`);
  }

  close(): void {
    this.#parser.close();
  }

  #open({ name, attributes }: SaxesTag): void {
    this.root ??= this.#isPart ? "mediawiki" : name;
    if (this.root !== "mediawiki") throw new Error("not a dump");
    this.#path.push(name);
    const depth = this.#path.length - (this.#isPart ? 0 : 1);
    this.#field = depth === 2 || depth === 3 ? fields.get(name)?.[depth] : undefined;
    if (name === "page") this.#page = empty();
    if (name === "redirect") this.#page.redirect = String(attributes["title"] ?? "");
    if (name === "text") {
      this.#page.text = "";
      this.#textFrom = this.#written;
    }
  }

  #text(text: string): void {
    if (this.#field !== undefined) this.#page[this.#field] += text;
  }

  #close(name: string): void {
    this.#path.pop();
    this.#field = undefined;
    if (name !== "page") return;
    const { title, namespace, id, redirect, text } = this.#page;
    this.#count += 1;
    this.#last = title;
    this.#page = empty();
    this.#found({
      title,
      namespace: Number(namespace),
      id: Number(id),
      ...(redirect !== undefined && { redirect }),
      text,
    });
  }
}

function empty(): Record<Field, string> {
  return { title: "", namespace: "", id: "", text: "" };
}
