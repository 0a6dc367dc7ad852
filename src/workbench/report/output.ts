/**
 * One output → HTML: the richest form that a page can show of each MIME bundle, terminal text for streams
 * and tracebacks. The order of forms follows JupyterLab's, with figures and diagrams first.
 */
import { mermaidMime, plotlyMime, type Json, type MimeBundle } from "../../base/mime.js";
import type { DisplayOutput, Output, ResultOutput } from "../document/notebook.js";
import { ansiHtml, plainText } from "./ansi.js";
import { codeHtml } from "./code.js";
import type { Context } from "./context.js";
import { diagramHtml } from "./diagram.js";
import { escapeHtml } from "../../base/html.js";
import { attributes } from "./html.js";
import { cutText, largestImage, largestMarkup, omission, tooLarge } from "./limit.js";
import { markdownHtml } from "./markdown.js";
import { mathHtml } from "./math.js";
import { plotHtml, toFigure } from "./plot.js";
import { balancedHtml, safeHtml } from "./sanitize.js";
import { safeSvg } from "./svg.js";

/** One output as HTML; `id` is its own on the page. */
export function outputHtml(output: Output, id: string, context: Context): string {
  switch (output.output_type) {
    case "stream":
      return terminal(output.text, `stream ${output.name === "stderr" ? "stderr" : "stdout"}`);
    case "error":
      return errorHtml(output.ename, output.evalue, output.traceback);
    default:
      return bundleHtml(output, id, context);
  }
}

/** What can be searched for, and read without a browser, in an output. */
export function outputText(output: Output): string {
  if (output.output_type === "stream") return plainText(output.text.slice(0, 4_000));
  if (output.output_type === "error") return `${output.ename}: ${output.evalue}`;
  return textOf(output.data["text/plain"]).slice(0, 4_000);
}

type Draw = (
  value: Json,
  text: string,
  output: DisplayOutput | ResultOutput,
  id: string,
  context: Context,
) => string | undefined;

/** MIME types that a page can show, best first. A drawer that returns undefined passes to the next. */
const forms: readonly (readonly [mimeType: string, draw: Draw])[] = [
  [plotlyMime, (value, text, _output, _id, context) => figure(value, text, context)],
  [mermaidMime, (value, _text, _output, _id, context) => diagramHtml(textOf(value), context)],
  ["text/html", (value, _text, _output, _id, context) => htmlOutput(textOf(value), context)],
  ["text/markdown", (value, _text, _output, id, context) => prose(textOf(value), id, context)],
  [
    "image/svg+xml",
    (value, _text, output, _id, context) => svgOutput(textOf(value), altOf(output), context),
  ],
  ...["image/png", "image/jpeg", "image/gif", "image/webp"].map(
    (mimeType) =>
      [
        mimeType,
        (
          value: Json,
          _text: string,
          output: DisplayOutput | ResultOutput,
          _id: string,
          context: Context,
        ) => imageOutput(mimeType, textOf(value), output, context),
      ] as const,
  ),
  ["text/latex", (value, _text, _output, _id, context) => latex(textOf(value), context)],
  ["application/json", (value, _text, _output, _id, context) => json(value, context)],
  ["text/plain", (value) => terminal(textOf(value), "plain")],
];

function bundleHtml(output: DisplayOutput | ResultOutput, id: string, context: Context): string {
  const { data } = output;
  const text = textOf(data["text/plain"]);
  for (const [mimeType, draw] of forms) {
    const value = data[mimeType];
    if (value === undefined) continue;
    const html = draw(value, text, output, id, context);
    if (html !== undefined)
      return `<div class="output" data-mime="${escapeHtml(mimeType)}">${html}</div>`;
  }
  return otherHtml(data);
}

/** A bundle of types that no page can show: text types as text, else their names. */
function otherHtml(data: MimeBundle): string {
  const [mimeType, value] = Object.entries(data).find(([name]) => name.startsWith("text/")) ?? [];
  if (mimeType !== undefined) return terminal(textOf(value), "plain");
  const names = Object.keys(data).join(", ");
  return names === ""
    ? ""
    : `<p class="omitted" role="note">Output of type ${escapeHtml(names)} is not shown here</p>`;
}

function figure(value: Json, text: string, context: Context): string | undefined {
  const parsed = toFigure(value);
  if (parsed === undefined) return undefined;
  const size = JSON.stringify(value).length;
  if (size > largestMarkup)
    return tooLarge("Figure", size) + (text === "" ? "" : terminal(text, "plain"));
  return plotHtml(parsed, text, context);
}

