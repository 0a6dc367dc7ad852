/**
 * A corpus out of files, one sentence a line: a file, a folder, a pattern, packed or plain, read anew from the
 * disk at each reading, so that memory holds a few lines and never the text. After gensim's LineSentence and
 * PathLineSentences. Left out: turning words into numbers, which for white-space words goes past this reader
 * (the encoder opens `paths` itself).
 */
import { realpathSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { check, InputError, quote } from "../../base/check.js";
import { fileReason } from "../../base/file.js";
import type { Sentence } from "./corpus.js";
import { compressionOf, readBytes } from "./decompress.js";
import { textLines } from "./text-lines.js";
import { tokenize, toTokensOptions, type Tokens, type TokensOptions } from "./tokens.js";

/** Sentences longer than this are cut, as gensim's are. */
export const longestSentence = 10_000;

/** A corpus in files. Each `for await … of` reads them again. */
export interface TextFiles extends AsyncIterable<Sentence> {
  /** The files, in the order in which they are read. */
  readonly paths: readonly string[];
  /** How their lines are split. */
  readonly tokens: Tokens;
  /** Whether words are written in lower case. */
  readonly lowerCase: boolean;
}

/**
 * A corpus out of text files in UTF-8, one sentence a line; lines without a word are no sentence, and a line of
 * more than 10,000 words becomes several. Files are plain or packed with gzip, bzip2 or zstd, which their first
 * bytes tell. Which files there are is settled here, once, so that every reading gives the same.
 *
 * @param sources a file, a folder (all files in it and its folders, without those whose name begins with a dot)
 *   or a pattern such as "corpus/*.txt.gz" or "corpus/**"; or several of them. Folders and patterns give their
 *   files in the order of their names, each once, also where links lead to it; what two sources name is read twice.
 * @param options how to split lines into words; see `TokensOptions`
 * @throws InputError where nothing is found, or a file cannot be read a second time. While reading, an InputError
 *   names the file that is damaged, and the line that is not UTF-8 or holds a NUL byte (a binary file).
 * @example
 * fs.writeFileSync(`${folder}/a.txt`, "The King\n\nThe Queen\n");
 * const corpus = await textFiles(`${folder}/*.txt`, { lowerCase: true });
 * const read = [];
 * for await (const sentence of corpus) read.push(sentence);
 * read; // [["the", "king"], ["the", "queen"]]
 */
export async function textFiles(
  sources: string | readonly string[],
  options: TokensOptions = {},
): Promise<TextFiles> {
  const settings = toTokensOptions(options);
  const given: readonly unknown[] = Array.isArray(sources) ? sources : [sources];
  const rule = "the name of a file or folder, a pattern, or a list of them";
  check(given.length > 0, "files", sources, rule);
  const paths: string[] = [];
  for (const source of given) {
    check(typeof source === "string" && source !== "", "files", source, rule);
    paths.push(...(await filesOf(source)));
  }
  // What cannot be read, or not twice, shows now and not at the second epoch.
  for (const path of new Set(paths)) await compressionOf(path);
  return {
    paths,
    ...settings,
    [Symbol.asyncIterator]: () => sentencesOf(paths, settings),
  };
}

async function* sentencesOf(
  paths: readonly string[],
  options: Required<TokensOptions>,
): AsyncGenerator<Sentence, void, void> {
  for (const path of paths) {
    let words: string[] = [];
    for await (const parts of textLines(path, readBytes(path))) {
      for (const { text, ends } of parts) {
        const found = tokenize(text, options);
        words = words.length === 0 ? found : words.concat(found);
        let from = 0;
        for (; words.length - from > longestSentence; from += longestSentence)
          yield words.slice(from, from + longestSentence);
        if (from > 0) words = words.slice(from);
        if (ends && words.length > 0) {
          yield words;
          words = [];
        }
      }
    }
    if (words.length > 0) yield words;
  }
}

/** The files that a name stands for. */
async function filesOf(source: string): Promise<string[]> {
  if (source === "-") {
    const remedy = "write the input to a file first";
    const rule = "files, because a corpus is read more than once";
    throw new InputError(`files: "-", the standard input; expected ${rule}; ${remedy}`);
  }
  let found;
  try {
    found = statSync(source, { throwIfNoEntry: false });
  } catch (error) {
    throw new InputError(`cannot read ${quote(source)}: ${fileReason(error)}`, { cause: error });
  }
  if (found !== undefined && !found.isDirectory()) return [source];
  const { glob, isDynamicPattern } = await import("tinyglobby");
  if (found === undefined && !isDynamicPattern(source)) {
    throw new InputError(`cannot read ${quote(source)}: no such file or folder (ENOENT)`);
  }
  const [patterns, cwd] = found === undefined ? [slashed(source), "."] : ["**", source];
  const absolute = found === undefined && isAbsolute(source);
  const names = await glob(patterns, { cwd, absolute, expandDirectories: false });
  const remedy = found === undefined ? "; look at the pattern" : "";
  const rule = "at least one file" + remedy;
  const what = found === undefined ? "no file matches the pattern" : "no file in the folder";
  if (names.length === 0) throw new InputError(`${what} ${quote(source)}; expected ${rule}`);
  const paths = found === undefined ? names : names.map((name) => join(source, name));
  // Links may lead to files of the same folder, or in circles: the shortest path is the file's own.
  const own = new Map<string, string>();
  for (const path of paths.sort((a, b) => b.length - a.length)) own.set(realpathSync(path), path);
  return [...own.values()].sort((a, b) => (a < b ? -1 : 1));
}

/** Patterns are written with slashes, also on Windows. */
function slashed(pattern: string): string {
  return process.platform === "win32" ? pattern.replaceAll("\\", "/") : pattern;
}
