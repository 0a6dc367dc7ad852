/**
 * Code → coloured HTML, by Shiki's TextMate grammars. Colours are classes (`tok-keyword` …) that the
 * theme defines for light and dark with AA contrast, so the pages stay small and one stylesheet rules.
 * Only the languages in use are loaded; an unknown language is plain text.
 */
import type { HighlighterCore } from "shiki/core";
import { escapeHtml } from "./html.js";

/** Code as the inner HTML of a `<code>` element. */
export type Highlight = (code: string, language: string) => string;

/** Beyond this many characters code is shown without colours: grammars take seconds there. */
const longestCode = 100_000;
const theme = "tidebook";
const variable = /^var\(--tok-(?:token-)?([a-z-]+)\)$/;

/** Loads the grammars of the named languages and returns a highlighter for them. */
export async function loadHighlight(languages: Iterable<string>): Promise<Highlight> {
  const wanted = [...new Set(languages)].filter((name) => name !== "" && name !== "text");
  if (wanted.length === 0) return escapeHtml;
  const [{ createHighlighterCore, createCssVariablesTheme }, { createJavaScriptRegexEngine }, all] =
    await Promise.all([
      import("shiki/core"),
      import("shiki/engine/javascript"),
      import("shiki/langs"),
    ]);
  const shiki: HighlighterCore = await createHighlighterCore({
    themes: [createCssVariablesTheme({ name: theme, variablePrefix: "--tok-", fontStyle: true })],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const known: { [name: string]: (typeof all.bundledLanguages)["typescript"] } =
    all.bundledLanguages;
  for (const name of wanted) {
    const load = Object.hasOwn(known, name) ? known[name] : undefined;
    if (load !== undefined) await shiki.loadLanguage(load);
  }
  return (code, language) => {
    if (code.length > longestCode || !Object.hasOwn(known, language)) return escapeHtml(code);
    try {
      return toHtml(shiki, code, language);
    } catch {
      return escapeHtml(code);
    }
  };
}

function toHtml(shiki: HighlighterCore, code: string, language: string): string {
  const options = { lang: language, theme, tokenizeMaxLineLength: 5_000, tokenizeTimeLimit: 200 };
  const lines = shiki.codeToTokensBase(code, options).map((tokens) => {
    let html = "";
    for (const token of tokens) {
      const kind = variable.exec(token.color ?? "")?.[1];
      const text = escapeHtml(token.content);
      const plain = kind === undefined || kind === "foreground" || token.content.trim() === "";
      html += plain ? text : `<span class="tok-${kind}">${text}</span>`;
    }
    return html;
  });
  return lines.join("\n");
}
