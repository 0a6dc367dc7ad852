/**
 * Markdown's formulas. Dollar signs, `$$` blocks and bare `\begin{align}` environments come from a plugin
 * that knows prose ("$5 and $10" stays text); this adds `\\(…\\)` and `\\[…\\]`, which JupyterLab accepts
 * beside them. All of them become `math_inline` or `math_block` tokens, drawn by `markdown.ts`.
 */
import plugin from "@vscode/markdown-it-katex";
import type { MarkdownIt, StateInline } from "markdown-it";

/** Teaches a Markdown parser every way to write a formula. */
export function addMath(markdown: MarkdownIt): void {
  const apply = (
    typeof plugin === "function" ? plugin : (plugin as { default: never }).default
  ) as (markdown: MarkdownIt, options: { enableBareBlocks: boolean }) => void;
  apply(markdown, { enableBareBlocks: true });
  markdown.inline.ruler.before("escape", "math_brackets", brackets);
}

function brackets(state: StateInline, silent: boolean): boolean {
  const opening = state.src.slice(state.pos, state.pos + 3);
  const display = opening === "\\\\[";
  if (!display && opening !== "\\\\(") return false;
  const end = state.src.indexOf(display ? "\\\\]" : "\\\\)", state.pos + 3);
  if (end < 0) return false;
  if (!silent) {
    const token = state.push(display ? "math_block" : "math_inline", "math", 0);
    token.content = state.src.slice(state.pos + 3, end);
    token.markup = display ? "\\[" : "\\(";
  }
  state.pos = end + 3;
  return true;
}
