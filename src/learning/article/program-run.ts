/**
 * Running a rung of the ladder in `program`: train as the printed program does, then evaluate as it does, and
 * either it stops with a message or it prints a number, which depends on the seed and so is taken over many.
 * Left out: what the rungs are.
 */
import { check } from "../../base/check.js";
import type { Word2VecOptions } from "../embedding/options.js";
import type { Vectors } from "../embedding/vectors.js";
import { spreadOf, type Spread } from "../statistics/spread.js";
import type { Sentence } from "../text/corpus.js";
import { evaluateAsPrinted, metricParts } from "./program-metric.js";
import { seedOfRun, trainAsPrinted } from "./program-training.js";

/** Which runs a rung makes. */
export interface StageOptions {
  /** Each run has a seed of its own that follows from this one; 1 if not given. */
  readonly seed?: number;
  /** How many runs a rung that prints a number makes at most; 200 if not given. */
  readonly runs?: number;
}

/** The figures of a rung that prints a number; see `StageResult`. */
export type Figure = "printed" | "others" | "pair" | "control" | "rho";

/** What a rung does; a field is missing where the rung does not come so far. */
export interface StageResult {
  /** The message with which it stops; missing where it prints a number. */
  readonly stops?: string;
  /** What our own `train` says to the same input, where it does not take it. */
  readonly refusal?: string;
  /** What is taken for a sentence. */
  readonly sentences?: number;
  /** Different words. */
  readonly words?: number;
  /** Tokens that share their sentence with another one. */
  readonly withContext?: number;
  /** The number that the program prints. */
  readonly printed?: Spread;
  /** The same without the probe's similarity with itself. */
  readonly others?: Spread;
  /** cos(man, woman), where both are words. */
  readonly pair?: Spread;
  /** cos of "man" with a word that is nothing like it. */
  readonly control?: Spread;
  /** Spearman's ρ with the true similarities of all pairs, where a truth is known. */
  readonly rho?: Spread;
}

/** The message of what throws; the empty text where nothing does. */
export function messageOf(attempt: () => unknown): string {
  try {
    attempt();
    return "";
  } catch (problem) {
    return (problem as Error).message;
  }
}

/** A rung that trains and then stops at the evaluation. */
export async function stopped(
  input: readonly (string | Sentence)[],
  corpus: readonly (string | Sentence)[],
  { seed = 1 }: StageOptions,
): Promise<StageResult> {
  const { vectors, sentences, withContext, refusal } = await trainAsPrinted(input, { seed });
  const stops = messageOf(() => evaluateAsPrinted(vectors, corpus));
  const counted = { stops, sentences: sentences.length, words: vectors.size, withContext };
  return refusal === undefined ? counted : { ...counted, refusal };
}

/** What a rung that prints a number is told. */
export interface Measured {
  readonly input: (seed: number) => readonly (string | Sentence)[];
  /** What the metric runs over; the input itself if not given. */
  readonly corpus?: readonly (string | Sentence)[];
  readonly probe: string;
  readonly pair?: string;
  readonly control?: string;
  readonly rho?: (vectors: Vectors) => number;
  readonly settings?: Word2VecOptions;
  /** Runs at most, where a run takes long. */
  readonly most?: number;
}

/**
 * A rung that prints a number, over several seeds.
 *
 * @throws InputError for runs that are not a whole number ≥ 1.
 */
export async function measured(rung: Measured, options: StageOptions): Promise<StageResult> {
  const { probe, pair, control, rho, settings } = rung;
  const { seed = 1, runs = 200 } = options;
  check(Number.isInteger(runs) && runs >= 1, "runs", runs, "a whole number ≥ 1");
  const columns: Record<Figure, number[]> = {
    printed: [],
    others: [],
    pair: [],
    control: [],
    rho: [],
  };
  let counted: StageResult = {};
  for (let nth = 0; nth < Math.min(runs, rung.most ?? runs); nth += 1) {
    const drawn = seedOfRun(seed, nth);
    const input = rung.input(drawn);
    const training = await trainAsPrinted(input, { ...settings, seed: drawn });
    const { vectors, sentences, withContext, refusal } = training;
    const { printed, others } = metricParts(vectors, rung.corpus ?? input, probe);
    columns.printed.push(printed);
    columns.others.push(others);
    if (pair !== undefined) columns.pair.push(vectors.similarity(probe, pair));
    if (control !== undefined) columns.control.push(vectors.similarity(probe, control));
    if (rho !== undefined) columns.rho.push(rho(vectors));
    counted = {
      sentences: sentences.length,
      words: vectors.size,
      withContext,
      ...(refusal === undefined ? {} : { refusal }),
    };
  }
  const known = Object.entries(columns).filter(([, values]) => values.length > 0);
  const spreads = Object.fromEntries(known.map(([name, values]) => [name, spreadOf(values)]));
  return { ...counted, ...spreads };
}
