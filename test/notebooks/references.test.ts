import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the notebook of references, run by our kernel", () => {
  const notebook = new Executed("11-references.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 180_000);
  afterAll(() => notebook.remove());

  test("finds three of the six entries right", () => {
    expect(textOf(first, "verdicts")).toContain("3 of 6 are right");
    expect(textOf(first, "six").match(/^ +\d .*made up/gm)).toHaveLength(2);
  });

  test("finds a list complete in form, and no fault with an invented entry but its address", () => {
    expect(textOf(first, "form-all")).toMatch(/works in our list: \d+, incomplete: 0\n/);
    expect(textOf(first, "form-all")).toContain("every key once: true");
    expect(textOf(first, "form-loop")).toMatch(/^王五, 赵六 +2020 +address +address$/m);
  });

  test("computes how soon a bad list is caught", () => {
    // Of six with three bad: 1 − C(3, k)/C(6, k) = 1 − 3/6, 1 − 3/15, 1 − 1/20, 1 − 0/15.
    const exact = [1 / 2, 4 / 5, 19 / 20, 1];
    const lines = textOf(first, "caught-check").split("\n");
    for (const [i, value] of exact.entries()) {
      const [k, formula, counted, drawn] = lines[i + 2]!.trim().split(/\s+/).map(Number);
      expect([k, formula, counted]).toEqual([i + 1, value, value]);
      const standardError = Math.sqrt((value * (1 - value)) / 20_000);
      expect(Math.abs(drawn! - value)).toBeLessThanOrEqual(3 * standardError + 0.0005);
    }
    // The first k with 1 − (60 − k)(59 − k)(58 − k)/(60·59·58) ≥ 4/5.
    const missed = (k: number) => ((60 - k) * (59 - k) * (58 - k)) / (60 * 59 * 58);
    const needed = Array.from({ length: 61 }, (_, k) => k).find((k) => 1 - missed(k) >= 0.8);
    expect(textOf(first, "caught-chart")).toMatch(new RegExp(`needed: ${needed}\n`));
  });

  test("reads the sources of every notebook", () => {
    const folder = new URL("../../notebooks/", import.meta.url);
    const lines = textOf(first, "cites").split("\n").slice(3);
    const names = readdirSync(folder)
      .filter((name) => name.endsWith(".ipynb"))
      .sort();
    expect(lines.map((line) => `${line.split(" ")[0]}.ipynb`)).toEqual(names);
    for (const line of lines) {
      const [, sources, known] = line.split(/\s{2,}/).map(Number);
      expect(sources, line).toBeGreaterThan(0);
      expect(known, line).toBeLessThanOrEqual(sources!);
    }
  });

  testHabits(notebook, () => first, 2);
});
