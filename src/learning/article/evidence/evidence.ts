/**
 * What evidence is: something that computes figures with the library, a rule that reads a verdict off figures, and
 * a sentence that tells them. The rule never sees what the audit says of the statement, so the two can disagree.
 * Each file of this folder holds the evidence on one subject; `../evidence.ts` joins them.
 */
import type { Bilingual } from "../../../base/bilingual.js";
import type { Verdict } from "../claims/verdict.js";

/** Figures by name. */
export type Figures = Readonly<Record<string, number>>;

/** Evidence on one statement. */
export interface Evidence<F extends Figures = Figures> {
  /** Computes the figures; every draw comes from the seed. */
  measure(seed: number): F | Promise<F>;
  /** The verdict that figures support. */
  judge(figures: F): Verdict;
  /** The figures in a sentence. */
  say(figures: F): Bilingual;
}

/** Evidence by the id of the statement. */
export type EvidenceOf = Readonly<Record<string, Evidence>>;

/** Evidence with the names of its figures known inside, and forgotten outside. */
export function toEvidence<F extends Figures>(evidence: Evidence<F>): Evidence {
  return evidence;
}

/** One sentence in both languages, around the same numbers. */
export function both(en: string, zh: string): Bilingual {
  return { en, zh };
}
