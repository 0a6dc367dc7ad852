/**
 * Arrays of plain records as tables: `[{ name: "a", value: 1 }, …]`. Arrays of anything else are left to
 * `inspect`. Only the head of a long array is looked at and shown.
 */
import type { MimeBundle } from "../../../base/mime.js";
import { htmlTable, mostRows, textTable, type Grid } from "./grid.js";

/** Records with more keys than this are objects, not rows. */
const mostColumns = 40;

export function looksLikeRecords(value: object): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  const head = value.slice(0, mostRows) as unknown[];
  return head.every(isRecord) && columnsOf(head as object[]).length <= mostColumns;
}

export function recordsBundle(records: readonly Record<string, unknown>[]): MimeBundle {
  const head = records.slice(0, mostRows);
  const columns = columnsOf(head);
  const grid: Grid = {
    columns,
    index: head.map((_, row) => String(row)),
    rows: head.map((record) => columns.map((column) => record[column])),
  };
  const size = records.length > mostRows ? `${mostRows} of ${records.length} rows` : "";
  return { "text/html": htmlTable(grid, size), "text/plain": textTable(grid, size) };
}

function columnsOf(records: readonly object[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

function isRecord(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const fields = Object.values(value) as unknown[];
  return fields.length > 0 && fields.every((field) => typeof field !== "object" || field === null);
}
