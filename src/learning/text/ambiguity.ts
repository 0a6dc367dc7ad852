/**
 * One form, several senses: `mergeWords` gives words of a grammar a form in common, as English calls the side
 * of a river and a house of money "bank", and `senseProbabilities` says what a reader who knows the grammar
 * by heart can tell of the sense from the rest of the sentence. No reader can do better: that is the limit
 * against which models are held. Left out: forms of several words.
 */
import { check } from "../../base/check.js";
import type { Grammar, Slot } from "./grammar.js";

/** A form, and the words that take it. */
export interface Ambiguity {
  /** What is written; no word of the grammar itself. */
  readonly form: string;
  /** For each sense, a word of the grammar, which share of its tokens is written so, in [0, 1]. */
  readonly senses: Readonly<Record<string, number>>;
}

/**
 * A grammar in which some words are written alike, always or now and then.
 *
 * @returns the same scenes; the context of the form is the mixture of its senses' contexts, weighted with how
 *   often each of them is meant
 * @throws InputError where the form is already a word, a sense is none, or a share is outside [0, 1].
 * @example
 * const bank = { form: "bank", senses: { market: 0.5, forest: 0.5 } };
 * trueContexts(mergeWords(smallWorld, bank), 5).words.includes("bank"); // true
 */
export function mergeWords(grammar: Grammar, ambiguity: Ambiguity): Grammar {
  checkAmbiguity(grammar, ambiguity);
  return {
    scenes: grammar.scenes.map(({ weight, slots }) => ({
      weight,
      slots: slots.map((slot) => mergeSlot(slot, ambiguity)),
    })),
  };
}

/**
 * The probability of each sense of an ambiguous form, given all other words of the sentence.
 *
 * @param grammar the one before the merge
 * @param sentence in the language after the merge
 * @param place of the form in the sentence, from 0
 * @returns one probability per sense; they sum to 1
 * @throws InputError where the form does not stand there, or the sentence cannot be said.
 * Formula: P(sense | rest) ∝ Σ_scenes P(scene) P(slot is the sense, written as the form) Π_others P(word)
 */
export function senseProbabilities(
  grammar: Grammar,
  ambiguity: Ambiguity,
  sentence: readonly string[],
  place: number,
): Record<string, number> {
  const { form, senses } = ambiguity;
  check(sentence[place] === form, `word at place ${place}`, sentence[place], `"${form}"`);
  const found = Object.fromEntries(Object.keys(senses).map((sense) => [sense, 0]));
  for (const { weight, slots } of grammar.scenes) {
    if (slots.length !== sentence.length) continue;
    let rest = weight;
    slots.forEach((slot, i) => {
      rest *= (i === place ? 1 : weightOf(sentence[i]!, slot, ambiguity)) / total(slot);
    });
    for (const [sense, share] of Object.entries(senses)) {
      found[sense]! += rest * share * own(slots[place]!, sense);
    }
  }
  const sum = Object.values(found).reduce((all, p) => all + p, 0);
  check(sum > 0, "sentence", sentence.join(" "), "one that the grammar can say");
  return Object.fromEntries(Object.entries(found).map(([sense, p]) => [sense, p / sum]));
}

function checkAmbiguity(grammar: Grammar, { form, senses }: Ambiguity): void {
  const words = new Set(grammar.scenes.flatMap(({ slots }) => slots.flatMap(Object.keys)));
  check(!words.has(form), "form", form, "a word that the grammar does not have");
  for (const [sense, share] of Object.entries(senses)) {
    check(words.has(sense), "sense", sense, "a word of the grammar");
    check(share >= 0 && share <= 1, `share of ${sense}`, share, "a number from 0 to 1");
  }
}

/** A slot after the merge; words that nothing is left of are gone. */
function mergeSlot(slot: Slot, { form, senses }: Ambiguity): Slot {
  const merged: Record<string, number> = {};
  let together = 0;
  for (const [word, weight] of Object.entries(slot)) {
    const share = own(senses, word);
    together += weight * share;
    if (share < 1) merged[word] = weight * (1 - share);
  }
  if (together > 0) merged[form] = together;
  return merged;
}

/** What `mergeSlot` gives a word. */
function weightOf(word: string, slot: Slot, { form, senses }: Ambiguity): number {
  if (word !== form) return own(slot, word) * (1 - own(senses, word));
  return Object.entries(senses).reduce((sum, [sense, share]) => sum + share * own(slot, sense), 0);
}

/** What a record says of a word; 0 where it does not have it. */
function own(record: Readonly<Record<string, number>>, word: string): number {
  return Object.hasOwn(record, word) ? record[word]! : 0;
}

function total(slot: Slot): number {
  return Object.values(slot).reduce((sum, weight) => sum + weight, 0);
}
