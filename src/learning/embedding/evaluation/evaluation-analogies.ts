/**
 * Analogies: "Athens is to Greece as Baghdad is to …", answered by the nearest of all words. A test set repeats
 * few words in many questions, so the cosines of its words with the whole vocabulary are computed once, block
 * by block, and each question adds three of them up: twenty thousand questions in seconds.
 */
import { setImmediate } from "node:timers/promises";
import { check } from "../../../base/check.js";
import { wilsonInterval } from "../../statistics/wilson.js";
import { unit } from "../cosine.js";
import type { AnalogySection } from "./evaluation-sets.js";
import type { AnalogyRow } from "./evaluation.js";
import { KnownWords, type KnownWordsOptions } from "./evaluation-words.js";
import type { Vectors } from "../vectors.js";

/** How the questions are answered. */
export interface AnalogiesOptions extends KnownWordsOptions {
  /** "3CosAdd" adds cosines, "3CosMul" multiplies them; "3CosAdd" if not given. */
  readonly method?: "3CosAdd" | "3CosMul";
  /** Of the interval, in (0, 1); 0.95 if not given. */
  readonly confidence?: number;
}

/** How many questions of a section are answered rightly: a row of a table. */
export interface AnalogyScore {
  readonly section: string;
  readonly correct: number;
  /** Questions that were asked: all four words are known. */
  readonly asked: number;
  /** Questions with a word that the vectors do not know: left out. */
  readonly outOfVocabulary: number;
  /** correct / asked; NaN where nothing was asked. */
  readonly accuracy: number;
  /** Wilson's interval of the accuracy. */
  readonly lower: number;
  readonly upper: number;
}

/** All scores and answers. */
export interface AnalogyScores {
  /** One row per section, in the order of the test set. */
  readonly sections: readonly AnalogyScore[];
  /** All sections together. */
  readonly total: AnalogyScore;
  /** Every asked question with its answer. */
  readonly answers: readonly (AnalogyRow & { readonly section: string })[];
}

/** A question in the vectors' numbers. */
interface Asked {
  readonly section: number;
  /** Numbers of its words a, b, c, d. */
  readonly words: readonly [number, number, number, number];
  readonly text: readonly [string, string, string, string];
}

/** Words of the vocabulary that are compared at once: their block and its cosines stay in the cache. */
const blockSize = 256;

/**
 * Judges vectors by analogies. The answer is the best of the first `restrict` words, without the question's own
 * three in any case; questions with unknown words are left out. Other work gets its turn in between.
 *
 * @param sections see `readAnalogies`
 * @throws InputError where no question can be asked, or for an option out of its range.
 * Formula: 3CosAdd: argmax_d cos(d, b) − cos(d, a) + cos(d, c)
 *   3CosMul: argmax_d s(d, b) s(d, c) / (s(d, a) + 10⁻⁶), with s = (cos + 1)/2
 * Source: T. Mikolov et al. (2013); O. Levy, Y. Goldberg, "Linguistic regularities in sparse and explicit word
 *   representations" (2014); words and case as in gensim's `evaluate_word_analogies`.
 */
export async function evaluateAnalogies(
  vectors: Vectors,
  sections: readonly AnalogySection[],
  options: AnalogiesOptions = {},
): Promise<AnalogyScores> {
  const { method = "3CosAdd", confidence = 0.95 } = options;
  const methods = ["3CosAdd", "3CosMul"];
  check(methods.includes(method), "method", method, '"3CosAdd" or "3CosMul"');
  check(confidence > 0 && confidence < 1, "confidence", confidence, "a number in (0, 1)");
  const words = new KnownWords(vectors, options);
  const asked: Asked[] = [];
  for (const [section, { questions }] of sections.entries()) {
    for (const text of questions) {
      const numbers = text.map((word) => words.find(word));
      if (numbers.includes(undefined)) continue;
      asked.push({ section, words: numbers as [number, number, number, number], text });
    }
  }
  const all = sections.reduce((sum, each) => sum + each.questions.length, 0);
  check(asked.length > 0, "questions that the vectors know", 0, `at least one of the ${all}`);
  const found = await answered(vectors, words, asked, method);
  const answers = asked.map(({ section, words: [, , , expected], text: [a, b, c, d] }, i) => {
    const answer = found[i]!;
    const name = sections[section]!.section;
    const correct = answer >= 0 && words.same[answer] === expected;
    return { section: name, a, b, c, d, answer: vectors.words[answer] ?? "", correct };
  });
  const score = (section: string, own: typeof answers, questions: number): AnalogyScore => {
    const correct = own.filter((answer) => answer.correct).length;
    return {
      section,
      correct,
      asked: own.length,
      outOfVocabulary: questions - own.length,
      accuracy: correct / own.length,
      ...wilsonInterval(correct, own.length, confidence),
    };
  };
  return {
    sections: sections.map(({ section, questions }, i) => {
      const own = answers.filter((_, question) => asked[question]!.section === i);
      return score(section, own, questions.length);
    }),
    total: score("total", answers, all),
    answers,
  };
}

