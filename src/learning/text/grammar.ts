/**
 * A language small enough to know exactly: a grammar is a weighted list of scenes, a scene is a row of
 * slots, and given the scene each slot draws its word independently. So the sentences are a finite mixture
 * of products, and the probability that two words stand side by side is a sum over a few hundred terms:
 * computed here, not estimated. `small-world` is the one grammar that ships.
 */
import { AliasTable } from "../../base/alias-table.js";
import { check } from "../../base/check.js";
import { Random } from "../../base/random.js";
import { restartable, type Corpus } from "./corpus.js";

/** Words that may stand at one place of a sentence, with their weights (any positive scale). */
export type Slot = Readonly<Record<string, number>>;

/** One kind of sentence: how often it is told (any positive scale) and the slots from left to right. */
export interface Scene {
  readonly weight: number;
  readonly slots: readonly Slot[];
}

/** All that can be said. */
export interface Grammar {
  readonly scenes: readonly Scene[];
}

/** Which sentences to draw. */
export interface SentencesOptions {
  /** Number of sentences; 20,000 if not given. */
  readonly count?: number;
  /** Seed of the draws; 1 if not given. */
  readonly seed?: number;
}

/** What a word's neighbourhood looks like in the long run, for every word of a grammar. */
export interface TrueContexts {
  /** All words of the grammar, in order of first appearance. */
  readonly words: readonly string[];
  /** Expected number of tokens of each word per sentence. */
  readonly frequency: Readonly<Record<string, number>>;
  /** p(context word | word): one row per word, columns in the order of `words`, rows sum to 1. */
  readonly rows: readonly Float64Array[];
}

/**
 * Sentences of a grammar, drawn with a seed: each reading gives the same ones.
 *
 * @returns a corpus of `count` sentences
 * @throws InputError where the count is not a whole number ≥ 0 or the grammar has no scenes.
 */
export function sentences(grammar: Grammar, options: SentencesOptions = {}): Corpus {
  const { count = 20_000, seed = 1 } = options;
  check(Number.isInteger(count) && count >= 0, "count", count, "a whole number ≥ 0");
  const sceneTable = new AliasTable(grammar.scenes.map((scene) => scene.weight));
  const scenes = grammar.scenes.map((scene) =>
    scene.slots.map((slot) => {
      const words = Object.keys(slot);
      return { words, table: new AliasTable(Object.values(slot)) };
    }),
  );
  return restartable(function* () {
    const random = new Random(seed);
    for (let i = 0; i < count; i += 1) {
      const scene = scenes[sceneTable.draw(random)] ?? [];
      yield scene.map(({ words, table }) => words[table.draw(random)] as string);
    }
  });
}

/**
 * The exact distribution of the words that stand at most `window` places from a word, for each word:
 * p(c | w) = Σ_scenes P(scene) Σ_{0 < |i − j| ≤ window} P(slot i is w) P(slot j is c) / the same summed over c.
 *
 * @param window number of places looked at on each side, a whole number ≥ 1
 * @returns one distribution per word; rows sum to 1
 * @throws InputError for another window.
 */
export function trueContexts(grammar: Grammar, window: number): TrueContexts {
  check(Number.isInteger(window) && window >= 1, "window", window, "a whole number ≥ 1");
  const words = [...new Set(grammar.scenes.flatMap((scene) => scene.slots.flatMap(Object.keys)))];
  const indexOf = new Map(words.map((word, i) => [word, i]));
  const rows = words.map(() => new Float64Array(words.length));
  const frequency: Record<string, number> = Object.fromEntries(words.map((word) => [word, 0]));
  const total = grammar.scenes.reduce((sum, scene) => sum + scene.weight, 0);
  for (const scene of grammar.scenes) {
    const slots = scene.slots.map(shares);
    for (const [i, here] of slots.entries()) {
      for (const [word, p] of here) {
        const seen = (scene.weight / total) * p;
        frequency[word] = (frequency[word] ?? 0) + seen;
        const row = rows[indexOf.get(word) as number] as Float64Array;
        const from = Math.max(0, i - window);
        for (let j = from; j <= Math.min(slots.length - 1, i + window); j += 1) {
          if (j === i) continue;
          for (const [context, q] of slots[j] ?? []) {
            const column = indexOf.get(context) as number;
            row[column] = (row[column] as number) + seen * q;
          }
        }
      }
    }
  }
  return { words, frequency, rows: rows.map(normalised) };
}

/** The words of a slot with their probabilities. */
function shares(slot: Slot): [string, number][] {
  const total = Object.values(slot).reduce((sum, weight) => sum + weight, 0);
  return Object.entries(slot).map(([word, weight]) => [word, weight / total]);
}

function normalised(row: Float64Array): Float64Array {
  const total = row.reduce((sum, value) => sum + value, 0);
  return total === 0 ? row : row.map((value) => value / total);
}
