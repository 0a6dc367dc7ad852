import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileTitle, pageNames, slug, uniqueNames } from "../../../src/workbench/report/names.js";
import { languageOf } from "../../../src/workbench/report/language.js";

describe("slug", () => {
  it.each([
    ["By hand", "by-hand"],
    ["  What is $w$?  ", "what-is-w"],
    ["词向量：把词变成箭头", "词向量-把词变成箭头"],
    ["Ähnlichkeit & Größe", "ähnlichkeit-größe"],
    ["<script>", "script"],
    ["!!!", ""],
    ["a".repeat(200), "a".repeat(80)],
  ])("makes %j into %j", (text, name) => {
    expect(slug(text)).toBe(name);
  });
});

describe("page names", () => {
  it("tell notebooks of one name in different folders apart by their folders", () => {
    expect(pageNames([join("one", "a.ipynb"), join("two", "a.ipynb"), "b.ipynb"])).toEqual([
      "one-a",
      "two-a",
      "b",
    ]);
  });
  it("never take the index's place, and count where folders are alike too", () => {
    expect(
      pageNames(["index.ipynb", join("x", "c", "a.ipynb"), join("y", "c", "a.ipynb")]),
    ).toEqual(["index-2", "c-a", "c-a-2"]);
  });
  it("exist for a name without a letter", () => {
    expect(pageNames(["---.ipynb"])).toEqual(["notebook"]);
  });
  it("are made once each", () => {
    const unique = uniqueNames();
    expect([unique("a"), unique("a"), unique("a-2"), unique("a")]).toEqual([
      "a",
      "a-2",
      "a-2-2",
      "a-3",
    ]);
  });
});

it("a file name without its number signs is a title", () => {
  expect(fileTitle(join("x", "04-word2vec.ipynb"))).toBe("04 word2vec");
});

describe("the language of a text", () => {
  it.each([
    ["A word is known by the company it keeps.", "en"],
    ["词向量把每个词变成一个箭头。", "zh-CN"],
    ["词向量 word2vec 把每个词变成一个箭头", "zh-CN"],
    ["The word 国 is Chinese, all the others are English.", "en"],
    ["単語をベクトルにする", "ja"],
    ["단어를 벡터로", "ko"],
    ["", "en"],
  ])("of %j is %s", (text, tag) => {
    expect(languageOf(text)).toBe(tag);
  });
});
