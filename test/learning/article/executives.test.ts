import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/base/check.js";
import { executiveColumnRows } from "../../../src/learning/article/executive-columns.js";
import { parseExecutives, readExecutives } from "../../../src/learning/article/executives.js";

const datasets = fileURLToPath(new URL("../../../datasets/", import.meta.url));
const csv = readFileSync(join(datasets, "executives.csv"), "utf8");
const card = readFileSync(join(datasets, "executives.card.md"), "utf8");
const [head = "", ...lines] = csv.trimEnd().split("\n");

/** A row that breaks no rule, and what of it is to be different. */
function row(changed: Record<string, string> = {}): string {
  const cells: Record<string, string> = {
    person: "Ada Example",
    person_zh: "",
    from_company: "Example Corp",
    former_role: "Director",
    left_year: "2020",
    startup: "Example AI",
    startup_zh: "",
    founded_year: "2021",
    field: "search",
    country: "USA",
    notable_funding_usd_m: "12.5",
    outcome: "operating",
    source_url: "https://example.org/interview",
    confirmed: "yes",
    ...changed,
  };
  return Object.values(cells).join(",");
}
const parse = (...rows: string[]) => parseExecutives([head, ...rows, ""].join("\n"), "some.csv");

describe("the executives' data", () => {
  it("are read as they lie in the package: 95 rows, 67 of them confirmed", async () => {
    const rows = await readExecutives();
    expect(rows).toHaveLength(95);
    expect(rows.filter(({ confirmed }) => confirmed)).toHaveLength(67);
    expect(rows[1]).toEqual({
      person: "Wang Xiaochuan",
      personZh: "王小川",
      fromCompany: "Sogou",
      formerRole: "CEO",
      leftYear: null,
      startup: "Baichuan",
      startupZh: "百川智能",
      foundedYear: 2023,
      field: "foundation models",
      country: "China",
      notableFundingUsdM: 350,
      outcome: "operating",
      sourceUrl: "http://www.gzdzbjgs.cn//30100.html",
      confirmed: true,
      place: "datasets/executives.csv:3",
    });
    // As its card says: what was not seen on a page has no source, funding or outcome.
    for (const each of rows.filter(({ confirmed }) => !confirmed))
      expect([each.sourceUrl, each.notableFundingUsdM, each.outcome]).toEqual([null, null, null]);
  });

  it("lose no cell: written out again they are the bytes of the file", async () => {
    const written = (await readExecutives()).map(({ place: _, confirmed, ...cells }) =>
      [...Object.values(cells).map((cell) => cell ?? ""), confirmed ? "yes" : "no"].join(","),
    );
    expect(written).toEqual(lines);
  });

  it("are read from any other file too, which is named as it was given", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tidebook-executives-"));
    try {
      const path = join(folder, "mine.csv");
      writeFileSync(path, `${head}\n${row()}\n${row({ person: "" })}\n`);
      await expect(readExecutives(path)).rejects.toThrow(
        `${path}:3: person: ""; expected text on one line without spaces at its ends`,
      );
      const none = join(folder, "none.csv");
      await expect(readExecutives(none)).rejects.toThrow(
        `cannot read ${JSON.stringify(none)}: no such file or folder (ENOENT)`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("the data card", () => {
  it("describes the columns as the check reads them", () => {
    const [, ...rows] = [
      ...card.matchAll(/^\| ([a-z_]+) \| (.*) \| (.*) \| (.*) \| (.*) \|$/gm),
    ].map(([, name, type, unit, range, missing]) => ({ name, type, unit, range, missing }));
    expect(rows).toEqual(executiveColumnRows());
    expect(executiveColumnRows().map(({ name }) => name)).toEqual(head.split(","));
  });

  it("states the size and the sum of the file that lies beside it", () => {
    expect(card).toContain(createHash("sha256").update(csv).digest("hex"));
    expect(card).toContain(`${Buffer.byteLength(csv).toLocaleString("en")} bytes, 95 rows`);
  });

  it("has each line that a card must have, and is named in the list of data", () => {
    const readme = readFileSync(join(datasets, "README.md"), "utf8");
    const asked = [...readme.split("What a data card holds")[1]!.matchAll(/^\| ([a-z][\w ]*) \|/gm)]
      .map(([, line]) => line)
      .filter((line) => line !== "line");
    expect(asked).toContain("licence");
    for (const line of asked) expect(card).toMatch(new RegExp(`^\\| ${line} \\| .{5,} \\|$`, "m"));
    expect(readme).toContain("(executives.card.md)");
  });
});

describe("a row", () => {
  it("may leave cells empty that no page gave, and hold commas and quotes in quotes", () => {
    const [first] = parse(row({ former_role: '"Director, ""Search"""', left_year: "" }));
    expect(first).toMatchObject({ formerRole: 'Director, "Search"', leftYear: null });
    expect(first?.place).toBe("some.csv:2");
  });

  it("has its line in a file with the line ends of Windows and a mark at its beginning", () => {
    const bad = row({ person: "Bo Example", confirmed: "perhaps" });
    expect(() => parseExecutives(`\ufeff${head}\r\n${row()}\r\n${bad}\r\n`, "some.csv")).toThrow(
      'some.csv:3: confirmed: "perhaps"; expected one of "yes", "no"',
    );
  });

  const cells: [name: string, cell: string, message: string][] = [
    ["left_year", "20x9", '"20x9"; expected a year from 1980 to 2030, or nothing'],
    ["left_year", "2019.5", '"2019.5"; expected a year from 1980 to 2030, or nothing'],
    ["founded_year", "1979", '"1979"; expected a year from 1980 to 2030, or nothing'],
    ["founded_year", "2031", '"2031"; expected a year from 1980 to 2030, or nothing'],
    ["person", " Ada", '" Ada"; expected text on one line without spaces at its ends'],
    [
      "person_zh",
      "艾达 ",
      '"艾达 "; expected text on one line without spaces at its ends, or nothing',
    ],
    ["from_company", "", '""; expected text on one line without spaces at its ends'],
    ["notable_funding_usd_m", "0", '"0"; expected a number > 0, or nothing'],
    ["notable_funding_usd_m", "12m", '"12m"; expected a number > 0, or nothing'],
    [
      "outcome",
      "bankrupt",
      '"bankrupt"; expected one of "operating", "acquired", "acqui-hired", "closed", or nothing',
    ],
    ["confirmed", "", '""; expected one of "yes", "no"'],
    [
      "source_url",
      "example.org",
      '"example.org"; expected an address that begins with http:// or https://, or nothing',
    ],
    ["source_url", "https://", '"https://"; expected an address'],
  ];
  it.each(cells)("is refused with %s %j, naming file, line and rule", (name, cell, message) => {
    const bad = () => parse(row(), row({ person: "Bo Example", [name]: cell }));
    expect(bad).toThrow(InputError);
    expect(bad).toThrow(`some.csv:3: ${name}: ${message}`);
  });

  it("is refused with a field that has another spelling", () => {
    expect(() => parse(row({ field: "self-driving" }))).toThrow(
      'some.csv:2: field: "self-driving"; expected one of "foundation models", "autonomous driving", ',
    );
  });

  it("is refused as confirmed without a source, and taken as not confirmed", () => {
    expect(() => parse(row({ source_url: "" }))).toThrow(
      'some.csv:2: source_url: ""; expected an address, for a confirmed row needs a source; ' +
        'give the page that was read, or write "no" under confirmed',
    );
    expect(parse(row({ source_url: "", confirmed: "no" }))).toHaveLength(1);
  });

  it("is refused where the start-up is years older than the departure", () => {
    expect(parse(row({ founded_year: "2018" }))).toHaveLength(1);
    expect(() => parse(row({ founded_year: "2017" }))).toThrow(
      "some.csv:2: founded_year: 2017; expected 2018 or later, for the person left in 2020",
    );
  });

  it("is refused where the same person and start-up have one already", () => {
    expect(() => parse(row(), row({ person: "Bo Example" }), row())).toThrow(
      'some.csv:4: person and startup: "Ada Example, Example AI"; expected one row for a person ' +
        "and a start-up; some.csv:2 has them",
    );
  });

  it("is refused where it contradicts another row of its start-up", () => {
    const other = row({ person: "Bo Example", founded_year: "2022" });
    expect(() => parse(row(), other)).toThrow(
      "some.csv:3: founded_year: 2022; expected 2021, as some.csv:2 says of Example AI",
    );
  });
});

describe("a table", () => {
  it("is refused with a column too few, too many, or of another name", () => {
    const table = (columns: string) => () => parseExecutives(`${columns}\n`, "some.csv");
    expect(table("")).toThrow('some.csv:1: column 1: ""; expected "person"');
    expect(table(head.replace("from_company", "company"))).toThrow(
      'some.csv:1: column 3: "company"; expected "from_company"',
    );
    expect(table(head.replace(",confirmed", ""))).toThrow(
      'some.csv:1: column 14: ""; expected "confirmed"',
    );
    expect(table(`${head},note`)).toThrow('some.csv:1: column 15: "note"; expected no column');
  });

  it("is refused with a line that has not one cell for each column", () => {
    expect(() => parse(row(), `${row({ person: "Bo" })},more`)).toThrow(
      "some.csv:3: cells: 15; expected 14, one for each column",
    );
    expect(() => parse(row(), "", row({ person: "Bo" }))).toThrow(
      "some.csv:3: cells: 1; expected 14, one for each column",
    );
  });

  it("counts the lines of cells that run over several", () => {
    const long = row({ former_role: '"Head of\nSearch"' });
    expect(() => parse(row(), long)).toThrow(
      'some.csv:3: former_role: "Head of\\nSearch"; expected',
    );
    expect(() => parseExecutives(`${head}\n${row()}\n${long}`, "some.csv")).toThrow("some.csv:3:");
  });

  it("is refused with quotes that do not close, or stand within a cell", () => {
    expect(() => parse(row(), row({ person: '"Bo' }))).toThrow(
      /^some\.csv:\d: quotes: "Quote Not Closed: .+"?; expected quotes around a whole cell, and "" for a quote in it$/,
    );
    expect(() => parse(row({ person: 'B"o' }))).toThrow(/^some\.csv:2: quotes: "Invalid Opening/);
  });
});
