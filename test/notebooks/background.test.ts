import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

/** The file once more, by plain splitting: it has no quotes. */
const csv = readFileSync(
  fileURLToPath(new URL("../../datasets/executives.csv", import.meta.url)),
  "utf8",
);
const [head = [], ...lines] = csv
  .trimEnd()
  .split("\n")
  .map((line) => line.split(","));
const everyone = lines.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]!])));
const rows = everyone.filter((row) => row["confirmed"] === "yes");

/** How many start-ups of some rows have a value that passes. */
const startUps = (own: typeof rows, column: string, passes: (value: string) => boolean): number =>
  new Set(own.filter((row) => passes(row[column]!)).map((row) => row["startup"])).size;
const inYears = (own: typeof rows, from: number, to: number): number =>
  startUps(own, "founded_year", (year) => from <= Number(year) && Number(year) <= to);

/** The ends of Wilson's interval as roots of (p̂ − p)² = z² p (1 − p) / n, found by halving. */
function wilson(count: number, n: number): [number, number] {
  const apart = (p: number) => (count / n - p) ** 2 - (1.959964 ** 2 * p * (1 - p)) / n;
  const root = (inner: number, outer: number): number => {
    for (let i = 0; i < 60; i += 1) {
      const middle = (inner + outer) / 2;
      if (apart(middle) < 0) inner = middle;
      else outer = middle;
    }
    return inner;
  };
  return [root(count / n, 0), root(count / n, 1)];
}

/** The share of samples of n whose interval holds p, summed over all that may be drawn. */
function coverage(p: number, n: number, holds: (count: number) => boolean): number {
  let sum = 0;
  let probability = (1 - p) ** n;
  for (let count = 0; count <= n; count += 1) {
    if (holds(count)) sum += probability;
    probability *= ((n - count) / (count + 1)) * (p / (1 - p));
  }
  return sum;
}

