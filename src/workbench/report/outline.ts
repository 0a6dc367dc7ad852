/**
 * Headings → a nested table of contents. Levels may be skipped and may start anywhere; lists nest by what
 * is deeper, not by numbers.
 */
import type { Heading } from "./context.js";
import { escapeHtml } from "../../base/html.js";

/** A list of links to the headings, at most `depth` levels deep, "" where there are none. */
export function outlineHtml(headings: readonly Heading[], depth = 3): string {
  if (headings.length === 0) return "";
  const top = Math.min(...headings.map(({ level }) => level));
  return listHtml(headings.filter(({ level }) => level < top + depth));
}

function listHtml(headings: readonly Heading[]): string {
  if (headings.length === 0) return "";
  const groups: { head: Heading; below: Heading[] }[] = [];
  for (const heading of headings) {
    const group = groups.at(-1);
    if (group !== undefined && heading.level > group.head.level) group.below.push(heading);
    else groups.push({ head: heading, below: [] });
  }
  const items = groups.map(
    ({ head, below }) =>
      `<li><a href="#${escapeHtml(encodeURIComponent(head.id))}">${head.html.trim() || "…"}</a>${listHtml(below)}</li>`,
  );
  return `<ul>${items.join("")}</ul>`;
}
