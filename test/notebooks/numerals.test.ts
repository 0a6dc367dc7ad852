import { describe, expect, test } from "vitest";
import { checkedArithmetic, valueOf } from "./arithmetic.js";
import { claimed, isShownBy, numeralsOf } from "./numerals.js";

const printed = (markdown: string): string[] => claimed(markdown).numerals.map(({ text }) => text);

describe("figures that a text claims", () => {
  test.each<[string, string[]]>([
    ["It has 1,004,184 words and 0.9 of 80 %.", ["1,004,184", "0.9", "80"]],
    ["The cosine is 0.65–0.75, the loss below 1e-6.", ["0.65", "0.75", "1e-6"]],
    ["包含约100万篇文章", ["100"]],
    ["then 2000 new ones, and of 2000 points", ["2000", "2000"]],
    ["60 founders in 12 months", ["60", "12"]],
    ["a model with $\\gamma = 0.9$ and $n = 16$ and $x_1 + 2$", ["0.9", "16"]],
    ["below $10^{-6}$", ["10^{-6}"]],
    ["$T = 0.213\\,d$ and $H \\approx 1.64 \\text{ bits}$", ["0.213", "1.64"]],
    ["version 0.10, 106 articles", ["106"]],
    ["gensim 4.2 needs 13.5 s", ["4.2", "13.5"]],
  ])("%s", (markdown, numerals) => expect(printed(markdown)).toEqual(numerals));

  test.each([
    "## 5. A heading\n\n1. one\n2. two",
    "# 4 · Title",
    "`seed = 7` and\n\n```ts\nconst a = 0.5;\n```",
    "[part 4](#4.-What) of [the links](https://example.org/2.5)",
    "see https://example.org/17, arXiv:1301.3781 and doi:10.18653/v1/2021.insights-1.1",
    "Sections 4.2.3 (词向量, word vectors) and 4.3, parts 12, 13 and 14, pp. 3111–3119",
    "equations 3.20 and 4.3, Example 6.6, formula 4.2.1, § 2.6, claim #97, version 0.10",
    "第3章 and 第 4.2 节",
    "word2vec, WordSim-353, GPT-4 and top-1",
    "Mikolov et al. 2013a, (2013b), Watkins 1989, in 2015, from 2012 to 2025, (1964, revised 1979)",
    "*Nature* 323 (1986), *Transactions* 20(1) (2002)",
    "**How long it takes.** About 40 minutes to read.",
    "$\\tfrac12 + x_1^2$ and $Q(s, 0)$",
    "$\\ln(1 + (N - n + 0.5)/(n + 0.5))$ and $\\sigma(1.5 x_1 - 2 x_2 + 0.3)$",
    "as [04-recurrent](04-recurrent.ipynb) shows",
    "$(4-1)/(4+1) = 0.6$ and $\\ln 2 \\approx 0.693$",
  ])("not: %s", (markdown) => expect(printed(markdown)).toEqual([]));

  test("are shown by the same value, by one that is rounded to them, or in percent", () => {
    const isShown = (text: string, ...shown: number[]) => isShownBy(numeralsOf(text)[0]!, shown);
    expect(isShown("0.693", 0.69314)).toBe(true);
    expect(isShown("0.694", 0.69314)).toBe(false);
    expect(isShown("0.50", 0.5)).toBe(true);
    expect(isShown("0.9", 0.93)).toBe(false); // too few digits to be a rounded one
    expect(isShown("82 %", 0.8235)).toBe(true);
    expect(isShown("82", 0.8235)).toBe(false);
    expect(isShown("123", 122.8)).toBe(false);
    expect(isShown("1,000", 1000)).toBe(true);
    expect(isShown("10^{-6}", 1e-6)).toBe(true);
  });
});

describe("arithmetic in formulas", () => {
  test.each([
    ["(4-1)/(4+1)", 3 / 5],
    ["0.5 + 0.5\\,(0.9 \\cdot 0.5 - 0.5)", 0.475],
    ["\\log_2 6", Math.log2(6)],
    ["6 \\ln 2", 6 * Math.LN2],
    ["-\\ln\\tfrac16 - 5\\ln\\tfrac56", Math.log(6) - 5 * Math.log(5 / 6)],
    ["\\sigma(4)", 1 / (1 + Math.exp(-4))],
    ["\\frac{1/3}{1 - 0.6}", 1 / 3 / 0.4],
    ["16^{3/4}", 8],
    ["2 \\cdot 4", 8],
    ["x + 1", undefined],
    ["h_0", undefined],
    ["(1, 0)", undefined],
  ])("%s", (tex, value) => {
    if (value === undefined) expect(valueOf(tex)).toBeUndefined();
    else expect(valueOf(tex)).toBeCloseTo(value, 12);
  });

  test("is computed on both sides of an equality", () => {
    expect(checkedArithmetic("J = (3 - 1)/4 = 0.5")).toMatchObject({ wrong: [] });
    expect(checkedArithmetic("J = (3 - 1)/4 = 0.6").wrong).toEqual(["(3 - 1)/4 = 0.6"]);
    expect(checkedArithmetic("\\ln 2 \\approx 0.693").rest).toEqual([]);
    expect(checkedArithmetic("\\ln 2 \\approx 0.694").wrong).toEqual(["\\ln 2 \\approx 0.694"]);
    expect(checkedArithmetic("\\gamma = 0.9").rest).toEqual(["\\gamma ", " 0.9"]);
  });
});
