/**
 * Rows of persons → start-ups, one each: a company with three founders is three rows and one start-up, and every
 * statistic of companies counts the latter. Founders' rows are merged: a cell that one of them leaves empty is
 * filled by the others, and two that contradict each other are refused.
 */
import { check } from "../../base/check.js";
import { columnName } from "./columns.js";
import type { Placed } from "./data-table.js";
import type { ExecutiveCells } from "./executive-columns.js";

/** What the rows of one start-up say of it, in agreement. */
const shared = [
  "startupZh",
  "foundedYear",
  "field",
  "country",
  "notableFundingUsdM",
  "outcome",
] as const;

/** A start-up and those of its founders who are in the data. */
export interface StartUp extends Pick<ExecutiveCells, (typeof shared)[number]> {
  readonly startup: string;
  /** Their rows, at least one. */
  readonly founders: readonly Placed<ExecutiveCells>[];
}

/**
 * The start-ups of some rows, in the order in which they first occur.
 *
 * @param rows all of them, or those that are wanted, such as the confirmed ones
 * @throws InputError where two rows of a start-up say different things of it, with file, line and rule.
 */
export function startUps(rows: readonly Placed<ExecutiveCells>[]): StartUp[] {
  const founders = new Map<string, Placed<ExecutiveCells>[]>();
  for (const row of rows) founders.set(row.startup, [...(founders.get(row.startup) ?? []), row]);
  return [...founders].map(([startup, own]) => {
    const cells = shared.map((part) => [part, agreed(own, part)]);
    return { startup, ...Object.fromEntries(cells), founders: own } as unknown as StartUp;
  });
}

/** What the rows that say something say; null where none does. */
function agreed(
  rows: readonly Placed<ExecutiveCells>[],
  part: (typeof shared)[number],
): string | number | null {
  const first = rows.find((row) => row[part] !== null);
  if (first === undefined) return null;
  for (const row of rows) {
    const same = row[part] === null || row[part] === first[part];
    const rule = `${first[part]}, as ${first.place} says of ${row.startup}`;
    check(same, `${row.place}: ${columnName(part)}`, row[part], rule);
  }
  return first[part];
}
