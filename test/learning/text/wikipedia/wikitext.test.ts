/** Wikitext to plain text: the cut before the library, language variants, and the library's part. */
import { describe, expect, it } from "vitest";
import { toArticles } from "../../../../src/learning/text/wikipedia/article.js";
import { preCut } from "../../../../src/learning/text/wikipedia/pre-cut.js";
import { inVariant } from "../../../../src/learning/text/wikipedia/variant.js";

const long = "x".repeat(130);

describe("the cut before the library", () => {
  it.each([
    ["comments", "a<!-- b -->c", "ac"],
    ["a comment without end", "a<!-- b", "a"],
    ["references", 'a<ref name="b">{{cite|c}}</ref>d<ref name=b />e', "ade"],
    ["formulas and galleries", "a<math>x<y</math>b<gallery>\nFile:c\n</gallery>", "ab"],
    ["tables, nested too", "a\n{| b\n|-\n| {|\n|}\n|}\nc", "a\n\nc"],
    ["templates over lines", "a{{box\n| b = {{c}}\n}}d", "ad"],
    ["long templates", `a{{box|${long}}}d`, "ad"],
    ["an empty last parameter", "{{box\n|a=|}}b", "b"],
    ["files and categories", "a[[File:b.jpg|thumb|c [[d]] e]]f[[Category:g]][[分类:h]]", "af"],
    ["links to other languages", "a[[fr:b]][[zh-yue:c]]", "a"],
    ["what is closed inside what is not", "a {{b <!-- c --> d", "a {{b  d"],
    ["a table inside a template that stays open", "a{{b{|c|}d", "a{{bd"],
  ])("takes out %s", (_, wikitext, rest) => {
    expect(preCut(wikitext)).toBe(rest);
  });

  it.each([
    ["short templates", "a {{convert|5|km}} b"],
    ["links", "a [[b|c]] [[:fr:d]] [[wikt:e]] [[doi:10.1]]"],
    ["brackets that are alone", "a }} b ]] c |} d {{ e [[ f"],
    ["tags that nothing closes", "a <ref> b <math"],
    ["all other text", "'''a''' == b ==\n* c\n&amp; <small>d</small>"],
  ])("leaves %s", (_, wikitext) => {
    expect(preCut(wikitext)).toBe(wikitext);
  });

  it("takes linear time on brackets that nothing closes", () => {
    const began = performance.now();
    for (const sign of ["{{", "[[", "{|", "<ref>", "<ref", "[[File:", "}}", "<math>a"])
      preCut(sign.repeat(200_000));
    // Quadratic time would be hours; the bound leaves room for any machine.
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe("language variants", () => {
  it.each([
    ["zh-hans", "-{zh-hans:计算机; zh-hant:電腦}-", "计算机"],
    ["zh-hant", "-{zh-hans:计算机; zh-hant:電腦;}-", "電腦"],
    ["zh-tw", "-{zh-hans:计算机;zh-hant:電腦}-", "電腦"],
    ["zh-cn", "-{zh-tw:資訊;zh-cn:信息}-", "信息"],
    ["zh-hk", "-{zh-cn:信息}-", "信息"],
    ["zh-hans", "-{A|zh-cn:程序;zh-tw:程式}-", "程序"],
    ["zh-hans", "甲-{H|zh-cn:信息;zh-tw:資訊}-乙-{T|zh-cn:丙}-", "甲乙"],
    ["zh-hans", "-{R|乾}--{后}-", "乾后"],
    ["zh-hans", "-{zh;zh-hans|汉}--{zh-hant|漢}-", "汉"],
    ["zh-hant", "-{甲-{zh-hans:乙;zh-hant:丙}-丁}-", "甲丙丁"],
    ["sr-el", "-{sr-ec:а;sr-el:a}-", "a"],
    ["zh-hans", "-{a => zh-cn:b;}-", "b"],
    ["zh-hans", "-{http://a.b:80}-", "http://a.b:80"],
    ["zh-hans", "x -{ y", "x -{ y"],
  ])("in %s show %s as %s", (variant, text, shown) => {
    expect(inVariant(text, variant)).toBe(shown);
  });
});

describe("plain text", () => {
  const plain = async (text: string, variant = "zh-hans") =>
    (await toArticles([{ title: "A", id: 1, text }], variant))[0]?.paragraphs;

  it("keeps the words of links, lists and known templates, and no headings", async () => {
    const wikitext =
      "'''A''' is [[b|''c'']], {{convert|5|km}} away.\n\n== D ==\n* [[e]] f\n# g\n\nSee [http://example.com j].";
    expect(await plain(wikitext)).toEqual(["A is c, 5 km away.", "e f", "g", "See j."]);
  });

  it.each([
    [
      "lists, one line each, and what follows them",
      "A:\n* '''b'''\n* [[c]]\nd\ne",
      ["A:", "b", "c", "d e"],
    ],
    ["numbered lists without numbers", "# a\n# b", ["a", "b"]],
    ["what a pronunciation leaves behind", "A ({{IPA|x}}; born [[1905]]) b", ["A (born 1905) b"]],
    ["spaces that belong to a template", "a{{spaced ndash}}b", ["a – b"]],
    ["the same template twice", "{{lang|fr|mot}} or {{lang|fr|mot}}", ["mot or mot"]],
    ["links inside a template", "a {{nowrap|[[b|c]] d}}", ["a c d"]],
    ["definitions, which the library knows", "; a\n: b", ["a", "b"]],
  ])("reads %s", async (_, wikitext, paragraphs) => {
    expect(await plain(wikitext)).toEqual(paragraphs);
  });

  it("keeps Chinese full stops", async () => {
    expect(await plain("甲。<ref>x</ref>乙。\n\n丙")).toEqual(["甲。乙。", "丙"]);
  });

  it("shows the words of Chinese templates for links, and links to titles of one letter", async () => {
    const wikitext = "[[人|他]]是{{le|約翰·莫奇利|John Mauchly}}和{{tsl|en|Presper Eckert|埃克特}}";
    expect(await plain(wikitext)).toEqual(["他是約翰·莫奇利和埃克特"]);
  });

  it("keeps every word of a long page, which the library gets in pieces", async () => {
    const words = Array.from({ length: 9000 }, (_, i) => `word${i}`);
    const found = (await plain(words.join(" "))) as string[];
    expect(found.join(" ").split(" ")).toEqual(words);
    const signs = "字😀".repeat(12_000);
    expect(((await plain(signs)) as string[]).join("")).toBe(signs);
  });

  it("is empty where there is nothing to read", async () => {
    for (const nothing of ["", "   \n\n", "{{stub}}", "[[Category:A]]", "== B ==", "----", "{{{{"])
      expect(await plain(nothing)).toEqual([]);
  });
});
