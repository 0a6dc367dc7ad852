/** The course as data: its order, and that it says what the notebooks themselves say. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { course, courseParts } from "../../../src/learning/article/course.js";
import { contentsMarkdown, mapMarkdown } from "../../../src/learning/article/front-page.js";
import {
  articleSections,
  courseOrder,
  frontNotebook,
} from "../../../src/learning/article/sections.js";
import {
  inCourseOrder,
  numberedTitle,
  readLesson,
} from "../../../src/workbench/document/lesson.js";
import { linksOf, sectionsOf } from "../../notebooks/citations.js";

const root = join(import.meta.dirname, "../../..");
const notebooks = readdirSync(join(root, "notebooks"))
  .filter((name) => name.endsWith(".ipynb"))
  .map((file) => {
    const json = JSON.parse(readFileSync(join(root, "notebooks", file), "utf8")) as {
      cells: { source: string | string[] }[];
    };
    const [first] = json.cells;
    const text = [first?.source ?? ""].flat().join("");
    return { name: file.replace(/\.ipynb$/, ""), text, ...readLesson(file, json) };
  });
const numbers = articleSections.map(({ number }) => number);
const isWithin = (number: string, above: string) =>
  number === above || number.startsWith(`${above}.`);
/** The paragraph of a first cell that begins with a label in bold. */
const paragraph = (text: string, label: string) =>
  text.split("\n\n").find((part) => part.startsWith(`**${label}`)) ?? "";

describe("the sections of the article", () => {
  it("are in its order, each once, and leave out none of the eleven", () => {
    const sorted = [...numbers].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    expect(numbers).toEqual(sorted);
    expect(new Set(numbers).size).toBe(numbers.length);
    const chapters = new Set(numbers.map((number) => number.split(".")[0]));
    expect([...chapters]).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
  });

  it("are in preparation where there is no notebook, and there is no stub of one", () => {
    const missing = articleSections.filter((section) => section.notebooks.length === 0);
    expect(missing.map(({ number }) => number)).toEqual(["6", "7"]);
    expect(missing.flatMap(({ sources }) => sources)).toEqual([]);
    expect(notebooks.filter(({ name }) => /^0[67]/.test(name))).toEqual([]);
  });

  it("are proved by files that are there", () => {
    const places = articleSections.flatMap(({ sources }) => sources);
    const lost = places.filter((place) => !existsSync(join(root, "src/learning", place)));
    expect(lost).toEqual([]);
    for (const { number, notebooks: names, sources } of articleSections)
      expect(sources.length > 0, number).toBe(names.length > 0);
  });
});

describe("the course", () => {
  it("has every notebook of the folder once, and no other", () => {
    expect([...courseOrder].sort()).toEqual(notebooks.map(({ name }) => name).sort());
    expect(course.map(({ name }) => name)).toEqual(courseOrder);
    expect(courseOrder[0]).toBe(frontNotebook);
  });

  it("has the order in which the lab and a report list the notebooks", () => {
    expect(inCourseOrder(notebooks).map(({ name }) => name)).toEqual(courseOrder);
    expect(notebooks.filter(({ front }) => front === true).map(({ name }) => name)).toEqual([
      frontNotebook,
    ]);
  });

  it("teaches nothing before what it needs, and keeps its parts together", () => {
    for (const { name, needs } of course)
      for (const need of needs)
        expect(courseOrder.indexOf(need), `${name} needs ${need}`).toBeLessThan(
          courseOrder.indexOf(name),
        );
    const parts = course.map(({ part }) => part).filter((part, i, all) => part !== all[i - 1]);
    expect(parts).toEqual(Object.keys(courseParts));
  });

  it("says everything in both languages", () => {
    const texts = [
      ...articleSections.map(({ title }) => title),
      ...course.flatMap(({ title, teaches }) => [title, teaches]),
      ...Object.values(courseParts),
    ];
    for (const { en, zh } of texts) {
      expect(en).toMatch(/^[A-Z][\x20-\x7e]{7,}$/);
      expect(zh).toMatch(/\p{Script=Han}{2}/u);
    }
  });

  it.each(course.map((each) => [each.name, each] as const))(
    "says of %s what its first cell says",
    (name, { title, minutes, sections, needs }) => {
      const notebook = notebooks.find((each) => each.name === name);
      expect(notebook, "is in the folder").toBeDefined();
      if (notebook === undefined) return;
      expect(numberedTitle(notebook).name).toBe(title.en);
      expect(notebook.minutes).toBe(minutes);
      const linked = linksOf(paragraph(notebook.text, "What you need")).map(({ target }) => target);
      for (const need of needs) expect(linked).toContain(`${need}.ipynb`);
      if (name === frontNotebook) return;
      const named = sectionsOf(paragraph(notebook.text, "Which part"));
      expect(named.length).toBeGreaterThan(0);
      for (const number of named)
        expect(sections.some((above) => isWithin(number, above))).toBe(true);
      const chapter = ([first]: readonly string[]) => first?.split(".")[0];
      expect(chapter(named)).toBe(chapter(sections));
    },
  );
});

describe("the front page's lists", () => {
  it("link every notebook but the front one, with its minutes, and say what is in preparation", () => {
    const contents = contentsMarkdown();
    for (const { name, title, minutes, sections } of course.slice(1)) {
      const line = `- ${sections[0]} · [${title.en}](${name}.ipynb), ${minutes} minutes. `;
      expect(contents).toContain(line);
    }
    expect(contents).not.toContain(`](${frontNotebook}.ipynb)`);
    expect(contents).toMatch(/\*\*In preparation\*\*\n\n- 6 · .+\n- 7 · .+$/);
  });

  it("come in Chinese as well", () => {
    expect(contentsMarkdown("zh")).toMatch(
      /^## 目录\n\n\*\*创业潮\*\*\n\n- 1 · \[.+\]\(01-background\.ipynb\)，\d+ 分钟。\S+。$/m,
    );
    expect(contentsMarkdown("zh")).toContain("需要 [04-word2vec](04-word2vec.ipynb)。");
    expect(mapMarkdown("zh")).toContain("| 准备中 | – |");
  });

  it("map each section to its notebooks and its files", () => {
    const rows = mapMarkdown().split("\n");
    expect(rows).toHaveLength(2 + articleSections.length);
    expect(rows.find((row) => row.startsWith("| 4.3 "))).toBe(
      "| 4.3 Word vectors: the case study on Wikipedia | [04-word2vec](04-word2vec.ipynb), [04-wikipedia](04-wikipedia.ipynb) | `text/wikipedia/`, `text/vocabulary.ts`, `embedding/evaluation/evaluation-pairs.ts` |",
    );
    expect(rows.find((row) => row.startsWith("| 6 "))).toMatch(/\| In preparation \| – \|$/);
  });
});
