import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  inCourseOrder,
  isFront,
  isLesson,
  numberedTitle,
  plainText,
  readLesson,
  unread,
} from "../../../src/workbench/document/lesson.js";

const notebook = (...sources: readonly string[]) => ({
  cells: sources.map((source) => ({ cell_type: "markdown", source })),
});

describe("readLesson", () => {
  it("reads title, minutes, promise and section of the article", () => {
    const first = `# 4 · Word vectors: *train*, then ask

**What you will be able to do at the end.** Compute $\\ln 2$ by hand and
check [the gradient](#x).

**What you need.** About 5 minutes of patience.

**How long it takes.** About 40 minutes to read; less than a minute to run.

**Which part of the article it is.** Sections 4.2.3 (词向量) and 4.3.`;
    expect(readLesson("a/04-word2vec.ipynb", notebook(first, "# Another"))).toEqual({
      path: "a/04-word2vec.ipynb",
      title: "4 · Word vectors: train, then ask",
      minutes: 40,
      teaches: "Compute ln 2 by hand and check the gradient.",
      section: [4, 2, 3],
    });
  });

  it("reads the Chinese form of the same lines", () => {
    const first = `# 词向量\n\n**学完后你能做什么。** 手算一步。\n\n**需要多长时间。** 约 30–40 分钟。`;
    expect(readLesson("x.ipynb", notebook(first))).toEqual({
      path: "x.ipynb",
      title: "词向量",
      minutes: 40,
      teaches: "手算一步。",
    });
  });

  it("counts an hour as 60 minutes", () => {
    const lesson = readLesson("x.ipynb", notebook("**How long it takes.** 2 hours"));
    expect(lesson.minutes).toBe(120);
  });

  it("takes the file name where there is no heading, and nothing else from other text", () => {
    expect(readLesson("dir/Untitled.ipynb", notebook("Some words."))).toEqual({
      path: "dir/Untitled.ipynb",
      title: "Untitled",
    });
  });

  it("skips code cells and joins a source that comes in lines", () => {
    const cells = [
      { cell_type: "code", source: "# no" },
      { cell_type: "markdown", source: ["# Yes\n", "\n", "**How long it takes.** 7 min"] },
    ];
    expect(readLesson("x.ipynb", { cells })).toMatchObject({ title: "Yes", minutes: 7 });
  });

  it.each([null, undefined, 5, "text", [], {}, { cells: 3 }, { cells: [null, 5, {}] }])(
    "reads %j as a notebook that says nothing",
    (value) => {
      expect(readLesson("x.ipynb", value)).toEqual(unread("x.ipynb"));
    },
  );

  it("ends a long promise after a sentence, or between words", () => {
    const sentence = `${"word ".repeat(30)}end.`;
    const long = `**What you will be able to do.** ${sentence} ${sentence} ${sentence}`;
    expect(readLesson("x.ipynb", notebook(long)).teaches).toBe(sentence);
    const endless = readLesson(
      "x.ipynb",
      notebook(`**What you will be able to do.** ${"word ".repeat(100)}`),
    );
    expect(endless.teaches).toMatch(/^(word )+word…$/);
    expect(endless.teaches?.length).toBeLessThanOrEqual(280);
  });

  it("reads every notebook of the course as a lesson", () => {
    const folder = join(import.meta.dirname, "../../../notebooks");
    const files = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      const lesson = readLesson(name, JSON.parse(readFileSync(join(folder, name), "utf8")));
      expect(lesson, name).toMatchObject({
        title: expect.stringMatching(/\S \S/) as string,
        minutes: expect.any(Number) as number,
        teaches: expect.stringMatching(/^[^$\\*]{40,}$/) as string,
        section: expect.any(Array) as number[],
      });
      expect(isLesson(lesson)).toBe(true);
    }
  });
});

describe("isFront", () => {
  it("is what a notebook's metadata say, and nothing else", () => {
    const front = { metadata: { tidebook: { front: true } }, cells: [] };
    expect(isFront(front)).toBe(true);
    expect(readLesson("x.ipynb", front)).toEqual({ ...unread("x.ipynb"), front: true });
    for (const metadata of [undefined, null, [], {}, { tidebook: 3 }, { tidebook: { front: 1 } }])
      expect(isFront({ metadata, cells: [] })).toBe(false);
  });
});

describe("numberedTitle", () => {
  it.each([
    ["4 · Word vectors: train", [4, 2, 3], "4.2.3", "Word vectors: train"],
    ["4.2 · Word vectors", [4, 2, 3], "4.2.3", "Word vectors"],
    ["11: References", [11], "11", "References"],
    ["3 – Algorithms", undefined, "3", "Algorithms"],
    ["10 · Questions", [4, 1], "10", "Questions"],
    ["2．5", undefined, "", "2．5"],
    ["3-D plots", undefined, "", "3-D plots"],
    ["3.14 is near π", undefined, "", "3.14 is near π"],
    ["7 ·", undefined, "", "7 ·"],
    ["Word vectors", [4, 2], "", "Word vectors"],
  ])("%s of section %j is %s and %s", (title, section, number, name) => {
    const lesson = { path: "x.ipynb", title, ...(section !== undefined && { section }) };
    expect(numberedTitle(lesson)).toEqual({ number, name });
  });

  it("gives the front notebook no number", () => {
    const lesson = {
      path: "x.ipynb",
      title: "0 · Start: here",
      section: [1],
      front: true as const,
    };
    expect(numberedTitle(lesson)).toEqual({ number: "", name: "Start: here" });
  });
});

describe("inCourseOrder", () => {
  it("puts front notebooks first, whatever they are called", () => {
    const lessons = [
      { path: "a.ipynb", title: "", section: [1] },
      { path: "z.ipynb", title: "", front: true as const, section: [9] },
    ];
    expect(inCourseOrder(lessons).map(({ path }) => path)).toEqual(["z.ipynb", "a.ipynb"]);
  });

  it("orders by section, then by the number of the file, then by name, then the rest", () => {
    const lessons = [
      { path: "notes.ipynb", title: "" },
      { path: "10-late.ipynb", title: "" },
      { path: "04-b.ipynb", title: "", section: [4, 2, 3] },
      { path: "04-c.ipynb", title: "", section: [4, 3] },
      { path: "04-a.ipynb", title: "", section: [4, 10] },
      { path: "04.ipynb", title: "" },
      { path: "02-x.ipynb", title: "" },
      { path: "20261123.ipynb", title: "" },
      { path: "notes10.ipynb", title: "" },
      { path: "notes9.ipynb", title: "" },
    ];
    expect(inCourseOrder(lessons).map(({ path }) => path)).toEqual([
      "02-x.ipynb",
      "04.ipynb",
      "04-b.ipynb",
      "04-c.ipynb",
      "04-a.ipynb",
      "10-late.ipynb",
      "20261123.ipynb",
      "notes.ipynb",
      "notes9.ipynb",
      "notes10.ipynb",
    ]);
  });
});

describe("plainText", () => {
  it.each([
    ["**bold** and *slanted* `code`", "bold and slanted code"],
    ["a_snake_case stays", "a_snake_case stays"],
    ["$Q(s, a)$ and $\\frac{a}{b}$", "Q(s, a) and frac ab"],
    ["[a link](http://x) <b>html</b>", "a link html"],
    ["2 * 3 * 4", "2 * 3 * 4"],
  ])("%s → %s", (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });
});
