import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the recurrent notebook, run by our kernel", () => {
  const notebook = new Executed("04-recurrent.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 180_000);
  afterAll(() => notebook.remove());

  /** What every seed must show. */
  function expectStory(cells: CodeCell[]): void {
    expect(textOf(cells, "bag")).toContain("J = 0.693147, \\quad \\ln 2 = 0.693147");
    expect(textOf(cells, "bag")).toMatch(/: 0\.5\n$/);
    expect(textOf(cells, "gradient")).not.toContain("no");
    const judged = textOf(cells, "judge").split("\n").slice(-3);
    expect(judged.map((row) => row.trim().split(/\s+/).at(-1))).toEqual(["no", "yes", "yes"]);
    expect(textOf(cells, "both-sides")).toContain("at most H + 0.05: true");
    expect(textOf(cells, "both-sides")).toContain("not below H by three standard errors: true");
    const far = textOf(cells, "vanish-table").split("\n").slice(3, 7);
    const [rotation, twice, half, gate] = far.map((row) => Number(row.trim().split(/\s+/).at(-1)));
    expect(rotation).toBeLessThan(0.1);
    expect(twice).toBeGreaterThan(100);
    expect(half).toBeLessThan(1e-15);
    expect(gate).toBeGreaterThan(0.3); // σ(4)⁶⁰ = 0.337
  }

  test("says what its text says", () => {
    expectStory(first);
    expect(textOf(first, "hand")).toContain("ab    -0.5506  -0.5506"); // tanh(tanh(1)/2 − 1)
    expect(textOf(first, "vanish-table")).toContain("σ(4)^60 = 0.337");
  });

  test("shows its curves, drawn once", () => {
    for (const id of ["train-rnn", "train-gru", "inside", "vanish-chart", "after", "writer"]) {
      const outputs = first.find((cell) => cell.id === id)!.outputs;
      const pictures = outputs.filter(({ output_type }) => output_type === "display_data");
      expect(pictures, id).toHaveLength(1);
      expect(pictures[0]).toMatchObject({ data: { [plotlyMime]: expect.any(Object) as object } });
    }
  });

  testHabits(notebook, () => first, 2);

  test("tells the same story with another seed", () => {
    const other = notebook.run("-p", "seed=8");
    expect(textOf(other, "rates")).not.toBe(textOf(first, "rates"));
    expectStory(other);
  }, 180_000);
});
