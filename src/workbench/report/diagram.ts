/**
 * Mermaid source → SVG while the report is built (flow charts and state diagrams, by beautiful-mermaid),
 * coloured by the theme's variables. Other kinds are left to mermaid itself in the reader's browser; until
 * it has drawn, and wherever scripts are off, the source is shown.
 */
import { createHash } from "node:crypto";
import type { Context } from "./context.js";
import { withMendedEdges } from "../../base/drawn-edges.js";
import { firstNodeFirst } from "../../base/flow-order.js";
import { escapeHtml } from "../../base/html.js";
import { prefixIds, safeSvg } from "./svg.js";

/** Kinds that the build draws. */
const built = /^(?:graph|flowchart|stateDiagram(?:-v2)?)(?:[\s-]|$)/;
/** Beyond this many characters a diagram is not laid out while the report is built. */
const longestDiagram = 20_000;

/** Loads the layout engine if a source needs it. */
export async function loadDiagrams(
  sources: readonly string[],
): Promise<(source: string) => string | undefined> {
  if (!sources.some((source) => isBuilt(source))) return () => undefined;
  const { renderMermaidSVG } = await import("beautiful-mermaid");
  return (source) => {
    if (!isBuilt(source)) return undefined;
    try {
      const options = { font: "inherit", transparent: true, padding: 8 };
      const svg = withMendedEdges(renderMermaidSVG(firstNodeFirst(source), options));
      return /NaN|undefined/.test(svg.replace(/>[^<]*</g, "><")) ? undefined : themed(svg);
    } catch {
      return undefined;
    }
  };
}

/** A diagram as a figure. */
export function diagramHtml(source: string, context: Context): string {
  const svg = context.diagram(source);
  const label = `Diagram: ${firstLine(source)}`;
  if (svg === undefined) {
    context.found.mermaid = true;
    return `<figure class="diagram diagram-live" data-mermaid aria-label="${escapeHtml(label)}"><pre class="diagram-source">${escapeHtml(source.trim())}</pre></figure>`;
  }
  context.found.diagrams += 1;
  const key = createHash("sha256").update(source).digest("hex").slice(0, 6);
  const drawn = prefixIds(svg, `tb-d${key}-${context.anchorPrefix}${context.found.diagrams}-`);
  return `<figure class="diagram scroll" role="group" aria-label="${escapeHtml(label)}">${drawn}</figure>`;
}

function isBuilt(source: string): boolean {
  return source.length <= longestDiagram && built.test(firstLine(source));
}

/** The line that names the diagram's kind, past front matter, directives and comments. */
function firstLine(source: string): string {
  const body = source.trim().replace(/^---\n[\s\S]*?\n---\n/, "");
  return (
    body
      .split("\n")
      .map((line) => line.trim())
      .find((line) => line !== "" && !line.startsWith("%%")) ?? ""
  );
}

/** The engine's own style element names every `svg` and `text` of a page: the theme takes its place. */
function themed(svg: string): string {
  const width = Number(/<svg[^>]*? width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
  const drawn = svg.replace(/<style>[\s\S]*?<\/style>/, "");
  // A wide diagram shrinks to two thirds before its box scrolls.
  return safeSvg(
    drawn.replace(/(<svg[^>]*?) style="[^"]*"/, `$1 style="--least:${Math.round(width * 0.66)}px"`),
  );
}
