/**
 * What a state looks like, and the two ways to show it: lines of characters for a terminal, an SVG for a
 * notebook. A scene is a table of fields; one of them may hold the agent. Left out: movement and sound.
 */
import { escapeHtml } from "../../base/html.js";

/** One field of a scene. */
export interface Field {
  /** What stands in the field: a letter or two. */
  readonly text: string;
  /** CSS colour of the ground. */
  readonly ground?: string;
  /** A wall between this field and the next one to the right. */
  readonly wallRight?: boolean;
}

/** A table of fields, row by row. */
export interface GridScene {
  readonly rows: readonly (readonly Field[])[];
  readonly agent?: { readonly row: number; readonly column: number };
  /** What the picture cannot show, in words. */
  readonly note?: string;
}

/** The scene as text: one line per row, the agent's field in brackets, walls as bars. */
export function writeScene(scene: GridScene, caption: string): string {
  const width = Math.max(...scene.rows.flat().map(({ text }) => text.length));
  const lines = scene.rows.map((fields, row) =>
    fields
      .map(({ text, wallRight }, column) => {
        const [open, close] = hasAgent(scene, row, column) ? ["[", "]"] : [" ", " "];
        return `${open}${text.padEnd(width)}${close}${wallRight ? "|" : ""}`;
      })
      .join("")
      .trimEnd(),
  );
  return [captionOf(scene, caption), ...lines].join("\n");
}

const side = 48;

/** The scene as an SVG document that needs nothing around it. */
export function drawScene(scene: GridScene, caption: string): string {
  const columns = Math.max(...scene.rows.map((fields) => fields.length));
  const [width, height] = [columns * side + 2, scene.rows.length * side + 2];
  const title = escapeHtml(captionOf(scene, caption));
  const fields = scene.rows.flatMap((row, r) => row.map((field, c) => drawField(field, r, c)));
  const { agent } = scene;
  if (agent !== undefined) {
    const [x, y] = [(agent.column + 0.5) * side, (agent.row + 0.5) * side];
    fields.push(
      `<circle cx="${x}" cy="${y}" r="${side * 0.36}" fill="none" stroke="#c2410c" stroke-width="4"/>`,
    );
  }
  const walls = scene.rows.flatMap((row, r) =>
    row.flatMap(({ wallRight }, c) => (wallRight ? [drawWall(r, c)] : [])),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${title}"`,
    ` width="${width}" height="${height}" viewBox="-1 -1 ${width} ${height}">`,
    `<title>${title}</title>`,
    ...fields,
    ...walls,
    "</svg>",
  ].join("");
}

function drawField({ text, ground = "#f8fafc" }: Field, row: number, column: number): string {
  const [x, y] = [column * side, row * side];
  const square = `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="${ground}" stroke="#94a3b8"/>`;
  if (text.trim() === "") return square;
  const font = `font-family="sans-serif" font-size="16" text-anchor="middle" fill="#1e293b"`;
  return `${square}<text x="${x + side / 2}" y="${y + side / 2 + 6}" ${font}>${escapeHtml(text)}</text>`;
}

function drawWall(row: number, column: number): string {
  const x = (column + 1) * side;
  return `<path d="M${x} ${row * side}v${side}" stroke="#1e293b" stroke-width="4"/>`;
}

function hasAgent({ agent }: GridScene, row: number, column: number): boolean {
  return agent !== undefined && agent.row === row && agent.column === column;
}

function captionOf({ note }: GridScene, caption: string): string {
  return note === undefined ? caption : `${caption} · ${note}`;
}
