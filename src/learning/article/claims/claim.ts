/**
 * One statement of the article, as the audit keeps it: what the article says (in our words), what was found, what is
 * so instead, and by what one can see it. The statements themselves are the other files of this folder, one for each
 * part of the article; `claims.ts` above them joins, checks and counts them. Left out: the evidence that
 * computes, which is in `evidence/`.
 */
import type { Bilingual, Label } from "../../../base/bilingual.js";
import type { Verdict } from "./verdict.js";

/** The notebooks of the course that a statement can point to, without `.ipynb`. */
export const claimNotebooks = [
  "00-start",
  "01-background",
  "02-concepts",
  "03-algorithms",
  "04-deep-learning",
  "04-recurrent",
  "04-reinforcement",
  "04-word2vec",
  "04-wikipedia",
  "05-practice",
  "08-resources",
  "09-summary",
  "10-faq",
  "11-references",
] as const;

/** A notebook by its name. */
export type ClaimNotebook = (typeof claimNotebooks)[number];

/** A statement of the article with its verdict. */
export interface Claim {
  /** F1 … F6 for statements of form, 1 … 93 for those of content. */
  readonly id: string;
  /** Section of the article, such as 4.2.2; 0 is the title, the abstract and the article as a whole. */
  readonly section: string;
  /** What the article says, in our words. */
  readonly claim: Bilingual;
  readonly verdict: Verdict;
  /** What is so. */
  readonly correction: Bilingual;
  /** Where one can see it: a citation, a place of the article, or a computation. */
  readonly source: Label;
  /** The notebook that shows it. */
  readonly notebook: ClaimNotebook;
  /** What is widely said about it, but was not confirmed for this edition. */
  readonly unconfirmed?: Bilingual;
}

/** The statements of one file, with the path that messages name. */
export interface ClaimFile {
  readonly file: string;
  readonly claims: readonly Claim[];
}
