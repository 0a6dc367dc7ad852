/** A context for the tests of the drawing functions: engines that are loaded, images kept in memory. */
import type { Context } from "../../../src/workbench/report/context.js";
import { loadDiagrams } from "../../../src/workbench/report/diagram.js";
import { loadHighlight } from "../../../src/workbench/report/highlight.js";
import { slug, uniqueNames } from "../../../src/workbench/report/names.js";
import { resolveLink, type Target } from "../../../src/workbench/report/addresses.js";

const highlight = await loadHighlight(["typescript", "python", "json"]);
const diagram = await loadDiagrams(["graph LR"]);
const here: Target = { path: "/books/a.ipynb", href: "a.html", anchorPrefix: "", prose: "" };

/** A fresh context; `images` are what was stored. */
export function testContext(
  changes: Partial<Context> = {},
): Context & { readonly images: string[] } {
  const unique = uniqueNames();
  const images: string[] = [];
  return {
    images,
    trusted: false,
    hideCode: false,
    codeLanguage: "typescript",
    lang: "en",
    anchorPrefix: "",
    highlight,
    diagram,
    anchor: (text) => unique(slug(text) || "section"),
    link: (href) => resolveLink(href, here, [here]),
    image: (src) => (/^(?:data:image|images\/)/.test(src) ? src : undefined),
    storeImage: (mimeType, base64) => {
      images.push(`${mimeType} ${base64}`);
      return `assets/images/${images.length}`;
    },
    found: { headings: [], traces: new Set(), formulas: false, mermaid: false, diagrams: 0 },
    ...changes,
  };
}
