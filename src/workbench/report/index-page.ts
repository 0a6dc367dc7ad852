/**
 * The first page of a site that has no front notebook: every notebook with its title and its first paragraph.
 */
import { escapeHtml } from "../../base/html.js";
import { attributes } from "./html.js";

/** A notebook on the first page. */
export interface IndexEntry {
  readonly title: string;
  readonly lang: string;
  readonly href: string;
  readonly prose: string;
  readonly failed: boolean;
}

/** What stands beside the name of a notebook that failed. */
export const failedMark = '<span class="failed-mark">stopped with an error</span>';

/** The main part of the first page. */
export function indexHtml(title: string, entries: readonly IndexEntry[]): string {
  const items = entries.map(({ title: name, lang, href, prose, failed }) => {
    const mark = failed ? ` ${failedMark}` : "";
    const abstract = firstParagraph(prose);
    const text = abstract === "" ? "" : `<p>${escapeHtml(abstract)}</p>`;
    return `<li${attributes({ lang })}><a href="${escapeHtml(href)}">${escapeHtml(name)}</a>${mark}${text}</li>`;
  });
  const list =
    items.length === 0
      ? '<p class="omitted">No notebooks.</p>'
      : `<ol class="index">${items.join("\n")}</ol>`;
  return `<article class="notebook" id="top"><h1>${escapeHtml(title)}</h1>\n${list}</article>\n`;
}

/** The first paragraph of a Markdown text as plain words, at most 240 characters. */
export function firstParagraph(prose: string): string {
  const blocks = prose.split(/\n\s*\n/).map((block) => block.replace(/^#{1,6} .*\n?/gm, "").trim());
  const block =
    blocks.find(
      (text) => text !== "" && !/^(?:[#>|!<$`~]|[*+-][\s*-]*\s|[*_-]{3}|\d+\.\s|\[!)/.test(text),
    ) ?? "";
  const words = block
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>/g, "")
    .replace(/(\*\*|__|`)/g, "")
    .replace(/(^|\W)[*_]([^*_]+)[*_](?=\W|$)/g, "$1$2")
    .replace(/\s+/g, " ")
    .trim();
  const letters = [...words];
  return letters.length <= 240
    ? words
    : `${letters
        .slice(0, 239)
        .join("")
        .replace(/\s+\S*$/, "")}…`;
}
