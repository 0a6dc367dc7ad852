/**
 * A corpus: sentences of words that can be read again from the start, as often as a trainer needs
 * (vocabulary first, then every epoch). An array of sentences is one; a reader of a file can be one.
 * After gensim's restartable iterables. Left out: reading files (`text-files`) and splitting text (`tokens`).
 */
import { check } from "../../base/check.js";

/** One sentence: its words in order. */
export type Sentence = readonly string[];

/** Sentences that every new `for … of` reads again from the first. */
export type Corpus = Iterable<Sentence>;

/** A corpus in memory, or one that every new `for await … of` reads again, as from files. */
export type AnyCorpus = Corpus | AsyncIterable<Sentence>;

/**
 * A corpus out of a function that starts a new reading.
 *
 * @param read returns a fresh iterator of sentences at each call; an async one gives an `AsyncIterable`
 * @returns a corpus; each `for … of` (`for await … of`) calls `read` once, and so does making the corpus
 * @example
 * const corpus = restartable(function* () { yield ["the", "king"]; });
 * [...corpus].length + [...corpus].length; // 2
 */
export function restartable(read: () => Iterator<Sentence>): Corpus;
export function restartable(read: () => AsyncIterator<Sentence>): AsyncIterable<Sentence>;
export function restartable(read: () => Iterator<Sentence> | AsyncIterator<Sentence>): AnyCorpus {
  // Which of the two it makes shows in one of them; a generator has read nothing by then.
  const iterator = read();
  void iterator.return?.();
  return Symbol.asyncIterator in iterator
    ? { [Symbol.asyncIterator]: read as () => AsyncIterator<Sentence> }
    : { [Symbol.iterator]: read as () => Iterator<Sentence> };
}

/**
 * Refuses what is no corpus: a string (it would be read letter by letter, the fault of the article's
 * program), sentences that are strings, and one-shot iterators, which are empty at the second epoch. Of a
 * corpus that is read asynchronously the first sentence cannot be looked at here; its reader does so.
 *
 * @throws InputError naming what was given.
 */
export function checkCorpus(corpus: AnyCorpus): void {
  const given = corpus as unknown;
  const isObject = typeof given === "object" && given !== null;
  if (isObject && !(Symbol.iterator in given) && Symbol.asyncIterator in given) {
    const iterator = (given as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    const restarts = (iterator as unknown) !== given;
    if (restarts) void iterator.return?.().catch(() => {});
    check(restarts, "corpus", oneShot, corpusRule, "wrap the generator function in restartable(…)");
    return;
  }
  const iterable = isObject && Symbol.iterator in given;
  check(iterable, "corpus", given, corpusRule, "split text into sentences and words first");
  const iterator = (given as Iterable<unknown>)[Symbol.iterator]();
  const restarts = (iterator as unknown) !== given;
  check(restarts, "corpus", oneShot, corpusRule, "wrap the generator function in restartable(…)");
  const first = iterator.next();
  iterator.return?.();
  if (first.done !== true) checkSentence(first.value);
}

/**
 * Refuses a sentence that is no array of words.
 *
 * @throws InputError naming what was given.
 */
export function checkSentence(sentence: unknown): asserts sentence is Sentence {
  const split = "split each sentence into words first";
  check(Array.isArray(sentence), "first sentence", sentence, "an array of words", split);
}

const corpusRule = "an iterable of sentences, each an array of words";
const oneShot = "an iterator that can be read only once";
