import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import { course as data } from "../../src/learning/article/course.js";
import type { CodeCell, Notebook } from "../../src/workbench/document/notebook.js";
import { course } from "./course.js";
import { Executed, testHabits, textOf } from "./executed.js";

const stored = course.find(({ name }) => name === "00-start.ipynb")!;
const root = dirname(fileURLToPath(new URL("../../package.json", import.meta.url)));

describe("the start notebook, run by our kernel", () => {
  const notebook = new Executed("00-start.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 120_000);
  afterAll(() => notebook.remove());

  /** What every seed must show: chance has the spread 1/√d, within four standard errors of 2,000 draws. */
  function expectStory(cells: CodeCell[]): void {
    const rows = textOf(cells, "chance").split("\n").slice(3, 6);
    const read = rows.map((row) => row.trim().split(/\s+/).map(Number));
    expect(read.map(([d]) => d)).toEqual([2, 10, 100]);
    for (const [d = 0, spread = 0, theory = 0, largest = 0] of read) {
      expect(theory).toBeCloseTo(1 / Math.sqrt(d), 3);
      expect(Math.abs(spread / theory - 1)).toBeLessThan(4 / Math.sqrt(2 * 2000));
      expect(largest).toBeLessThan(d === 100 ? 0.6 : 1.0001);
    }
    expect(textOf(cells, "chance")).toContain("with 100 numbers, 0.9 is 9 spreads from 0");
  }

  test("has the contents and the map that the sections make, before anything runs", async () => {
    const { withLists } = (await import("../../.config/front-page.mjs" as string)) as {
      withLists(notebook: Notebook): Notebook;
    };
    expect(withLists(stored.notebook).cells).toEqual(stored.notebook.cells);
    expect(stored.notebook.metadata["tidebook"]).toEqual({ front: true });
  });

  test("says what its text says", () => {
    expectStory(first);
    expect(textOf(first, "try")).toBe("by hand: 24 / (5 · 5)\nloop: 0.96, library: 0.96\n");
    expect(textOf(first, "solution-1")).toContain("400");
  });

  test("counts the notebooks that are in the folder", () => {
    const minutes = course.map(({ markdown }) =>
      Number(/\*\*How long it takes\.\*\* \D*(\d+) minutes/.exec(markdown[0]?.source ?? "")?.[1]),
    );
    const total = minutes.reduce((sum, each) => sum + each, 0);
    const days = Math.ceil(total / 60);
    expect(textOf(first, "numbers")).toContain(
      `${course.length} notebooks, ${total} minutes\ndays of 60 minutes: ${days}\nin preparation: 6 and 7`,
    );
  });

  test("draws the course as a tree in which every notebook stands behind what it needs", () => {
    const picture = textOf(first, "picture");
    for (const { name, part, needs } of data.slice(1))
      for (const before of needs.length > 0 ? needs : [part])
        expect(picture).toContain(`  ${before} --> ${name}`);
    const outputs = first.find(({ id }) => id === "picture")!.outputs;
    expect(outputs).toHaveLength(1);
    expect(outputs[0]).toMatchObject({ data: { "image/svg+xml": expect.any(String) as string } });
  });

  test("shows its charts, each drawn once", () => {
    for (const id of ["chance-chart", "minutes"]) {
      const outputs = first.find((cell) => cell.id === id)!.outputs;
      expect(outputs, id).toHaveLength(1);
      expect(outputs[0]).toMatchObject({ data: { [plotlyMime]: expect.any(Object) as object } });
    }
  });

  test("names commands that exist, with options that they take", () => {
    const { source } = stored.markdown.find(({ id }) => id === "run-text")!;
    const commands = source.match(/^(?:npx|npm) .+$/gm) ?? [];
    expect(commands).toHaveLength(4);
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const command of commands) {
      const [program, name = "", ...rest] = command.split(" ");
      if (program === "npm") expect(Object.keys(scripts)).toContain(rest[0]);
      else {
        expect(name).toBe("tidebook");
        const cli = join(root, "dist", "cli", "main.js");
        const help = spawnSync(process.execPath, [cli, rest[0]!, "--help"], { encoding: "utf8" });
        for (const option of rest.filter((part) => part.startsWith("-")))
          expect(help.stdout).toMatch(new RegExp(`(?:^|[\\s,])${option}\\b`));
      }
    }
  });

  testHabits(notebook, () => first, 2);

  test("tells the same story with another seed, as its second command says", () => {
    const other = notebook.run("-p", "seed=8");
    expect(textOf(other, "chance")).not.toBe(textOf(first, "chance"));
    expectStory(other);
  }, 120_000);

  test("plans another number of days", () => {
    const other = notebook.run("-p", "minutesPerDay=1000000");
    expect(textOf(other, "numbers")).toContain("\ndays of 1000000 minutes: 1\n");
  }, 120_000);
});
