import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the deep learning notebook, run by our kernel", () => {
  const notebook = new Executed("04-deep-learning.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 120_000);
  afterAll(() => notebook.remove());

  /** What every seed must show. */
  function expectStory(cells: CodeCell[]): void {
    expect(textOf(cells, "line")).toContain("exactly ln 2: true");
    const steps = Number(/after (\d+) steps/.exec(textOf(cells, "descent"))?.[1]);
    expect(steps).toBeGreaterThan(10);
    expect(steps).toBeLessThan(200);
    expect(textOf(cells, "descent")).toContain("never below it, up to rounding: true");
    expect(textOf(cells, "gradient")).toContain("below 1e-6: true");
    expect(textOf(cells, "linear")).toBe("two linear layers: 0.6931\n");
    expect(textOf(cells, "train")).toContain("below 0.01: true");
    const [small, large] = textOf(cells, "starts-table")
      .split("\n")
      .slice(3, 5)
      .map((row) => row.trim().split(/\s+/).map(Number));
    expect(small![1]).toBeLessThan(15); // of 20 small networks, below 0.01
    expect(small![2]).toBeGreaterThan(4); // at ½ ln 2
    expect(large).toEqual([8, 20, 0, 0]);
    expect(textOf(cells, "tfjs")).toContain("equal to 1e-5: true");
    expect(textOf(cells, "leak")).toContain("below the truth by three of them: false");
    const rows = textOf(cells, "judge").split("\n").slice(2);
    const [line, network, truth] = rows.map((row) => row.split(/\s+/).slice(1).map(Number));
    expect(Math.abs(line![2]! - 0.5)).toBeLessThan(0.1); // AUC
    expect(network![2]).toBeGreaterThan(0.9);
    expect(network![0]! - truth![0]!).toBeLessThan(0.05); // J
  }

  test("says what its text says", () => {
    expectStory(first);
    // −(ln 0.9 + ln 0.8 + ln 0.5)/3
    expect(textOf(first, "hand")).toContain("= 0.3406");
    expect(textOf(first, "stable")).toBe(
      "as printed: Infinity\nas computed here: 40 with ∂J/∂z = 1\n",
    );
  });

  test("shows its curves, drawn once", () => {
    for (const id of ["xor", "descent-chart", "train", "plane", "unseen-train"]) {
      const outputs = first.find((cell) => cell.id === id)!.outputs;
      const pictures = outputs.filter(({ output_type }) => output_type === "display_data");
      expect(pictures, id).toHaveLength(1);
      expect(pictures[0]).toMatchObject({ data: { [plotlyMime]: expect.any(Object) as object } });
    }
  });

  testHabits(notebook, () => first, 2);

  test("tells the same story with another seed", () => {
    const other = notebook.run("-p", "seed=8");
    expect(textOf(other, "judge")).not.toBe(textOf(first, "judge"));
    expectStory(other);
  }, 120_000);
});
