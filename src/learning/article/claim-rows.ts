/**
 * The audit as rows that `show` can draw: statements with their verdict in words and a link to the notebook that
 * shows them, and how the chapters fare. Both languages stay side by side until a table chooses one. Left out: the
 * statements themselves (`claims.ts`) and what evidence finds (`evidence.ts`).
 */
import type { Bilingual, Label } from "../../base/bilingual.js";
import { link, type Link } from "../../show/link.js";
import { chapterOf, claims, verdicts, type Claim, type VerdictSide } from "./claims.js";

/** A statement as a row of a table. */
export interface ClaimRow {
  /** Number and section of the article. */
  readonly place: Bilingual;
  readonly claim: Bilingual;
  readonly verdict: Bilingual;
  readonly correction: Bilingual;
  readonly source: Label;
  readonly shown: Link;
}

/** Headings of the columns of `claimRows`. */
export const claimHeadings = {
  place: { en: "no. (section)", zh: "编号（节）" },
  claim: { en: "the article says", zh: "文章说" },
  verdict: { en: "verdict", zh: "判定" },
  correction: { en: "what is so", zh: "实情" },
  source: { en: "seen by", zh: "依据" },
  shown: { en: "shown in", zh: "见" },
} as const satisfies Readonly<Record<keyof ClaimRow, Bilingual>>;

/**
 * Statements as rows of a table.
 *
 * @param some which ones; all if not given
 */
export function claimRows(some: readonly Claim[] = claims): ClaimRow[] {
  return some.map(({ id, section, claim, verdict, correction, source, notebook }) => ({
    place: {
      en: `${id} (${section === "0" ? "whole" : section})`,
      zh: `${id}（${section === "0" ? "全文" : section}）`,
    },
    claim,
    verdict: verdicts[verdict].name,
    correction,
    source,
    shown: link(notebook, `${notebook}.ipynb`),
  }));
}

/** How many statements of a chapter hold, stay open and fail. */
export interface ChapterCounts extends Readonly<Record<VerdictSide, number>> {
  /** 1 … 11; 0 is the title, the abstract and the whole. */
  readonly chapter: number;
}

/** The counts of all chapters in which the audit has statements, in the article's order. */
export function chapterCounts(some: readonly Claim[] = claims): ChapterCounts[] {
  const chapters = [...new Set(some.map(chapterOf))].sort((a, b) => a - b);
  return chapters.map((chapter) => {
    const own = some.filter((claim) => chapterOf(claim) === chapter);
    const count = (side: VerdictSide): number =>
      own.filter(({ verdict }) => verdicts[verdict].side === side).length;
    return { chapter, holds: count("holds"), open: count("open"), fails: count("fails") };
  });
}
