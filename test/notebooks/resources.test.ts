import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the notebook of resources, run by our kernel", () => {
  const notebook = new Executed("08-resources.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 180_000);
  afterAll(() => notebook.remove());

  /** The numbers at the end of a line of a table. */
  const numbersOf = (id: string, name: string): number[] => {
    const line =
      textOf(first, id)
        .split("\n")
        .find((each) => each.startsWith(name)) ?? "";
    return line.slice(name.length).trim().split(/\s+/).map(Number);
  };

  test("finds something wrong with eight of nineteen items, none of them a tool", () => {
    // Wrong: two books as courses, NIPS, one made up, one repeated; and all three papers.
    expect(textOf(first, "right-count")).toBe(`right: ${19 - 5 - 3} of 19 items\n`);
    expect(textOf(first, "right")).toContain(
      "something wrong  3 points, min 0 at section 8.2, max 5 at section 8.1",
    );
  });

  test("takes a step of descent as computed by hand", () => {
    expect(numbersOf("hand", "by the loop")).toEqual([3, 0]);
    // ∂J/∂w at w = 3: the mean of (σ(3) − 1)·1 and σ(−6)·(−2).
    const σ = (z: number) => 1 / (1 + Math.exp(-z));
    const slope = ((σ(3) - 1) * 1 + σ(-6) * -2) / 2;
    expect(textOf(first, "solution-1")).toContain(slope.toFixed(5));
  });

  test("finds one answer with four programs, that of Newton's method", () => {
    const newton = numbersOf("same", "Newton, 64 bits");
    const names = ["ours, 64 bits", "ours, 32 bits", "TensorFlow.js, cpu", "TensorFlow.js, wasm"];
    for (const name of names) {
      for (const [i, value] of numbersOf("same", name).entries()) {
        expect(Math.abs(value - newton[i]!), name).toBeLessThan(1e-5);
      }
    }
    expect(numbersOf("same", names[0]!)).toEqual(newton);
    expect(textOf(first, "same")).toContain("480 losses, all within 1e-5 of ours: true");
    const gaps = textOf(first, "digits").match(/max \d\.\d+e-(\d+)/g)!;
    expect(gaps).toHaveLength(3); // none of them equals ours to the last digit, all to the sixth
    for (const gap of gaps) expect(Number(gap.split("e-")[1])).toBeGreaterThanOrEqual(7);
  });

  test("cuts a Chinese sentence as its text says", () => {
    const rows = textOf(first, "cut").split("\n").slice(7);
    expect(rows.map((row) => row.split(/\s{2,}/)[1])).toEqual(["1", "1", "10", "8", "18"]);
  });

  testHabits(notebook, () => first, 2);
});
