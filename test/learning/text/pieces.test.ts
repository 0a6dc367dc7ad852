import { describe, expect, test } from "vitest";
import { textPieces } from "../../../src/learning/text/pieces.js";

describe("pieces of a text", () => {
  test("are words, and their runs of four letters with marked ends", () => {
    expect(textPieces("Law, money")).toEqual([
      ...["law", "money"],
      ...["_law", "law_", "_mon", "mone", "oney", "ney_"],
    ]);
    expect(textPieces("a it")).toEqual(["a", "it", "_a_", "_it_"]);
  });

  test("are pairs of Chinese characters, and each character", () => {
    expect(textPieces("保护AI数据")).toEqual([
      ...["保护", "ai", "数据"],
      "_ai_",
      ...["保", "护", "数", "据"],
    ]);
  });

  test("let forms of a word meet that share no whole word", () => {
    const [one, other] = [new Set(textPieces("founder")), textPieces("founding")];
    expect(other.filter((piece) => one.has(piece))).toEqual(["_fou", "foun", "ound"]);
  });

  test("refuse what is no text", () => {
    expect(() => textPieces(null as unknown as string)).toThrow("text: null; expected a string");
  });
});
