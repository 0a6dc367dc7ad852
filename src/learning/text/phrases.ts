/**
 * Words that belong together, "new york", become one word, "new_york", so that a model learns the meaning of the
 * whole. Pairs of neighbours are counted, scored against how often they would meet by chance, and joined where
 * the score is high. A second run over the joined corpus finds longer phrases. Follows Mikolov et al. 2013b,
 * section 4, and Bouma 2009, in the manner of gensim's Phrases. Left out: phrases with gaps.
 */
import { check, InputError } from "../../base/check.js";
import {
  checkCorpus,
  checkSentence,
  restartable,
  type AnyCorpus,
  type Corpus,
  type Sentence,
} from "./corpus.js";

/** How phrases are found; all may be left out. */
export interface PhrasesOptions {
  /**
   * "mikolov": (count(ab) − minCount) / (count(a) · count(b)) · N, with N the number of different words and pairs;
   * "npmi": ln(p(ab) / (p(a) · p(b))) / −ln p(ab), from −1 (never together) to 1 (never apart), where pairs
   * seen less often than minCount are none. "mikolov" if not given.
   */
  readonly score?: "mikolov" | "npmi";
  /** Pairs must be seen so often, and for "mikolov" more often; 5 if not given. */
  readonly minCount?: number;
  /** Pairs with a higher score are phrases; 10 for "mikolov" and 0.5 for "npmi" if not given. */
  readonly threshold?: number;
  /** Stands between the words of a phrase; "_" if not given. */
  readonly delimiter?: string;
  /** Words that may stand inside a phrase (bank of england), but at no end of one; none if not given. */
  readonly connectors?: Iterable<string>;
  /** Bounds memory as `VocabularyOptions.maxCounted` does, words and pairs together; 8 million if not given. */
  readonly maxCounted?: number;
}

/** A phrase that was found. */
export interface PhraseRow {
  /** Its words, with the delimiter between them. */
  readonly phrase: string;
  /** How often its words stood together. */
  readonly count: number;
  /** Its score, above the threshold. */
  readonly score: number;
}

/** English words that stand inside names and terms, but do not begin or end them. */
export const englishConnectors: readonly string[] =
  "a an and at by for from in of on or the to with without".split(" ");

/** The phrases of a corpus. */
export class Phrases {
  /** What is done with them, completed. */
  readonly options: Readonly<Required<PhrasesOptions>>;
  readonly #connectors: ReadonlySet<string>;
  /** The phrases by their words with spaces between. */
  readonly #found: ReadonlyMap<string, PhraseRow>;

  private constructor(counter: PairCounter, options: Required<PhrasesOptions>) {
    this.options = options;
    this.#connectors = counter.connectors;
    this.#found = phrasesOf(counter, options);
  }

  /**
   * Finds the phrases of a corpus in memory.
   *
   * @throws InputError where the corpus is none or empty, or an option is out of range.
   * @example
   * const corpus = [["new", "york", "is", "big"], ["in", "new", "york"]];
   * const phrases = Phrases.from(corpus, { minCount: 1, threshold: 2 });
   * phrases.rows(); // [{ phrase: "new_york", count: 2, score: 2.25 }]
   */
  static from(corpus: Corpus, options: PhrasesOptions = {}): Phrases {
    const settings = toPhrasesOptions(options);
    checkCorpus(corpus);
    const counter = new PairCounter(settings);
    for (const sentence of corpus) counter.add(sentence);
    return new Phrases(counter, settings);
  }

  /**
   * Finds the phrases of any corpus, also of one that is read from files.
   *
   * @throws InputError as `Phrases.from`; and the corpus' own errors while it is read.
   */
  static async read(corpus: AnyCorpus, options: PhrasesOptions = {}): Promise<Phrases> {
    if (Symbol.iterator in Object(corpus)) return Phrases.from(corpus as Corpus, options);
    const settings = toPhrasesOptions(options);
    checkCorpus(corpus);
    const counter = new PairCounter(settings);
    for await (const sentence of corpus) {
      if (counter.tokens === 0) checkSentence(sentence);
      counter.add(sentence);
    }
    return new Phrases(counter, settings);
  }

  /** Number of phrases. */
  get size(): number {
    return this.#found.size;
  }

