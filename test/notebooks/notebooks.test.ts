/**
 * The form of every notebook: what CONTRIBUTING asks of one, as far as it can be read from the
 * stored file. What its cells do is in a test of its own for each; prose, types and links have theirs.
 */
import katex from "katex";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { version } from "@tslab/typescript-for-tslab";
import { describe, expect, test } from "vitest";
import * as door from "../../src/index.js";
import { textWidth } from "../../src/show/width.js";
import { stringify } from "../../src/workbench/document/parse.js";
import { kernelInfo } from "../../src/workbench/kernel/io/kernel-info.js";
import { course, isArticleSection, ours, tagsOf } from "./course.js";
import { sectionsOf } from "./citations.js";

/** TeX between dollars in a Markdown text, code left out. */
function formulasOf(markdown: string): string[] {
  const prose = markdown.replace(/```[^]*?```/g, "").replace(/`[^`\n]*`/g, "");
  const displayed = [...prose.matchAll(/\$\$([^]+?)\$\$/g)].map(([, tex = ""]) => tex);
  const inline = prose.replace(/\$\$[^]+?\$\$/g, "").matchAll(/\$([^$\n]+)\$/g);
  return [...displayed, ...[...inline].map(([, tex = ""]) => tex)];
}

test("each notebook has a test of its own, which runs it as all are run", () => {
  const tests = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
  const untested = course.filter(
    ({ name }) =>
      !tests.some(
        (text) => text.includes(`new Executed("${name}")`) && text.includes("testHabits("),
      ),
  );
  expect(untested.map(({ name }) => name)).toEqual([]);
});

describe.each(course.map((stored) => [stored.name, stored] as const))("%s", (_, stored) => {
  const { name, text, notebook, code, markdown } = stored;

  test("is nbformat 4.5 as Jupyter writes it, for the kernel tslab", () => {
    expect(stringify(notebook)).toBe(text);
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
    expect(notebook.metadata.kernelspec).toEqual({
      name: "tslab",
      display_name: "TypeScript",
      language: "typescript",
    });
    for (const { id } of notebook.cells) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test("says of its language what the kernel says, so that opening it changes nothing", () => {
    const { language_info } = kernelInfo({ tidebook: "", typescript: version });
    expect(notebook.metadata.language_info).toEqual(language_info);
  });

  test("is stored without outputs", () => {
    for (const cell of code) expect([cell.outputs, cell.execution_count]).toEqual([[], null]);
  });

  test("has code cells of at most 12 lines that fit a page", () => {
    const long = code.filter(({ source }) => source.split("\n").length > 12);
    expect(long.map(({ id }) => id)).toEqual([]);
    const wide = code.flatMap(({ id, source }) =>
      source
        .split("\n")
        .flatMap((line, i) => (textWidth(line) > 94 ? [`${id}, line ${i + 1}`] : [])),
    );
    expect(wide).toEqual([]);
  });

  test("begins with a promise, needs, minutes and the part of the article", () => {
    const [promise] = notebook.cells;
    expect(promise?.cell_type).toBe("markdown");
    const bold = [...(promise?.source ?? "").matchAll(/^\*\*(.+?)\*\* (.+)$/gm)];
    expect(bold.map(([, title]) => title)).toEqual([
      "What you will be able to do at the end.",
      "What you need.",
      "How long it takes.",
      "Which part of the article it is.",
    ]);
    const [, , [, , minutes] = [], [, , part = ""] = []] = bold;
    expect(minutes).toMatch(/\d+ minutes/);
    const chapter = Number(name.slice(0, 2));
    expect(promise?.source).toMatch(new RegExp(`^# ${chapter} · .+`));
    const sections = sectionsOf(part);
    expect(sections.length, part).toBeGreaterThan(0);
    for (const section of sections) {
      expect(isArticleSection(section), section).toBe(true);
      if (chapter > 0) expect(section.split(".")[0]).toBe(String(chapter));
    }
  });

  test("imports in its first code cell alone, then declares typed parameters with the seed", () => {
    const [, imports, parameters] = notebook.cells;
    expect(imports?.source).toMatch(
      /^import \{[^]+\} from "tidebook";(?:\nimport (?:\{[^}]+\}|\* as \w+) from "danfojs-node";)?$/,
    );
    expect(parameters && tagsOf(parameters)).toEqual(["parameters"]);
    for (const line of parameters?.source.split("\n") ?? []) {
      expect(line).toMatch(/^let \w+: [\w"| ]+ = .+; \/\/ .+/);
    }
    expect(parameters?.source).toContain("let seed: number = 7;");
    expect(code.slice(1).filter(({ source }) => /^import /m.test(source))).toEqual([]);
    const tagged = notebook.cells.filter((cell) => tagsOf(cell).includes("parameters"));
    expect(tagged).toHaveLength(1);
  });

  test("ends with a summary and sources", () => {
    expect(notebook.cells.at(-1)?.source).toMatch(/## Summary\n[^]+## Sources\n[^]+/);
  });

  test("imports only what the door has, and uses all of it", () => {
    const [, list = ""] = /import \{([^]+?)\} from "tidebook"/.exec(code[0]?.source ?? "") ?? [];
    const imported = list
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
    const values = imported.filter((part) => !part.startsWith("type "));
    for (const value of values) expect(Object.keys(door), value).toContain(value);
    const rest = code
      .slice(1)
      .map(({ source }) => source)
      .join("\n");
    for (const part of imported) {
      expect(rest).toMatch(new RegExp(`\\b${part.replace("type ", "")}\\b`));
    }
  });

  test("has one to three exercises, each with an answer, a check and a solution", () => {
    const roles = ["exercise", "answer", "check", "solution"];
    const found = notebook.cells.filter((cell) => tagsOf(cell).some((tag) => roles.includes(tag)));
    const count = found.length / 4;
    expect([1, 2, 3]).toContain(count);
    const numbers = Array.from({ length: count }, (_, i) => i + 1);
    const expected = numbers.flatMap((nth) =>
      roles.map((role) => ({ role, id: `${role}-${nth}` })),
    );
    expect(found.map((cell) => ({ role: tagsOf(cell)[0], id: cell.id }))).toEqual(expected);
    for (const cell of found) {
      const isText = tagsOf(cell).includes("exercise");
      expect(cell.cell_type).toBe(isText ? "markdown" : "code");
      // Who replaces the whole answer must not lose a name that the check needs.
      if (tagsOf(cell).includes("answer"))
        expect(cell.source).toMatch(/^(?:\/\/ .+\n)?let .+ = undefined;$/);
      // Folded, and the one line that is seen then gives nothing away.
      if (tagsOf(cell).includes("solution")) {
        expect(cell.metadata["jupyter"]).toEqual({ outputs_hidden: true, source_hidden: true });
        expect(cell.source).toMatch(/^\/\/ solution of exercise \d\n/);
      }
    }
  });

  test("marks as volatile only cells that show a time, or what this machine has", () => {
    for (const { id, source, metadata } of code.filter((cell) => ours(cell).volatile === true)) {
      expect(metadata["tidebook"], id).toEqual({ volatile: true });
      expect(source, id).toMatch(/\b(?:seconds|minutes|Ms|rate|reason|performance|memory)\b/);
    }
  });

  test("asks at least once for a prediction and explains what came", () => {
    const prose = markdown.map(({ source }) => source).join("\n");
    expect(prose).toContain("**Predict.**");
    expect(prose).toContain("**Explain.**");
  });

  test("has formulas that KaTeX sets, in chapter 4 more than ten", () => {
    const formulas = markdown.flatMap(({ source }) => formulasOf(source));
    if (name.startsWith("04-")) expect(formulas.length).toBeGreaterThan(10);
    for (const tex of formulas) {
      expect(() => katex.renderToString(tex, { strict: "error" }), tex).not.toThrow();
    }
  });
});
