/**
 * Two mends of how beautiful-mermaid 1.1 draws edges. An arrow head at the beginning of an edge is turned into it,
 * where the node hides it. And an edge whose layer was moved up to it ends in a stub of no length beside the place
 * where it arrives, so that its arrow head lies along the border; without the stub it points at the node.
 */

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The drawing with both mended; one that needs neither stays as it is. */
export function withMendedEdges(svg: string): string {
  return svg
    .replace('orient="auto-start-reverse"', 'orient="auto"')
    .replace(
      /(<polyline class="edge"[^>]* points=")([^"]*)"/g,
      (all, head: string, list: string) => {
        const points = list.split(" ").map((pair): Point => {
          const [x = NaN, y = NaN] = pair.split(",").map(Number);
          return { x, y };
        });
        const mended = withoutStub(withoutStub(points).reverse()).reverse();
        if (mended.length === points.length) return all;
        return `${head}${mended.map(({ x, y }) => `${x},${y}`).join(" ")}"`;
      },
    );
}

/** A line without a stub at its end: its last two points are one, and the one before lies beside them. */
function withoutStub(points: readonly Point[]): Point[] {
  const [before, corner, end] = points.slice(-3);
  const stub =
    points.length > 3 &&
    Math.hypot(end!.x - corner!.x, end!.y - corner!.y) < 0.5 &&
    (Math.abs(end!.x - before!.x) < 0.5 || Math.abs(end!.y - before!.y) < 0.5);
  return stub ? points.slice(0, -2) : [...points];
}
