/**
 * Arrows in the fields of a table, each with a few characters below it if wanted: directions on a grid,
 * drawn alone or over a heat map with the same rows and columns; a pale plate keeps what is written legible
 * on dark colours. In text they stand row by row.
 */
import { check } from "../../base/check.js";
import { inLanguage, type Label } from "../../base/bilingual.js";
import type { Mark } from "./mark.js";

/** The fields and what stands in them. */
export interface ArrowsData {
  readonly rows: readonly Label[];
  readonly columns: readonly Label[];
  /** Degrees clockwise from up, row by row; where it is not a number, there is no arrow. */
  readonly angles: readonly ArrayLike<number>[];
  /** Written below each arrow, or in the middle of a field without one; "" for nothing. */
  readonly texts?: readonly (readonly string[])[];
}

/** Arrows in eight directions, from up on, clockwise. */
const letters = "↑↗→↘↓↙←↖";

/**
 * Arrows on a grid.
 *
 * @param name of what the arrows say
 * @throws InputError where angles or texts have another shape than the names of rows and columns.
 * @example
 * arrows("way", { rows: ["a"], columns: ["b", "c"], angles: [[90, 180]] }).summary("en"); // "→↓"
 */
export function arrows(name: Label, { rows, columns, angles, texts }: ArrowsData): Mark {
  const tables = texts === undefined ? { angles } : { angles, texts };
  for (const [what, table] of Object.entries(tables)) {
    check(
      table.length === rows.length,
      `rows of ${what}`,
      table.length,
      `${rows.length}, as named`,
    );
    table.forEach((row, i) => {
      const rule = `${columns.length}, as named`;
      check(row.length === columns.length, `length of row ${i} of ${what}`, row.length, rule);
    });
  }
  return {
    name,
    layout: { yaxis: { autorange: "reversed" } },
    traces: ({ language }) => {
      const fields = angles.flatMap((row, r) =>
        Array.from(row, (angle, c) => ({ angle, r, c, text: texts?.[r]?.[c] ?? "" })),
      );
      const trace = (chosen: typeof fields, more: object) => ({
        type: "scatter",
        name: inLanguage(name, language),
        x: chosen.map(({ c }) => inLanguage(columns[c] as Label, language)),
        y: chosen.map(({ r }) => inLanguage(rows[r] as Label, language)),
        text: chosen.map(({ text }) => text),
        hoverinfo: "skip",
        showlegend: false,
        ...more,
      });
      const withArrow = fields.filter(({ angle }) => Number.isFinite(angle));
      const without = fields.filter(({ angle, text }) => !Number.isFinite(angle) && text !== "");
      const marker = {
        symbol: "triangle-up",
        size: 11,
        color: "#1e293b",
        line: { color: "#ffffff", width: 1 },
        angle: withArrow.map(({ angle }) => angle),
      };
      const mode = texts === undefined ? "markers" : "markers+text";
      const font = { color: "#1e293b", size: 11 };
      const plate = { symbol: "circle", size: 38, color: "#ffffffb3" };
      const labelled = fields.filter(({ text }) => text !== "");
      return [
        ...(labelled.length === 0 ? [] : [trace(labelled, { mode: "markers", marker: plate })]),
        trace(withArrow, { mode, marker, textposition: "bottom center", textfont: font }),
        ...(without.length === 0 ? [] : [trace(without, { mode: "text", textfont: font })]),
      ];
    },
    summary: () =>
      angles.map((row) => Array.from(row, (angle) => letterOf(angle)).join("")).join(" / "),
  };
}

/** The arrow next to an angle; a dot where there is none. */
function letterOf(angle: number): string {
  if (!Number.isFinite(angle)) return "·";
  const eighth = Math.round(angle / 45);
  return letters[((eighth % 8) + 8) % 8] as string;
}
