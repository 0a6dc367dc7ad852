/**
 * The executives' data, read and checked: who left which company and founded what, with the page that says so.
 * One row is one person and one start-up; `start-ups.ts` makes start-ups of them. A row that breaks a rule stops
 * the reading, with file, line and rule: nothing is repaired and nothing left out in silence.
 */
import { fileURLToPath } from "node:url";
import { check } from "../../base/check.js";
import { readText } from "../../base/file.js";
import { parseTable, type Placed } from "./data-table.js";
import { executiveColumns, type ExecutiveCells } from "./executive-columns.js";
import { startUps } from "./start-ups.js";

/** A person who left a company and founded another; `place` is file and line of the row. */
export type Executive = Placed<ExecutiveCells>;

/** The data that come with the package, and how messages call them. */
const shipped = "datasets/executives.csv";

/** A person may have founded before leaving, but not years before. */
const yearsBefore = 2;

/**
 * Reads the executives' data.
 *
 * @param path another file with the same columns; the data of this package if not given
 * @returns all rows, those that are not confirmed included, in the order of the file
 * @throws InputError where the file cannot be read or breaks a rule, as `parseExecutives` says it.
 * @example
 * (await readExecutives()).length; // 95
 */
export async function readExecutives(path?: string): Promise<Executive[]> {
  const place = path ?? fileURLToPath(new URL(`../../../${shipped}`, import.meta.url));
  return parseExecutives(await readText(place), path ?? shipped);
}

/**
 * The rows of a CSV text with the columns of the executives' data.
 *
 * @param csv the text, with its line of column names
 * @param file how messages call it
 * @throws InputError with file, line and rule, such as `datasets/executives.csv:14: left_year: "20x9"; expected a
 *   year from 1980 to 2030, or nothing`: a cell that is not what its column asks, a confirmed row without a
 *   source, a start-up founded years before its founder left, a second row for the same person and start-up, and
 *   rows of one start-up that contradict each other.
 */
export function parseExecutives(csv: string, file = shipped): Executive[] {
  const rows = parseTable(csv, executiveColumns, file);
  const seen = new Map<string, Executive>();
  for (const row of rows) {
    checkSource(row);
    checkYears(row);
    const both = `${row.person}, ${row.startup}`;
    const rule = `one row for a person and a start-up; ${seen.get(both)?.place ?? ""} has them`;
    check(!seen.has(both), `${row.place}: person and startup`, both, rule);
    seen.set(both, row);
  }
  startUps(rows); // throws where rows of one start-up contradict each other
  return rows;
}

function checkSource({ confirmed, sourceUrl, place }: Executive): void {
  const rule = "an address, for a confirmed row needs a source";
  const remedy = 'give the page that was read, or write "no" under confirmed';
  check(!confirmed || sourceUrl !== null, `${place}: source_url`, sourceUrl ?? "", rule, remedy);
}

function checkYears({ leftYear, foundedYear, place }: Executive): void {
  if (leftYear === null || foundedYear === null) return;
  const first = leftYear - yearsBefore;
  const rule = `${first} or later, for the person left in ${leftYear}`;
  check(foundedYear >= first, `${place}: founded_year`, foundedYear, rule);
}