  /**
   * The phrases with the highest scores first, equal ones as first seen: rows for a table.
   *
   * @param limit at most so many; all if not given
   */
  rows(limit = Infinity): PhraseRow[] {
    return [...this.#found.values()].sort((a, b) => b.score - a.score).slice(0, limit);
  }

  /**
   * A sentence with its phrases joined, from left to right; no word is used twice.
   *
   * @example
   * const phrases = Phrases.from([["new", "york"], ["new", "york"]], { minCount: 1, threshold: 0.5 });
   * phrases.join(["in", "new", "york"]); // ["in", "new_york"]
   */
  join(sentence: Sentence): string[] {
    const joined: string[] = [];
    let open: string[] = [];
    for (const word of sentence) {
      if (this.#connectors.has(word)) {
        (open.length > 0 ? open : joined).push(word);
        continue;
      }
      const row = open.length > 0 ? this.#found.get(`${open.join(" ")} ${word}`) : undefined;
      if (row === undefined) {
        joined.push(...open);
        open = [word];
      } else {
        joined.push(row.phrase);
        open = [];
      }
    }
    joined.push(...open);
    return joined;
  }

  /**
   * A corpus with its phrases joined, as it is read; it can be read as often as the given one.
   *
   * @throws InputError where the corpus is none.
   */
  apply(corpus: Corpus): Corpus;
  apply(corpus: AnyCorpus): AnyCorpus;
  apply(corpus: AnyCorpus): AnyCorpus {
    checkCorpus(corpus);
    const join = (sentence: Sentence): string[] => this.join(sentence);
    if (Symbol.iterator in corpus) {
      return restartable(function* () {
        for (const sentence of corpus) yield join(sentence);
      });
    }
    return restartable(async function* () {
      for await (const sentence of corpus) yield join(sentence);
    });
  }
}

/** Counts words, and pairs of neighbours with the connectors between them. */
class PairCounter {
  readonly connectors: ReadonlySet<string>;
  readonly words = new Map<string, number>();
  /** By the words with spaces between. */
  readonly pairs = new Map<string, number>();
  /** All words, connectors too. */
  tokens = 0;
  #forgotten = 0;
  readonly #most: number;

  constructor(options: Required<PhrasesOptions>) {
    this.connectors = new Set(options.connectors);
    this.#most = options.maxCounted;
  }

  add(sentence: Sentence): void {
    let open: string | undefined;
    for (const word of sentence) {
      if (this.connectors.has(word)) {
        if (open !== undefined) open += ` ${word}`;
        continue;
      }
      this.words.set(word, (this.words.get(word) ?? 0) + 1);
      if (open !== undefined) {
        const pair = `${open} ${word}`;
        this.pairs.set(pair, (this.pairs.get(pair) ?? 0) + 1);
      }
      open = word;
    }
    this.tokens += sentence.length;
    if (this.words.size + this.pairs.size <= this.#most) return;
    this.#forgotten += 1;
    for (const counts of [this.words, this.pairs]) {
      for (const [key, count] of counts) if (count <= this.#forgotten) counts.delete(key);
    }
  }
}

/** The pairs whose score is above the threshold. */
function phrasesOf(
  { words, pairs, tokens }: PairCounter,
  { score, minCount, threshold, delimiter }: Required<PhrasesOptions>,
): Map<string, PhraseRow> {
  if (tokens === 0) {
    throw new InputError("corpus: 0 words; expected sentences with words");
  }
  const kinds = words.size + pairs.size;
  const found = new Map<string, PhraseRow>();
  for (const [key, count] of pairs) {
    if (count < minCount) continue;
    const parts = key.split(" ");
    // Pruning may have forgotten a word of a pair that it kept.
    const first = words.get(parts[0] as string);
    const last = words.get(parts.at(-1) as string);
    if (first === undefined || last === undefined) continue;
    const value =
      score === "mikolov"
        ? ((count - minCount) / (first * last)) * kinds
        : Math.log((count * tokens) / (first * last)) / -Math.log(count / tokens);
    if (value > threshold) found.set(key, { phrase: parts.join(delimiter), count, score: value });
  }
  return found;
}

/** Completes and checks the options. */
function toPhrasesOptions(options: PhrasesOptions): Required<PhrasesOptions> {
  const { score = "mikolov", minCount = 5, delimiter = "_", connectors = [] } = options;
  const { threshold = score === "npmi" ? 0.5 : 10, maxCounted = 8_000_000 } = options;
  check(score === "mikolov" || score === "npmi", "score", score, '"mikolov" or "npmi"');
  check(Number.isInteger(minCount) && minCount >= 1, "minCount", minCount, "a whole number ≥ 1");
  const inRange = score === "npmi" ? threshold >= -1 && threshold <= 1 : Number.isFinite(threshold);
  const rule = score === "npmi" ? "a number from -1 to 1" : "a finite number";
  check(inRange, "threshold", threshold, rule);
  check(typeof delimiter === "string", "delimiter", delimiter, "a string");
  const most = 16_000_000;
  const counted = Number.isInteger(maxCounted) && maxCounted >= 1 && maxCounted <= most;
  check(counted, "maxCounted", maxCounted, `a whole number from 1 to ${most}`);
  const words = typeof connectors === "object" && Symbol.iterator in connectors;
  check(words, "connectors", connectors, "a list of words");
  return { score, minCount, threshold, delimiter, connectors: [...connectors], maxCounted };
}
