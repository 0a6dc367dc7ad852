/** Pages that are made to be slow: what the library gets at once, and that nothing is lost by it. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { toArticles } from "../../../../src/learning/text/wikipedia/article.js";
import { preCut } from "../../../../src/learning/text/wikipedia/pre-cut.js";

const { given } = vi.hoisted(() => ({ given: [] as string[] }));

vi.mock("wtf_wikipedia", () => {
  const parse = (piece: string) => {
    given.push(piece);
    return { text: () => piece };
  };
  return { default: Object.assign(parse, { extend: () => undefined }) };
});

afterEach(() => void given.splice(0));

const read = (text: string) => toArticles([{ title: "x", id: 1, text }], "zh-hans");

describe("a page that is hard to read", () => {
  it("goes to the library in pieces, and beyond 131,072 characters in small ones", async () => {
    const lines = Array.from({ length: 40_000 }, (_, line) => `{${line}`);
    const [article] = await read(lines.join("\n"));
    expect(article!.paragraphs).toEqual(lines);
    const lengths = given.map((piece) => piece.length);
    const usual = lengths.filter((length) => length > 1024);
    const small = lengths.slice(usual.length);
    expect(usual.length).toBeGreaterThanOrEqual(16); // 131,072 in pieces of 8192
    expect(Math.max(...usual)).toBeLessThanOrEqual(8192);
    expect(usual.reduce((sum, length) => sum + length, 0)).toBeLessThan(131_072 + 8192);
    expect(Math.max(...small)).toBeLessThanOrEqual(1024);
    expect(small.length).toBeGreaterThan(50);
  });

  it("counts all of its paragraphs, and each page anew", async () => {
    const hard = `${"{ “1\n".repeat(1000)}\neasy words\n\n`;
    await read(hard.repeat(30));
    expect(given.at(-1)!.length).toBeLessThanOrEqual(1024);
    given.splice(0);
    await read(hard);
    expect(given[0]!.length).toBeGreaterThan(5000);
  });
});

describe("the cut before the library", () => {
  it("gives up tags that nothing closes after fifty spellings", () => {
    const spelled = (count: number) =>
      Array.from({ length: count }, (_, nth) =>
        [..."gallery"].map((sign, k) => ((nth >> k) & 1 ? sign.toUpperCase() : sign)).join(""),
      )
        .map((tag) => `<${tag}>`)
        .join("");
    expect(preCut(`${spelled(49)}a<ref>b</ref>`)).toBe(`${spelled(49)}a`);
    expect(preCut(`${spelled(60)}a<ref>b</ref>`)).toBe(`${spelled(60)}a<ref>b</ref>`);
  });
});
