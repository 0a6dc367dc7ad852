/**
 * Why a similarity of 0.9 appears (article, sections 4.3.5 and 5.4): the same corpus trained for more and more
 * epochs, each time from new start vectors, and after each training one pair's cosine beside that of a control
 * pair, the mean of all pairs, and the rank correlation with the truth. The corpora are in
 * `program-corpora`. Left out: one training watched while it runs (04-word2vec has it).
 */
import { check } from "../../base/check.js";
import { pairRows, rankCorrelation } from "../embedding/evaluation/evaluation.js";
import { spreadOf, type Spread } from "../statistics/spread.js";
import type { ProbedCorpus } from "./program-corpora.js";
import { seedOfRun, trainAsPrinted } from "./program-training.js";

/** What is known after a training of some epochs. */
export interface EpochsRow {
  readonly epochs: number;
  /** Cosine of probe and partner. */
  readonly pair: Spread;
  /** Cosine of probe and control. */
  readonly control: Spread;
  /** Mean cosine of all pairs of words. */
  readonly all: Spread;
  /** Spearman's ρ between cosine and true similarity, over all pairs of words. */
  readonly rho: Spread;
}

/** Which trainings. */
export interface EpochsOptions {
  /** Epochs of each training, whole numbers ≥ 1. */
  readonly epochs: readonly number[];
  /** Trainings of each length; 5 if not given. */
  readonly runs?: number;
  /** Each training has a seed of its own that follows from this one; 1 if not given. */
  readonly seed?: number;
}

/**
 * Trains a corpus for several lengths of time, several times each.
 *
 * @returns a row for each number of epochs, in their order
 * @throws InputError for runs or epochs that are not whole numbers ≥ 1.
 */
export async function similaritiesByEpochs(
  corpus: ProbedCorpus,
  { epochs, runs = 5, seed = 1 }: EpochsOptions,
): Promise<EpochsRow[]> {
  check(Number.isInteger(runs) && runs >= 1, "runs", runs, "a whole number ≥ 1");
  const rows: EpochsRow[] = [];
  for (const each of epochs) {
    const seen = [];
    for (let nth = 0; nth < runs; nth += 1) {
      const drawn = seedOfRun(seed, nth);
      const settings = { ...corpus.settings, epochs: each, seed: drawn };
      const { vectors } = await trainAsPrinted(corpus.read(drawn), settings);
      const learned = pairRows(vectors, corpus.truth).map((row) => row.learned);
      seen.push({
        pair: vectors.similarity(corpus.probe, corpus.partner),
        control: vectors.similarity(corpus.probe, corpus.control),
        all: spreadOf(learned).mean,
        rho: rankCorrelation(vectors, corpus.truth),
      });
    }
    rows.push({
      epochs: each,
      pair: spreadOf(seen.map((run) => run.pair)),
      control: spreadOf(seen.map((run) => run.control)),
      all: spreadOf(seen.map((run) => run.all)),
      rho: spreadOf(seen.map((run) => run.rho)),
    });
  }
  return rows;
}
