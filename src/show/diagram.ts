/**
 * A diagram in Mermaid's language: the source for front ends that draw it themselves, an SVG of flow
 * charts for those that do not, and the source again as text. beautiful-mermaid draws; it is loaded by the
 * first diagram, because it takes longer than everything else in the door.
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { check } from "../base/check.js";
import { mermaidMime } from "../base/mime.js";
import { withMendedEdges } from "../base/drawn-edges.js";
import { firstNodeFirst } from "../base/flow-order.js";
import { toPicture, type Picture } from "./picture.js";

/** The part of beautiful-mermaid that is used. */
type Draw = (source: string, options: { font: string; padding: number }) => string;

/**
 * A diagram.
 *
 * @param source Mermaid, such as `flowchart LR\n  A --> B`
 * @returns text/vnd.mermaid, text/plain and, where it can be drawn here, image/svg+xml
 * @throws InputError where the source is empty.
 * @example
 * diagram("flowchart LR\n  A --> B")["text/plain"]; // "flowchart LR\n  A --> B"
 */
export function diagram(source: string): Picture {
  const given = typeof source === "string" && source.trim() !== "";
  check(given, "diagram", source, "Mermaid source that is not empty");
  const mermaid = source.trim();
  const svg = toSvg(mermaid);
  return toPicture({
    [mermaidMime]: mermaid,
    ...(svg === undefined ? {} : { "image/svg+xml": svg }),
    "text/plain": mermaid,
  });
}

let draw: Draw | undefined;

/** The drawing, or nothing where the kind of diagram is unknown to the drawer. */
function toSvg(mermaid: string): string | undefined {
  try {
    draw ??= loadDraw();
    const svg = draw(firstNodeFirst(mermaid), { font: "sans-serif", padding: 8 });
    return withMendedEdges(withoutForeignFonts(svg));
  } catch {
    return undefined;
  }
}

/** beautiful-mermaid names no `require` condition in its exports, so it is required by its path. */
function loadDraw(): Draw {
  const path = fileURLToPath(import.meta.resolve("beautiful-mermaid"));
  const library = createRequire(import.meta.url)(path) as { renderMermaidSVG: Draw };
  return library.renderMermaidSVG;
}

/** The drawer imports its font from the network; a picture of ours asks nobody for anything. */
function withoutForeignFonts(svg: string): string {
  return svg.replace(/\s*@import url\([^)]*\);?/g, "");
}
