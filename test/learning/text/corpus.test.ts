import { describe, expect, test } from "vitest";
import { checkCorpus, restartable, type Corpus } from "../../../src/learning/text/corpus.js";

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
});
