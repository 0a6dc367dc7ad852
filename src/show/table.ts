/**
 * A table: rows of a notebook, or a DataFrame, as HTML and as aligned text. Numbers stand to the right with the
 * same decimals down a column; everything is escaped, and a link (`link.ts`) leads somewhere. A DataFrame is known
 * by its shape (`columns` and `values`, as danfojs has them), so this file needs no data-frame library.
 */
import { check } from "../base/check.js";
import { inLanguage, isBilingual, type Label, type Language } from "../base/bilingual.js";
import { escapeHtml } from "../base/html.js";
import { isLink } from "./link.js";
import { formatDecimal, formatNumber } from "./number.js";
import { toPicture, type Picture } from "./picture.js";
import { pad, textWidth } from "./width.js";

/** One row: values by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** What a danfojs DataFrame is, seen from here. */
export interface DataFrameLike {
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

/** What a table can be told; all may be left out. */
export interface TableOptions {
  /** Stands above the table. */
  readonly caption?: Label;
  /** Which columns, in which order; all, in the order of the first row, if not given. */
  readonly columns?: readonly string[];
  /** Headings by column name, where they differ from it. */
  readonly headings?: Readonly<Record<string, Label>>;
  /** Decimals of numbers that are not whole, 0 to 20: for all columns, or by column name; 3 if not given. */
  readonly digits?: number | Readonly<Record<string, number>>;
  /** Rows shown at most; the rest is counted. 100 if not given. */
  readonly limit?: number;
  readonly language?: Language;
}

interface Column {
  readonly heading: string;
  readonly cells: readonly string[];
  /** Where a cell leads, if it is a link. */
  readonly addresses: readonly (string | undefined)[];
  readonly side: "left" | "right";
}

/**
 * A table of rows.
 *
 * @param data an array of records, or a DataFrame
 * @returns text/html and text/plain
 * @throws InputError where the data are neither, a column that is asked for is not there, or digits or limit are
 *   out of their range.
 * @example
 * table([{ word: "king", count: 3 }])["text/plain"]; // "word  count\n────  ─────\nking      3"
 */
export function table(
  data: readonly object[] | DataFrameLike,
  options: TableOptions = {},
): Picture {
  const { limit = 100, language } = options;
  check(Number.isInteger(limit) && limit >= 0, "limit", limit, "a whole number ≥ 0");
  const { names, rows } = toRows(data);
  const chosen = options.columns ?? names;
  for (const name of chosen) {
    const known = names.includes(name) || rows.length === 0;
    check(known, "column", name, `one of ${names.join(", ")}`);
  }
  const shown = rows.slice(0, limit);
  const columns = chosen.map((name) => toColumn(name, shown, options, language));
  const caption = options.caption === undefined ? "" : inLanguage(options.caption, language);
  const hidden = rows.length - shown.length;
  const more =
    hidden === 0 ? "" : `… and ${formatNumber(hidden)} more row${hidden === 1 ? "" : "s"}`;
  return toPicture({
    "text/html": toHtml(columns, shown.length, caption, more),
    "text/plain": toText(columns, shown.length, caption, more),
  });
}

/** Names and rows of either kind of data. */
function toRows(data: readonly object[] | DataFrameLike): { names: string[]; rows: Row[] } {
  const rule = "an array of records or a DataFrame";
  check(typeof data === "object" && data !== null, "table data", data, rule);
  if (!Array.isArray(data)) {
    const { columns, values } = data as DataFrameLike;
    check(Array.isArray(columns) && Array.isArray(values), "table data", data, rule);
    const names = columns.map(String);
    const rows = values.map((row) => {
      const cells: unknown[] = Array.isArray(row) ? row : [row];
      return Object.fromEntries(names.map((name, i) => [name, cells[i]]));
    });
    return { names, rows };
  }
  const names = new Set<string>();
  for (const [i, row] of data.entries()) {
    const record = typeof row === "object" && row !== null && !Array.isArray(row);
    check(record, `row ${i}`, row, "a record of values by column name");
    for (const name of Object.keys(row as Row)) names.add(name);
  }
  return { names: [...names], rows: data as Row[] };
}

function toColumn(
  name: string,
  rows: readonly Row[],
  options: TableOptions,
  language: Language | undefined,
): Column {
  const { digits = 3 } = options;
  const values = rows.map((row) => row[name]);
  const numbers = values.filter((value) => typeof value === "number");
  const decimals = typeof digits === "number" ? digits : (own(digits, name) ?? 3);
  const whole = numbers.every((value) => Number.isInteger(value));
  const cells = values.map((value) =>
    typeof value === "number"
      ? whole
        ? formatNumber(value, decimals)
        : formatDecimal(value, decimals)
      : toCell(value, language),
  );
  const filled = values.filter((value) => value !== null && value !== undefined);
  const numeric = filled.every((value) => typeof value === "number" || typeof value === "bigint");
  const side = filled.length > 0 && numeric ? "right" : "left";
  const heading = inLanguage(own(options.headings ?? {}, name) ?? name, language);
  const addresses = values.map((value) => (isLink(value) ? value.href : undefined));
  return { heading, cells, addresses, side };
}

/** What a record says of a column, whatever the column is called: `constructor` is a name like others. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A value that is no number, as text. */
function toCell(value: unknown, language: Language | undefined): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "–" : value.toISOString();
  if (isBilingual(value)) return inLanguage(value, language);
  if (isLink(value)) return inLanguage(value.text, language);
  if (typeof value === "object") return toJson(value);
  return String(value);
}

