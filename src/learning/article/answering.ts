/**
 * The bot of section 10: it finds the entry of the knowledge base that fits a question, or refuses. Two ways to find,
 * one list of scores each: BM25 over the pieces of the text, and the cosine of mean word vectors. It writes nothing
 * of its own: an answer is an authored text or the refusal. How good it is, is measured in `answering-evaluation`.
 */
import type { Bilingual, Language } from "../../base/bilingual.js";
import { check } from "../../base/check.js";
import { Bm25, rankScores, type Bm25Options } from "../text/bm25.js";
import { textPieces } from "../text/pieces.js";
import { train } from "../embedding/trainer.js";
import type { Vectors } from "../embedding/vectors.js";
import { knowledge, type KnowledgeEntry } from "./knowledge.js";

/** Scores the entries of a knowledge base for questions in one language. */
export interface Finder {
  readonly name: Bilingual;
  readonly language: Language;
  readonly entries: readonly KnowledgeEntry[];
  /** One score per entry, in their order; 0 where nothing fits. */
  scores(question: string): Float64Array;
}

/** How word vectors are trained for `vectorFinder`; all may be left out. */
export interface VectorFinderOptions {
  /** 7 if not given. */
  readonly seed?: number;
  /** Numbers in a vector; 32 if not given. */
  readonly dimension?: number;
  /** Times that the knowledge base is read; 200 if not given, because it is short. */
  readonly epochs?: number;
}

/** What the bot says. */
export interface Reply {
  readonly language: Language;
  /** The best score of all entries. */
  readonly score: number;
  /** The entry that is the answer; undefined where the bot refuses. */
  readonly entry: KnowledgeEntry | undefined;
  readonly text: string;
}

/** What the bot says where nothing fits. */
export const refusal: Bilingual = {
  en: "I have no answer to that. I know about AI start-ups: what is known of their success, their difficulties, their effect on life, and their founders.",
  zh: "这个问题我答不上来。我只知道 AI 创业的事：成功的条件、面临的困难、对生活的影响，以及创业者。",
};

/** The language of a question: Chinese where it has a Chinese character. */
export function languageOf(question: string): Language {
  return /\p{Script=Han}/u.test(question) ? "zh" : "en";
}

/** All that an entry says in one language, as one text. */
export function entryText({ forms, answer }: KnowledgeEntry, language: Language): string {
  return [...forms[language], answer[language]].join("\n");
}

/**
 * Finds by BM25: each entry, its forms and its answer together, is one document.
 *
 * @throws InputError as `Bm25`.
 */
export function bm25Finder(
  language: Language,
  options: Bm25Options = {},
  entries: readonly KnowledgeEntry[] = knowledge,
): Finder {
  const bm25 = new Bm25(
    entries.map((entry) => textPieces(entryText(entry, language))),
    options,
  );
  const scores = (question: string): Float64Array => bm25.scores(textPieces(question));
  return { name: { en: "BM25", zh: "BM25" }, language, entries, scores };
}

/**
 * Finds by word vectors: CBOW is trained on the entries' own text, one entry being one sentence; a text is the mean of
 * its pieces' vectors, each scaled to length 1 and weighted by its idf. A piece that the vectors do not know counts as
 * a direction of its own, at a right angle to all others. An entry scores as the best of its forms and its answer.
 *
 * @returns scores in [-1, 1]
 * @throws InputError as `train`.
 * Formula: q = Σ idf(w) v_w, cos = max_t q·t / (|t| √(|q|² + Σ_unknown idf(w)²))
 */
export async function vectorFinder(
  language: Language,
  options: VectorFinderOptions = {},
  entries: readonly KnowledgeEntry[] = knowledge,
): Promise<Finder> {
  const { seed = 7, dimension = 32, epochs = 200 } = options;
  const documents = entries.map((entry) => textPieces(entryText(entry, language)));
  const vectors = await train(documents, {
    ...{ dimension, epochs, seed, window: 50, minCount: 1, sample: 0 },
    ...{ cbowGradient: "exact", negatives: "own" },
  });
  const means = new MeanVectors(new Bm25(documents), vectors.normalised());
  const texts = entries.map(({ forms, answer }) =>
    [...forms[language], answer[language]].map((text) => means.of(textPieces(text))),
  );
  const scores = (question: string): Float64Array => {
    const asked = means.of(textPieces(question));
    return Float64Array.from(texts, (all) => Math.max(...all.map((text) => dot(text, asked))));
  };
  return { name: { en: "word vectors", zh: "词向量" }, language, entries, scores };
}

/** Mean vectors of texts. */
class MeanVectors {
  constructor(
    private readonly bm25: Bm25,
    private readonly vectors: Vectors,
  ) {}

  /** The mean of some pieces, weighted by idf, of length 1 or, where pieces are not known, less. */
  of(pieces: readonly string[]): Float64Array {
    const sum = new Float64Array(this.vectors.dimension);
    let unknown = 0;
    for (const piece of pieces) {
      const idf = this.bm25.idf(piece);
      if (!this.vectors.has(piece)) unknown += idf * idf;
      else this.vectors.get(piece).forEach((x, k) => (sum[k]! += idf * x));
    }
    const length = Math.sqrt(dot(sum, sum) + unknown);
    return length > 0 ? sum.map((x) => x / length) : sum;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, k) => sum + x * (b[k] as number), 0);
}

/**
 * Answers a question, or refuses.
 *
 * @param finder for the question's language
 * @param question what somebody wrote
 * @param threshold the bot refuses where the best score is lower; see `chooseThreshold`
 * @throws InputError where the question is no text in the finder's language, or the threshold is NaN.
 */
export function reply(finder: Finder, question: string, threshold: number): Reply {
  check(typeof question === "string", "question", question, "a string");
  check(!Number.isNaN(threshold), "threshold", threshold, "a number to compare with");
  const language = languageOf(question);
  const remedy = `take the finder for ${JSON.stringify(language)}`;
  check(language === finder.language, "language of the finder", finder.language, language, remedy);
  const [best] = rankScores(finder.scores(question));
  const { document, score } = best as { document: number; score: number };
  const entry = score > 0 && score >= threshold ? finder.entries[document] : undefined;
  return { language, score, entry, text: (entry?.answer ?? refusal)[language] };
}
