/** Terminal text, colours, cuts and escapes: the report's smallest parts. */
import { describe, expect, it } from "vitest";
import { ansiHtml, overstrike, plainText } from "../../../src/workbench/report/ansi.js";
import { escapeHtml } from "../../../src/base/html.js";
import { attributes, scriptJson } from "../../../src/workbench/report/html.js";
import { contrast, legibleColours } from "../../../src/workbench/report/legible.js";
import { cutText } from "../../../src/workbench/report/limit.js";

describe("escaping", () => {
  it("leaves no character that a browser could take for markup", () => {
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe(
      "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;",
    );
  });
  it("writes attributes, leaves out those that are not set", () => {
    expect(attributes({ id: 'a"b', open: true, hidden: false, title: undefined, width: 3 })).toBe(
      ' id="a&quot;b" open width="3"',
    );
  });
  it("keeps JSON inside its script element", () => {
    const json = scriptJson({ a: "</script><!--\u2028" });
    expect(json).not.toMatch(/<|\u2028/);
    expect(JSON.parse(json)).toEqual({ a: "</script><!--\u2028" });
  });
});

describe("terminal text", () => {
  it("becomes classes for the sixteen colours, and escapes markup", () => {
    expect(ansiHtml("\u001b[31m<b>\u001b[0m")).toBe('<span class="ansi-red-fg">&lt;b&gt;</span>');
  });
  it("overwrites a line after a carriage return as a terminal does", () => {
    expect(overstrike("10%\r50%\r100%\ndone\r\n")).toBe("100%\ndone\n");
    expect(overstrike("abcdef\rxy")).toBe("xycdef");
    expect(overstrike("ab\b\bc")).toBe("c");
  });
  it("drops every other control sequence", () => {
    expect(ansiHtml("a\u001b[2J\u001b[1;1Hb\u0007\u0000c")).toBe("abc");
    expect(plainText("\u001b[1mbold\u001b[0m\u001b]8;;http://x\u0007link\u001b]8;;\u0007")).toBe(
      "boldlink",
    );
  });
  it("never links to a script", () => {
    expect(ansiHtml("\u001b]8;;javascript:alert(1)\u0007x\u001b]8;;\u0007")).not.toContain("href");
  });
  it("gives true colours a legible shade for each theme", () => {
    const html = ansiHtml("\u001b[38;2;255;255;0myellow\u001b[0m");
    const [light, dark] = [...html.matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)].map(
      ([, r, g, b]) => [Number(r), Number(g), Number(b)] as const,
    );
    expect(
      contrast(light as readonly [number, number, number], [253, 252, 249]),
    ).toBeGreaterThanOrEqual(4.5);
    expect(dark).toEqual([255, 255, 0]);
  });
  it("puts black or white on a coloured ground, whatever was asked for", () => {
    expect(legibleColours('<span style="color:rgb(0,0,0);background-color:rgb(0,0,60)">')).toBe(
      '<span style=";background-color:rgb(0,0,60);color:#fff">',
    );
    expect(legibleColours('<span style="background-color:rgb(255,255,200)">')).toContain(
      "color:#000",
    );
  });
});

it("contrast is 21 for black on white and 1 for equal colours (WCAG 2.2)", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 10);
  expect(contrast([9, 9, 9], [9, 9, 9])).toBe(1);
});

describe("long text", () => {
  it("stays whole where it fits", () => {
    expect(cutText("a\nb\n")).toEqual({ head: "a\nb\n", tail: "", omitted: 0 });
  });
  it("keeps beginning and end, and says exactly how much is missing", () => {
    const text = Array.from({ length: 50_000 }, (_, line) => `line ${line}`).join("\n");
    const { head, tail, omitted } = cutText(text);
    expect(text.startsWith(head)).toBe(true);
    expect(text.endsWith(tail)).toBe(true);
    expect(head.length + tail.length + omitted).toBe(text.length);
    expect(head.endsWith("\n")).toBe(true);
    expect(tail.startsWith("line ")).toBe(true);
    expect(head.split("\n").length).toBeLessThanOrEqual(5_001);
  });
  it("cuts one line of fifty million characters quickly", () => {
    const { head, tail, omitted } = cutText("x".repeat(50_000_000));
    expect(head.length + tail.length).toBeLessThanOrEqual(200_000);
    expect(omitted).toBe(50_000_000 - head.length - tail.length);
  });
  it("never cuts a character in half", () => {
    const { head, tail } = cutText("😀".repeat(300), 101);
    expect(encodeURIComponent(head)).toMatch(/^(?:%F0%9F%98%80)+$/);
    expect(encodeURIComponent(tail)).toMatch(/^(?:%F0%9F%98%80)+$/);
  });
});
