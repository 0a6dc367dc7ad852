/**
 * Values inside a page's markup. Everything in the report builds strings with these functions and the one
 * escape of `base/html`, so that a value from a notebook never becomes markup by accident.
 */
import { escapeHtml } from "../../base/html.js";

/** Attributes as they stand in a tag, each with a leading space; `undefined` and `false` are left out. */
export function attributes(values: {
  readonly [name: string]: string | number | boolean | undefined;
}): string {
  let html = "";
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === false) continue;
    html += value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`;
  }
  return html;
}

/** JSON as it can stand in a `<script>` element: no `</script>`, no `<!--`, no line separators. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}
