/**
 * Evidence that computes: for some statements of the audit a function of the library gives figures, and a rule reads
 * a verdict off them without knowing what the audit says. This file joins the evidence of all subjects, gathers it,
 * and compares. Left out: statements that only reading can judge, such as who wrote a book.
 */
import type { Bilingual } from "../../base/bilingual.js";
import { check } from "../../base/check.js";
import { claims, type Claim } from "./claims.js";
import type { Verdict } from "./claims/verdict.js";
import type { Evidence, EvidenceOf, Figures } from "./evidence/evidence.js";
import { executivesEvidence } from "./evidence/executives.js";
import { formEvidence } from "./evidence/form.js";
import { networksEvidence } from "./evidence/networks.js";
import { outlookEvidence } from "./evidence/outlook.js";
import { processEvidence } from "./evidence/process.js";
import { programEvidence } from "./evidence/program.js";
import { programOutputEvidence } from "./evidence/program-output.js";
import { stockEvidence } from "./evidence/stock.js";
import { tradingEvidence } from "./evidence/trading.js";
import { usesEvidence } from "./evidence/uses.js";
import { valuesEvidence } from "./evidence/values.js";
import { vectorsEvidence } from "./evidence/vectors.js";

export type { Evidence, Figures } from "./evidence/evidence.js";

const all: EvidenceOf = {
  ...formEvidence,
  ...executivesEvidence,
  ...processEvidence,
  ...networksEvidence,
  ...valuesEvidence,
  ...vectorsEvidence,
  ...programEvidence,
  ...programOutputEvidence,
  ...usesEvidence,
  ...tradingEvidence,
  ...stockEvidence,
  ...outlookEvidence,
};

/** The evidence on a statement; undefined where there is none that computes. */
export function evidenceOf(id: string): Evidence | undefined {
  return Object.hasOwn(all, id) ? all[id] : undefined;
}

/** Statements with evidence that computes, in their order. */
export const claimsWithEvidence: readonly Claim[] = claims.filter(({ id }) =>
  Object.hasOwn(all, id),
);

/** What evidence found on a statement. */
export interface Finding {
  readonly id: string;
  readonly figures: Figures;
  /** The figures in a sentence. */
  readonly finding: Bilingual;
  /** The verdict that the figures support. */
  readonly supports: Verdict;
  /** Whether that is the verdict that the audit states. */
  readonly agrees: boolean;
}

/**
 * Computes the evidence on one statement and compares it with the statement's verdict.
 *
 * @param claim with the verdict that is to be tested
 * @param seed of all draws; 7 if not given
 * @throws InputError where there is no evidence on it that computes.
 * @example
 * const claim = { ...claimOf("35"), verdict: "ok" }; // softmax gives unit vectors?
 * (await findingOn(claim)).agrees; // false
 */
export async function findingOn(claim: Pick<Claim, "id" | "verdict">, seed = 7): Promise<Finding> {
  const evidence = evidenceOf(claim.id);
  check(evidence !== undefined, "claim without evidence that computes", claim.id, ruleOf());
  const figures = await evidence.measure(seed);
  const supports = evidence.judge(figures);
  const finding = evidence.say(figures);
  return { id: claim.id, figures, finding, supports, agrees: supports === claim.verdict };
}

function ruleOf(): string {
  return `one of ${claimsWithEvidence.map(({ id }) => id).join(", ")}`;
}

/** What the gathering of evidence can be told. */
export interface GatherOptions {
  readonly seed?: number;
  /** Called after each piece of evidence, with the number of those that are done. */
  readonly onStep?: (done: number) => void;
}

/**
 * Computes all evidence there is, one statement after the other.
 *
 * @param from statements with the verdicts that are to be tested; those of the audit if not given
 */
export async function gatherEvidence(
  options: GatherOptions = {},
  from: readonly Claim[] = claimsWithEvidence,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const claim of from) {
    findings.push(await findingOn(claim, options.seed));
    options.onStep?.(findings.length);
  }
  return findings;
}
