/**
 * The corpora on which the article's printed program is repaired: the least one that has both of its words, and
 * the authored language. Of both the truth is known, so that a number can be judged. Left out: the corpus as it
 * is printed, which has neither word (`program-listing`).
 */
import type { Word2VecOptions } from "../embedding/options.js";
import type { Sentence } from "../text/corpus.js";
import { sentences, trueContexts, type Grammar, type TrueContexts } from "../text/grammar.js";
import { smallWorld } from "../text/small-world.js";

/** The least corpus that has the probe and its partner. */
export const pairCorpus: readonly string[] = ["this is a man", "this is a woman"];

/** Text split at spaces: the repair of rung S4. */
export function splitWords(corpus: readonly string[]): Sentence[] {
  return corpus.map((text) => text.split(" "));
}

/** A corpus whose truth is known, and the words that are asked about. */
export interface ProbedCorpus {
  /** The sentences of a run, by its seed. */
  readonly read: (seed: number) => readonly Sentence[];
  readonly truth: TrueContexts;
  readonly probe: string;
  /** The word that is said to be like the probe. */
  readonly partner: string;
  /** A word that is nothing like it. */
  readonly control: string;
  /** Where training differs from `printedOptions`. */
  readonly settings: Word2VecOptions;
}

/** The two sentences as a language: three fixed words, then one of two, equally often. */
const pairGrammar: Grammar = {
  scenes: splitWords(pairCorpus).map((words) => ({
    weight: 1,
    slots: words.map((word) => ({ [word]: 1 })),
  })),
};

/** "this is a man", "this is a woman": the corpus of rung S7, no word left out. */
export function twoSentences(): ProbedCorpus {
  return {
    read: () => splitWords(pairCorpus),
    truth: trueContexts(pairGrammar, 5),
    probe: "man",
    partner: "woman",
    control: "this",
    settings: { sample: 0 },
  };
}

/** 2,000 sentences of the authored language: the corpus of rungs S8 and S9. */
export function smallCorpus(): ProbedCorpus {
  return {
    read: (seed) => [...sentences(smallWorld, { count: 2000, seed })],
    truth: trueContexts(smallWorld, 5),
    probe: "man",
    partner: "woman",
    control: "river",
    settings: {},
  };
}
