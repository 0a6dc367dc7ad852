/**
 * TeX → HTML with MathML beside it, by KaTeX, when the report is built: a reader needs no script. TeX
 * that KaTeX cannot read is shown as its source with the reason and never fails the report.
 */
import katex from "katex";
import { escapeHtml } from "../../base/html.js";

/** Beyond this many characters TeX is shown as its source. */
const longestTex = 20_000;

/** A formula as HTML; `display` sets it on a line of its own. */
export function mathHtml(tex: string, display: boolean): string {
  const source = tex.trim();
  try {
    if (source.length > longestTex) throw new Error(`formula of ${source.length} characters`);
    const html = katex.renderToString(source, {
      displayMode: display,
      throwOnError: true,
      strict: "ignore",
      trust: false,
      maxExpand: 1_000,
      maxSize: 50,
    });
    return display ? `<div class="math-block scroll">${html}</div>` : html;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // KaTeX underlines the place with combining characters, which not every font can.
    const reason = said.replace(/^KaTeX parse error: /, "").replace(/\u0332/g, "");
    const tag = display ? "div" : "span";
    return `<${tag} class="math-error" role="note"><code>${escapeHtml(source)}</code><span class="math-reason">${escapeHtml(reason)}</span></${tag}>`;
  }
}
