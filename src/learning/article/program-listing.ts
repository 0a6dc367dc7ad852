/**
 * The article's printed program (section 5.2) as text, and four questions that can be answered by reading it,
 * without running anything: what is imported and never used, which module stops it, which argument is thrown
 * away, which options a call names. The listing is the article's code without its comments and blank lines, so
 * line numbers count lines of code. Reads just as much Python as this listing has. Left out: running it.
 */

/** The printed program, a line of code each. */
export const printedListing: readonly string[] = `import numpy as np
import tensorflow as tf
from gensim.models import Word2Vec
def preprocess_data(corpus):
    word_list = [word for sentence in corpus for word in sentence]
    word_list = [word for word in word_list if word.isalpha()]
    return word_list
def train_word2vec(model, corpus, size, window, min_count):
    word_list = preprocess_data(corpus)
    model = Word2Vec(sentences=word_list, size=size, window=window, min_count=min_count)
    return model
def evaluate_model(model, corpus):
    word_list = preprocess_data(corpus)
    similarity_scores = []
    for word in word_list:
        if word in model.wv:
            similarity_scores.append(model.wv.similarity("man", word))
    return np.mean(similarity_scores)
if __name__ == "__main__":
    size = 100
    window = 5
    min_count = 1
    corpus = ["this is a sentence", "this is another sentence"]
    model = train_word2vec(None, corpus, size, window, min_count)
    mean_similarity = evaluate_model(model, corpus)
    print("平均相似度：", mean_similarity)`.split("\n");

/** The two sentences that the program trains on. */
export const printedCorpus: readonly string[] = ["this is a sentence", "this is another sentence"];

/** An import, and how often its name is used afterwards. */
export interface ImportRow {
  /** Line of the listing, from 1. */
  readonly line: number;
  /** The module without what follows its first point. */
  readonly module: string;
  /** The name by which the listing can use it. */
  readonly name: string;
  /** Lines that use the name. */
  readonly uses: number;
}

/** The imports of a listing, in order. */
export function importRows(listing: readonly string[] = printedListing): ImportRow[] {
  const rows: ImportRow[] = [];
  listing.forEach((text, i) => {
    const whole = /^import ([\w.]+)(?: as (\w+))?$/.exec(text);
    const part = /^from ([\w.]+) import (\w+)(?: as (\w+))?$/.exec(text);
    const path = whole?.[1] ?? part?.[1];
    if (path === undefined) return;
    const module = path.split(".")[0]!;
    const name = whole ? (whole[2] ?? module) : (part?.[3] ?? part?.[2] ?? "");
    const others = listing.filter((_, j) => j !== i);
    rows.push({ line: i + 1, module, name, uses: others.filter(mentions(name)).length });
  });
  return rows;
}

/**
 * The first import that stops a listing where only some modules are installed.
 *
 * @param installed names of modules
 * @returns undefined where all are installed
 */
export function missingModule(
  installed: readonly string[],
  listing: readonly string[] = printedListing,
): ImportRow | undefined {
  return importRows(listing).find((row) => !installed.includes(row.module));
}

/** An argument that a function overwrites before it has looked at it. */
export interface OverwrittenRow {
  /** Line of the listing, from 1. */
  readonly line: number;
  readonly function: string;
  readonly parameter: string;
  /** What the listing's call hands over for nothing; undefined where it never calls the function. */
  readonly given: string | undefined;
}

/** The arguments that a listing's functions throw away. */
export function overwrittenParameters(
  listing: readonly string[] = printedListing,
): OverwrittenRow[] {
  return listing.flatMap((text, i) => {
    const [, name = "", list = ""] = /^def (\w+)\((.*)\):$/.exec(text) ?? [];
    const after = listing.slice(i + 1).findIndex((line) => !line.startsWith(" "));
    const body = listing.slice(i + 1, after === -1 ? undefined : i + 1 + after);
    return namesOf(list).flatMap((parameter, nth) => {
      const first = body.findIndex(mentions(parameter));
      const assigned = new RegExp(`^\\s+${parameter} = (.*)$`).exec(body[first] ?? "");
      if (assigned === null || mentions(parameter)(assigned[1]!)) return [];
      const call = listing.map((line) => new RegExp(`= ${name}\\((.*)\\)`).exec(line)?.[1]);
      const given = namesOf(call.find((found) => found !== undefined) ?? "")[nth];
      return [{ line: i + 2 + first, function: name, parameter, given }];
    });
  });
}

/** The names of the options that the listing's first call of a function writes out, in order. */
export function namedOptions(
  called: string,
  listing: readonly string[] = printedListing,
): string[] {
  const call = listing.map((line) => new RegExp(`\\b${called}\\((.*)\\)`).exec(line)?.[1]);
  const list = call.find((found) => found !== undefined) ?? "";
  return namesOf(list).flatMap((part) => /^(\w+)=/.exec(part)?.[1] ?? []);
}

function mentions(name: string): (line: string) => boolean {
  const word = new RegExp(`\\b${name}\\b`);
  return (line) => word.test(line);
}

function namesOf(list: string): string[] {
  return list === "" ? [] : list.split(",").map((part) => part.trim());
}
