/**
 * From a page's wikitext to its plain text, paragraph by paragraph: `preCut`, the language variant, then
 * `wtf_wikipedia`, which knows links, templates and lists. Paragraphs with nothing but plain links and bold or
 * italic words pass it by: it is the slowest step. It gets pieces of bounded length, because some of its searches
 * take the square of the length. Left out: headings, tables, infoboxes, references.
 */
import { preCut } from "./pre-cut.js";
import { inVariant } from "./variant.js";

/** A page's wikitext. */
export interface WikitextPage {
  readonly title: string;
  /** MediaWiki's number of the page. */
  readonly id: number;
  readonly text: string;
}

/** An article as plain text. */
export interface Article {
  readonly title: string;
  /** MediaWiki's number of the page. */
  readonly id: number;
  /** One line of text each, never empty; none where the library could not read the page. */
  readonly paragraphs: readonly string[];
}

/** The most wikitext that the library gets at once, in characters. */
const pieceLength = 16_384;

/** The library makes ". " of every "。"; this character, which no text has, it leaves alone. */
const heldFullStop = "\uE3A7";

/** Templates of Chinese Wikipedia that stand for words, which the library drops: number of the parameter to show. */
const shownParameter: Readonly<Record<string, number>> = {
  le: 0,
  "link-en": 0,
  "link-de": 0,
  "link-fr": 0,
  "link-ja": 0,
  "link-ru": 0,
  lj: 0,
  illm: 0,
  tsl: 2,
  translink: 2,
};

type Parse = (wikitext: string) => { text(): string };

let library: Promise<Parse> | undefined;

async function load(): Promise<Parse> {
  const { default: wtf } = await import("wtf_wikipedia");
  wtf.extend((_: unknown, templates: Record<string, unknown>) => {
    Object.assign(templates, shownParameter);
  });
  return wtf as Parse;
}

/**
 * The plain text of pages, in their order.
 *
 * @param variant of the language where the text offers several, e.g. "zh-hans"
 */
export async function toArticles(
  pages: readonly WikitextPage[],
  variant: string,
): Promise<Article[]> {
  const parse = await (library ??= load());
  return pages.map(({ title, id, text }) => ({
    title,
    id,
    paragraphs: toParagraphs(parse, text, variant),
  }));
}

function toParagraphs(parse: Parse, wikitext: string, variant: string): string[] {
  const paragraphs: string[] = [];
  const add = (text: string): void => {
    for (const line of text.split("\n")) {
      const trimmed = line.replace(/^ *\* |\s+/gu, " ").trim();
      if (/[\p{L}\p{N}]/u.test(trimmed)) paragraphs.push(trimmed);
    }
  };
  // Neighbours that need the library go to it together.
  let hard = "";
  const parseHard = (): void => {
    for (const piece of pieces(hard)) add(plain(parse, piece));
    hard = "";
  };
  const text = inVariant(preCut(wikitext), variant).replace(heading, "\n");
  for (const paragraph of text.split(/\n{2,}/u)) {
    const easy = withoutParser(paragraph);
    if (easy === undefined) hard += `${paragraph}\n\n`;
    else {
      if (hard !== "") parseHard();
      add(easy);
    }
  }
  parseHard();
  return paragraphs;
}

/** A line between signs of equality. The library drops it too, but would get the paragraph that follows with it. */
const heading = /^={1,6}[^\n]+={1,6}[ \t]*$/gmu;

const spaces: Readonly<Record<string, string>> = { nbsp: " ", ndash: "–", mdash: "—" };

/** Links that show their own words: no namespace, no part of a page without a label, nothing nested. */
const plainLink = /\[\[([^[\]|{}<>:#\n]+)(?:#[^[\]|{}<>:\n]*)?(?:\|([^[\]|{}<>\n]+))?\]\]/gu;

/**
 * What needs the library: brackets, tags, entities, lines that begin like lists, headings or code, and gaps that a
 * formula or reference has left (empty brackets, a space before a full stop).
 */
const needsParser = /[[\]{}<|~]|&[#a-z]|__|^[*#:;=!\s-]|\(\s*[,;:]?\s*\)| [.,](?=\s|$)/imu;

/** Bold and italic words, three signs and two, with single apostrophes inside. */
const bold = /'''([^'\n]+(?:'[^'\n]+)*)'''(?!')/gu;
const italic = /''([^'\n]+(?:'[^'\n]+)*)''(?!')/gu;

/** A paragraph with plain links, bold and italic words only: most of a text, read ten times as fast. */
function withoutParser(paragraph: string): string | undefined {
  const shown = paragraph
    .replace(plainLink, (_, target: string, label?: string) => label ?? target)
    .replace(/&(nbsp|ndash|mdash);/gu, (_, name: string) => spaces[name] as string);
  if (needsParser.test(shown)) return undefined;
  const text = shown.replace(bold, "$1").replace(italic, "$1");
  return text.includes("''") ? undefined : text.replaceAll("\n", " ");
}

/** The library's reading; nothing where it fails, which only broken markup brings about. */
function plain(parse: Parse, piece: string): string {
  // A link to a title of one letter the library shows with its bar: [[人|他]].
  const held = piece.replaceAll("。", heldFullStop).replace(/\[\[[^[\]|]\|/gu, "[[");
  try {
    return parse(held).text().replaceAll(heldFullStop, "。");
  } catch {
    return "";
  }
}

/** Text in pieces, cut at the end of a paragraph, else a line, else a sentence, else a word. */
function* pieces(text: string): Generator<string> {
  let from = 0;
  while (text.length - from > pieceLength) {
    const piece = text.slice(from, from + pieceLength);
    let end = 0;
    for (const sign of ["\n\n", "\n", ". ", "。", " "]) {
      const at = piece.lastIndexOf(sign);
      if (at < pieceLength / 8) continue;
      end = at + sign.length;
      break;
    }
    const isHalf = /[\uD800-\uDBFF]$/u.test(piece);
    yield piece.slice(0, end > 0 ? end : piece.length - (isHalf ? 1 : 0));
    from += end > 0 ? end : piece.length - (isHalf ? 1 : 0);
  }
  yield text.slice(from);
}
