/**
 * A formula from a cell: TeX that every front end typesets (KaTeX in the report, MathJax in JupyterLab),
 * its source as plain text. Formulas of the running text stand in Markdown; this is for those that carry
 * computed numbers.
 */
import { check } from "../base/check.js";
import { toPicture, type Picture } from "./picture.js";

/**
 * A displayed formula.
 *
 * @param tex TeX without dollar signs, such as `\\cos(a, b) = 0.5`
 * @returns text/latex and text/plain
 * @throws InputError where it is empty or brings its own delimiters.
 * @example
 * formula("e^{i\\pi} = -1")["text/plain"]; // "e^{i\\pi} = -1"
 */
export function formula(tex: string): Picture {
  check(typeof tex === "string" && tex.trim() !== "", "formula", tex, "TeX that is not empty");
  const source = tex.trim();
  const bare = !/(^|[^\\])\$/.test(source) && !/^\\[[(]/.test(source);
  check(bare, "formula", source, "TeX without $, \\[ or \\( around it");
  return toPicture({ "text/latex": `$$${source}$$`, "text/plain": source });
}
