import { expect, test } from "vitest";
import { moneyFirstProcess, printedProcess } from "../../../src/learning/article/process-charts.js";
import { financedBeforeProduct } from "../../../src/learning/article/process-financing.js";
import { partsAfterWhole, phases } from "../../../src/learning/article/process-phases.js";
import { readExecutives } from "../../../src/learning/article/executives.js";

test("the printed chart places each part of a phase of section 3.2 after the whole", () => {
  expect(
    partsAfterWhole(printedProcess).map(({ section, part, whole }) => [section, part, whole]),
  ).toEqual([
    ["3.2.1", "B", "A"],
    ["3.2.1", "C", "A"],
    ["3.2.1", "D", "A"],
    ["3.2.3", "H", "G"],
    ["3.2.3", "I", "G"],
    ["3.2.4", "K", "J"],
    ["3.2.4", "L", "J"],
  ]);
});

test("with the money first, financing no longer follows the business model", () => {
  const parts = partsAfterWhole(moneyFirstProcess).map(({ part }) => part);
  expect(parts).not.toContain("K");
  expect(parts).toContain("L");
});

test("a phase of nodes that the chart lacks is refused", () => {
  const [first] = phases;
  expect(() => partsAfterWhole(printedProcess, [{ ...first!, parts: ["Z"] }])).toThrow(
    'unknown node: "Z"; expected one of A, B, C',
  );
});

test("each start-up with money before a product is a confirmed row of the data, founded before its round", async () => {
  const rows = await readExecutives();
  expect(financedBeforeProduct.length).toBeGreaterThan(0);
  for (const { startUp, founded, reported, roundUsdM, source } of financedBeforeProduct) {
    const row = rows.find(({ startup, confirmed }) => startup === startUp && confirmed);
    expect(row?.foundedYear, startUp).toBe(founded);
    expect(reported).toMatch(/^20\d\d-[01]\d$/);
    expect(Number(reported.slice(0, 4))).toBeGreaterThanOrEqual(founded);
    expect(source).toMatch(/^https:\/\//);
    if (row!.notableFundingUsdM !== null) expect(row!.notableFundingUsdM).toBe(roundUsdM);
  }
});
