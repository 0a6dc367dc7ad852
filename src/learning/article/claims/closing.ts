/**
 * Statements 84 to 87: sections 9 and 10, the summary and the answers to four questions.
 */
import type { ClaimFile } from "./claim.js";

/** 84 … 87. */
export const closing: ClaimFile = {
  file: "src/learning/article/claims/closing.ts",
  claims: [
    {
      id: "84",
      section: "9.1",
      claim: {
        en: "The article sums up its main results of research.",
        zh: "文章总结其主要研究成果。",
      },
      verdict: "wrong",
      correction: {
        en: "It has none: no data, no method, no result that one could repeat.",
        zh: "没有成果：没有数据、方法或可重复的结果。",
      },
      source: { en: "the article, sections 1 to 9", zh: "文章 1 至 9 节" },
      notebook: "09-summary",
    },
    {
      id: "85",
      section: "9.2",
      claim: {
        en: "More and more data will be shared among parties.",
        zh: "多方将越来越多地共享数据。",
      },
      verdict: "inconsistent",
      correction: {
        en: "Section 9.3 names the protection of private data as the first challenge; how the two go together is not said.",
        zh: "9.3 节把隐私保护列为首要挑战；两者如何兼顾，没有说。",
      },
      source: { en: "the article, sections 9.2 and 9.3", zh: "文章 9.2 与 9.3 节" },
      notebook: "09-summary",
    },
    {
      id: "86",
      section: "9.4",
      claim: {
        en: "In future the article will follow the field and go deeper.",
        zh: "今后本文会继续关注并深入。",
      },
      verdict: "wrong",
      correction: {
        en: "An article does nothing in future; its authors might.",
        zh: "文章今后不会做任何事；作者或许会。",
      },
      source: { en: "the article, section 9.4", zh: "文章 9.4 节" },
      notebook: "09-summary",
    },
    {
      id: "87",
      section: "10",
      claim: {
        en: "Four questions about founding an AI firm are answered.",
        zh: "回答关于 AI 创业的四个问题。",
      },
      verdict: "opinion",
      correction: {
        en: "Advice without evidence: it contradicts nothing and proves nothing.",
        zh: "没有证据的建议：不与什么矛盾，也不证明什么。",
      },
      source: { en: "the article, section 10", zh: "文章第 10 节" },
      notebook: "10-faq",
    },
  ],
};
