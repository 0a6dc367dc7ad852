/**
 * Text into pieces for retrieval, the same on every machine: words in lower case, and of Chinese, which writes no
 * spaces, every two neighbouring characters. A dictionary would find real words (`"chinese-words"` in `tokens`),
 * but it belongs to the Node that runs; pairs of characters need none and find most words, which have two.
 * Left out: stop words, stems.
 */
import { check } from "../../base/check.js";
import { tokenize } from "./tokens.js";

/** Runs of Chinese characters, and what lies between them. */
const runs = /\p{Script=Han}+|\P{Script=Han}+/gu;

/**
 * Words in lower case, Chinese as overlapping pairs of characters; a Chinese character that stands alone is itself.
 *
 * @throws InputError where the text is no string.
 * @example
 * characterBigrams("AI创业 in 2023"); // ["ai", "创业", "in", "2023"]
 * characterBigrams("数据隐私，难"); // ["数据", "据隐", "隐私", "难"]
 */
export function characterBigrams(text: string): string[] {
  check(typeof text === "string", "text", text, "a string");
  return (text.match(runs) ?? []).flatMap((run) => {
    if (!/^\p{Script=Han}/u.test(run)) return tokenize(run, { tokens: "words", lowerCase: true });
    const characters = [...run];
    if (characters.length === 1) return characters;
    return characters.slice(1).map((character, i) => `${characters[i] as string}${character}`);
  });
}
