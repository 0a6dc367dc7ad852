/** Which words the formats of word2vec can hold: their fields are divided by spaces and line ends. */
import { complaint, InputError } from "../../../base/check.js";

/** The word itself. Throws an InputError where no reader would find it again. */
export function checkWord(word: string): string {
  if (word === "" || /[ \n\p{Surrogate}]/u.test(word)) {
    const rule = "a word without spaces and line ends, in well-formed Unicode";
    throw new InputError(
      complaint("word", word, rule, 'leave it out with subset, or use "native"'),
    );
  }
  return word;
}
