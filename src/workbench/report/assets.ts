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

/** Typefaces: family, package, file, style. Latin letters only; other scripts use the reader's fonts. */
const faces = [
  ["Source Serif 4", "source-serif-4", "source-serif-4-latin-wght-normal.woff2", "normal"],
  ["Source Serif 4", "source-serif-4", "source-serif-4-latin-wght-italic.woff2", "italic"],
  ["Inter", "inter", "inter-latin-wght-normal.woff2", "normal"],
  ["JetBrains Mono", "jetbrains-mono", "jetbrains-mono-latin-wght-normal.woff2", "normal"],
] as const;

const latin =
  "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";

/** The theme's stylesheet with its typefaces. */
export function themeTag(delivery: Delivery): string {
  const rules = faces.map(([family, name, file, style]) => {
    const path = join(
      dirname(require.resolve(`@fontsource-variable/${name}/package.json`)),
      "files",
      file,
    );
    const url = delivery.fileInStyle(`fonts/${file}`, readFileSync(path), "font/woff2");
    return `@font-face{font-family:"${family}";font-style:${style};font-weight:200 900;font-display:swap;src:url(${url}) format("woff2");unicode-range:${latin}}`;
  });
  return delivery.style(
    "theme",
    `${rules.join("\n")}\n${read("theme.css")}\n${read("content.css")}`,
  );
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
