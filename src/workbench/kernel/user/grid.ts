/**
 * Cells in rows and columns → an HTML table and a text table. Numbers stand right, text left. What is
 * longer than a screenful is cut, and the caption says so.
 */
import { inspect } from "node:util";

export interface Grid {
  readonly columns: readonly string[];
  readonly index: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Rows shown of a long table. */
export const mostRows = 100;
/** Characters shown of a long cell. */
const longestCell = 200;

export function htmlTable(grid: Grid, caption: string): string {
  const head = grid.columns.map((title, column) => {
    const side = grid.rows.every((row) => isNumber(row[column])) ? "right" : "left";
    return `<th style="text-align: ${side}">${escape(title)}</th>`;
  });
  const body = grid.rows.slice(0, mostRows).map((row, index) => {
    const cells = row.map(
      (value) =>
        `<td style="text-align: ${isNumber(value) ? "right" : "left"}">${escape(text(value))}</td>`,
    );
    return `<tr><th>${escape(grid.index[index] ?? "")}</th>${cells.join("")}</tr>`;
  });
  const note =
    caption === "" ? "" : `<caption style="caption-side: bottom">${escape(caption)}</caption>`;
  return `<table>${note}<thead><tr><th></th>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

export function textTable(grid: Grid, caption: string): string {
  const rows = grid.rows.slice(0, mostRows);
  const columns = [
    { title: "", cells: rows.map((_, row) => grid.index[row] ?? ""), right: false },
    ...grid.columns.map((title, column) => ({
      title,
      cells: rows.map((row) => text(row[column])),
      right: rows.length > 0 && rows.every((row) => isNumber(row[column])),
    })),
  ].map((column) => ({
    ...column,
    width: Math.max(column.title.length, ...column.cells.map((cell) => cell.length)),
  }));
  const line = (pick: (column: (typeof columns)[number]) => string) =>
    columns
      .map((column) =>
        column.right ? pick(column).padStart(column.width) : pick(column).padEnd(column.width),
      )
      .join("  ")
      .trimEnd();
  const lines = [
    line((column) => column.title),
    ...rows.map((_, row) => line((column) => column.cells[row]!)),
  ];
  return [...lines, ...(caption === "" ? [] : [caption])].join("\n");
}

function text(value: unknown): string {
  const whole =
    typeof value === "string"
      ? value
      : value === undefined
        ? ""
        : inspect(value, { breakLength: Infinity });
  return whole.length <= longestCell ? whole : `${whole.slice(0, longestCell - 1)}…`;
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

function escape(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
