import { describe, expect, it } from "vitest";
import { readExecutives, type Executive } from "../../../src/learning/article/executives.js";
import { fieldNames } from "../../../src/learning/article/fields.js";
import { flowRows, foundingYears, lagRows } from "../../../src/learning/article/start-up-counts.js";
import { startUps } from "../../../src/learning/article/start-ups.js";
import { shareRows } from "../../../src/learning/statistics/shares.js";

const all = await readExecutives();
const confirmed = all.filter((row) => row.confirmed);
const companies = startUps(confirmed);

/** Counted from the file anew, by other means: the last row of a start-up that says something. */
const said = (part: keyof Executive) =>
  new Map(confirmed.flatMap((row) => (row[part] === null ? [] : [[row.startup, row[part]]])));
const tally = (values: Iterable<unknown>) => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
};

describe("the start-ups of the confirmed rows", () => {
  it("are 52, each once, with all their founders", () => {
    expect(companies).toHaveLength(52);
    expect(new Set(companies.map(({ startup }) => startup)).size).toBe(52);
    const aurora = companies.find(({ startup }) => startup === "Aurora");
    expect(aurora).toMatchObject({ foundedYear: 2017, field: "autonomous driving" });
    expect(aurora?.founders.map(({ fromCompany }) => fromCompany)).toEqual([
      "Google",
      "Tesla",
      "Uber",
    ]);
    expect(companies.reduce((sum, { founders }) => sum + founders.length, 0)).toBe(67);
  });

  it("were founded in 39 known years: two waves", () => {
    const years = foundingYears(companies);
    expect(Object.fromEntries(years.map(({ year, startUps: count }) => [year, count]))).toEqual({
      2012: 1,
      2013: 0,
      2014: 0,
      2015: 1,
      2016: 6,
      2017: 3,
      2018: 0,
      2019: 1,
      2020: 0,
      2021: 6,
      2022: 3,
      2023: 9,
      2024: 5,
      2025: 4,
    });
    expect(years.reduce((sum, row) => sum + row.startUps, 0)).toBe(39);
    expect(said("foundedYear").size).toBe(39);
    expect(foundingYears([])).toEqual([]);
  });

  it("have 20 fields, foundation models and driving before all others", () => {
    const rows = shareRows(companies.map(({ field }) => field));
    expect(rows.slice(0, 6).map(({ value, count }) => [value, count])).toEqual([
      ["foundation models", 12],
      ["autonomous driving", 9],
      ["search", 4],
      ["AI agents", 4],
      ["AI infrastructure", 3],
      ["robotics", 3],
    ]);
    expect(Object.fromEntries(rows.map(({ value, count }) => [value, count]))).toEqual(
      tally(said("field").values()),
    );
    expect(rows.every(({ of }) => of === 52)).toBe(true);
    for (const { value } of rows) expect(Object.keys(fieldNames)).toContain(value);
  });

  it("have 39 known outcomes: 26 operating, 8 acquired, 4 acqui-hired, 1 closed", () => {
    const rows = shareRows(companies.map(({ outcome }) => outcome));
    const counts = { operating: 26, acquired: 8, "acqui-hired": 4, closed: 1 };
    expect(Object.fromEntries(rows.map(({ value, count }) => [value, count]))).toEqual(counts);
    expect(tally(said("outcome").values())).toEqual(counts);
  });

  it("lie 0 to 14 years after the departure, in 33 rows of which both years are known", () => {
    const lags = lagRows(confirmed);
    expect(tally(lags.map(({ lag }) => lag))).toEqual({ 0: 22, 1: 6, 2: 2, 5: 1, 6: 1, 14: 1 });
    expect(lags.map(({ leftYear }) => leftYear)).toEqual(
      lags.map(({ leftYear }) => leftYear).sort((a, b) => a - b),
    );
    expect(lags[0]).toEqual({
      person: "Kai-Fu Lee",
      fromCompany: "Google",
      startup: "01.AI",
      field: "foundation models",
      leftYear: 2009,
      foundedYear: 2023,
      lag: 14,
    });
  });
});

describe("the flows", () => {
  it("from companies to fields count each start-up once", () => {
    const rows = flowRows(companies, ({ field }) => field);
    expect(rows.reduce((sum, row) => sum + row.startUps, 0)).toBeCloseTo(52, 12);
    expect(rows.reduce((sum, row) => sum + row.persons, 0)).toBe(67);
    const into = (field: string) =>
      rows.filter(({ to }) => to === field).reduce((sum, row) => sum + row.startUps, 0);
    expect(into("foundation models")).toBeCloseTo(12, 12);
    expect(into("autonomous driving")).toBeCloseTo(9, 12);
    expect(rows[0]?.fromCompany).toBe("Google");
  });

  it("start from wherever founders are said to come from", () => {
    const rows = flowRows(
      companies,
      () => "all",
      ({ fromCompany }) => (fromCompany === "Google" ? "Google" : "others"),
    );
    const google = confirmed.filter(({ fromCompany }) => fromCompany === "Google").length;
    expect(rows.map(({ fromCompany, to, persons }) => [fromCompany, to, persons])).toEqual([
      ["others", "all", 67 - google],
      ["Google", "all", google],
    ]);
  });

  it("to start-ups are one for each pair of company and start-up, shared by the founders", () => {
    const rows = flowRows(companies);
    const pairs = new Set(confirmed.map(({ fromCompany, startup }) => `${fromCompany}|${startup}`));
    expect(rows).toHaveLength(pairs.size);
    expect(rows.filter(({ to }) => to === "Aurora")).toMatchObject(
      ["Google", "Uber", "Tesla"].map((fromCompany) => ({
        fromCompany,
        persons: 1,
        startUps: 1 / 3,
      })),
    );
    const twice = rows.find(({ to, fromCompany }) => to === "Otto" && fromCompany === "Google");
    expect(twice).toMatchObject({ persons: 2, startUps: 1 });
  });
});

describe("start-ups made of rows", () => {
  const row = { ...(confirmed[0] as Executive), place: "a.csv:2" };

  it("take what one founder's row leaves empty from another's", () => {
    const rows = [
      { ...row, outcome: null, foundedYear: null },
      { ...row, person: "B", foundedYear: 2022 },
    ];
    expect(startUps(rows)).toMatchObject([{ foundedYear: 2022, outcome: "operating" }]);
    expect(startUps([{ ...row, outcome: null }])[0]?.outcome).toBeNull();
  });

  it("refuse rows that contradict each other, in any cell that they share", () => {
    const parts = {
      startupZh: "别的",
      field: "news",
      country: "France",
      outcome: "closed",
    } as const;
    for (const [part, value] of Object.entries(parts)) {
      const name = part === "startupZh" ? "startup_zh" : part;
      const rows = [row, { ...row, person: "B", place: "a.csv:3", [part]: value }];
      const mine = String(row[part as keyof Executive]);
      expect(() => startUps(rows)).toThrow(
        `a.csv:3: ${name}: "${value}"; expected ${mine}, as a.csv:2 says of 01.AI`,
      );
    }
  });

  it("are 71 of all rows, of which none contradicts another", () => {
    expect(startUps(all)).toHaveLength(71);
    expect(new Set(all.map(({ startup }) => startup)).size).toBe(71);
  });
});
