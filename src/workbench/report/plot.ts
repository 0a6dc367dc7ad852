/**
 * A Plotly figure → a place on the page where the reader's browser draws it, with the figure as data
 * beside it and a text summary that is shown until it is drawn, in print without scripts, and to screen
 * readers. Figures that were not made here lose links, foreign images and settings that load or edit.
 */
import type { Json, JsonObject } from "../../base/mime.js";
import type { Context } from "./context.js";
import { escapeHtml } from "../../base/html.js";
import { scriptJson } from "./html.js";

/** A Plotly figure, as `application/vnd.plotly.v1+json` carries it. */
export interface Figure {
  readonly data: JsonObject[];
  readonly layout: JsonObject;
  readonly frames: JsonObject[];
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A figure's parts, or undefined where the value is none. */
export function toFigure(value: Json): Figure | undefined {
  if (!isObject(value) || !Array.isArray(value["data"])) return undefined;
  const frames = Array.isArray(value["frames"]) ? value["frames"].filter(isObject) : [];
  const layout = isObject(value["layout"]) ? value["layout"] : {};
  return withTitles({ data: value["data"].filter(isObject), layout, frames });
}

/** Titles that are bare texts as objects, the only form that Plotly 3 still reads. */
function withTitles<T>(value: T): T {
  if (!isObject(value as Json)) {
    // Arrays of numbers may be long: only those of objects are looked into.
    const isList = Array.isArray(value) && isObject(value[0] as Json);
    return isList ? (value.map(withTitles) as T) : value;
  }
  const entries = Object.entries(value as JsonObject).map(([key, part]) =>
    key === "title" && typeof part === "string" ? [key, { text: part }] : [key, withTitles(part)],
  );
  return Object.fromEntries(entries) as T;
}

/** The kinds of trace that a figure needs, `scatter` for those that name none. */
export function traceTypes(figure: Figure): string[] {
  const types = new Set<string>();
  const collect = (traces: readonly JsonObject[]): void => {
    for (const { type } of traces) types.add(typeof type === "string" ? type : "scatter");
  };
  collect(figure.data);
  for (const { data } of figure.frames) if (Array.isArray(data)) collect(data.filter(isObject));
  return [...types].sort();
}

/** A figure as HTML. */
export function plotHtml(figure: Figure, summary: string, context: Context): string {
  const shown = context.trusted
    ? figure
    : (harmless(figure as unknown as Json) as unknown as Figure);
  for (const type of traceTypes(shown)) context.found.traces.add(type);
  const { width: _width, ...layout } = shown.layout;
  const height =
    typeof layout["height"] === "number" ? Math.min(Math.max(layout["height"], 80), 2_000) : 420;
  const text = summary.trim() === "" ? figureSummary(shown) : summary.trim();
  const data = shown.frames.length > 0 ? { ...shown, layout } : { data: shown.data, layout };
  return (
    `<figure class="plot" data-plot style="--plot-height:${height}px" aria-label="${escapeHtml(titleOf(layout) || "Chart")}">` +
    `<div class="plot-area"></div>` +
    `<script type="application/json">${scriptJson(data)}</script>` +
    `<pre class="plot-summary">${escapeHtml(text)}</pre></figure>`
  );
}

/** What can be said of a figure that came without words of its own. */
export function figureSummary(figure: Figure): string {
  const traces = figure.data.map((trace) => {
    const name = typeof trace["name"] === "string" ? ` “${trace["name"]}”` : "";
    const values = trace["y"] ?? trace["values"] ?? trace["z"] ?? trace["x"];
    const count = Array.isArray(values) ? `, ${values.length} values` : "";
    return `- ${typeof trace["type"] === "string" ? trace["type"] : "scatter"}${name}${count}`;
  });
  return [titleOf(figure.layout) || "Chart", ...traces].join("\n");
}

function titleOf(layout: JsonObject): string {
  const title = layout["title"];
  const text = isObject(title) ? title["text"] : title;
  return typeof text === "string" ? text.replace(/<[^>]*>/g, "") : "";
}

/** A figure's values without links, event texts and images from elsewhere. */
function harmless(value: Json, key = ""): Json {
  if (typeof value === "string") {
    if (key === "source" && !/^data:image\/(?:png|jpe?g|gif|webp);base64,/i.test(value)) return "";
    return /<\s*a|javascript:/i.test(value)
      ? value.replace(/<\s*\/?\s*a\b[^>]*>?/gi, "").replace(/javascript:/gi, "")
      : value;
  }
  if (Array.isArray(value)) {
    return typeof value[0] === "number" ? value : value.map((item) => harmless(item, key));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, harmless(item, name)]),
  );
}
