/**
 * What the bot of section 10 knows: one entry for each thing that can be asked under the article's four questions,
 * with ways to ask it and an answer in both languages. The article's own answers are advice without evidence (claim
 * 87 of the audit); each entry here says whether its answer is known from publications, measured in this course, or
 * opinion. The entries are in `knowledge/`; how they are found is `answering`.
 */
import type { Bilingual, Language } from "../../base/bilingual.js";
import { challenges } from "./knowledge/challenges.js";
import { moreForms } from "./knowledge/forms.js";
import { founder } from "./knowledge/founder.js";
import { life } from "./knowledge/life.js";
import { success } from "./knowledge/success.js";

/** What an answer rests on. */
export type Basis = "known" | "measured" | "opinion";

/** One thing that can be asked, and its answer. */
export interface KnowledgeEntry {
  /** A short name, in kebab case. */
  readonly id: string;
  /** Which of the article's four questions it belongs to. */
  readonly section: "10.1" | "10.2" | "10.3" | "10.4";
  readonly basis: Basis;
  /** Ways to ask it, at least three for each language. */
  readonly forms: Readonly<Record<Language, readonly string[]>>;
  readonly answer: Bilingual;
  /** Numbers of the audit's statements that it touches. */
  readonly claims: readonly number[];
  /** Keys of `references` that it rests on. */
  readonly sources: readonly string[];
  /** The notebook that measured it, where one did, without its ending. */
  readonly notebook?: string;
}

/** One of the article's four questions: our paraphrase, and what the article's answer consists of. */
export interface ArticleQuestion {
  readonly section: KnowledgeEntry["section"];
  readonly question: Bilingual;
  /** The headings of the article's advice. */
  readonly advice: Bilingual;
}

/** The four questions of section 10. */
export const articleQuestions: readonly ArticleQuestion[] = [
  {
    section: "10.1",
    question: { en: "What makes an AI start-up succeed?", zh: "AI 创业靠什么成功？" },
    advice: {
      en: "new technology, team, business model, marketing",
      zh: "技术、团队、商业模式、推广",
    },
  },
  {
    section: "10.2",
    question: { en: "What are its main difficulties?", zh: "主要困难有哪些？" },
    advice: { en: "privacy, technical effort, competition", zh: "隐私、技术实现、竞争" },
  },
  {
    section: "10.3",
    question: { en: "How will AI change our lives?", zh: "AI 会怎样改变生活？" },
    advice: {
      en: "automation, personal services, smarter administration",
      zh: "自动化、个性化、智能化",
    },
  },
  {
    section: "10.4",
    question: { en: "How does one become a good founder?", zh: "怎样成为好的创业者？" },
    advice: {
      en: "learning, practice, teamwork, watching the market",
      zh: "学习、实践、协作、洞察市场",
    },
  },
];

/** All entries, in the order of the article's questions. */
export const knowledge: readonly KnowledgeEntry[] = [
  ...success,
  ...challenges,
  ...life,
  ...founder,
].map((entry) => {
  const more = moreForms.get(entry.id);
  const both = (language: Language) => [...entry.forms[language], ...(more?.[language] ?? [])];
  return { ...entry, forms: { en: both("en"), zh: both("zh") } };
});
