/**
 * Text into words, the first step of every corpus: four ways, each with a standard name, none of which knows a
 * language's grammar. What counts as a word is a choice and decides what a model can learn; so it is stated here
 * and written beside every result. Left out: stemming, stop words, subword pieces.
 */
import { check } from "../../base/check.js";

/**
 * How text is split.
 *
 * - `"spaces"`: at ASCII white space, as word2vec.c, fastText and gensim's `corpus_file` do it. For text that
 *   was prepared before; punctuation stays with its word, a no-break space stays inside.
 * - `"words"`: runs of letters, marks and digits of any script. As in Unicode's word boundaries (UAX #29),
 *   an inner apostrophe joins (don't; ’ becomes '), so do an inner low line (new_york) and a point or comma
 *   between digits (3.14); a hyphen splits (well-known is two words). All other signs are dropped. Scripts
 *   that write no spaces (Chinese, Japanese, Thai) come out as whole clauses: take one of the next two.
 * - `"chinese-words"`: words as the dictionary of ICU finds them in Chinese (`Intl.Segmenter`), runs of other
 *   letters as words; signs are dropped. The dictionary belongs to the Node that runs (`process.versions.icu`):
 *   other versions may cut some words in another way.
 * - `"characters"`: each Chinese character (Han) alone, the rest as `"words"`. The same everywhere.
 */
export type Tokens = "spaces" | "words" | "chinese-words" | "characters";

/** How to split a text; all may be left out. */
export interface TokensOptions {
  /** Which of the four ways; "spaces" if not given. */
  readonly tokens?: Tokens;
  /** Whether to write all in lower case (Unicode's rules, without those of single languages); false if not given. */
  readonly lowerCase?: boolean;
}

/** Letters, marks, digits and the joiners inside Indic and Persian words. */
const letters = String.raw`[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}\u200c\u200d]*[\p{L}\p{M}\p{N}])?`;
const notHan = String.raw`(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+`;

/** Runs of `run`, joined by signs that belong inside a word. */
function words(run: string): string {
  return String.raw`${run}(?:(?:['’_]|(?<=\p{Nd})[.,](?=\p{Nd}))${run})*`;
}

const patterns = {
  spaces: /[^ \t\n\v\f\r]+/g,
  words: new RegExp(words(letters), "gu"),
  characters: new RegExp(String.raw`\p{Script=Han}\p{M}*|${words(notHan)}`, "gu"),
};

let segmenter: Intl.Segmenter | undefined;

/**
 * The words of a text, in order; an empty list where there are none.
 *
 * @throws InputError for another way of splitting.
 * @example
 * tokenize("The queen’s well-known crown, 3.14 m.", { tokens: "words" }); // ["The", "queen's", "well", "known", "crown", "3.14", "m"]
 * tokenize("我喜欢word2vec。", { tokens: "characters" }); // ["我", "喜", "欢", "word2vec"]
 */
export function tokenize(text: string, options: TokensOptions = {}): string[] {
  const { tokens, lowerCase } = toTokensOptions(options);
  const cased = lowerCase ? text.toLowerCase() : text;
  if (tokens === "chinese-words") return segments(cased);
  const found: string[] = cased.match(patterns[tokens]) ?? [];
  // Looking for the sign once is cheaper than in every word.
  if (tokens === "spaces" || !cased.includes("’")) return found;
  return found.map((word) => word.replaceAll("’", "'"));
}

/** Words by ICU's dictionary. */
function segments(text: string): string[] {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const found: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike === true) found.push(segment.replaceAll("’", "'").replace(/^_+|_+$/g, ""));
  }
  return found;
}

/**
 * Completes and checks the options.
 *
 * @throws InputError for another way of splitting.
 */
export function toTokensOptions(options: TokensOptions = {}): Required<TokensOptions> {
  const { tokens = "spaces", lowerCase = false } = options;
  const known = ["spaces", "words", "chinese-words", "characters"];
  const rule = known.map((name) => JSON.stringify(name)).join(", ");
  check(known.includes(tokens), "tokens", tokens, `one of ${rule}`);
  check(typeof lowerCase === "boolean", "lowerCase", lowerCase, "true or false");
  return { tokens, lowerCase };
}
