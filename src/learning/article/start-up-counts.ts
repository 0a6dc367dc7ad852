/**
 * What can be counted of the start-ups: how many were founded in each year, how long after a departure, and what
 * flowed from companies into fields. Shares and their intervals are `shareRows` of the statistics. Survival over
 * time is not here: the data know no dates of ends.
 */
import type { Executive } from "./executives.js";
import type { StartUpField } from "./fields.js";
import type { StartUp } from "./start-ups.js";

/** A year and what happened in it. */
export interface YearRow {
  readonly year: number;
  /** Start-ups founded in it. */
  readonly startUps: number;
}

/**
 * How many start-ups were founded in each year, years without any included.
 *
 * @returns rows from the first to the last year that occurs; start-ups without a year are left out
 */
export function foundingYears(startUps: readonly StartUp[]): YearRow[] {
  const years = startUps.flatMap(({ foundedYear }) => foundedYear ?? []);
  if (years.length === 0) return [];
  const first = Math.min(...years);
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, i) => ({
    year: first + i,
    startUps: years.filter((year) => year === first + i).length,
  }));
}

/** A person's way from a departure to a founding. */
export interface LagRow {
  readonly person: string;
  readonly fromCompany: string;
  readonly startup: string;
  readonly field: StartUpField;
  readonly leftYear: number;
  readonly foundedYear: number;
  /** Years from departure to founding. */
  readonly lag: number;
}

/** The ways of which both years are known, earliest departure first. */
export function lagRows(rows: readonly Executive[]): LagRow[] {
  return rows
    .flatMap((row) => {
      const { person, fromCompany, startup, field, leftYear, foundedYear } = row;
      if (leftYear === null || foundedYear === null) return [];
      const lag = foundedYear - leftYear;
      return [{ person, fromCompany, startup, field, leftYear, foundedYear, lag }];
    })
    .sort((a, b) => a.leftYear - b.leftYear || a.foundedYear - b.foundedYear);
}

/** What flowed from a company to one place. */
export interface FlowRow {
  readonly fromCompany: string;
  readonly to: string;
  /** Start-ups, each 1 in all: one whose founders came from n companies counts for each by its founders' share. */
  readonly startUps: number;
  /** Persons. */
  readonly persons: number;
}

/**
 * What flowed from companies to start-ups, or to whatever a start-up belongs to.
 *
 * @param to the place that a start-up belongs to, such as its field; the start-up itself if not given
 * @param from the place that a founder comes from; the company if not given
 * @returns rows, the company that most left first; the start-ups of all rows add up to their number
 */
export function flowRows(
  startUps: readonly StartUp[],
  to: (startUp: StartUp) => string = ({ startup }) => startup,
  from: (founder: Executive) => string = ({ fromCompany }) => fromCompany,
): FlowRow[] {
  const flows = new Map<string, FlowRow>();
  const left = new Map<string, number>();
  for (const startUp of startUps) {
    for (const founder of startUp.founders) {
      const [fromCompany, place] = [from(founder), to(startUp)];
      const key = JSON.stringify([fromCompany, place]);
      const flow = flows.get(key) ?? { fromCompany, to: place, startUps: 0, persons: 0 };
      const part = 1 / startUp.founders.length;
      flows.set(key, { ...flow, startUps: flow.startUps + part, persons: flow.persons + 1 });
      left.set(fromCompany, (left.get(fromCompany) ?? 0) + part);
    }
  }
  const total = ({ fromCompany }: FlowRow): number => left.get(fromCompany) ?? 0;
  return [...flows.values()].sort(
    (a, b) =>
      total(b) - total(a) ||
      (a.fromCompany === b.fromCompany
        ? b.startUps - a.startUps
        : a.fromCompany < b.fromCompany
          ? -1
          : 1),
  );
}