/** For each question the number of the best word, −1 where there is none. */
async function answered(
  vectors: Vectors,
  known: KnownWords,
  asked: readonly Asked[],
  method: "3CosAdd" | "3CosMul",
): Promise<Int32Array> {
  const used = [...new Set(asked.flatMap(({ words }) => words.slice(0, 3)))];
  const place = new Map(used.map((word, i) => [word, i]));
  // Three places among the used words per question.
  const places = Int32Array.from(
    asked.flatMap(({ words }) => words.slice(0, 3).map((word) => place.get(word)!)),
  );
  const { dimension } = vectors;
  const queries = unitRows(
    used.map((word) => vectors.rows(word, word + 1)),
    dimension,
  );
  const best = new Float64Array(asked.length).fill(-Infinity);
  const answers = new Int32Array(asked.length).fill(-1);
  const similarities = new Float64Array(used.length * blockSize);
  for (let start = 0; start < known.count; start += blockSize) {
    const count = Math.min(blockSize, known.count - start);
    const values = vectors.rows(start, start + count);
    const block = Array.from({ length: count }, (_, i) =>
      values.subarray(i * dimension, (i + 1) * dimension),
    );
    multiply(queries, unitRows(block, dimension), dimension, similarities);
    if (method === "3CosMul") toShares(similarities);
    for (let question = 0; question < asked.length; question += 1) {
      const [a, b, c] = asked[question]!.words;
      const [atA, atB, atC] = [0, 1, 2].map((k) => places[3 * question + k]! * blockSize) as [
        number,
        number,
        number,
      ];
      let most = best[question]!;
      for (let i = 0; i < count; i += 1) {
        const [toA, toB, toC] = [
          similarities[atA + i]!,
          similarities[atB + i]!,
          similarities[atC + i]!,
        ];
        const score = method === "3CosAdd" ? toB - toA + toC : (toB * toC) / (toA + 1e-6);
        if (!(score > most)) continue;
        const word = known.same[start + i]!;
        if (word === a || word === b || word === c) continue;
        most = score;
        answers[question] = start + i;
      }
      best[question] = most;
    }
    if ((start / blockSize) % 16 === 15) await setImmediate();
  }
  return answers;
}

/** Rows scaled to length 1, one after the other; zeros stay zeros. */
function unitRows(rows: readonly Float32Array[], dimension: number): Float64Array {
  const scaled = new Float64Array(rows.length * dimension);
  rows.forEach((row, i) => {
    scaled.set(unit(row), i * dimension);
  });
  return scaled;
}

/** The products of all rows of `a` with all rows of `b`, at most `blockSize` of them; four rows of b at a time. */
function multiply(a: Float64Array, b: Float64Array, dimension: number, into: Float64Array): void {
  const rows = b.length / dimension;
  for (let i = 0; i * dimension < a.length; i += 1) {
    const from = i * dimension;
    let j = 0;
    for (; j + 4 <= rows; j += 4) {
      const at = j * dimension;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let k = 0; k < dimension; k += 1) {
        const x = a[from + k]!;
        s0 += x * b[at + k]!;
        s1 += x * b[at + dimension + k]!;
        s2 += x * b[at + 2 * dimension + k]!;
        s3 += x * b[at + 3 * dimension + k]!;
      }
      into[i * blockSize + j] = s0;
      into[i * blockSize + j + 1] = s1;
      into[i * blockSize + j + 2] = s2;
      into[i * blockSize + j + 3] = s3;
    }
    for (; j < rows; j += 1) {
      let sum = 0;
      for (let k = 0; k < dimension; k += 1) sum += a[from + k]! * b[j * dimension + k]!;
      into[i * blockSize + j] = sum;
    }
  }
}

/** Cosines as shares in [0, 1], as 3CosMul wants them. */
function toShares(similarities: Float64Array): void {
  for (let i = 0; i < similarities.length; i += 1) similarities[i] = (1 + similarities[i]!) / 2;
}
