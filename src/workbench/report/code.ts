/**
 * Source code → a highlighted block that scrolls in its own box. What it is called, and whether it is
 * folded, is the cell's affair.
 */
import type { Context } from "./context.js";
import { attributes } from "./html.js";
import { cutText, omission } from "./limit.js";

/** Names that notebooks use for languages which the highlighter calls otherwise. */
const aliases: { [name: string]: string } = {
  ts: "typescript",
  js: "javascript",
  py: "python",
  ipython: "python",
  ipython3: "python",
  python3: "python",
  sh: "bash",
  shell: "bash",
  zsh: "bash",
  console: "bash",
  yml: "yaml",
  md: "markdown",
  "c++": "cpp",
  rs: "rust",
  plaintext: "text",
  txt: "text",
  output: "text",
};

/** A language's name as the highlighter knows it. */
export function languageName(name: string): string {
  const lower = name.trim().toLowerCase();
  return aliases[lower] ?? lower;
}

/** Code as a block. */
export function codeHtml(
  code: string,
  language: string,
  context: Pick<Context, "highlight">,
): string {
  const { head, tail, omitted } = cutText(code);
  const name = languageName(language);
  const inner =
    omitted === 0
      ? context.highlight(head, name)
      : context.highlight(head, "text") + omission(omitted) + context.highlight(tail, "text");
  const known = name === "" || name === "text" ? undefined : name;
  return `<pre class="code scroll" translate="no"${attributes({ "data-language": known })}><code>${inner}</code></pre>`;
}
