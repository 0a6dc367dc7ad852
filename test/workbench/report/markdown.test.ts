import { describe, expect, it } from "vitest";
import { fences, markdownHtml } from "../../../src/workbench/report/markdown.js";
import { outlineHtml } from "../../../src/workbench/report/outline.js";
import { testContext } from "./context.js";

const draw = (source: string, changes = {}): string =>
  markdownHtml(source, testContext(changes), "cell-1");
const formulas = (source: string): number => draw(source).split('class="katex"').length - 1;

describe("formulas in Markdown", () => {
  it.each([
    ["$x$", 1],
    ["$$\nx\n$$", 1],
    ["text $$x$$ text", 1],
    ["\\\\(x\\\\) and \\\\[y\\\\]", 2],
    ["\\begin{align}\na &= b \\\\\n c &= d\n\\end{align}", 1],
    ["概率$p$是", 1],
    ["- item $x$\n- $y$", 2],
    ["| a |\n|---|\n| $x$ |", 1],
    ["It costs $5 and $10.", 0],
    ["from $5-$10 or US$7", 0],
    ["`$x$` and \\$x\\$", 0],
    ["```\n$x$\n```", 0],
  ])("%j holds %i", (source, count) => {
    expect(formulas(source)).toBe(count);
  });
  it("keep Markdown's signs as TeX", () => {
    expect(draw("$a_1 * b_2 * c_3$")).not.toContain("<em>");
  });
  it("that KaTeX cannot read show their source and the reason", () => {
    const html = draw("$\\frac{a}{$ and $$\\nosuch{x}$$");
    expect(html).toContain("<code>\\frac{a}{</code>");
    expect(html).toContain("Undefined control sequence: \\nosuch");
    expect(html.match(/math-error/g)).toHaveLength(2);
  });
  it("carry MathML for screen readers", () => {
    expect(draw("$x^2$")).toContain("<math xmlns=");
  });
  it("do not expand without end", () => {
    expect(draw("$\\def\\a{\\a\\a}\\a$")).toContain("math-error");
  });
});

describe("Markdown", () => {
  it("gives headings unique anchors and reports them for the contents", () => {
    const context = testContext();
    const html = markdownHtml("# A *b* $c$ [d](x)\n\n## 中文\n\n## 中文", context, "cell-1");
    expect(context.found.headings.map(({ level, id, text }) => [level, id, text])).toEqual([
      [1, "a-b-c-d", "A b c d"],
      [2, "中文", "中文"],
      [2, "中文-2", "中文"],
    ]);
    expect(html).toContain('<h2 id="中文-2">');
    expect(context.found.headings[0]?.html).not.toContain("<a ");
  });
  it("draws tables, task lists, footnotes and strike-through", () => {
    const html = draw(
      "| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n~~old~~ note[^1]\n\n[^1]: The note.",
    );
    expect(html).toContain('<div class="scroll table-box"><table>');
    expect(html).toContain('aria-label="done"');
    expect(html).toContain('aria-label="open"');
    expect(html).toContain("<s>old</s>");
    expect(html).toContain('id="fn-cell-1-1"');
  });
  it("highlights fences and leaves unknown languages plain", () => {
    expect(draw("```ts\nconst x = 1;\n```")).toContain('<span class="tok-keyword">const</span>');
    expect(draw("```nosuch\na < b\n```")).toContain("<code>a &lt; b</code>");
  });
  it("draws Mermaid flow charts at once and leaves other kinds to the page", () => {
    const context = testContext();
    expect(markdownHtml("```mermaid\ngraph LR\n A --> B\n```", context, "c")).toContain("<svg");
    expect(context.found.mermaid).toBe(false);
    expect(markdownHtml('```mermaid\npie\n "a" : 1\n```', context, "c")).toContain("data-mermaid");
    expect(context.found.mermaid).toBe(true);
  });
  it("shows attachments and local images, and names those that would be fetched", () => {
    const context = testContext();
    const html = markdownHtml(
      "![dot](attachment:a%20b.png) ![w](images/w.png) ![far](http://example.org/x.png)",
      context,
      "c",
      {
        "a b.png": { "image/png": "AAAA" },
      },
    );
    expect(context.images).toEqual(["image/png AAAA"]);
    expect(html).toContain('<img src="images/w.png" alt="w"');
    expect(html).toContain("[image not loaded: far]");
    expect(html).not.toContain('src="http');
  });
  it("keeps formatting HTML that spans Markdown, whether trusted or not", () => {
    for (const trusted of [true, false]) {
      expect(
        draw("<details><summary>More</summary>\n\n**bold** $x$\n\n</details>", { trusted }),
      ).toMatch(
        /<details><summary>More<\/summary>\s*<p><strong>bold<\/strong> <span class="katex">[\s\S]*<\/p>\s*<\/details>/,
      );
    }
  });
  it("does not let a text stand in for a drawn part of its own", () => {
    expect(draw('<tb-slot data-n="0"></tb-slot> <b>x</b>')).not.toContain("tb-slot");
  });
  it("finds fences with their languages", () => {
    expect(fences("```Mermaid\nx\n```\n\n~~~ts {1}\ny\n~~~")).toEqual([
      { language: "mermaid", code: "x\n" },
      { language: "ts", code: "y\n" },
    ]);
  });
});

describe("the contents", () => {
  const heading = (level: number, id: string) => ({ level, id, text: id, html: id });
  it("nest by what is deeper and forgive skipped levels", () => {
    expect(outlineHtml([heading(2, "a"), heading(4, "b"), heading(2, "c")])).toBe(
      '<ul><li><a href="#a">a</a><ul><li><a href="#b">b</a></li></ul></li><li><a href="#c">c</a></li></ul>',
    );
  });
  it("are empty without headings", () => {
    expect(outlineHtml([])).toBe("");
  });
});
