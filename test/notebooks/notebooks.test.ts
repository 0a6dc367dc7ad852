import katex from "katex";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import * as door from "../../src/index.js";
import { textWidth } from "../../src/show/width.js";
import type { Cell } from "../../src/workbench/document/notebook.js";
import { version } from "@tslab/typescript-for-tslab";
import { parse, stringify } from "../../src/workbench/document/parse.js";
import { kernelInfo } from "../../src/workbench/kernel/io/kernel-info.js";

const folder = fileURLToPath(new URL("../../notebooks/", import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

const tagsOf = (cell: Cell): string[] => cell.metadata.tags ?? [];

/** TeX between dollars in a Markdown text, code left out. */
function formulasOf(markdown: string): string[] {
  const prose = markdown.replace(/```[^]*?```/g, "").replace(/`[^`\n]*`/g, "");
  const displayed = [...prose.matchAll(/\$\$([^]+?)\$\$/g)].map(([, tex = ""]) => tex);
  const inline = prose.replace(/\$\$[^]+?\$\$/g, "").matchAll(/\$([^$\n]+)\$/g);
  return [...displayed, ...[...inline].map(([, tex = ""]) => tex)];
}

test("there are notebooks", () => {
  expect(names).toContain("04-word2vec.ipynb");
});

describe.each(names)("%s", (name) => {
  const text = readFileSync(join(folder, name), "utf8");
  const notebook = parse(text, name);
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  const markdown = notebook.cells.filter((cell) => cell.cell_type === "markdown");

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
    for (const { id, source } of code) {
      const lines = source.split("\n");
      expect(lines.length, id).toBeLessThanOrEqual(12);
      expect(Math.max(...lines.map(textWidth)), id).toBeLessThanOrEqual(94);
    }
  });

  test("begins with promise, needs and minutes, then one import, then typed parameters", () => {
    const [promise, imports, parameters] = notebook.cells;
    expect(promise?.source).toMatch(/^# .+/);
    expect(promise?.source).toMatch(/What you need/);
    expect(promise?.source).toMatch(/minutes/);
    expect(promise?.source).toMatch(/[Ss]ections? \d+(\.\d+)*/);
    expect(imports?.source).toMatch(/^import \{[^]+\} from "tidebook";$/);
    expect(parameters && tagsOf(parameters)).toEqual(["parameters"]);
    for (const line of parameters?.source.split("\n") ?? []) {
      expect(line).toMatch(/^let \w+: [\w"| ]+ = .+;/);
    }
    expect(parameters?.source).toContain("let seed: number = 7;");
    const later = code.slice(1).filter(({ source }) => /^import /m.test(source));
    expect(later).toEqual([]);
  });

  test("ends with a summary and sources", () => {
    expect(notebook.cells.at(-1)?.source).toMatch(/## Summary\n[^]+## Sources\n[^]+/);
  });

  test("imports only what the door has, and uses all of it", () => {
    const [, list = ""] = /import \{([^]+)\} from "tidebook"/.exec(code[0]?.source ?? "") ?? [];
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

  test("has an answer, a check and a solution after each exercise", () => {
    const roles = ["exercise", "answer", "check", "solution"];
    const found = notebook.cells.flatMap((cell) =>
      tagsOf(cell).filter((tag) => roles.includes(tag)),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(
      Array(found.length / 4)
        .fill(roles)
        .flat(),
    );
    for (const cell of notebook.cells) {
      const kind = tagsOf(cell).includes("exercise") ? "markdown" : cell.cell_type;
      expect(cell.cell_type).toBe(kind);
    }
  });

  test("marks each cell that shows a time, or what this machine has, as volatile", () => {
    for (const { id, source, metadata } of code) {
      const times =
        /\b(seconds|Ms|rate|reason)\b/.test(source) && /console\.log|progress\(/.test(source);
      const volatile =
        (metadata["tidebook"] as { volatile?: boolean } | undefined)?.volatile === true;
      expect(volatile, id).toBe(times);
    }
  });

  test("asks at least once for a prediction and explains what came", () => {
    const prose = markdown.map(({ source }) => source).join("\n");
    expect(prose).toContain("**Predict.**");
    expect(prose).toContain("**Explain.**");
  });

  test("has formulas that KaTeX sets", () => {
    const formulas = markdown.flatMap(({ source }) => formulasOf(source));
    expect(formulas.length).toBeGreaterThan(10);
    for (const tex of formulas) {
      expect(() => katex.renderToString(tex, { strict: "error" }), tex).not.toThrow();
    }
  });

  test("links to headings that exist", () => {
    const headings = markdown.flatMap(({ source }) =>
      [...source.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
        title.trim().replaceAll(" ", "-"),
      ),
    );
    const links = markdown.flatMap(({ source }) => [...source.matchAll(/\]\(#([^)\s]+)\)/g)]);
    for (const [, anchor] of links) expect(headings).toContain(anchor);
  });
});
