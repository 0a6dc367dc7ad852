/**
 * A CSV file → its rows, every cell checked against its column; the first that breaks a rule is named with file,
 * line and rule. csv-parse knows where records end and what quotes mean (it is loaded by the first table); here is
 * what the columns ask. What rows must be among themselves is up to those who know what the rows are.
 */
import type * as CsvParse from "csv-parse/sync";
import { createRequire } from "node:module";
import { check, complaint, InputError } from "../../base/check.js";
import { columnName, type Column, type Columns } from "./columns.js";

/** A row, and where it stands: `datasets/executives.csv:14`. */
export type Placed<Cells> = Cells & { readonly place: string };

/**
 * The rows of a CSV text.
 *
 * @param csv a line of column names in the order of `columns`, then a line for each row
 * @param columns what each column may hold
 * @param file how messages call the file
 * @returns the rows in the order of the file; null stands for an empty cell
 * @throws InputError with file, line and rule: other columns, too many or too few cells, quotes that do not
 *   close, a cell that breaks its column's rule.
 */
export function parseTable<Cells>(
  csv: string,
  columns: Columns<Cells>,
  file: string,
): Placed<Cells>[] {
  const parts = Object.entries(columns) as [string, Column<unknown>][];
  const names = parts.map(([part]) => columnName(part));
  const [head, ...records] = toRecords(csv, file);
  const given = head?.cells ?? [];
  for (let i = 0; i < Math.max(names.length, given.length); i += 1) {
    const rule = names[i] === undefined ? "no column" : `"${names[i]}"`;
    check(given[i] === names[i], `${file}:1: column ${i + 1}`, given[i] ?? "", rule);
  }
  return records.map(({ cells, line }) => {
    const place = `${file}:${line}`;
    const whole = `${names.length}, one for each column`;
    check(cells.length === names.length, `${place}: cells`, cells.length, whole);
    const values = parts.map(([part, column], i) => {
      return [part, toValue(cells[i] ?? "", column, `${place}: ${names[i]}`)];
    });
    return { ...Object.fromEntries(values), place } as Placed<Cells>;
  });
}

function toValue(cell: string, column: Column<unknown>, what: string): unknown {
  if (cell === "" && column.missing !== undefined) return null;
  const value = cell === "" ? undefined : column.read(cell);
  const orNothing = column.missing === undefined ? "" : ", or nothing";
  check(value !== undefined, what, cell, `${column.rule}${orNothing}`);
  return value;
}

interface Line {
  readonly cells: readonly string[];
  /** Where the record begins: cells in quotes may hold line ends. */
  readonly line: number;
}

function toRecords(csv: string, file: string): Line[] {
  const require = createRequire(import.meta.url);
  const { CsvError, parse } = require("csv-parse/sync") as typeof CsvParse;
  const options = { bom: true, info: true, relax_column_count: true } as const;
  try {
    const records = parse(csv, options) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return records.map(({ record, info }, i) => {
      const before = records[i - 1]?.info.lines ?? 0;
      return { cells: record, line: Math.min(before + 1, info.lines) };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = String(error["lines"] ?? 1);
    const rule = 'quotes around a whole cell, and "" for a quote in it';
    throw new InputError(complaint(`${file}:${line}: quotes`, error.message, rule), {
      cause: error,
    });
  }
}
