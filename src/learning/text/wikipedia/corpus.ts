/**
 * A dump as a corpus: articles in plain text, one sentence of the corpus for each paragraph, as most word
 * vectors of Wikipedia were trained (a window may reach over a full stop, not over a paragraph).
 */
import type { Sentence } from "../corpus.js";
import { tokenize, toTokensOptions, type Tokens } from "../tokens.js";
import { wikipediaArticles, type WikipediaArticlesOptions } from "./dump.js";

/** How to read a dump as a corpus. */
export interface WikipediaCorpusOptions extends WikipediaArticlesOptions {
  /** MediaWiki's code of the language, "en", "zh" …; it chooses `tokens`; "en" if not given. */
  readonly language?: string;
  /** How to split paragraphs; "chinese-words" for zh, wuu, yue and gan, else "words", if not given. */
  readonly tokens?: Tokens;
  /** Whether words are written in lower case; true if not given. */
  readonly lowerCase?: boolean;
  /** Paragraphs of fewer words are left out; 2 if not given. */
  readonly minWords?: number;
}

const chinese: readonly string[] = ["zh", "zh-classical", "zh-yue", "yue", "wuu", "gan", "hak"];

/**
 * The paragraphs of a Wikipedia dump, each as a sentence of words, in the order of the dump.
 *
 * @param path a dump as `wikipediaPages` takes it
 * @returns a corpus that can be read again; each reading goes through the whole file
 * @throws InputError for unknown tokens; while reading as `wikipediaPages` does
 * @example
 * const { mkdtemp, rm, writeFile } = await import("node:fs/promises");
 * const folder = await mkdtemp((await import("node:os")).tmpdir() + "/dump-");
 * const text = "'''Tea''' is a [[drink]].{{stub}}";
 * const page = `<page><title>Tea</title><ns>0</ns><id>1</id><revision><text>${text}</text></revision></page>`;
 * await writeFile(`${folder}/dump.xml`, `<mediawiki>${page}</mediawiki>`);
 * const paragraphs = [];
 * for await (const words of wikipediaCorpus(`${folder}/dump.xml`)) paragraphs.push(words);
 * await rm(folder, { recursive: true });
 * paragraphs; // [["tea", "is", "a", "drink"]]
 */
export function wikipediaCorpus(
  path: string,
  options: WikipediaCorpusOptions = {},
): AsyncIterable<Sentence> {
  const { language = "en", minWords = 2, lowerCase = true } = options;
  const usual = chinese.includes(language) ? "chinese-words" : "words";
  const settings = toTokensOptions({ tokens: options.tokens ?? usual, lowerCase });
  const articles = wikipediaArticles(path, options);
  return {
    [Symbol.asyncIterator]: async function* () {
      for await (const { paragraphs } of articles)
        for (const paragraph of paragraphs) {
          const words = tokenize(paragraph, settings);
          if (words.length >= minWords) yield words;
        }
    },
  };
}