/** An object as JSON, or its kind where it has none (circles, big integers). */
function toJson(value: object): string {
  try {
    return JSON.stringify(value) ?? "–";
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function toHtml(columns: readonly Column[], rows: number, caption: string, more: string): string {
  const cell = (tag: string, text: string, { side }: Column, address?: string): string => {
    const inner =
      address === undefined
        ? escapeHtml(text)
        : `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`;
    return `<${tag} style="text-align:${side}">${inner}</${tag.split(" ")[0]}>`;
  };
  const head = columns.map((column) => cell('th scope="col"', column.heading, column)).join("");
  const body = Array.from({ length: rows }, (_, i) => {
    const cells = columns.map((column) =>
      cell("td", column.cells[i] ?? "", column, column.addresses[i]),
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  const foot = `<tfoot><tr><td colspan="${columns.length}">${escapeHtml(more)}</td></tr></tfoot>`;
  return [
    "<table>",
    ...(caption === "" ? [] : [`<caption>${escapeHtml(caption)}</caption>`]),
    `<thead><tr>${head}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody>`,
    ...(more === "" ? [] : [foot]),
    "</table>",
  ].join("\n");
}

function toText(columns: readonly Column[], rows: number, caption: string, more: string): string {
  const flat = columns.map((column) => ({
    ...column,
    heading: oneLine(column.heading),
    cells: column.cells.map(oneLine),
  }));
  const widths = flat.map(({ heading, cells }) =>
    cells.reduce((widest, cell) => Math.max(widest, textWidth(cell)), textWidth(heading)),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, i) => pad(text, widths[i] ?? 0, flat[i]?.side === "right" ? "left" : "right"))
      .join("  ")
      .trimEnd();
  return [
    ...(caption === "" ? [] : [caption]),
    line(flat.map(({ heading }) => heading)),
    line(widths.map((width) => "─".repeat(width))),
    ...Array.from({ length: rows }, (_, i) => line(flat.map(({ cells }) => cells[i] ?? ""))),
    ...(more === "" ? [] : [more]),
  ].join("\n");
}

/** A cell as one line of plain text: line ends and tabs are spaces, control characters show that they are there. */
function oneLine(text: string): string {
  return text.replace(/\s*[\n\r\t]\s*/g, " ").replace(/\p{Cc}/gu, "\ufffd");
}
