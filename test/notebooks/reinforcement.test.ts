import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the reinforcement notebook, run by our kernel", () => {
  const notebook = new Executed("04-reinforcement.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 180_000);
  afterAll(() => notebook.remove());

  /** The numbers of the row of a table in text that begins with a name. */
  const numbersOf = (cells: CodeCell[], id: string, name: string): number[] => {
    const row = textOf(cells, id)
      .split("\n")
      .find((line) => line.startsWith(name));
    return (row?.slice(name.length).trim().split(/\s+/) ?? []).map(Number);
  };

  /** What every seed must show. */
  function expectStory(cells: CodeCell[]): void {
    expect(textOf(cells, "loop")).toContain("V(start) = 0.542026");
    expect(textOf(cells, "lake-map")).toContain("differ by less than 1e-9: true");
    const printed = textOf(cells, "fails");
    for (const value of ["0.6091", "1.0000", "0.8542"]) expect(printed).toContain(value);
    expect(printed).toContain("Q^*(14, \\text{right}) = 0.8211");
    expect(printed).toContain("\\text{mean of the three} = 0.8211");
    expect(textOf(cells, "fails-everywhere")).toBe(
      "printed: fails for some s' in 44 of 44 pairs\nBellman's: holds in all pairs to 1e-9: true\n",
    );
    expect(textOf(cells, "judge-table")).toContain("exact value = 0.823529, 14/17 = 0.823529");
    const small = [0.823529, 0.542026, 0.180472, 100, 0.74419];
    const large = [1, 0.41464, 0.04825, 200, 0.91322];
    expect(numbersOf(cells, "limits", "FrozenLake 4 × 4")).toEqual(small);
    expect(numbersOf(cells, "limits", "FrozenLake 8 × 8")).toEqual(large);
    expect(textOf(cells, "cliff").match(/-13$/gm)).toHaveLength(3);
    expect(numbersOf(cells, "soft", "along the edge")).toEqual([-13, -51.8132]);
    expect(numbersOf(cells, "soft", "best with ε = 0.1")).toEqual([-15, -20.7077]);
    const [qReward, , ...qPaths] = numbersOf(cells, "late", "Q-learning");
    const [sarsaReward, , ...sarsaPaths] = numbersOf(cells, "late", "Sarsa");
    expect(qPaths).toEqual([50, 0, 0, 0]);
    expect(sarsaPaths[2]).toBeGreaterThan(25);
    expect(Math.abs(qReward! + 49)).toBeLessThan(5);
    expect(Math.abs(sarsaReward! + 26)).toBeLessThan(6);
    const [own, lowest, highest] = numbersOf(cells, "ice-table", "α = 1 / n^0.6");
    expect(Math.abs(own! - 0.542)).toBeLessThan(0.02);
    expect(lowest).toBeGreaterThan(0.45);
    expect(highest).toBeLessThanOrEqual(0.542);
    expect(numbersOf(cells, "ice-table", "α = 0.5")[1]).toBeLessThan(0.3);
    expect(numbersOf(cells, "town", "best")).toEqual([7.93]);
    expect(numbersOf(cells, "town", "learned")[0]).toBeLessThanOrEqual(7.93);
  }

  test("says what its text says", () => {
    expectStory(first);
    expect(numbersOf(first, "town", "learned")[0]).toBeGreaterThan(7.5);
  });

  test("shows its curves and maps, each drawn once", () => {
    const pictures = { "lake-map": 1, curves: 1, policies: 2, soft: 1, "ice-chart": 1 };
    for (const [id, count] of Object.entries(pictures)) {
      const drawn = first
        .find((cell) => cell.id === id)!
        .outputs.filter((output) => "data" in output && plotlyMime in output.data);
      expect(drawn, id).toHaveLength(count);
    }
  });

  testHabits(notebook, () => first, 3);

  test("tells the same story with another seed", () => {
    expectStory(notebook.run("-p", "seed=1007"));
  }, 180_000);
});
