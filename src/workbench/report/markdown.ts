/**
 * Markdown → HTML, as JupyterLab shows it: GitHub's tables, task lists and footnotes, formulas, Mermaid
 * fences, attachments, links between notebooks. Parts that the report itself draws (formulas, code,
 * diagrams) are put in after the text's own HTML has been made safe, so that they need not pass through.
 */
import Parser, { type MarkdownIt, type Token } from "markdown-it";
import footnotes from "markdown-it-footnote";
import type { Attachments } from "../document/notebook.js";
import { codeHtml } from "./code.js";
import type { Context } from "./context.js";
import { diagramHtml } from "./diagram.js";
import { escapeHtml } from "../../base/html.js";
import { attributes } from "./html.js";
import { mathHtml } from "./math.js";
import { balancedHtml, safeHtml } from "./sanitize.js";
import { addTasks } from "./tasks.js";
import { addMath } from "./tex-delimiters.js";

type Environment = {
  readonly context: Context;
  readonly attachments: Attachments;
  readonly slots: string[];
  /** Makes footnote anchors differ from cell to cell. */
  readonly docId: string;
};

const markdown = parser();

/** A text in Markdown as HTML. `id` tells the footnotes of one cell from another's. */
export function markdownHtml(
  source: string,
  context: Context,
  id: string,
  attachments: Attachments = {},
): string {
  const env: Environment = { context, attachments, slots: [], docId: id };
  const tokens = markdown.parse(source, env);
  const html = markdown.renderer.render(tokens, markdown.options, env);
  const mixed = tokens.some((token) => isHtml(token) || token.children?.some(isHtml) === true);
  const addresses = { link: context.link, image: (src: string) => imageAddress(src, env) };
  const clean = !mixed
    ? html
    : context.trusted
      ? balancedHtml(html, addresses)
      : safeHtml(html, addresses);
  return fill(clean, env.slots);
}

/** The fences of a Markdown text: what languages and diagrams it holds. */
export function fences(source: string): { language: string; code: string }[] {
  if (!/```|~~~/.test(source)) return [];
  const tokens = markdown.parse(source, { slots: [] });
  return tokens
    .filter(({ type }) => type === "fence")
    .map(({ info, content }) => ({ language: fenceLanguage(info), code: content }));
}

const isHtml = ({ type }: Token): boolean => type === "html_block" || type === "html_inline";
const fenceLanguage = (info: string): string =>
  info
    .trim()
    .split(/[\s{]+/)[0]
    ?.toLowerCase() ?? "";

function parser(): MarkdownIt {
  const parser = new Parser({ html: true, linkify: true }).use(footnotes);
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  // Markdown's own check would drop `attachment:`; every address passes through ours when it is drawn.
  parser.validateLink = (url) => !/^(?:javascript|vbscript|file):/i.test(url.trim());
  addMath(parser);
  addTasks(parser);
  const { rules } = parser.renderer;
  const draw = (
    part: (token: Token, env: Environment, index: number, tokens: Token[]) => string,
  ): never =>
    ((tokens: Token[], index: number, _options: unknown, env: Environment) =>
      part(tokens[index] as Token, env, index, tokens)) as never;
  const formula = (display: boolean) =>
    draw(({ content }, env) => {
      env.context.found.formulas = true;
      return slot(mathHtml(content, display), env);
    });
  rules["math_inline"] = formula(false);
  rules["math_block"] = formula(true);
  rules["math_inline_bare_block"] = formula(true);
  rules["fence"] = draw(({ info, content }, env) => slot(fence(info, content, env.context), env));
  rules["code_block"] = draw(({ content }, env) => slot(codeHtml(content, "", env.context), env));
  rules["heading_open"] = draw((token, env, index, tokens) =>
    headingOpen(token, tokens[index + 1], env),
  );
  rules["heading_close"] = draw((token) => `</${token.tag}>\n`);
  rules["link_open"] = draw((token, env) => linkOpen(token, env));
  rules["image"] = draw((token, env) => image(token, env));
  rules["table_open"] = () => '<div class="scroll table-box"><table>\n';
  rules["table_close"] = () => "</table></div>\n";
  return parser;
}

function fence(info: string, content: string, context: Context): string {
  const language = fenceLanguage(info);
  if (language === "mermaid") return diagramHtml(content, context);
  return codeHtml(content.replace(/\n$/, ""), language, context);
}

function headingOpen(token: Token, inline: Token | undefined, env: Environment): string {
  const children = inline?.children ?? [];
  const text = plain(children).trim();
  const id = env.context.anchor(text || "section");
  const words = children.filter(
    ({ type }) => !/^(?:link_|image|html_inline|footnote_ref)/.test(type),
  );
  const html = fill(markdown.renderer.renderInline(words, markdown.options, env), env.slots);
  env.context.found.headings.push({ level: Number(token.tag.slice(1)), id, text, html });
  const link = `<a class="tb-anchor" href="#${escapeHtml(encodeURIComponent(id))}" aria-label="Link to “${escapeHtml(text)}”">#</a>`;
  return `<${token.tag}${attributes({ id })}>${slot(link, env)}`;
}

/** A heading's words without markup; a formula gives its TeX. */
function plain(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content, children }) => {
      if (type === "softbreak" || type === "hardbreak") return " ";
      if (type === "image") return plain(children ?? []);
      return /^(?:text|code_inline|math_|text_special)/.test(type) ? content : "";
    })
    .join("");
}

function linkOpen(token: Token, env: Environment): string {
  const href = env.context.link(String(token.attrGet("href") ?? ""));
  const title = token.attrGet("title") ?? undefined;
  const rel = href !== undefined && /^https?:/i.test(href) ? "noopener noreferrer" : undefined;
  return `<a${attributes({ href, title, rel })}>`;
}

function image(token: Token, env: Environment): string {
  const source = String(token.attrGet("src") ?? "");
  const alt = plain(token.children ?? []);
  const title = token.attrGet("title") ?? undefined;
  const src = imageAddress(source, env);
  if (src !== undefined) return `<img${attributes({ src, alt, title, loading: "lazy" })}>`;
  return `<span class="not-loaded"${attributes({ title: source.slice(0, 200) })}>[image not loaded: ${escapeHtml(alt || source.slice(0, 200))}]</span>`;
}

function imageAddress(source: string, env: Environment): string | undefined {
  const name = /^attachment:(.*)$/is.exec(source)?.[1];
  if (name === undefined) return env.context.image(source);
  const attachment = env.attachments[name] ?? env.attachments[decode(name)];
  for (const [mimeType, content] of Object.entries(attachment ?? {})) {
    if (/^image\/(?:png|jpeg|gif|webp|svg\+xml)$/.test(mimeType) && typeof content === "string") {
      return env.context.storeImage(mimeType, content);
    }
  }
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Stores a part drawn by the report and returns the mark that stands for it until the text is safe. */
function slot(html: string, env: Environment): string {
  return `<tb-slot data-n="${env.slots.push(html) - 1}"></tb-slot>`;
}

function fill(html: string, slots: readonly string[]): string {
  return html.replace(
    /<tb-slot data-n="(\d+)"\s*(?:\/>|><\/tb-slot>)/g,
    (_, index: string) => slots[Number(index)] ?? "",
  );
}
