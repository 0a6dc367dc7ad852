import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import type { CodeCell, Output } from "../../src/workbench/document/notebook.js";
import { course } from "./course.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the word2vec notebook, run by our kernel", () => {
  const notebook = new Executed("04-word2vec.ipynb");
  let first: CodeCell[] = [];
  const outputsOf = (cells: CodeCell[], id: string): readonly Output[] =>
    cells.find((cell) => cell.id === id)?.outputs ?? [];
  const numbersOf = (text: string): number[] =>
    [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));

  beforeAll(() => {
    first = notebook.run();
  }, 120_000);
  afterAll(() => notebook.remove());

  test("shows its formula, loss curve and similarity table", () => {
    expect(outputsOf(first, "hand")[1]).toMatchObject({
      data: { "text/latex": expect.any(String) as string },
    });
    expect(outputsOf(first, "train")).toHaveLength(1);
    expect(outputsOf(first, "train")[0]).toMatchObject({
      output_type: "display_data",
      data: { [plotlyMime]: expect.any(Object) as object },
    });
    const similarities = textOf(first, "similarity");
    for (const pair of ["man – woman", "man – king", "man – river"])
      expect(similarities).toContain(pair);
    expect(outputsOf(first, "similarity")).toHaveLength(1);
  });

  test("says what its text says", () => {
    expect(textOf(first, "hand")).toContain("1.0064"); // −ln σ(1) + ln 2
    expect(textOf(first, "gradient")).toContain("below 1e-6: true");
    expect(textOf(first, "gradient-wrong")).toContain("without 1/|C|: 0.600");
    // the step by hand gives the loss that the library gave after its first step
    expect(textOf(first, "hand-step")).toContain("1.0064, 0.5785,");
    expect(textOf(first, "gradient-hand-loss")).toContain("by hand: 0.5785");
    expect(textOf(first, "sentences")).toContain("60 different words");
    expect(textOf(first, "optimum")).toBe(
      "3600 pairs, all within 1e-8: true\ntrained a second time, the same bits: true\n",
    );
    const [, , untrained = "", trained = ""] = textOf(first, "judge").split("\n");
    const [, rho, auc, right] = trained.split(/\s+/);
    expect(Number(rho)).toBeGreaterThan(0.8);
    expect(Number(auc)).toBeGreaterThan(0.95);
    expect(Number(right)).toBe(40);
    expect(Math.abs(Number(untrained.split(/\s+/)[1]))).toBeLessThan(0.15);
    // the loss tends from above to the best that the language allows
    const [lateLoss, above] = numbersOf(textOf(first, "loss-end"));
    expect(textOf(first, "references")).toContain("= 2.349");
    expect(lateLoss).toBeGreaterThan(2.349);
    expect(above).toBeLessThan(0.06);
    // first report, cos(man, woman) highest, ρ highest, end:
    // epoch, loss, ρ, man–woman, man–king, man–river, all pairs
    const moments = textOf(first, "nine-table").split("\n").slice(2, 6);
    const [start, collapsed, best, end] = moments.map((line) =>
      line.trim().split(/\s+/).slice(-7).map(Number),
    ) as [number[], number[], number[], number[]];
    expect(start[1]).toBeLessThan(6 * Math.LN2);
    expect(collapsed[1]).toBeCloseTo(-Math.log(1 / 6) - 5 * Math.log(5 / 6), 1);
    expect(Math.min(...collapsed.slice(3))).toBeGreaterThan(0.98);
    expect(best[2]).toBeGreaterThan(end[2] as number);
    expect(end[3]).toBeLessThan(0.8);
    const [, , , low = NaN, high] = numbersOf(textOf(first, "nine-count"));
    expect(low).toBeLessThan(0.1);
    expect(high).toBeGreaterThan(0.6);
  });

  testHabits(notebook, () => first, 2, [
    {
      code: "(a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0)",
      says: "not yet: try [[1,0],[1,1]]",
    },
    { code: "81 / 16", says: "not yet: both counts get the exponent 3/4" },
  ]);

  test("has the measurements of CHANGELOG, all of them", () => {
    const changelog = readFileSync("CHANGELOG.md", "utf8");
    const speed = course
      .find(({ name }) => name === "04-word2vec.ipynb")!
      .markdown.find(({ id }) => id === "speed")!.source;
    const told = new Set(numbersOf(speed));
    const rowsFrom = (start: string): string[] => {
      const at = changelog.indexOf(start);
      expect(at, start).toBeGreaterThan(0);
      const rows = changelog.slice(at, changelog.indexOf("\n\n", at)).split("\n");
      expect(rows.length).toBeGreaterThan(4);
      return rows.filter((_, i) => i !== 1);
    };
    const [head = "", ...body] = rowsFrom("| word2vec, dim 100,");
    const scaling = rowsFrom("| CBOW, 1 epoch, 2 threads,").slice(1);
    expect(head).toContain("gensim 4.2");
    for (const row of [...body, ...scaling]) {
      const figures = row
        .split("|")
        .slice(2)
        .join("|")
        .replace(/(?<!\d)\.(?=\d)/g, "0.");
      for (const figure of numbersOf(figures)) expect(told, row).toContain(figure);
    }
  });

  test("tells the same story with another seed", () => {
    const other = notebook.run("-p", "seed=8");
    expect(textOf(other, "judge")).not.toBe(textOf(first, "judge"));
    const [, , , trained = ""] = textOf(other, "judge").split("\n");
    expect(Number(trained.split(/\s+/)[1])).toBeGreaterThan(0.8);
    const [, , collapsed = ""] = textOf(other, "nine-table").split("\n").slice(1);
    expect(Number(collapsed.trim().split(/\s+/).at(-1))).toBeGreaterThan(0.98);
  }, 120_000);
});
