import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the notebook of questions and answers, run by our kernel", () => {
  const notebook = new Executed("10-faq.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 180_000);
  afterAll(() => notebook.remove());

  /** The numbers of a line of a table after its name, as printed. */
  const cellsAfter = (text: string, name: string): string[] => {
    const line = text.split("\n").find((each) => each.startsWith(name)) ?? "";
    return line
      .slice(name.length)
      .trim()
      .split(/\s{2,}/);
  };
  const bots = ["BM25, English", "word vectors, English", "BM25, Chinese", "word vectors, Chinese"];

  test("scores three documents as computed by hand", () => {
    const [data, privacy] = [Math.log(8 / 3), Math.log(1.6)];
    const scores = [data * (4.4 / 3.2) + privacy, 0, (privacy * 2.2) / 2.425];
    const names = ["data need privacy data", "team need money", "privacy law and more law"];
    for (const [i, score] of scores.entries()) {
      const printed = score.toFixed(4);
      expect(cellsAfter(textOf(first, "hand"), names[i]!)).toEqual([printed, printed]);
    }
    expect(textOf(first, "loop-check")).toContain("differ by less than 1e-12: true");
  });

  /** What the text says, whatever the seed of the word vectors. */
  function expectStory(cells: CodeCell[]): void {
    const [validation = "", tested = ""] = textOf(cells, "measure").split("\ntest questions\n");
    const mrr = (text: string, name: string) => Number(cellsAfter(text, name)[1]);
    for (const language of ["English", "Chinese"]) {
      for (const text of [validation, tested]) {
        expect(mrr(text, `BM25, ${language}`)).toBeGreaterThan(
          mrr(text, `word vectors, ${language}`),
        );
      }
    }
    let harmonic = 0;
    for (let k = 1; k <= 26; k += 1) harmonic += 1 / k;
    expect(textOf(cells, "random")).toContain(`MRR = ${(harmonic / 26).toFixed(3)}`);
    const table = textOf(cells, "threshold");
    for (const name of bots) {
      expect(mrr(validation, name)).toBeGreaterThan(mrr(tested, name) + 0.1);
      expect(mrr(tested, name)).toBeGreaterThan((2 * harmonic) / 26);
      const [auc, lower, , near] = cellsAfter(textOf(cells, "auc"), name).map(Number);
      expect(lower).toBeGreaterThan(0.5);
      expect(near).toBeLessThan(auc!);
      const [, right, wrong, refused, far, nearby] = cellsAfter(table, name);
      expect(Number(right) + Number(wrong) + Number(refused)).toBe(52);
      expect(Number(refused)).toBeGreaterThan(0);
      expect(parseInt(far!)).toBeGreaterThanOrEqual(parseInt(nearby!));
    }
    for (const name of ["BM25, English", "BM25, Chinese"]) {
      const shares = cellsAfter(textOf(cells, "errors-table"), name).map((text) => {
        const [part, whole] = text.split(" of ").map(Number);
        return part! / whole!;
      });
      expect(shares[0]).toBeGreaterThan(0.5); // more than half of the errors have no telling word
      expect(shares[1]).toBeLessThan(0.1);
      expect(shares[2]).toBeLessThan(0.5);
    }
  }

  test("foresees the test by hidden ways to ask, a little too kindly", () => {
    for (const name of ["BM25, English", "BM25, Chinese"]) {
      const cells = cellsAfter(textOf(first, "hidden-table"), name).map(Number);
      const [alone = 0, five = 0, tested = 0, validation = 0] = cells;
      expect(five).toBeGreaterThan(tested);
      expect(five - tested).toBeLessThan((validation - tested) / 2);
      expect(five).toBeGreaterThan(alone + 0.1);
      expect(five - alone).toBeLessThan((1 - alone) / 2);
    }
  });

  test("says what its text says", () => {
    expectStory(first);
  });

  test("answers in both languages, and refuses what it cannot answer", () => {
    const lines = textOf(first, "ask").split("\n").slice(2);
    expect(lines[0]).toContain("challenge-law");
    expect(lines[1]).toContain("founder-leaving");
    expect(lines[2]).toMatch(/^Why is the sky blue\?\s+–.*I have no answer to that/);
    expect(lines[3]).toMatch(/^蜘蛛有几条腿？\s+–.*答不上来/);
  });

  testHabits(notebook, () => first, 2);

  test("tells the same story with another seed, and takes a question", () => {
    const cells = notebook.run("-p", "seed=11", "-p", "question=创始人应该多大年龄？");
    expectStory(cells);
    expect(textOf(cells, "ask").split("\n")[2]).toMatch(/^创始人应该多大年龄？\s+founder-age/);
  }, 180_000);
});
