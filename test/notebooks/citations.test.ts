import { describe, expect, test } from "vitest";
import {
  anchorsOf,
  citationsOf,
  isCited,
  linksOf,
  pathsOf,
  sectionsOf,
  splitSources,
} from "./citations.js";

const cited = (text: string): string[] =>
  citationsOf(text).map(({ names, year }) => `${names.join("+")} ${year}`);

describe("what a text cites", () => {
  test.each([
    ["(after Mikolov et al. 2013a, who average)", ["Mikolov 2013a", " 2013a"]],
    ["leave it out (İrsoy, Benton & Stratos 2021).", ["İrsoy+Benton+Stratos 2021"]],
    ["This is **Q-learning** (Watkins 1989).", ["Watkins 1989"]],
    [
      "(GRU, Cho and others 2014) and (LSTM, Hochreiter & Schmidhuber 1997)",
      ["Cho 2014", "Hochreiter+Schmidhuber 1997"],
    ],
    ["*Negative sampling* (2013b)", [" 2013b"]],
    ["Levy and Goldberg (2014) show", ["Levy+Goldberg 2014"]],
    ["He left Google in 2021, and (November 2022) came", []],
    ["`Elman (1990)`", []],
  ])("%s", (text, found) => {
    expect(cited(text).sort()).toEqual([...found].sort());
  });

  test("is an entry with its names and its year", () => {
    const entry = "O. Levy, Y. Goldberg, *Neural Word Embedding* (2014)";
    expect(isCited({ names: ["Levy", "Goldberg"], year: "2014" }, entry)).toBe(true);
    expect(isCited({ names: ["Levy"], year: "2015" }, entry)).toBe(false);
    expect(isCited({ names: ["Elman"], year: "2014" }, entry)).toBe(false);
  });

  test("is looked up in the list at the end", () => {
    const text = "## Summary\n\n- one\n\n## Sources\n\n- A. B, *C* (2001).\n- D (2002).\n";
    expect(splitSources(text).sources).toEqual(["A. B, *C* (2001).\n", "D (2002).\n"]);
    expect(splitSources(text).prose).toContain("- one");
  });
});

test("links are those of the prose", () => {
  const text = "[a](b.ipynb#C-d), `[not](x)`, $[0](1)$, [](empty.md) and [e](https://f.org/%E5%95)";
  const targets = linksOf(text.replace("/%E5%95", "/g")).map(({ target }) => target);
  expect(targets).toEqual(["b.ipynb#C-d", "empty.md", "https://f.org/g"]);
});

test("anchors are headings with dashes for spaces", () => {
  expect(anchorsOf("# 4 · A b\n\n```sh\n# no heading\n```\n## 2. C, d")).toEqual([
    "4-·-A-b",
    "2.-C,-d",
  ]);
});

test("paths are code with a slash and an ending", () => {
  const text =
    "`src/learning/network/gru.ts`, `a/b`, `1/|C|`, `datasets/`, `notebooks/x.ipynb`, `x.length`";
  expect(pathsOf(text)).toEqual(["src/learning/network/gru.ts", "datasets/", "notebooks/x.ipynb"]);
});

test("sections are those after their word, in lists after the plural", () => {
  const text =
    "Sections 4.2.3 (词向量) and 4.3, sections 1 to 11; section 2.6, 8 boxes; `section 5`";
  expect(sectionsOf(text)).toEqual(["4.2.3", "4.3", "1", "11", "2.6"]);
});
