import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the notebook of the printed program, run by our kernel", () => {
  const notebook = new Executed("05-practice.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 180_000);
  afterAll(() => notebook.remove());

  /** The last numbers of the rows of a table in text that begin with a name. */
  const rowsOf = (cells: CodeCell[], id: string, name: string): number[][] =>
    textOf(cells, id)
      .split("\n")
      .filter((line) => line.trimStart().startsWith(name))
      .map((line) => (line.match(/(?<= )(-?[\d.]+|–)(?= |$)/g) ?? []).map(Number));

  /** What every seed must show. */
  function expectStory(cells: CodeCell[]): void {
    expect(textOf(cells, "listing")).toMatch(/2 {2}tensorflow {2}tf +0/);
    expect(textOf(cells, "letters")).toContain("36 entries: t h i s i s a s e n t e …");
    expect(textOf(cells, "letters")).toContain("10 different ones\nas the library's: true");
    const stops = textOf(cells, "climb").match(/(option|module of line 2|word): "\w+"$/gm);
    expect(stops?.map((text) => text.split(": ")[1])).toEqual([
      '"tensorflow"',
      '"size"',
      '"man"',
      '"man"',
      '"man"',
    ]);
    expect(textOf(cells, "moved")).toBe(
      "words predicted: 0 and 0\nlargest difference of two numbers: 0\n",
    );
    expect(textOf(cells, "parts")).toContain("as the program: 0.650");

    const shares = { S5a: 5 / 36, S5b: 2 / 8, S6: 1 / 8 };
    for (const [id, share] of Object.entries(shares)) {
      const [shown, printed, deviation, highest] = rowsOf(cells, "print-table", id)[0]!;
      expect(shown).toBeCloseTo(share, 3);
      // Three standard errors of 200 runs, and what the table rounds off.
      const error = (3 * deviation!) / Math.sqrt(200) + 0.001;
      expect(Math.abs(printed! - share), id).toBeLessThan(error);
      expect(highest).toBeLessThan(0.5);
    }
    expect(textOf(cells, "random")).toContain("means more than three standard errors from 0: 0");
    // √(0.001 · 4) + 0.004 of six words and √(0.001 · 8) + 0.008 of two.
    const kept = 6 * (Math.sqrt(0.004) + 0.004) + 2 * (Math.sqrt(0.008) + 0.008);
    expect(textOf(cells, "kept")).toBe(
      `of 8 words, one reading keeps ${kept.toFixed(2)} on average\n`,
    );

    const [, collapsed] = rowsOf(cells, "collapse", "S7")[0]!;
    expect(collapsed).toBeGreaterThan(0.97);
    const after = /after 1000: ([\d.]+) for man–woman, (-?[\d.]+)/.exec(
      textOf(cells, "collapse-chart"),
    );
    expect(Number(after![1])).toBeGreaterThan(0.99);
    expect(Number(after![2])).toBeLessThan(0.25);

    const [, earlyPair, earlyControl, , earlyRho] = rowsOf(cells, "undertrained-table", "2 ")[0]!;
    const [, latePair, , , lateRho] = rowsOf(cells, "undertrained-table", "100 ")[0]!;
    expect(earlyPair).toBeGreaterThan(0.9);
    expect(earlyControl).toBeGreaterThan(0.9);
    expect(earlyRho).toBeLessThan(0.15);
    expect(latePair).toBeLessThan(0.8);
    expect(lateRho).toBeGreaterThan(0.8);
    const [, least, most] = /ρ in these rows: ([\d.]+) to ([\d.]+)/.exec(
      textOf(cells, "undertrained-table"),
    )!;
    expect(Number(least)).toBeLessThan(0.15);
    expect(Number(most)).toBeGreaterThan(0.85);

    const [untrained] = rowsOf(cells, "judge", "untrained")[0]!;
    const [trained] = rowsOf(cells, "judge", "trained")[0]!;
    expect(Math.abs(untrained!)).toBeLessThan(0.1); // 1770 pairs: ρ = 0 ± 0.024 if they were independent
    expect(trained).toBeGreaterThan(0.8);
    expect(trained).toBeLessThan(1);
    expect(textOf(cells, "judge")).toContain(
      'InputError: word: "computer"; expected one of 60 known words',
    );
  }

  test("says what its text says", () => {
    expectStory(first);
    expect(textOf(first, "refusals")).toContain('S2: first sentence: "t";');
    expect(textOf(first, "refusals")).toContain("S4: predicted words: 0;");
  });

  test("quotes the original's figures as the audit has them", () => {
    const quoted = ["S5a", "S5b", "S6"].map((id) => rowsOf(first, "print-table", id)[0]!.slice(-2));
    expect(quoted).toEqual([
      [0.139, 0.033],
      [0.254, 0.038],
      [0.126, 0.044],
    ]);
    const brown = ["S8", "S9"].map((id) => rowsOf(first, "brown", id)[1]!.slice(0, 2));
    expect(brown).toEqual([
      [0.894, 0.122],
      [0.647, 0.271],
    ]);
  });

  test("shows its charts, each drawn once", () => {
    const charts = ["letters", "random", "collapse", "undertrained", "horseshoe"];
    for (const name of charts) {
      const id = ["undertrained", "horseshoe"].includes(name) ? name : `${name}-chart`;
      const drawn = first
        .find((cell) => cell.id === id)!
        .outputs.filter((output) => "data" in output && plotlyMime in output.data);
      expect(drawn, id).toHaveLength(1);
    }
  });

  testHabits(notebook, () => first, 3);

  test("tells the same story with another seed", () => {
    expectStory(notebook.run("-p", "seed=1007"));
  }, 180_000);
});
