import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { table } from "../../src/show/table.js";

const text = (...args: Parameters<typeof table>): string[] =>
  String(table(...args)["text/plain"]).split("\n");

describe("a table", () => {
  test("aligns its columns in text, Chinese characters counting two", () => {
    const rows = [
      { word: "king", 中文: "国王", count: 3, share: 0.5 },
      { word: "queen", 中文: "女", count: 20000, share: 1 },
    ];
    expect(text(rows, { caption: "Words" })).toEqual([
      "Words",
      "word   中文   count  share",
      "─────  ────  ──────  ─────",
      "king   国王       3  0.500",
      "queen  女    20,000  1.000",
    ]);
  });

  test("is an HTML table with headings, numbers to the right", () => {
    expect(table([{ a: "x", n: 1 }], { caption: "C" })["text/html"]).toBe(
      [
        "<table>",
        "<caption>C</caption>",
        '<thead><tr><th scope="col" style="text-align:left">a</th><th scope="col" style="text-align:right">n</th></tr></thead>',
        '<tbody><tr><td style="text-align:left">x</td><td style="text-align:right">1</td></tr></tbody>',
        "</table>",
      ].join("\n"),
    );
  });

  test("escapes everything that it did not write", () => {
    const evil = `<script>alert("1")</script>&'`;
    const html = String(table([{ [evil]: evil }], { caption: evil })["text/html"]);
    expect(html).not.toContain("<script>");
    expect(html.split("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;")).toHaveLength(
      4,
    );
  });

  test("takes columns, headings and decimals", () => {
    const rows = [{ a: 1.23456, b: 2e-9, c: "left out" }];
    const options = {
      columns: ["b", "a"],
      headings: { a: { en: "first", zh: "第一" } },
      digits: { a: 1 },
    };
    const lines = ["      b  first", "───────  ─────", "2.00e-9    1.2"];
    expect(text(rows, options)).toEqual(lines);
    expect(text(rows, { ...options, language: "zh" })[0]).toBe("      b  第一");
  });

  test("writes what is no number as a reader would", () => {
    const date = new Date(0);
    const row = { a: null, b: undefined, c: true, d: date, e: { en: "x", zh: "y" }, f: [1], g: 9n };
    const [, , line] = text([row]);
    expect(line?.split(/\s{2,}/)).toEqual([
      "–",
      "–",
      "yes",
      "1970-01-01T00:00:00.000Z",
      "x",
      "[1]",
      "9",
    ]);
    expect(text([{ a: "two\nlines" }])[2]).toBe("two lines");
    expect(text([{ a: new Date(NaN) }])[2]).toBe("–");
    expect(text([{ a: { big: 1n } }])[2]).toBe("[object Object]");
  });

  test("shows some rows and counts the others", () => {
    const rows = Array.from({ length: 12_345 }, (_, i) => ({ i }));
    expect(text(rows, { limit: 2 }).slice(2)).toEqual(["0", "1", "… and 12,343 more rows"]);
    expect(table(rows)["text/html"]).toContain("… and 12,245 more rows");
    expect(text(rows.slice(0, 3), { limit: 2 }).at(-1)).toBe("… and 1 more row");
    expect(text(rows.slice(0, 1), { limit: 9 })).toEqual(["i", "─", "0"]);
  });

  test("puts big integers to the right, and missing values where their column has them", () => {
    const rows = [{ n: 5n, x: 1.5 }, { n: 1234n, x: NaN }, { n: null }];
    expect(text(rows)).toEqual([
      "   n      x",
      "────  ─────",
      "   5  1.500",
      "1234    NaN",
      "   –      –",
    ]);
  });

  test("takes columns that are named like an object's own methods", () => {
    const rows = [{ constructor: 1.5, toString: 2 }];
    expect(text(rows, { digits: { other: 1 }, headings: {} })).toEqual([
      "constructor  toString",
      "───────────  ────────",
      "      1.500         2",
    ]);
  });

  test("sends no control characters to a terminal", () => {
    expect(text([{ a: "tab\tend\r\n\u001b[31mred" }])[2]).toBe("tab end \ufffd[31mred");
  });

  test("may be empty", () => {
    expect(text([], { columns: ["a"] })).toEqual(["a", "─"]);
    expect(table([])["text/html"]).toContain("<table>");
  });

  test("shows a DataFrame of danfojs as it shows the rows", () => {
    const { DataFrame } = createRequire(import.meta.url)("danfojs-node") as {
      DataFrame: new (rows: object[]) => { columns: string[]; values: unknown[] };
    };
    const rows = [
      { word: "king", count: 3 },
      { word: "queen", count: 4 },
    ];
    expect(table(new DataFrame(rows))).toEqual(table(rows));
  });

  test("refuses what is neither rows nor a DataFrame", () => {
    const rule = "expected an array of records or a DataFrame";
    expect(() => table(5 as never)).toThrow(`table data: 5; ${rule}`);
    expect(() => table({ a: 1 } as never)).toThrow(`table data: {"a":1}; ${rule}`);
    expect(() => table([[1, 2]])).toThrow(
      "row 0: [1,2]; expected a record of values by column name",
    );
    expect(() => table([{ a: 1 }], { columns: ["b"] })).toThrow('column: "b"; expected one of a');
    expect(() => table([{ a: 0.5 }], { digits: 101 })).toThrow(
      "digits: 101; expected a whole number from 0 to 20",
    );
    expect(() => table([], { limit: -1 })).toThrow("limit: -1; expected a whole number ≥ 0");
  });
});
