/**
 * A corpus: sentences of words that can be read again from the start, as often as a trainer needs
 * (vocabulary first, then every epoch). An array of sentences is one; a reader of a file can be one.
 * After gensim's restartable iterables. Left out: reading files and splitting raw text into words.
 */
import { check } from "../../base/check.js";

/** One sentence: its words in order. */
export type Sentence = readonly string[];

/** Sentences that every new `for … of` reads again from the first. */
export type Corpus = Iterable<Sentence>;

/**
 * A corpus out of a function that starts a new reading.
 *
 * @param read returns a fresh iterator of sentences at each call
 * @returns a corpus; each `for … of` calls `read` once
 * @example
 * const corpus = restartable(function* () { yield ["the", "king"]; });
 * [...corpus].length + [...corpus].length; // 2
 */
export function restartable(read: () => Iterator<Sentence>): Corpus {
  return { [Symbol.iterator]: read };
}

/**
 * Refuses what is no corpus: a string (it would be read letter by letter, the fault of the article's
 * program), sentences that are strings, and one-shot iterators, which are empty at the second epoch.
 *
 * @throws InputError naming what was given.
 */
export function checkCorpus(corpus: Corpus): void {
  const rule = "an iterable of sentences, each an array of words";
  const iterable = typeof corpus === "object" && corpus !== null && Symbol.iterator in corpus;
  check(iterable, "corpus", corpus, rule, "split text into sentences and words first");
  const iterator = corpus[Symbol.iterator]() as Iterator<unknown>;
  const restarts = (iterator as unknown) !== corpus;
  const remedy = "wrap the generator function in restartable(…)";
  check(restarts, "corpus", "an iterator that can be read only once", rule, remedy);
  const first = iterator.next();
  iterator.return?.();
  if (first.done !== true) {
    const split = "split each sentence into words first";
    check(Array.isArray(first.value), "first sentence", first.value, "an array of words", split);
  }
}
