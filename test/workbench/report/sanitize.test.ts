import { describe, expect, it } from "vitest";
import { balancedHtml, safeHtml } from "../../../src/workbench/report/sanitize.js";
import { prefixIds, safeSvg } from "../../../src/workbench/report/svg.js";
import { hostileHtml, hostileSvg } from "./hostile.js";
import { testContext } from "./context.js";

const addresses = testContext();
/** Markup without its attributes' values: what is escaped inside them is text. */
const bare = (html: string): string => html.replace(/(?<!\b(?:href|src))="[^"]*"/g, '=""');
const runs =
  /<script|\son\w+\s*=|javascript:|<iframe|<object|<embed|<form|<link|<meta|<base|srcdoc|expression\(|@import|<animate|<set\b|foreignObject/i;
const loads =
  /(?<![\w-])(?:src|href|poster|data|srcset|action)="(?:https?:)?\/\/attacker|url\([^)]*attacker/i;

describe("HTML that was not run here", () => {
  it.each(hostileHtml)("%s runs nothing, loads nothing", (html) => {
    const safe = safeHtml(html, addresses);
    expect(bare(safe)).not.toMatch(runs);
    expect(safe).not.toMatch(loads);
    expect(safe).not.toContain('attacker.invalid/protocol-relative"');
  });
  it("keeps what formats text", () => {
    const html =
      '<table class="dataframe"><tbody><tr><td style="text-align:right;color:#333333" colspan="2">1 &lt; 2</td></tr></tbody></table>';
    expect(safeHtml(html, addresses)).toBe(html);
  });
  it("keeps progress bars, details and links", () => {
    const html =
      '<progress value="0.5" max="1"></progress><details open><summary>x</summary></details><a rel="noopener noreferrer" href="https://example.org/">y</a>';
    expect(safeHtml(html, addresses)).toBe(html);
  });
  it("cannot pose as a part of the page", () => {
    expect(safeHtml('<p id="tb-theme" class="plot-area x">y</p>', addresses)).toBe(
      '<p class="x">y</p>',
    );
  });
});

describe("HTML that was run here", () => {
  it.each(hostileHtml)("%s runs nothing either, and closes what it opens", (html) => {
    const safe = balancedHtml(html, addresses);
    expect(bare(safe)).not.toMatch(/<script|\son\w+\s*=|<iframe|href="\s*java/i);
    expect(safe).not.toMatch(loads);
  });
  it("keeps styles, SVG with its letter case, and its own scripts' places", () => {
    expect(
      balancedHtml(
        '<div style="position:absolute"><svg viewBox="0 0 9 9"><linearGradient id="a"/></svg></div>',
        addresses,
      ),
    ).toContain('<svg viewBox="0 0 9 9"><linearGradient id="a"></linearGradient></svg>');
  });
  it("closes what is open and drops what closes nothing", () => {
    expect(balancedHtml("<div><b>x</div></section></main>", addresses)).toBe("<div><b>x</b></div>");
  });
});

describe("SVG", () => {
  it.each(hostileSvg)("%s runs nothing, loads nothing", (svg) => {
    const safe = safeSvg(svg);
    expect(safe).toMatch(/^<svg /);
    expect(safe).not.toMatch(runs);
    expect(safe).not.toMatch(/attacker|ENTITY|passwd/);
  });
  it("keeps shapes, gradients and references within the picture", () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><linearGradient id="g"></linearGradient></defs><use href="#g"></use><rect fill="url(#g)" style="stroke:#000"></rect></svg>';
    expect(safeSvg(svg)).toBe(svg);
  });
  it("is empty where there is no picture", () => {
    expect(safeSvg("<p>no</p>")).toBe("");
  });
  it("has ids of its own after they are prefixed, in references too", () => {
    expect(prefixIds('<svg id="a"><use href="#a"/><rect fill="url(#a)"/></svg>', "p-")).toBe(
      '<svg id="p-a"><use href="#p-a"/><rect fill="url(#p-a)"/></svg>',
    );
  });
});
