/**
 * How good the bot of section 10 is, on questions that it was not given: how high the right entry stands, beside an
 * order at random; how well the best score tells questions that have an answer from those that have none; and what
 * comes of a threshold that was chosen on other questions.
 */
import { check } from "../../base/check.js";
import { aucInterval, type AucInterval } from "../statistics/auc-interval.js";
import { meanReciprocalRank } from "../statistics/reciprocal-rank.js";
import { thresholdRows } from "../statistics/threshold-curve.js";
import { rankScores } from "../text/bm25.js";
import type { Finder } from "./answering.js";
import { askedQuestions } from "./knowledge/asked.js";
import { beyondQuestions } from "./knowledge/beyond.js";

/** Which of the held-out questions: those to choose by, or those to judge by. */
export type QuestionPart = "validation" | "test";

/** How the bot fares with a question that has an answer. */
export interface RankedQuestion {
  readonly question: string;
  /** The entry that answers it. */
  readonly id: string;
  /** The entry that was found. */
  readonly found: string;
  /** The right entry's place, from 1. */
  readonly rank: number;
  /** The score of the entry that was found. */
  readonly score: number;
}

/** How the bot fares with a question that has none. */
export interface ScoredQuestion {
  readonly question: string;
  /** Whether it is about AI or companies. */
  readonly near: boolean;
  readonly found: string;
  readonly score: number;
}

/** Questions with an answer in the finder's language, ranked. */
export function rankQuestions(finder: Finder, part: QuestionPart): RankedQuestion[] {
  const ids = finder.entries.map(({ id }) => id);
  return askedQuestions.flatMap(({ id, [part]: questions }) => {
    const right = ids.indexOf(id);
    check(right >= 0, "entry of a question", id, "one that the finder has");
    return questions[finder.language].map((question) => {
      const ranked = rankScores(finder.scores(question));
      const rank = ranked.findIndex(({ document }) => document === right) + 1;
      const { document, score } = ranked[0]!;
      return { question, id, found: ids[document]!, rank, score };
    });
  });
}

/** Questions without an answer in the finder's language, with the best score of any entry. */
export function scoreBeyond(finder: Finder, part: QuestionPart): ScoredQuestion[] {
  return beyondQuestions[part].map(({ question, near }) => {
    const { document, score } = rankScores(finder.scores(question[finder.language]))[0]!;
    return {
      question: question[finder.language],
      near,
      found: finder.entries[document]!.id,
      score,
    };
  });
}

/** How well a finder finds, and how well its best score tells what has an answer. */
export interface FinderScores {
  /** Questions with an answer. */
  readonly questions: number;
  /** Questions whose right entry came first. */
  readonly first: number;
  readonly meanReciprocalRank: number;
  /** P(best score of a question with an answer > of one without), with its interval. */
  readonly auc: AucInterval;
}

/** Judges a finder on one part of the held-out questions. */
export function evaluateFinder(finder: Finder, part: QuestionPart): FinderScores {
  const ranked = rankQuestions(finder, part);
  const scoresOf = (rows: readonly { score: number }[]) => rows.map(({ score }) => score);
  return {
    questions: ranked.length,
    first: ranked.filter(({ rank }) => rank === 1).length,
    meanReciprocalRank: meanReciprocalRank(ranked.map(({ rank }) => rank)),
    auc: aucInterval(scoresOf(ranked), scoresOf(scoreBeyond(finder, part))),
  };
}

/**
 * The threshold that tells two groups of scores apart best: half-way between two neighbouring scores, where the share
 * of the answerable at or above it exceeds that of the others most; of equal ones the highest.
 *
 * @param answerable scores of questions that have an answer
 * @param others scores of questions that have none
 * @throws InputError where a group is empty or a score is NaN.
 * Formula: argmax_t TPR(t) − FPR(t)
 * Source: W. Youden, "Index for rating diagnostic tests" (1950).
 * @example
 * chooseThreshold([3, 4], [1, 2]); // 2.5
 */
export function chooseThreshold(answerable: readonly number[], others: readonly number[]): number {
  const rows = thresholdRows(answerable, others);
  let best = 1;
  const gain = (i: number) => rows[i]!.truePositiveRate - rows[i]!.falsePositiveRate;
  for (let i = 2; i < rows.length; i += 1) if (gain(i) > gain(best)) best = i;
  const next = rows[best + 1];
  return next === undefined ? rows[best]!.threshold : (rows[best]!.threshold + next.threshold) / 2;
}

/** What comes of a threshold. */
export interface RefusalScores {
  /** Questions with an answer: answered by the right entry, by another one, refused. */
  readonly right: number;
  readonly wrong: number;
  readonly refused: number;
  /** Questions without an answer, far from the article's subject and near it: how many, and how many were refused. */
  readonly far: number;
  readonly farRefused: number;
  readonly near: number;
  readonly nearRefused: number;
}

/** Counts what the bot does with the held-out questions of one part. */
export function judgeRefusal(finder: Finder, threshold: number, part: QuestionPart): RefusalScores {
  const ranked = rankQuestions(finder, part);
  const answered = ranked.filter(({ score }) => score >= threshold);
  const right = answered.filter(({ rank }) => rank === 1).length;
  const beyond = scoreBeyond(finder, part);
  const count = (isNear: boolean) => beyond.filter(({ near }) => near === isNear).length;
  const refusedOf = (isNear: boolean) =>
    beyond.filter(({ near, score }) => near === isNear && score < threshold).length;
  return {
    right,
    wrong: answered.length - right,
    refused: ranked.length - answered.length,
    far: count(false),
    farRefused: refusedOf(false),
    near: count(true),
    nearRefused: refusedOf(true),
  };
}
