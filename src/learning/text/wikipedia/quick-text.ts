/**
 * Paragraphs that need no parser: plain links, bold and italic words, simple lists, and short templates whose text
 * is known. That is most of an article, and it is read ten times as fast as by `wtf_wikipedia`, whose reading of
 * the same text these lines follow. Left out: all else, which `article.ts` hands to the library.
 */

const spaces: Readonly<Record<string, string>> = { nbsp: " ", ndash: "–", mdash: "—" };

/** Links that show their own words: no namespace, no part of a page without a label, nothing nested. */
const plainLink = /\[\[([^[\]|{}<>:#\n]+)(?:#[^[\]|{}<>:\n]*)?(?:\|([^[\]|{}<>\n]+))?\]\]/gu;

/** A template without another one or a language variant inside. */
const shortTemplate = /\{\{[^{}\n]*\}\}/gu;

/**
 * What needs the library: brackets, tags, entities, lines that begin like definitions, headings or code, and gaps
 * that a formula or reference has left (empty brackets, a space before a full stop).
 */
const needsParser =
  /[[\]{}<|~]|&[#a-z]|__|^[:;=!\s-]|^[*#]+[*#:;=!-]|^[*#]+\s*$|\([\s,;:]*\)| [.,](?=\s|$)/imu;

/** What a pronunciation that is left out leaves behind: "(; born 1905)". */
const openedGap = /\([\s,;:]+(?=[^\s,;:)])/gu;

/** Bold and italic words, three signs and two, with single apostrophes inside. */
const bold = /'''([^'\n]+(?:'[^'\n]+)*)'''(?!')/gu;
const italic = /''([^'\n]+(?:'[^'\n]+)*)''(?!')/gu;

/**
 * The text of one paragraph, a line for each item of a list; undefined where the library has to read it.
 *
 * @param textOf a template, with its braces, as text
 * @example
 * quickText("'''A''' is [[b|c]].", () => ""); // "A is c."
 */
export function quickText(
  paragraph: string,
  textOf: (template: string) => string,
): string | undefined {
  let shown = paragraph;
  if (shown.includes("{{")) shown = shown.replace(shortTemplate, textOf);
  if (shown.includes("[[")) shown = shown.replace(plainLink, labelOf);
  if (shown.includes("&"))
    shown = shown.replace(/&(nbsp|ndash|mdash);/gu, (_, name: string) => spaces[name] as string);
  if (shown.includes("(")) shown = shown.replace(openedGap, "(");
  if (needsParser.test(shown)) return undefined;
  if (shown.includes("''")) shown = shown.replace(bold, "$1").replace(italic, "$1");
  return shown.includes("''") ? undefined : withLines(shown);
}

const labelOf = (_: string, target: string, label?: string): string => label ?? target;

/** Lines of running text are joined; items of a list, and what follows one, keep lines of their own. */
function withLines(text: string): string {
  if (!/^[*#]/mu.test(text)) return text.replaceAll("\n", " ");
  return text.replace(/^([^*#\n].*)\n(?![*#])/gmu, "$1 ").replace(/^[*#]+\s*/gmu, "");
}