describe("the background notebook, run by our kernel", () => {
  const notebook = new Executed("01-background.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 180_000);
  afterAll(() => notebook.remove());

  /** The row of a table in text that begins with a name: its cells after it. */
  const cellsOf = (cells: CodeCell[], id: string, name: string): string[] => {
    const row = textOf(cells, id)
      .split("\n")
      .find((line) => line.startsWith(`${name}  `) || line.trim().startsWith(`${name}  `));
    return row?.trim().slice(name.length).trim().split(/ {2,}/) ?? [];
  };
  const numbersOf = (cells: CodeCell[], id: string, name: string): number[] =>
    cellsOf(cells, id, name).map(Number);

  test("counts start-ups, not rows", () => {
    expect([everyone.length, rows.length]).toEqual([95, 67]);
    expect(textOf(first, "read")).toContain("95 rows, of which 67 are confirmed by a page");
    expect(startUps(rows, "startup", () => true)).toBe(52);
    expect(textOf(first, "units-count")).toContain("67 rows are 52 start-ups");
    for (const field of ["foundation models", "autonomous driving", "search", "robotics"]) {
      const byRow = rows.filter((row) => row["field"] === field).length;
      const byStartUp = startUps(rows, "field", (value) => value === field);
      const [inRows, inStartUps, ofRows, ofStartUps] = numbersOf(first, "units-count", field);
      expect([inRows, inStartUps], field).toEqual([byRow, byStartUp]);
      expect(ofRows).toBeCloseTo(byRow / 67, 3);
      expect(ofStartUps).toBeCloseTo(byStartUp / 52, 3);
    }
    expect(textOf(first, "sankey")).toContain("all streams together: 52 start-ups");
    expect(cellsOf(first, "leavers", "Google")).toEqual([
      String(rows.filter((row) => row["from_company"] === "Google").length),
    ]);
  });

  test("finds two waves, and a trough between them that depends on the rows", () => {
    const said = textOf(first, "waves-count");
    expect(textOf(first, "waves")).toContain("founding year known of 39 of 52 start-ups");
    for (let year = 2012; year <= 2025; year += 1) {
      const count = inYears(rows, year, year);
      const shown = cellsOf(first, "waves", String(year));
      expect(shown, String(year)).toEqual(count === 0 ? [] : [String(count)]);
    }
    expect(said).toContain(`2016 and 2017: ${inYears(rows, 2016, 2017)}, of which driving 8`);
    expect(said).toContain(`2018 to 2020: ${inYears(rows, 2018, 2020)}\n`);
    expect(said).toContain(`2021 to 2025: ${inYears(rows, 2021, 2025)}, of which 2023 9\n`);
    const waves = (own: typeof rows) => [
      inYears(own, 2016, 2017),
      inYears(own, 2018, 2020),
      inYears(own, 2021, 2025),
    ];
    expect(numbersOf(first, "others", "confirmed").slice(3, 6)).toEqual(waves(rows));
    expect(numbersOf(first, "others", "all").slice(3, 6)).toEqual(waves(everyone));
    expect(waves(everyone)[1]).toBeGreaterThan(3 * waves(rows)[1]!);
  });

  test("has intervals that solve Wilson's equation", () => {
    const [low, high] = wilson(12, 52).map((end) => end.toFixed(4));
    expect(textOf(first, "wilson")).toContain(`12 of 52 by the formula: ${low} to ${high}`);
    expect(textOf(first, "wilson")).toContain(`by the library: ${low} to ${high}`);
    const counts = { operating: 26, acquired: 8, "acqui-hired": 4, closed: 1 };
    for (const [outcome, count] of Object.entries(counts)) {
      expect(startUps(rows, "outcome", (value) => value === outcome)).toBe(count);
      const shown = numbersOf(first, "outcomes", outcome);
      const expected = [count, 39, count / 39, ...wilson(count, 39)];
      expected.forEach((value, i) => expect(shown[i], outcome).toBeCloseTo(value, 2));
    }
    expect(textOf(first, "shares-table")).toContain("of the two largest overlap: yes");
    expect(textOf(first, "shares-table")).toContain(
      "20 fields, of which reinforcement learning: 0",
    );
  });

  test("draws samples whose intervals hold the truth as often as the binomial sum says", () => {
    for (const [p, name] of [
      [12 / 52, "0.231"],
      [1 / 52, "0.019"],
    ] as const) {
      // prettier-ignore
      const z = 1.959964;
      const textbook = coverage(p, 52, (x) => Math.abs(x / 52 - p) <= z * Math.sqrt((x * (52 - x)) / 52 ** 3)); // prettier-ignore
      const exact = coverage(p, 52, (x) => wilson(x, 52)[0] <= p && p <= wilson(x, 52)[1]);
      const [promised, drawnTextbook, drawnWilson] = numbersOf(first, "coverage", name);
      expect(promised).toBe(0.95);
      for (const [drawn, is] of [
        [drawnTextbook, textbook],
        [drawnWilson, exact],
      ] as const)
        // prettier-ignore
        expect(Math.abs(drawn! - is)).toBeLessThan(3 * Math.sqrt((is * (1 - is)) / 4000));
    }
  });

  test("bounds what is not known, and shows what the known faults change", () => {
    expect(textOf(first, "bounds")).toBe(
      "outcome unknown: 13 of 52\noperating: between 0.500 and 0.750\n",
    );
    // JingChi and WeRide as one; Argo AI closed; Artifact bought after it was closed.
    expect(numbersOf(first, "faults", "in the file")).toEqual([52, 9, 26, 8, 1]);
    expect(numbersOf(first, "faults", "corrected")).toEqual([51, 8, 26, 9, 1]);
    expect(textOf(first, "survival")).toBe(
      "columns with a time: left_year, founded_year\n" +
        "seen to end: 13; columns with the time of the end: 0\n",
    );
  });

  test("counts the years from leaving to founding", () => {
    const both = rows.filter((row) => row["left_year"] !== "" && row["founded_year"] !== "");
    const lags = both.map((row) => Number(row["founded_year"]) - Number(row["left_year"]));
    for (const years of [0, 1, 2, 5, 6, 14])
      expect(numbersOf(first, "lags", String(years))).toEqual([
        lags.filter((lag) => lag === years).length,
        33,
      ]);
    expect(lags).toHaveLength(33);
    expect(numbersOf(first, "others", "confirmed").at(-1)).toBeCloseTo(22 / 33, 3);
  });

  test("shows a world of 0.4 that looks like two thirds", () => {
    const seen = (0.4 * 0.9) / (0.4 * 0.9 + 0.6 * 0.3);
    const [, heard, drawn] =
      /heard of (\d+) of 10000, operating ([\d.]+)/.exec(textOf(first, "fame")) ?? [];
    expect(Math.abs(Number(drawn) - seen)).toBeLessThan(3 * Math.sqrt((seen * (1 - seen)) / Number(heard))); // prettier-ignore
    expect(textOf(first, "fame")).toContain("\\frac{0.36}{0.36 + 0.18} = 0.667");
    expect(textOf(first, "fame")).toContain(`operating in our table: ${(26 / 39).toFixed(3)}`);
    expect(textOf(first, "solution-2")).toContain((2 / (2 + 5)).toFixed(3)); // odds of 2 to 1 by 5
  });

  test("holds section 1 of the article against the rows", () => {
    const claims = textOf(first, "claims");
    const sums = (least: number) =>
      startUps(rows, "notable_funding_usd_m", (sum) => sum !== "" && Number(sum) >= least);
    expect(claims).toContain(`52 start-ups; ${inYears(rows, 2023, 2025)} of 39 since 2023`);
    expect(claims).toContain("left by 21 of 67 persons");
    expect(claims).toContain("of 13 that ended, 12 went into another company");
    expect(claims).toContain(`${sums(0)} sums; ${sums(1000)} of 1,000 million USD or more`);
  });

  test("refuses a row without a page, naming file, line and rule", () => {
    expect(textOf(first, "refuse").split("\n").slice(0, 3)).toEqual([
      'InputError: mine.csv:2: founded_year: "20x9"; expected a year from 1980 to 2030, or nothing',
      'InputError: mine.csv:2: source_url: ""; expected an address, for a confirmed row needs a source; ' +
        'give the page that was read, or write "no" under confirmed',
      "taken: 1 row",
    ]);
    expect(textOf(first, "solution-1")).toMatch(/^without a page: InputError: .*needs a source/);
  });

  test("shows its pictures, each drawn once", () => {
    const ids = ["timeline", "waves-chart", "sankey", "one-company", "shares", "outcomes"];
    for (const id of [...ids, "lags", "fame-curve"]) {
      const drawn = first
        .find((cell) => cell.id === id)!
        .outputs.filter((output) => "data" in output && plotlyMime in output.data);
      expect(drawn, id).toHaveLength(1);
    }
  });

  testHabits(notebook, () => first, 2);

  test("says what is wrong with a wrong answer, and takes a company without rows and another seed", () => {
    const wrong = notebook.runAnswered({
      "answer-1": '"Bo Example,,Example Corp,Director,2020,Example AI,,2021,search,USA,,,,no"',
      "answer-2": "0.4",
    });
    expect(textOf(wrong, "check-1")).toBe("exercise 1: not yet: a row that is not confirmed\n");
    expect(textOf(wrong, "check-2")).toBe(
      "exercise 2: not yet: with that truth one would see 0.769\n",
    );
    const other = notebook.run("-p", "company=Nobody", "-p", "seed=8");
    expect(cellsOf(other, "one-company", "Nobody")).toEqual(["0"]);
    expect(textOf(other, "fame")).not.toBe(textOf(first, "fame"));
  }, 180_000);
});
