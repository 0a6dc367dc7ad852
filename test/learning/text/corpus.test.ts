import { describe, expect, test } from "vitest";
import {
  checkCorpus,
  checkSentence,
  restartable,
  type AnyCorpus,
  type Corpus,
} from "../../../src/learning/text/corpus.js";

describe("a corpus", () => {
  test("is read again from the start", () => {
    let readings = 0;
    const corpus = restartable(function* () {
      readings += 1;
      yield ["one"];
      yield ["two"];
    });
    expect([[...corpus], [...corpus]]).toEqual([
      [["one"], ["two"]],
      [["one"], ["two"]],
    ]);
    expect(readings).toBe(2);
  });

  test("is not a text, nor a list of texts: the fault of the article's program", () => {
    const asCorpus = (value: unknown): Corpus => value as Corpus;
    expect(() => checkCorpus(asCorpus("this is a sentence"))).toThrow(
      'corpus: "this is a sentence"; expected an iterable of sentences, each an array of words; split text into sentences and words first',
    );
    expect(() => checkCorpus(asCorpus(["this is a sentence"]))).toThrow(
      'first sentence: "this is a sentence"; expected an array of words; split each sentence into words first',
    );
  });

  test("is not an iterator that is empty at the second epoch", () => {
    const once = (function* () {
      yield ["one"];
    })();
    expect(() => checkCorpus(once)).toThrow(
      'corpus: "an iterator that can be read only once"; expected an iterable of sentences, each an array of words; wrap the generator function in restartable(…)',
    );
  });

  test("may come later, as from files, and is read again as well", async () => {
    let readings = 0;
    const corpus: AnyCorpus = restartable(async function* () {
      readings += 1;
      yield await Promise.resolve(["one"]);
    });
    checkCorpus(corpus);
    for (let time = 0; time < 2; time += 1) {
      for await (const sentence of corpus) expect(sentence).toEqual(["one"]);
    }
    expect(readings).toBe(2);
  });

  test("that comes later is not an iterator that is empty at the second epoch", async () => {
    const once = (async function* () {
      yield await Promise.resolve(["one"]);
    })();
    expect(() => checkCorpus(once)).toThrow(
      'corpus: "an iterator that can be read only once"; expected an iterable of sentences, each an array of words; wrap the generator function in restartable(…)',
    );
    // It was only looked at.
    expect(await once.next()).toEqual({ value: ["one"], done: false });
  });

  test("is not a promise of one", () => {
    expect(() => checkCorpus(Promise.resolve([]) as unknown as AnyCorpus)).toThrow(
      "corpus: {}; expected an iterable of sentences, each an array of words; split text into sentences and words first",
    );
  });

  test("has sentences that are arrays", () => {
    checkSentence(["one"]);
    expect(() => checkSentence("one")).toThrow(
      'first sentence: "one"; expected an array of words; split each sentence into words first',
    );
  });
});
