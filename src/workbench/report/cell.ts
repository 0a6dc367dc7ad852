/**
 * One cell → HTML. Code folds and its outputs hide as tags and JupyterLab's own metadata say
 * (`hide-input`, `remove-cell` …, as in Jupyter Book); prose that is in another script than the page
 * says so, for fonts and screen readers.
 */
import type { Cell, CodeCell, Output, RawCell } from "../document/notebook.js";
import { isVolatile } from "../document/tags.js";
import { codeHtml } from "./code.js";
import type { Context } from "./context.js";
import { escapeHtml } from "../../base/html.js";
import { attributes } from "./html.js";
import { languageOf } from "./language.js";
import { markdownHtml } from "./markdown.js";
import { outputHtml } from "./output.js";
import { safeHtml, balancedHtml } from "./sanitize.js";

/** One cell as HTML, "" where nothing of it is shown. `number` is its place in the notebook, from 1. */
export function cellHtml(cell: Cell, number: number, context: Context): string {
  const tags = tagsOf(cell);
  if (tags.has("remove-cell") || tags.has("remove_cell")) return "";
  const id = `${context.anchorPrefix}cell-${number}`;
  switch (cell.cell_type) {
    case "markdown": {
      if (cell.source.trim() === "") return "";
      const html = markdownHtml(cell.source, context, id, cell.attachments);
      const lang = languageOf(cell.source);
      return `<section class="cell prose"${attributes({ id, lang: lang === context.lang ? undefined : lang })}>\n${html}</section>\n`;
    }
    case "raw":
      return rawHtml(cell, id, context);
    case "code":
      return codeCellHtml(cell, id, tags, context);
  }
}

/** The tags of a cell. */
export function tagsOf(cell: Cell): ReadonlySet<string> {
  const tags: unknown = cell.metadata.tags;
  return new Set(
    Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === "string") : [],
  );
}

function codeCellHtml(
  cell: CodeCell,
  id: string,
  tags: ReadonlySet<string>,
  context: Context,
): string {
  const has = (...names: string[]): boolean =>
    names.some((name) => tags.has(name) || tags.has(name.replace("-", "_")));
  const jupyter = cell.metadata["jupyter"] as
    { source_hidden?: unknown; outputs_hidden?: unknown } | undefined;
  const folded =
    context.hideCode || has("hide-input", "hide-cell") || jupyter?.source_hidden === true;
  const away =
    has("hide-output", "hide-cell") ||
    jupyter?.outputs_hidden === true ||
    cell.metadata["collapsed"] === true;
  const source =
    has("remove-input") || cell.source.trim() === "" ? "" : sourceHtml(cell, folded, context);
  const outputs = has("remove-output")
    ? ""
    : merged(cell.outputs)
        .map((output, index) => outputHtml(output, `${id}-${index + 1}`, context))
        .join("\n");
  if (source === "" && outputs === "") return "";
  const shown =
    outputs === ""
      ? ""
      : away
        ? `<details class="fold outputs"><summary>Show output</summary>${outputs}</details>`
        : `<div class="outputs">${outputs}</div>`;
  return `<section class="cell code-cell"${attributes({ id, "data-volatile": isVolatile(cell) })}>${source}${shown}</section>\n`;
}

function sourceHtml(cell: CodeCell, folded: boolean, context: Context): string {
  const lines = cell.source.split("\n").length;
  const count = cell.execution_count === null ? "" : `[${cell.execution_count}]`;
  const size = `${lines} ${lines === 1 ? "line" : "lines"}`;
  return (
    `<details class="source"${attributes({ open: !folded })}><summary>` +
    `<span class="count">${escapeHtml(count || "[ ]")}</span><span class="when-closed">Show code · ${size}</span>` +
    `<span class="when-open visually-hidden">Hide code</span></summary>` +
    `${codeHtml(cell.source.replace(/\n+$/, ""), context.codeLanguage, context)}</details>`
  );
}

/** Neighbouring texts of one stream as one, as a terminal shows them. */
function merged(outputs: readonly Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (
      output.output_type === "stream" &&
      last?.output_type === "stream" &&
      last.name === output.name
    ) {
      joined[joined.length - 1] = { ...last, text: last.text + output.text };
    } else joined.push(output);
  }
  return joined;
}

/** A raw cell: HTML and Markdown by their MIME type, anything else as its text. */
function rawHtml(cell: RawCell, id: string, context: Context): string {
  if (cell.source.trim() === "") return "";
  const format = cell.metadata["raw_mimetype"] ?? cell.metadata["format"];
  const body =
    format === "text/html"
      ? context.trusted
        ? balancedHtml(cell.source, context)
        : safeHtml(cell.source, context)
      : format === "text/markdown"
        ? markdownHtml(cell.source, context, id, cell.attachments)
        : codeHtml(cell.source, "text", context);
  return `<section class="cell raw prose"${attributes({ id })}>${body}</section>\n`;
}
