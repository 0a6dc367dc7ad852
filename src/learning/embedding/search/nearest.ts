/**
 * The search for the most similar words in the plainest way: every row is scored, in order, in float64. It serves
 * small vocabularies at once, and it is what the fast search (nearest-index.ts) must agree with.
 */
import { Best, byScore, type Scored } from "./best.js";
import { exactScore, type CompleteQuestion, type Neighbour } from "./question.js";
import type { VectorRows } from "./rows.js";

/** Numbers that are looked at in one piece: rows of a file come in such pieces. */
const pieceLength = 1 << 18;

/** The answers to a question, best first, equal ones in the words' order. */
export function nearest(rows: VectorRows, question: CompleteQuestion): Neighbour[] {
  const { among, count, without } = question;
  const best = new Best(Math.min(count, rows.size));
  if (typeof among !== "number") {
    for (const { place, score } of scoresOf(rows, question, among))
      if (!without.has(place)) best.offer(place, score);
    return toNeighbours(rows, best.sorted());
  }
  const step = Math.max(1, Math.floor(pieceLength / rows.dimension));
  for (let from = 0; from < among; from += step) {
    const to = Math.min(among, from + step);
    const values = rows.rows(from, to);
    for (let place = from; place < to; place += 1) {
      if (without.has(place)) continue;
      best.offer(place, exactScore(question, values, (place - from) * rows.dimension));
    }
  }
  return toNeighbours(rows, best.sorted());
}

/** The exact scores of some rows. */
export function scoresOf(
  rows: VectorRows,
  question: CompleteQuestion,
  places: readonly number[],
): Scored[] {
  return places.map((place) => ({
    place,
    score: exactScore(question, rows.rows(place, place + 1), 0),
  }));
}

/** The answers among some rows: those that are allowed, best first, as many as are wanted. */
export function answers(
  rows: VectorRows,
  { count, without }: CompleteQuestion,
  scores: readonly Scored[],
): Neighbour[] {
  const allowed = scores.filter(({ place }) => !without.has(place));
  return toNeighbours(rows, allowed.sort(byScore).slice(0, count));
}

function toNeighbours(rows: VectorRows, best: readonly Scored[]): Neighbour[] {
  return best.map(({ place, score }) => ({ word: rows.wordAt(place), similarity: score }));
}
