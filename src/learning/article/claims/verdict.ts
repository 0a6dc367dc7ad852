/**
 * The verdicts of the audit: ten words, each with a legend in both languages. A verdict judges a statement of the
 * article, not its author. It sits under the claims, which use it; how a verdict was reached stands with each
 * claim. Left out: degrees. A statement whose halves fare differently gets the verdict of the half it leans on, and
 * its correction says so.
 */
import type { Bilingual } from "../../../base/bilingual.js";

/**
 * What a statement is found to be.
 *
 * The first audit wrote free labels; they map so: "OK", also with a remark behind it, is `ok`; "OK only with …",
 * "OK for …", "OK / VAGUE", "conditional" and "WRONG without conditions" are `conditional`; "VAGUE" and "weak" are
 * `vague`; "UNSUPPORTED" and "not a result" are `unsupported`; "N/C" is `opinion`; "inconsistent", "contradicts" and
 * "tension" are `inconsistent`; "dated" is `dated`; "spelling", "duplicate" and "form" are `slip`; every other
 * "WRONG", and "parses but logically broken", is `wrong`; a label with "INVENTED" in it is `invented`.
 */
export type Verdict =
  | "ok"
  | "conditional"
  | "vague"
  | "unsupported"
  | "opinion"
  | "inconsistent"
  | "dated"
  | "slip"
  | "wrong"
  | "invented";

/** Where a verdict leaves a statement: it holds, it cannot be decided as it stands, or it fails. */
export type VerdictSide = "holds" | "open" | "fails";

/** The three sides in words. */
export const verdictSides: Readonly<Record<VerdictSide, Bilingual>> = {
  holds: { en: "holds, perhaps under conditions", zh: "成立，或有条件成立" },
  open: { en: "cannot be decided", zh: "无法判定" },
  fails: { en: "fails", zh: "不成立" },
};

/** A verdict in words. */
export interface VerdictWords {
  readonly side: VerdictSide;
  /** A word or two, for tables and charts. */
  readonly name: Bilingual;
  /** What it means. */
  readonly meaning: Bilingual;
}

/** The verdicts, from right to made up, with their words. */
export const verdicts: Readonly<Record<Verdict, VerdictWords>> = {
  ok: {
    side: "holds",
    name: { en: "right", zh: "正确" },
    meaning: {
      en: "true as it stands; a remark may say what is missing",
      zh: "所言属实；缺少什么，另加说明",
    },
  },
  conditional: {
    side: "holds",
    name: { en: "true under conditions", zh: "有条件成立" },
    meaning: {
      en: "true under conditions that the article does not state",
      zh: "在文章没有写出的条件下才成立",
    },
  },
  vague: {
    side: "open",
    name: { en: "vague", zh: "含糊" },
    meaning: {
      en: "says too little to be checked, or mixes things of different kinds",
      zh: "说得太少，无法检验；或把不同种类的东西混在一起",
    },
  },
  unsupported: {
    side: "open",
    name: { en: "unsupported", zh: "没有依据" },
    meaning: {
      en: "could be so, but the article gives no evidence, and it is no common knowledge",
      zh: "也许如此，但文章没有证据，也不是常识",
    },
  },
  opinion: {
    side: "open",
    name: { en: "opinion", zh: "看法" },
    meaning: {
      en: "advice or a wish; nothing that a fact could confirm",
      zh: "建议或愿望，没有事实可以证实",
    },
  },
  inconsistent: {
    side: "fails",
    name: { en: "contradicts itself", zh: "自相矛盾" },
    meaning: {
      en: "does not fit another part of the same article",
      zh: "与同一篇文章的另一处不合",
    },
  },
  dated: {
    side: "fails",
    name: { en: "out of date", zh: "已经过时" },
    meaning: { en: "was true once", zh: "曾经属实" },
  },
  slip: {
    side: "fails",
    name: { en: "slip", zh: "笔误" },
    meaning: {
      en: "spelling, markup, or a thing listed twice",
      zh: "拼写、标记错误，或同一条写了两次",
    },
  },
  wrong: {
    side: "fails",
    name: { en: "wrong", zh: "错误" },
    meaning: {
      en: "false, or does not do what it is said to do",
      zh: "不符合事实，或做不到所说的事",
    },
  },
  invented: {
    side: "fails",
    name: { en: "made up", zh: "杜撰" },
    meaning: {
      en: "a number, title or author that nothing stands behind",
      zh: "没有任何来历的数字、书名或作者",
    },
  },
};
