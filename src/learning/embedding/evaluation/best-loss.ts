/**
 * The loss that nobody can beat: what CBOW's game costs a player who knows the grammar by heart. It is the
 * lower bound of every loss curve on a grammar's sentences; a model below it has seen what it should not.
 * From the words around a place Bayes' rule gives the scene, the scene gives the hidden word. It draws
 * nothing: noise words enter by their probability. Left out: real text, whose grammar nobody knows.
 *
 *   p(w | C) ∝ Σ_scenes P(scene) P(C | scene) P(w at this place | scene)
 *   s(w)     = log p(w|C) − log q(w)       q(w) = K P_n(w) (1 − p(w|C)), noise words w, the target dropped
 *   best     = Σ_w −p(w|C) log σ(s(w)) − q(w) log σ(−s(w))
 */
import { check } from "../../../base/check.js";
import type { Corpus } from "../../text/corpus.js";
import type { Grammar, Slot } from "../../text/grammar.js";
import type { Vocabulary } from "../../text/vocabulary.js";
import { logistic } from "../cbow.js";
import { toWord2VecOptions, type Word2VecOptions } from "../options.js";

/** A scene in the vocabulary's numbers: for each place the probability of each word. */
interface NumberedScene {
  readonly weight: number;
  readonly places: readonly Float64Array[];
}

/**
 * The smallest mean loss per guess that is possible on a corpus, in nats.
 *
 * @param corpus sentences of the grammar, each of a length that one of its scenes has
 * @param vocabulary of this corpus: its counts make the noise
 * @param options window, negative and noisePower are used
 * @returns the mean over all places that have a context; a trained model's loss tends to it from above
 * @throws InputError for a word that is not in the vocabulary or a sentence that the grammar cannot say.
 */
export function bestLoss(
  corpus: Corpus,
  grammar: Grammar,
  vocabulary: Vocabulary,
  options: Word2VecOptions = {},
): number {
  const { window, negative, noisePower } = toWord2VecOptions(options);
  const weights = vocabulary.noiseWeights(noisePower);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const noise = weights.map((weight) => (negative * weight) / total);
  const scenes = numbered(grammar, vocabulary);
  let sum = 0;
  let guesses = 0;
  for (const sentence of corpus) {
    const words = sentence.map((word) => vocabulary.indexOf(word));
    const possible = scenes.filter(({ places }) => places.length === words.length);
    for (let place = 0; words.length > 1 && place < words.length; place += 1) {
      const p = hidden(words, place, window, possible);
      check(p !== undefined, "sentence", sentence.join(" "), "one that the grammar can say");
      sum += gameLoss(p, noise);
      guesses += 1;
    }
  }
  check(guesses > 0, "guesses", 0, "a sentence with at least two words");
  return sum / guesses;
}

/** p(w | C) for every word, or nothing where no scene has these words around the place. */
function hidden(
  words: readonly number[],
  place: number,
  window: number,
  scenes: readonly NumberedScene[],
): Float64Array | undefined {
  const last = Math.min(words.length - 1, place + window);
  let mass = 0;
  let p: Float64Array | undefined;
  for (const { weight, places } of scenes) {
    let seen = weight;
    for (let at = Math.max(0, place - window); at <= last; at += 1) {
      if (at !== place) seen *= places[at]![words[at]!]!;
    }
    if (seen === 0) continue;
    mass += seen;
    const here = places[place] as Float64Array;
    p ??= new Float64Array(here.length);
    for (let w = 0; w < p.length; w += 1) p[w]! += seen * here[w]!;
  }
  return p?.map((value) => value / mass);
}

/** The expected loss of the best scores, for a hidden word that is distributed as p. */
function gameLoss(p: Float64Array, noise: Float64Array): number {
  let loss = 0;
  for (let w = 0; w < p.length; w += 1) {
    const target = p[w]!;
    const drawn = noise[w]! * (1 - target);
    if (target === 0 || drawn === 0) continue; // the answer is certain: it costs nothing
    const score = Math.log(target / drawn);
    loss += target * logistic(score) + drawn * logistic(-score);
  }
  return loss;
}

function numbered(grammar: Grammar, vocabulary: Vocabulary): NumberedScene[] {
  const known = new Map<Slot, Float64Array>();
  const toShares = (slot: Slot): Float64Array => {
    const total = Object.values(slot).reduce((sum, weight) => sum + weight, 0);
    return Float64Array.from(vocabulary.words, (word) =>
      Object.hasOwn(slot, word) ? (slot[word] as number) / total : 0,
    );
  };
  return grammar.scenes.map(({ weight, slots }) => ({
    weight,
    places: slots.map((slot) => {
      const shares = known.get(slot) ?? toShares(slot);
      known.set(slot, shares);
      return shares;
    }),
  }));
}
