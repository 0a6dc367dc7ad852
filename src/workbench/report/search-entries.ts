/**
 * What the site's search looks through: one entry per section of each notebook, with its prose, its code
 * and the text of its outputs. The reader's browser builds the index from them when it is first asked.
 */
import type { Notebook } from "../document/notebook.js";
import { isVolatile } from "../document/tags.js";
import { tagsOf } from "./cell.js";
import type { Heading } from "./context.js";
import { outputText } from "./output.js";

/** A section as the search sees it. */
export interface SearchEntry {
  /** The notebook's title. */
  readonly page: string;
  /** The section's heading. */
  readonly title: string;
  readonly href: string;
  readonly text: string;
}

/** Longest text of one section. */
const longestSection = 8_000;

/** The sections of a notebook. `headings` are those that its drawing found, in order. */
export function searchEntries(
  notebook: Notebook,
  page: { readonly title: string; readonly href: string },
  headings: readonly Heading[],
): SearchEntry[] {
  const entries: { title: string; href: string; text: string }[] = [{ ...page, text: "" }];
  let next = 0;
  for (const cell of notebook.cells) {
    if (tagsOf(cell).has("remove-cell")) continue;
    const parts =
      cell.cell_type === "markdown" ? cell.source.split(/^(?=#{1,6}\s)/m) : [cell.source];
    for (const part of parts) {
      const heading = headings[next];
      if (cell.cell_type === "markdown" && heading !== undefined && /^#{1,6}\s/.test(part)) {
        next += 1;
        entries.push({
          title: heading.text,
          href: `${page.href}#${encodeURIComponent(heading.id)}`,
          text: "",
        });
      }
      append(entries, words(part));
    }
    if (cell.cell_type === "code" && !isVolatile(cell))
      for (const output of cell.outputs) append(entries, words(outputText(output)));
  }
  return entries
    .filter(({ text, title }) => text !== "" || title !== page.title)
    .map(({ title, href, text }) => ({ page: page.title, title, href, text }));
}

function append(entries: { text: string }[], text: string): void {
  const entry = entries.at(-1);
  if (entry !== undefined && entry.text.length < longestSection) {
    entry.text = `${entry.text} ${text}`.trim().slice(0, longestSection);
  }
}

/** Readable words: without Markdown's signs and embedded images. */
function words(text: string): string {
  return text
    .replace(/\(data:[^)]*\)/g, " ")
    .replace(/^#{1,6}\s+/gm, "")
    .replace(/\|?(?:\s*:?-{3,}:?\s*\|?)+/g, " ")
    .replace(/[*_`>|]+|\]\([^)]*\)|[[\]]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
