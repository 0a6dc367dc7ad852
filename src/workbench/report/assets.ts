/**
 * The report's own stylesheets, fonts and scripts, read from `assets/` beside this file and from the
 * packages that bring them. Each is read when a page first needs it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Delivery } from "./delivery.js";

const require = createRequire(import.meta.url);
const read = (name: string): string =>
  readFileSync(new URL(`assets/${name}`, import.meta.url), "utf8");

/** Typefaces: family, package, styles. Latin and Greek; other scripts use the reader's own fonts. */
const faces = [
  ["Source Serif 4", "source-serif-4", ["normal", "italic"]],
  ["Inter", "inter", ["normal"]],
  ["JetBrains Mono", "jetbrains-mono", ["normal"]],
] as const;

/**
 * The theme's stylesheet with its typefaces. A site brings all subsets, of which a browser loads those
 * that it needs; a single file, whose `text` is known, carries those alone.
 */
export function themeTag(delivery: Delivery, text?: string): string {
  const rules = faces.flatMap(([family, name, styles]) => {
    const folder = dirname(require.resolve(`@fontsource-variable/${name}/package.json`));
    const ranges = require(`@fontsource-variable/${name}/unicode.json`) as Record<string, string>;
    return ["latin", "latin-ext", "greek"].flatMap((subset) => {
      const range = ranges[subset];
      if (range === undefined || (text !== undefined && subset !== "latin" && !occurs(range, text)))
        return [];
      return styles.map((style) => {
        const file = `${name}-${subset}-wght-${style}.woff2`;
        const url = delivery.fileInStyle(
          `fonts/${file}`,
          readFileSync(join(folder, "files", file)),
          "font/woff2",
        );
        return `@font-face{font-family:"${family}";font-style:${style};font-weight:200 900;font-display:swap;src:url(${url}) format("woff2");unicode-range:${range}}`;
      });
    });
  });
  return delivery.style(
    "theme",
    `${rules.join("\n")}\n${read("theme.css")}\n${read("content.css")}`,
  );
}

/** Does a text hold a character of a stylesheet's range (`U+0100-02BA,U+1E00`)? */
function occurs(range: string, text: string): boolean {
  const parts = range.split(",").map((part) => {
    const [from = "0", to = from] = part.trim().replace(/^U\+/i, "").split("-");
    return `\\u{${from}}-\\u{${to}}`;
  });
  return new RegExp(`[${parts.join("")}]`, "u").test(text);
}

/** KaTeX's stylesheet with its fonts, in woff2 alone. */
export function katexTag(delivery: Delivery): string {
  const folder = dirname(require.resolve("katex/dist/katex.min.css"));
  const css = readFileSync(join(folder, "katex.min.css"), "utf8").replace(
    /src:url\(fonts\/([\w-]+\.woff2)\)[^;}]*/g,
    (_, file: string) => {
      const url = delivery.fileInStyle(
        `fonts/${file}`,
        readFileSync(join(folder, "fonts", file)),
        "font/woff2",
      );
      return `src:url(${url}) format("woff2")`;
    },
  );
  return delivery.style("katex", css);
}

/** The page's script: theme switch, contents, copy buttons, lazy drawing. */
export function pageScriptTag(delivery: Delivery): string {
  return delivery.script("page", read("page.js"));
}

/** Mermaid itself, for the kinds of diagram that the build does not draw. */
export function mermaidTag(delivery: Delivery): string {
  const code = readFileSync(
    join(dirname(require.resolve("mermaid/package.json")), "dist", "mermaid.min.js"),
    "utf8",
  );
  return delivery.lazyScript("mermaid", code);
}

/** MiniSearch with the site's entries. */
export function searchTag(entries: unknown, delivery: Delivery): string {
  const engine = readFileSync(
    require.resolve("minisearch").replace(/dist[\\/].*$/, join("dist", "umd", "index.js")),
    "utf8",
  );
  const data = JSON.stringify(entries)
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
  return delivery.lazyScript(
    "search",
    `${engine.replace(/\/\/# sourceMappingURL=.*$/m, "")}\n;globalThis.tidebookSearchEntries = ${data};\n${read("search.js")}`,
  );
}
