/**
 * Code → coloured HTML, by Shiki's TextMate grammars. Colours are classes (`tok-keyword` …) that the
 * theme defines for light and dark with AA contrast, so the pages stay small and one stylesheet rules.
 * Only the languages in use are loaded; an unknown language is plain text.
 */
import type { HighlighterCore } from "shiki/core";
import { escapeHtml } from "../../base/html.js";

/** Code as the inner HTML of a `<code>` element. */
export type Highlight = (code: string, language: string) => string;

/** Beyond this many characters code is shown without colours: grammars take seconds there. */
const longestCode = 100_000;
const theme = "tidebook";
const variable = /^var\(--tok-(?:token-)?([a-z-]+)\)$/;

/** The engine, made once per process. */
let engine: Promise<HighlighterCore> | undefined;

async function makeEngine(): Promise<HighlighterCore> {
  const [{ createHighlighterCore, createCssVariablesTheme }, { createJavaScriptRegexEngine }] =
    await Promise.all([import("shiki/core"), import("shiki/engine/javascript")]);
  return createHighlighterCore({
    themes: [createCssVariablesTheme({ name: theme, variablePrefix: "--tok-", fontStyle: true })],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
}

/** Loads the grammars of the named languages and returns a highlighter for them. */
export async function loadHighlight(languages: Iterable<string>): Promise<Highlight> {
  const wanted = [...new Set(languages)].filter((name) => name !== "" && name !== "text").sort();
  if (wanted.length === 0) return escapeHtml;
  engine ??= makeEngine();
  const [shiki, { bundledLanguages }] = await Promise.all([engine, import("shiki/langs")]);
  const known: { [name: string]: (typeof bundledLanguages)["typescript"] } = bundledLanguages;
  const loaded = new Set(wanted.filter((name) => Object.hasOwn(known, name)));
  for (const name of loaded) {
    const load = known[name];
    if (load !== undefined) await shiki.loadLanguage(load);
  }
  return (code, language) => {
    if (code.length > longestCode || !loaded.has(language)) return escapeHtml(code);
    try {
      return toHtml(shiki, code, language);
    } catch {
      return escapeHtml(code);
    }
  };
}

function toHtml(shiki: HighlighterCore, code: string, language: string): string {
  // No time limit: the same code has the same colours on a slow machine too.
  const options = { lang: language, theme, tokenizeMaxLineLength: 5_000, tokenizeTimeLimit: 0 };
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
