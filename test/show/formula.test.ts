import katex from "katex";
import { describe, expect, test } from "vitest";
import { formula } from "../../src/show/formula.js";

describe("a formula", () => {
  test("is TeX between double dollars, and its source as text", () => {
    expect({ ...formula("  \\ell = -\\log \\sigma(u \\cdot h)\n") }).toEqual({
      "text/latex": "$$\\ell = -\\log \\sigma(u \\cdot h)$$",
      "text/plain": "\\ell = -\\log \\sigma(u \\cdot h)",
    });
  });

  test("may hold a price", () => {
    expect(formula("\\$ 5")["text/latex"]).toBe("$$\\$ 5$$");
  });

  test("refuses to be empty or to bring delimiters", () => {
    expect(() => formula(" ")).toThrow('formula: " "; expected TeX that is not empty');
    for (const tex of ["$x$", "$$x$$", "\\(x\\)", "\\[x\\]", "x $ y"]) {
      expect(() => formula(tex)).toThrow("expected TeX without $, \\[ or \\( around it");
    }
  });
});

test("KaTeX refuses the article's formula of 4.3.5 and accepts it with a backslash", () => {
  const article = '\\text{cosine_similarity}(\\text{vec}("man"), \\text{vec}("woman"))';
  expect(() => katex.renderToString(article)).toThrow("Expected 'EOF', got '_'");
  expect(katex.renderToString(article.replace("cosine_", "cosine\\_"))).toContain("katex");
});
