import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claims, claimsWithEvidence, verdictCounts } from "../../src/index.js";
import { plotlyMime } from "../../src/base/mime.js";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the summary notebook, run by our kernel", () => {
  const notebook = new Executed("09-summary.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 180_000);
  afterAll(() => notebook.remove());

  /** Rows of a table in text, its head left out. */
  const rowsOf = (cells: CodeCell[], id: string): string[] =>
    textOf(cells, id)
      .split("\n")
      .filter((line) => /^(F?\d+)( \(|\s{2,})/.test(line));

  /** The HTML of all tables that a cell shows. */
  const htmlOf = (id: string): string =>
    first
      .find((cell) => cell.id === id)!
      .outputs.map((output) => ("data" in output ? String(output.data["text/html"] ?? "") : ""))
      .join("\n");

  /** What every seed must show. */
  function expectStory(cells: CodeCell[]): void {
    expect(textOf(cells, "hand")).toContain("\\sum_k p_k = 1.000");
    // e / (e + 1 + 1/e) and so on: the length of (0.66524, 0.24473, 0.09003)
    expect(textOf(cells, "hand")).toContain("\\lVert p \\rVert = 0.715");
    expect(textOf(cells, "hand")).toContain("as the library computes it: true");
    expect(textOf(cells, "evidence")).toMatch(/these figures: +wrong\n.*length were 1: +ok\n$/);
    expect(textOf(cells, "flip")).toBe(
      "the audit says wrong, the evidence wrong: agree true\n" +
        "the audit says ok, the evidence wrong: agree false\n",
    );
    const n = claimsWithEvidence.length;
    expect(textOf(cells, "findings")).toContain(`${n} of 99 statements have such evidence\n`);
    expect(textOf(cells, "findings")).toContain(`${n} of the ${n} agree with the audit\n`);
    const right = claimsWithEvidence.filter(({ verdict }) => verdict === "ok").length;
    expect(textOf(cells, "falsify")).toBe(
      `all "right": ${n - right} of ${n} object\n` +
        `one by one: ${9 * n} falsifications, 0 unnoticed\n`,
    );
    // Φ(1/√2) = 0.76025
    expect(textOf(cells, "images")).toContain("without a lesion 0.500, at d' = 1 0.760\n");
    expect(textOf(cells, "privacy")).toContain("read off:  [ '37.5', '120.0', '81.0' ]");
    // ½ − 2√(2/π) = −1.09577
    expect(textOf(cells, "treatment")).toContain("it seems to change health by -1.096\n");
    const [, simulated] = /simulated (-?[\d.]+)/.exec(textOf(cells, "treatment")) ?? [];
    expect(Math.abs(Number(simulated) + 1.09577)).toBeLessThan(0.04); // 3 se = 3 · 0.0085 and more
  }

  test("says what its text says", () => {
    expectStory(first);
  });

  test("shows the counts of the data, with the sum 99", () => {
    const legend = textOf(first, "legend");
    for (const { name, count } of verdictCounts()) {
      const line = legend.split("\n").find((each) => each.startsWith(name.en));
      expect(line, name.en).toMatch(new RegExp(`\\s${count}\\s`));
    }
    expect(legend).toContain("99 statements, 99 in the list\n");
    const sides = textOf(first, "sides").match(/(?<=\s)\d+$/gm) ?? [];
    expect(sides.map(Number).reduce((sum, each) => sum + each, 0)).toBe(99);
  });

  test("shows every statement once, with verdict, correction and a link", () => {
    const tables = ["all-early", "all-models", "all-late"];
    const shown = tables.flatMap((id) => rowsOf(first, id));
    expect(shown.map((row) => row.split(" ")[0]).sort()).toEqual(claims.map(({ id }) => id).sort());
    const html = tables.map(htmlOf).join("\n");
    for (const { notebook: name } of claims) {
      expect(html).toContain(`<a href="${name}.ipynb">${name}</a>`);
    }
    expect(html.match(/<a href="[\w-]+\.ipynb">/g)).toHaveLength(99);
    expect(rowsOf(first, "all-sources")).toHaveLength(99);
    expect(rowsOf(first, "findings")).toHaveLength(claimsWithEvidence.length);
  });

  test("draws its charts, each once", () => {
    for (const id of ["legend-chart", "images", "chapters"]) {
      const drawn = first
        .find((cell) => cell.id === id)!
        .outputs.filter((output) => "data" in output && plotlyMime in output.data);
      expect(drawn, id).toHaveLength(1);
    }
  });

  test("shows that a statement without a source is refused, and that the list passes", () => {
    expect(textOf(first, "check")).toBe(
      "src/learning/article/claims/form.ts: claim F1 has no source; expected a citation, " +
        "a place of the article, or a computation\nthe list as it is passes\n",
    );
  });

  testHabits(notebook, () => first, 3);

  test("tells the same story with another seed", () => {
    expectStory(notebook.run("-p", "seed=11"));
  }, 180_000);
});

describe("the summary notebook with wrong answers", () => {
  const notebook = new Executed("09-summary.ipynb");
  afterAll(() => notebook.remove());

  test("says what is missing", () => {
    const cells = notebook.runAnswered({
      "answer-1": '() => "wrong"',
      "answer-2": "{ earlyCosine: 0.1, lateCosine: 0.9, earlyRho: 0.1, lateRho: 0.9 }",
      "answer-3": "0.99",
    });
    expect(textOf(cells, "check-1")).toBe(
      "exercise 1: not yet: 0.9 against 0.05 does tell them apart\n",
    );
    expect(textOf(cells, "check-2")).toBe(
      "exercise 2: not yet: cosine and order move together here\n",
    );
    expect(textOf(cells, "check-3")).toBe(
      "exercise 3: not yet: divide the sick who are flagged by all who are flagged\n",
    );
  }, 180_000);
});
