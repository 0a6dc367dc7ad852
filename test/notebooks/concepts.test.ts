import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the notebook of concepts, run by our kernel", () => {
  const notebook = new Executed("02-concepts.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 180_000);
  afterAll(() => notebook.remove());

  /** The cells of the row of a table that begins with a name. */
  const rowOf = (cells: CodeCell[], id: string, name: string): string[] => {
    const row = textOf(cells, id)
      .split("\n")
      .find((line) => line.startsWith(name));
    return row?.slice(name.length).trim().split(/\s+/) ?? [];
  };
  const numbersOf = (cells: CodeCell[], id: string, name: string): number[] =>
    rowOf(cells, id, name).map(Number);

  /** Cells that show P(L) and steps of the repaired chart, against arithmetic on the four chances. */
  function expectChain(cells: CodeCell[], [p, r, q, f]: readonly [number, number, number, number]) {
    const leaving = 1 - (1 - p) * r;
    const success = (p * f) / leaving;
    const steps = (3 + p * (3 + 4 / q) + (1 - p)) / leaving;
    const [scales, reassesses, printedSteps] = numbersOf(cells, "printed-chain", "Idea");
    expect([scales, reassesses, printedSteps]).toEqual(
      [p, 1 - p, 3 + 7 * p].map((x) => Number(x.toFixed(4))),
    );
    for (const by of ["matrix", "closed form"]) {
      const [shownSuccess, shownSteps] = numbersOf(cells, "exact", by);
      expect(shownSuccess).toBeCloseTo(success, 6);
      expect(shownSteps).toBeCloseTo(steps, 6);
    }
    expect(textOf(cells, "exact")).toContain("differ by less than 1e-12: true");
    for (const what of ["P(L)", "steps"]) {
      const [walked, exact, error, apart] = numbersOf(cells, "walks", what);
      expect(Math.abs(walked! - exact!)).toBeLessThan(3 * error! + 1e-4);
      expect(Math.abs(apart!)).toBeLessThan(3);
    }
    for (const each of ["0.10", "0.25", "0.50", "0.75", "1.00"]) {
      const [ofSuccess, ofSteps] = numbersOf(cells, "q", each);
      expect(ofSuccess, each).toBeCloseTo(success, 6);
      const expected = (3 + p * (3 + 4 / Number(each)) + (1 - p)) / leaving;
      expect(ofSteps, each).toBeCloseTo(expected, 3);
    }
    expect(textOf(cells, "money-first")).toContain("P(L) is the same to 1e-12: true");
    const [, lastSteps] = numbersOf(cells, "money-first", "money last");
    const [, firstSteps] = numbersOf(cells, "money-first", "money first");
    expect(lastSteps).toBeCloseTo(steps, 4);
    expect(firstSteps).toBeCloseTo((3 + p * (2 + f * (1 + 4 / q)) + (1 - p)) / leaving, 4);
  }

  test("draws each chart, once", () => {
    const pictures = {
      terms: 1,
      printed: 1,
      tiny: 1,
      repaired: 1,
      "money-first": 1,
    };
    for (const [id, count] of Object.entries(pictures)) {
      const svgs = first
        .find((cell) => cell.id === id)!
        .outputs.filter((output) => "data" in output && "image/svg+xml" in output.data);
      expect(svgs, id).toHaveLength(count);
    }
    for (const id of ["spread", "q", "tornado-success", "tornado-steps"]) {
      const charts = first
        .find((cell) => cell.id === id)!
        .outputs.filter((output) => "data" in output && plotlyMime in output.data);
      expect(charts, id).toHaveLength(1);
    }
  });

  test("sets right what the article sets side by side", () => {
    expect(textOf(first, "side")).toContain("of 6 pairs, one contains the other: 1\n");
    expect(textOf(first, "side")).toContain("a method is used in a field: 4\n");
    expect(textOf(first, "data")).toContain("52 confirmed start-ups");
    expect(textOf(first, "data")).toContain("with reinforcement learning as their field: 0\n");
  });

  test("finds the two defects of the printed chart, and the unknown node with its line", () => {
    const findings = textOf(first, "lint").split("\n").slice(3);
    expect(
      findings.map((line) =>
        line
          .trim()
          .split(/\s{2,}/)
          .slice(0, 3),
      ),
    ).toEqual([
      ["E", "Reassess", "dead-end"],
      ["I", "Keep iterating", "decision-exits"],
    ]);
    expect(textOf(first, "source")).toContain("Mermaid is the same: true");
    expect(textOf(first, "unknown")).toMatch(/^process\.mmd:3: unknown node: "D"; expected /);
    expect(textOf(first, "repaired")).toContain("rules broken: 0\n");
  });

  test("computes the tiny chain three ways", () => {
    expect(numbersOf(first, "tiny-chain", "try")).toEqual([1.3333, 0.6667, 0.6667, 0.3333, 2]);
    expect(textOf(first, "tiny-chain")).toContain("by hand: 0.6667 and 2 steps");
    expect(numbersOf(first, "tiny-loop", "  40").at(-1)).toBe(0.666667);
  });

  test("computes the printed and the repaired chart", () => {
    expectChain(first, [0.6, 0.7, 0.5, 0.3]);
    expect(numbersOf(first, "exact", "matrix")).toEqual([0.25, 13.888889]);
    expect(numbersOf(first, "printed-chain", "Idea")).toEqual([0.6, 0.4, 7.2]);
  });

  test("ranks the guesses: financing for success, iteration for time", () => {
    const order = (id: string) =>
      textOf(first, id)
        .split("\n")
        .slice(-4)
        .map((line) => line[0]);
    expect(order("tornado-success")).toEqual(["f", "p", "r", "q"]);
    expect(order("tornado-steps")).toEqual(["q", "r", "p", "f"]);
    expect(numbersOf(first, "tornado-success", "q").at(-1)).toBe(0);
    expect(numbersOf(first, "tornado-steps", "f").at(-1)).toBe(0);
    const [low, high] = numbersOf(first, "tornado-success", "f");
    expect([low, high]).toEqual([0.2, 0.4].map((f) => Number(((0.6 * f) / 0.72).toFixed(4))));
  });

  test("finds all parts after their whole", () => {
    expect(textOf(first, "phases")).toContain("7 of 7 parts come after their whole");
  });

  testHabits(notebook, () => first, 3);

  test("says what is wrong with a wrong answer", () => {
    const answered = notebook.runAnswered({
      "answer-1": "'graph TD\\nA([a]) --> B{b}'",
      "answer-2": "7.2",
      "answer-3": "0.25",
    });
    expect([1, 2, 3].map((nth) => textOf(answered, `check-${nth}`))).toEqual([
      'exercise 1: not yet: unknown node: "C"; expected one of A, B\n',
      "exercise 2: not yet: count the arrows from Idea to Reassess, and from Idea to Scale up\n",
      "exercise 3: not yet: in the loop x = 0.8 (q + (1 − q) x), and p f becomes p x f\n",
    ]);
  }, 180_000);

  test("tells the same story with other chances and another seed", () => {
    const other = ["p=0.3", "r=0.9", "q=0.2", "f=0.8", "seed=11"].flatMap((each) => ["-p", each]);
    expectChain(notebook.run(...other), [0.3, 0.9, 0.2, 0.8]);
  }, 180_000);
});
