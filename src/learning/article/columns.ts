/**
 * What a column of a data file may hold: the kinds of cells, each with the words of its rule and a reader that says
 * what a cell means or that it breaks the rule. A data card's table of columns is these words again (a test holds
 * the two against each other). What rows must be among themselves is not said here.
 */

/** One column: how the card describes it, and how a cell is read. */
export interface Column<Value> {
  readonly type: "text" | "choice" | "whole number" | "number" | "address";
  /** "–" where there is none. */
  readonly unit: string;
  readonly range: string;
  /** What an empty cell means; undefined where a cell must not be empty. */
  readonly missing: string | undefined;
  /** The rule of a cell that is not empty, as an error says it. */
  readonly rule: string;
  /** The value of a cell that is not empty; undefined where it breaks the rule. */
  readonly read: (cell: string) => Value | undefined;
}

/** The columns of a row's values, in the order of the file, under the names of the row's parts. */
export type Columns<Cells> = { readonly [Part in keyof Cells]: Column<NonNullable<Cells[Part]>> };

/** The name of a column in the file: `leftYear` stands under `left_year`. */
export function columnName(part: string): string {
  return part.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Text on one line. */
export function text(range: string, missing?: string): Column<string> {
  const rule = "text on one line without spaces at its ends";
  const read = (cell: string): string | undefined =>
    cell.trim() === cell && !/\p{Cc}/u.test(cell) ? cell : undefined;
  return { type: "text", unit: "–", range, missing, rule, read };
}

/** A word of a list, and what it stands for. */
export function choice<Value>(
  choices: ReadonlyMap<string, Value>,
  range: string,
  missing?: string,
): Column<Value> {
  const rule = `one of ${[...choices.keys()].map((word) => `"${word}"`).join(", ")}`;
  return { type: "choice", unit: "–", range, missing, rule, read: (cell) => choices.get(cell) };
}

/** A year. */
export function year(first: number, last: number, missing: string): Column<number> {
  const read = (cell: string): number | undefined => {
    const value = /^\d{4}$/.test(cell) ? Number(cell) : NaN;
    return value >= first && value <= last ? value : undefined;
  };
  const rule = `a year from ${first} to ${last}`;
  return { type: "whole number", unit: "year", range: `${first} to ${last}`, missing, rule, read };
}

/** A number greater than nothing, written with digits and a point. */
export function amount(unit: string, missing: string): Column<number> {
  const read = (cell: string): number | undefined =>
    /^\d+(\.\d+)?$/.test(cell) && Number(cell) > 0 ? Number(cell) : undefined;
  return { type: "number", unit, range: "> 0", missing, rule: "a number > 0", read };
}

/** The address of a page. */
export function address(missing: string): Column<string> {
  const read = (cell: string): string | undefined =>
    /^https?:\/\/[^\s]+$/.test(cell) && URL.canParse(cell) ? cell : undefined;
  const rule = "an address that begins with http:// or https://";
  return { type: "address", unit: "–", range: "http or https", missing, rule, read };
}
