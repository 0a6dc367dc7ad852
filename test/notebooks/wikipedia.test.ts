import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import { chinese, smallWorld } from "../../src/learning/text/small-world.js";
import { sentences } from "../../src/learning/text/grammar.js";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

/** All numbers of a line of a table. */
const numbersOf = (line: string | undefined): number[] =>
  [...(line ?? "").matchAll(/-?\d+(?:,\d{3})*(?:\.\d+)?/g)].map(([number]) =>
    Number(number.replaceAll(",", "")),
  );

describe("the Wikipedia notebook, run by our kernel", () => {
  const notebook = new Executed("04-wikipedia.ipynb");
  let first: CodeCell[] = [];

  beforeAll(() => {
    first = notebook.run();
  }, 120_000);
  afterAll(() => notebook.remove());

  /** A dump of one's own, each sentence a paragraph. */
  function dumpOf(name: string, lines: string[]): string {
    const dumps = join(notebook.folder, "dumps");
    mkdirSync(dumps, { recursive: true });
    const page = (text: string, at: number) =>
      `<page><title>Page ${at}</title><ns>0</ns><id>${at + 1}</id>` +
      `<revision><text>${text}</text></revision></page>`;
    const texts = Array.from({ length: Math.ceil(lines.length / 20) }, (_, i) =>
      lines.slice(20 * i, 20 * i + 20).join("\n\n"),
    );
    const path = join(dumps, name);
    writeFileSync(path, `<mediawiki>${texts.map(page).join("\n")}</mediawiki>`);
    return path;
  }

  test("reads back every sentence that went into its dump", () => {
    expect(textOf(first, "counted")).toContain("20000 of 20000 sentences are as they were written");
    const kept = textOf(first, "kept").split("\n");
    expect(kept.filter((line) => / yes /.test(line))).toHaveLength(1);
    expect(kept.filter((line) => / no /.test(line))).toHaveLength(4);
    expect(textOf(first, "plain")).not.toMatch(/becomes ──[^]*(\[\[|\{\{|'''|<ref|note)/);
    const [, , , hans = "", hant = ""] = textOf(first, "variant").split("\n");
    expect(hans).toContain("计算机");
    expect(hant).toContain("電腦");
  });

  test("says what its text says", () => {
    expect(textOf(first, "coverage")).toMatch(/60 +100\.00 %/);
    expect(textOf(first, "says")).toContain("in 100 % of all comparisons");
    expect(textOf(first, "says")).toContain("is below man – woman");
    // man – woman, man – river, mean, rank, ρ
    const [untrained, noise, trained] = textOf(first, "judgements")
      .split("\n")
      .slice(3)
      .map(numbersOf) as [number[], number[], number[]];
    expect(Math.abs(untrained.at(-1)!)).toBeLessThan(0.15);
    expect(Math.min(...noise.slice(0, 3))).toBeGreaterThan(0.9);
    expect(Math.abs(noise.at(-1)!)).toBeLessThan(0.15);
    expect(trained[0]).toBeLessThan(0.8);
    expect(trained.at(-1)).toBeGreaterThan(0.8);
    expect(trained.at(-2)).toBeLessThan(noise.at(-2)!);
    expect(textOf(first, "verdict")).toContain("more than the");
    expect(textOf(first, "slope")).toBe("best slope: s = 0.26\n");
  });

  test("shows a loss curve for each training, a heat map and a map", () => {
    for (const id of ["train", "meaningless", "zipf", "heat-map", "map-chart"]) {
      expect(first.find((cell) => cell.id === id)?.outputs, id).toMatchObject([
        { output_type: "display_data", data: { [plotlyMime]: expect.any(Object) as object } },
      ]);
    }
  });

  testHabits(notebook, () => first, 2, [
    {
      code: '(line) => line.replace(/[[\\]]/g, "")',
      says: 'not yet: try "Sword [[lesson (word)|lesson]] valley."',
    },
    { code: "1000", says: "not yet: the formula of T_train in part 9 holds" },
  ]);

  test("tells the same story with another seed", () => {
    const other = notebook.run("-p", "seed=8");
    expect(textOf(other, "cosines")).not.toBe(textOf(first, "cosines"));
    const [, noise, trained] = textOf(other, "judgements").split("\n").slice(3).map(numbersOf);
    expect(Math.min(...noise!.slice(0, 3))).toBeGreaterThan(0.9);
    expect(trained!.at(-1)).toBeGreaterThan(0.8);
  }, 120_000);

  test("takes a dump that it is given, as far as it is told, and claims no truth there", () => {
    const lines = [...sentences(smallWorld, { count: 2000 })].map((words) => words.join(" "));
    const dump = dumpOf("english.xml", lines);
    const cells = notebook.run("-p", `dump=${dump}`, "-p", "articles=50");
    expect(textOf(cells, "counted")).toMatch(/^50 articles, 1000 paragraphs, /);
    expect(textOf(cells, "says")).toContain("no truth is known here");
    expect(textOf(cells, "cosines")).toContain("king – queen");
  }, 120_000);

  test("asks a Chinese dump for Chinese words", () => {
    const lines = [...sentences(smallWorld, { count: 2000 })].map((words) =>
      words.map((word) => chinese[word]).join("，"),
    );
    const dump = dumpOf("chinese.xml", lines);
    const cells = notebook.run("-p", `dump=${dump}`, "-p", "language=zh");
    expect(textOf(cells, "cosines")).toContain("男人 – 女人");
  }, 120_000);

  test("takes a dump that knows none of the words of the table", () => {
    const words = Array.from({ length: 12 }, (_, i) => String.fromCharCode(97 + i).repeat(3));
    const line = (_: unknown, i: number) =>
      [i, 2 * i, 3 * i + 1, 5 * i + 2, 7 * i].map((at) => words[at % 12]).join(" ");
    const dump = dumpOf("other.xml", Array.from({ length: 400 }, line));
    const cells = notebook.run("-p", `dump=${dump}`, "-p", "language=de");
    expect(textOf(cells, "pairs")).toContain("0 of 5 pairs");
    expect(textOf(cells, "verdict")).toContain("than the");
  }, 120_000);
});
