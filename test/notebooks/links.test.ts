/**
 * What a notebook points to is there: relative links with their anchors, paths of this repository in code,
 * the works that it cites in its list of sources, and the sections of the article that it names.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { course, folder, isArticleSection } from "./course.js";
import {
  anchorsOf,
  citationsOf,
  isCited,
  linksOf,
  pathsOf,
  sectionsOf,
  splitSources,
} from "./citations.js";

const root = join(folder, "..");
const bases = ["", "src", "src/learning", "notebooks"];

describe.each(course.map((stored) => [stored.name, stored] as const))("%s", (_, stored) => {
  const { name, markdown } = stored;

  const whole = markdown.map(({ source }) => source).join("\n\n");
  const { prose, sources } = splitSources(whole);

  test("links to files and headings that exist, in words", () => {
    const broken = linksOf(whole).filter(({ text, target }) => {
      if (text.trim() === "") return true;
      if (/^https?:/.test(target)) return false;
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? name : path;
      if (!existsSync(join(folder, file))) return true;
      if (anchor === undefined) return false;
      const linked = course.find((other) => other.name === file)?.markdown ?? [];
      return !linked.flatMap(({ source }) => anchorsOf(source)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test("names files that exist", () => {
    const missing = pathsOf(whole).filter(
      (path) => !bases.some((base) => existsSync(join(root, base, path))),
    );
    expect(missing).toEqual([]);
  });

  test("lists every work that it cites", () => {
    const unlisted = citationsOf(prose).filter(
      (citation) => !sources.some((source) => isCited(citation, source)),
    );
    expect(unlisted).toEqual([]);
  });

  test("names sections that the article has", () => {
    expect(sectionsOf(prose).filter((number) => !isArticleSection(number))).toEqual([]);
  });
});
