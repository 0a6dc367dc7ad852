import { describe, expect, test } from "vitest";
import { tokenize, type Tokens } from "../../../src/learning/text/tokens.js";

const split = (text: string, tokens: Tokens, lowerCase = false): string =>
  tokenize(text, { tokens, lowerCase }).join("|");

describe("words between spaces", () => {
  test("are cut at ASCII white space alone", () => {
    expect(split(" The\tking,\r the\u00a0queen \v\f", "spaces")).toBe("The|king,|the\u00a0queen");
    expect(tokenize(" \t")).toEqual([]);
    expect(tokenize("The king")).toEqual(["The", "king"]);
  });
});

describe("Unicode words", () => {
  test("are runs of letters, marks and digits", () => {
    expect(split("The “king” (r. 1901–10)—said: naïve cafe\u0301s!", "words")).toBe(
      "The|king|r|1901|10|said|naïve|cafe\u0301s",
    );
    expect(split("Ποσειδών и हिन्दी עברית 𝒜𠀀", "words")).toBe("Ποσειδών|и|हिन्दी|עברית|𝒜𠀀");
  });

  test("keep an inner apostrophe, in one form, and an inner low line", () => {
    expect(split("don't don’t 'tis o'clock' ''", "words")).toBe("don't|don't|tis|o'clock");
    expect(split("_in_ new_york_ __", "words")).toBe("in|new_york");
  });

  test("are cut at hyphens", () => {
    expect(split("a well-known twenty-one", "words")).toBe("a|well|known|twenty|one");
  });

  test("keep points and commas between digits", () => {
    expect(split("3.14, 1,000. v2.x e.g. 5.", "words")).toBe("3.14|1,000|v2|x|e|g|5");
  });

  test("keep joiners inside Persian and Indic words, not at their ends", () => {
    expect(split("می\u200cخواهم\u200c \u200d", "words")).toBe("می\u200cخواهم");
  });

  test("of a long run without spaces take time in proportion to its length", () => {
    const long = "a'".repeat(200_000);
    expect(tokenize(long, { tokens: "words" })[0]).toHaveLength(399_999);
    expect(tokenize("’".repeat(300_000) + "_".repeat(300_000), { tokens: "words" })).toEqual([]);
  });
});

describe("Chinese", () => {
  test("is cut into words by ICU's dictionary", () => {
    expect(split("我喜欢机器学习。Word2vec’s 3.14!", "chinese-words")).toBe(
      "我|喜欢|机器|学习|Word2vec's|3.14",
    );
    expect(split("_well_ known", "chinese-words")).toBe("well|known");
  });

  test("is cut into characters, other letters into words", () => {
    expect(split("我喜欢word2vec，𠀀々〇。don’t", "characters")).toBe(
      "我|喜|欢|word2vec|𠀀|々|〇|don't",
    );
    // A variation selector belongs to its character.
    expect(split("葛\u{e0100}城", "characters")).toBe("葛\u{e0100}|城");
  });

  test("comes out whole where words are looked for between spaces and signs", () => {
    expect(split("我喜欢你。他也是", "words")).toBe("我喜欢你|他也是");
  });
});

describe("lower case", () => {
  test("is written in every way of splitting", () => {
    for (const tokens of ["spaces", "words", "chinese-words", "characters"] as const) {
      expect(split("The ÉTÉ", tokens, true)).toBe("the|été");
      expect(split("The ÉTÉ", tokens)).toBe("The|ÉTÉ");
    }
  });
});

test("other ways are refused", () => {
  expect(() => tokenize("a", { tokens: "letters" as Tokens })).toThrow(
    'tokens: "letters"; expected one of "spaces", "words", "chinese-words", "characters"',
  );
  expect(() => tokenize("a", { lowerCase: 1 as unknown as boolean })).toThrow(
    "lowerCase: 1; expected true or false",
  );
});
