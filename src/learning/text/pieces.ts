/**
 * Text into pieces for finding documents: the words and pairs of `bigrams`, and besides smaller ones that other forms
 * of a word share. "Founder" and "founding" have no word in common but the letters "foun"; 风险 and 保险 share 险. So no
 * grammar of either language is needed. Left out: stems, synonyms.
 */
import { characterBigrams } from "./bigrams.js";

const han = /\p{Script=Han}/gu;
const length = 4;

/**
 * Words in lower case and their runs of four letters (with `_` at both ends of the word); of Chinese every pair of
 * neighbouring characters and every character alone.
 *
 * @returns the words and pairs in order, then the smaller pieces
 * @throws InputError where the text is no string.
 * Source: P. McNamee, J. Mayfield, "Character n-gram tokenization for European language text retrieval" (2004).
 * @example
 * textPieces("a law"); // ["a", "law", "_a_", "_law", "law_"]
 * textPieces("风险"); // ["风险", "风", "险"]
 */
export function textPieces(text: string): string[] {
  const words = characterBigrams(text);
  const letters = words
    .filter((word) => !/\p{Script=Han}/u.test(word))
    .flatMap((word) => {
      const marked = [...`_${word}_`];
      if (marked.length <= length) return [marked.join("")];
      return Array.from({ length: marked.length - length + 1 }, (_, i) =>
        marked.slice(i, i + length).join(""),
      );
    });
  return [...words, ...letters, ...(text.match(han) ?? [])];
}