function htmlOutput(html: string, context: Context): string {
  if (html.length > largestMarkup) return tooLarge("HTML", html.length);
  const clean = context.trusted ? balancedHtml(html, context) : safeHtml(html, context);
  const kind = ownColours.test(clean) ? "html own-colours scroll" : "html scroll";
  return `<div class="${kind}">${clean}</div>`;
}

/** HTML that sets colours of its own was made for a light ground: it keeps one in the dark theme. */
const ownColours =
  /<style|<font|\sbgcolor=|\sstyle="(?:[^"]*[;\s])?(?:color|background(?:-color)?)\s*:/i;

function prose(text: string, id: string, context: Context): string {
  if (text.length > longestProse) return terminal(text, "plain");
  return `<div class="prose">${markdownHtml(text, context, id)}</div>`;
}

const longestProse = 1_000_000;

function svgOutput(svg: string, alt: string, context: Context): string | undefined {
  if (svg.length > largestMarkup) return tooLarge("SVG", svg.length);
  const clean = safeSvg(svg);
  if (clean === "") return undefined;
  const src = context.storeImage("image/svg+xml", Buffer.from(clean).toString("base64"));
  return `<img class="picture"${attributes({ src, alt, loading: "lazy" })}>`;
}

function imageOutput(
  mimeType: string,
  base64: string,
  output: DisplayOutput | ResultOutput,
  context: Context,
): string {
  if (base64.length > largestImage) return tooLarge("Image", base64.length);
  const size = output.metadata[mimeType];
  const of = (name: string): number | undefined => {
    const value =
      typeof size === "object" && size !== null && !Array.isArray(size) ? size[name] : undefined;
    return typeof value === "number" && value > 0 ? value : undefined;
  };
  const src = context.storeImage(mimeType, base64.replace(/\s+/g, ""));
  const box = { width: of("width"), height: of("height") };
  return `<img class="picture"${attributes({ src, alt: altOf(output), ...box, loading: "lazy" })}>`;
}

/** The words for a picture: the bundle's text unless it only names a class. */
function altOf(output: DisplayOutput | ResultOutput): string {
  const text = textOf(output.data["text/plain"]).trim();
  return text === "" || /^<[^>]*>$/.test(text) ? "Picture made by this cell" : text.slice(0, 500);
}

/** LaTeX as kernels send it: `$…$`, `$$…$$` or a bare environment; text around formulas stays text. */
function latex(source: string, context: Context): string {
  context.found.formulas = true;
  const text = source.trim();
  const display = /^\$\$([^$]+)\$\$$/.exec(text)?.[1] ?? /^\\\[([\s\S]+)\\\]$/.exec(text)?.[1];
  const inline = /^\$((?:[^$\\]|\\[\s\S])+)\$$/.exec(text)?.[1];
  if (display !== undefined || inline !== undefined) return mathHtml(display ?? inline ?? "", true);
  if (text.includes("$")) return `<div class="prose">${markdownHtml(text, context, "latex")}</div>`;
  return mathHtml(text, true);
}

function json(value: Json, context: Context): string {
  const text = JSON.stringify(value, null, 2) ?? "null";
  const lines = text.split("\n").length;
  const block = codeHtml(text, "json", context);
  return lines <= 20
    ? block
    : `<details class="fold"><summary>JSON, ${lines} lines</summary>${block}</details>`;
}

function terminal(text: string, kind: string): string {
  const { head, tail, omitted } = cutText(text);
  const rest = omitted === 0 ? "" : omission(omitted) + ansiHtml(tail);
  const label = kind === "stream stderr" ? ' role="group" aria-label="Standard error"' : "";
  return `<pre class="output terminal ${kind} scroll"${label}>${ansiHtml(head)}${rest}</pre>`;
}

function errorHtml(ename: string, evalue: string, traceback: readonly string[]): string {
  const lines = traceback.join("\n");
  const said = lines === "" ? `${ename}: ${evalue}` : lines;
  const { head, tail, omitted } = cutText(said);
  const rest = omitted === 0 ? "" : omission(omitted) + ansiHtml(tail);
  const label = escapeHtml(`Error: ${ename}`);
  return `<pre class="output terminal error scroll" role="group" aria-label="${label}">${ansiHtml(head)}${rest}</pre>`;
}

/** A text value; lists of lines, as files hold them, are joined. */
function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value))
    return value.map((item) => (typeof item === "string" ? item : "")).join("");
  return value === undefined ? "" : JSON.stringify(value);
}
