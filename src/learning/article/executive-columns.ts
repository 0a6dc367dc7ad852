/**
 * The columns of `datasets/executives.csv`: what a row holds, and the one place where it is said what each cell
 * may be. The data card's table of columns is made of these words, and the notebook shows them. What rows must be
 * among themselves is in `executives.ts`.
 */
import { address, amount, choice, columnName, text, year, type Columns } from "./columns.js";
import { fieldNames, outcomeNames, type StartUpField, type StartUpOutcome } from "./fields.js";

/** What a row says of a person and a start-up; null where no page that was read says it. */
export interface ExecutiveCells {
  readonly person: string;
  readonly personZh: string | null;
  readonly fromCompany: string;
  readonly formerRole: string;
  readonly leftYear: number | null;
  readonly startup: string;
  readonly startupZh: string | null;
  readonly foundedYear: number | null;
  readonly field: StartUpField;
  readonly country: string;
  /** Millions of US dollars. */
  readonly notableFundingUsdM: number | null;
  readonly outcome: StartUpOutcome | null;
  readonly sourceUrl: string | null;
  readonly confirmed: boolean;
}

const unread = "no page that was read says it";
const words = <Word extends string>(names: Record<Word, unknown>): Map<string, Word> =>
  new Map((Object.keys(names) as Word[]).map((word) => [word, word]));

/** What each cell may be, in the order of the file. */
export const executiveColumns: Columns<ExecutiveCells> = {
  person: text("name in Latin letters"),
  personZh: text("name in Chinese characters", "none is known"),
  fromCompany: text("the company that the person left"),
  formerRole: text("the highest post held there"),
  leftYear: year(1980, 2030, unread),
  startup: text("the company that the person founded"),
  startupZh: text("its name in Chinese characters", "none is known"),
  foundedYear: year(1980, 2030, unread),
  field: choice(words(fieldNames), "the fields that src/learning/article/fields.ts lists"),
  country: text("where the start-up has its seat"),
  notableFundingUsdM: amount("million US dollars", unread),
  outcome: choice(words(outcomeNames), Object.keys(outcomeNames).join(", "), unread),
  sourceUrl: address("no page was read; refused where confirmed is yes"),
  confirmed: choice(
    new Map([
      ["yes", true],
      ["no", false],
    ]),
    "yes: a page that was read names person, company and start-up; no: none was",
  ),
};

/** A column as a data card and the notebook describe it. */
export interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly range: string;
  readonly missing: string;
}

/** The columns of the executives' data, as rows of a table. */
export function executiveColumnRows(): ColumnRow[] {
  return Object.entries(executiveColumns).map(([part, { type, unit, range, missing }]) => ({
    name: columnName(part),
    type,
    unit,
    range,
    missing: missing ?? "never",
  }));
}
