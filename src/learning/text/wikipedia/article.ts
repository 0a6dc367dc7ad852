/**
 * From a page's wikitext to its plain text, paragraph by paragraph: `preCut`, the language variant, `quickText`
 * where that can read it, else `wtf_wikipedia`, which knows links, templates and lists and is the slowest step. It
 * gets pieces of bounded length, because some of its searches take the square of the length. Left out: headings,
 * tables, infoboxes, references.
 */
import { preCut } from "./pre-cut.js";
import { quickText } from "./quick-text.js";
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

/** The most wikitext that the library gets at once, in characters: few paragraphs and lists are longer. */
const pieceLength = 8192;

/**
 * A page with more than `usualHard` characters for the library is no usual article, and perhaps made to be slow: what comes
 * after them goes in small pieces, so that no page of 2 MB, MediaWiki's limit, takes more than some seconds.
 */
const usualHard = 131_072;
const smallPiece = 1024;

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
      const trimmed = line.replace(listItem, "").replace(gap, " ").trim();
      if (/[\p{L}\p{N}]/u.test(trimmed)) paragraphs.push(trimmed);
    }
  };
  // Neighbours that need the library go to it together.
  let hard = "";
  let parsed = 0;
  const parseHard = (): void => {
    for (const piece of pieces(hard, parsed)) add(plain(parse, piece));
    parsed += hard.length;
    hard = "";
  };
  const textOf = (template: string): string => templateText(parse, template);
  const text = inVariant(preCut(wikitext), variant).replace(heading, "\n");
  for (const paragraph of text.split(/\n{2,}/u)) {
    const easy = quickText(paragraph, textOf);
    if (easy === undefined) hard += `${paragraph}\n\n`;
    else {
      if (hard !== "") parseHard();
      add(easy);
    }
  }
  parseHard();
  return paragraphs;
}

/** The library marks items so. */
const listItem = /^ *\* /u;
/** White space other than one space. */
const gap = /[^\S ]\s*| \s+/gu;

/** Texts of templates that were read before: articles say the same ones again and again. */
const templateTexts = new Map<string, string>();
const mostTemplateTexts = 2000;

function templateText(parse: Parse, template: string): string {
  let text = templateTexts.get(template);
  if (text === undefined) {
    // Between letters, for the library takes spaces from both ends, and {{spaced ndash}} has some.
    text = plain(parse, `x${template}x`).slice(1, -1);
    if (templateTexts.size >= mostTemplateTexts) templateTexts.clear();
    // A copy: a part of a string would hold the whole page in memory.
    templateTexts.set(Buffer.from(template).toString(), text);
  }
  return text;
}

/** A line between signs of equality. The library drops it too, but would get the paragraph that follows with it. */
const heading = /^={1,6}[^\n]+={1,6}[ \t]*$/gmu;

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

/**
 * Text in pieces, cut at the end of a paragraph, else a line, else a sentence, else a word.
 *
 * @param parsed characters of the page that went to the library before
 */
function* pieces(text: string, parsed: number): Generator<string> {
  let from = 0;
  for (;;) {
    const most = parsed + from < usualHard ? pieceLength : smallPiece;
    if (text.length - from <= most) break;
    const piece = text.slice(from, from + most);
    let end = 0;
    for (const sign of ["\n\n", "\n", ". ", "。", " "]) {
      const at = piece.lastIndexOf(sign);
      if (at < most / 8) continue;
      end = at + sign.length;
      break;
    }
    const isHalf = /[\uD800-\uDBFF]$/u.test(piece);
    yield piece.slice(0, end > 0 ? end : piece.length - (isHalf ? 1 : 0));
    from += end > 0 ? end : piece.length - (isHalf ? 1 : 0);
  }
  yield text.slice(from);
}
