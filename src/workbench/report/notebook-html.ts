/**
 * One notebook → the body of its page, with its title, its headings and what the page needs. Pure but for
 * the images that it stores through its context.
 */
import type { Notebook } from "../document/notebook.js";
import { cellHtml } from "./cell.js";
import type { Context } from "./context.js";
import { escapeHtml } from "../../base/html.js";

/** A notebook's page, without the page around it. */
export interface Body {
  readonly title: string;
  readonly html: string;
}

/** Draws a notebook. `fallbackTitle` names one that has no heading of the first level. */
export function notebookHtml(notebook: Notebook, fallbackTitle: string, context: Context): Body {
  const cells = notebook.cells.map((cell, index) => cellHtml(cell, index + 1, context)).join("");
  const first = context.found.headings.find(({ level }) => level === 1);
  const stated = notebook.metadata["title"];
  const title = first?.text || (typeof stated === "string" && stated.trim()) || fallbackTitle;
  const heading = first === undefined ? `<h1 class="cell">${escapeHtml(title)}</h1>\n` : "";
  const empty = cells === "" ? '<p class="omitted">This notebook has no cells to show.</p>\n' : "";
  return { title, html: heading + cells + empty };
}

/** All prose of a notebook: what its language is told from. */
export function proseOf(notebook: Notebook): string {
  return notebook.cells
    .filter(({ cell_type }) => cell_type === "markdown")
    .map(({ source }) => source)
    .join("\n");
}
