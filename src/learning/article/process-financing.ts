/**
 * Start-ups of `datasets/executives.csv` that had the money before a product, each with the page that says so: the
 * chart of section 2.6 has financing last but one. Three cases show that the order is not a law; they are no sample,
 * and say nothing about how often it is so.
 */
import type { Bilingual } from "../../base/bilingual.js";

/** One start-up with money and no product yet. */
export interface FinancedBeforeProduct {
  readonly startUp: string;
  /** Year of founding, as in the data set. */
  readonly founded: number;
  /** When the round was reported, year and month. */
  readonly reported: string;
  /** The round that was reported, millions of US dollars. */
  readonly roundUsdM: number;
  /** What the page says of the product at that time, in our words. */
  readonly product: Bilingual;
  readonly source: string;
}

/** Three cases, by date. */
export const financedBeforeProduct: readonly FinancedBeforeProduct[] = [
  {
    startUp: "Safe Superintelligence",
    founded: 2024,
    reported: "2025-04",
    roundUsdM: 2000,
    product: { en: "no public model or demonstration", zh: "没有公开的模型或演示" },
    source:
      "https://winbuzzer.com/2025/04/15/alphabet-nvidia-back-ilya-sutskevers-ai-startup-raising-its-valuation-to-32bn-xcxwbn/",
  },
  {
    startUp: "Thinking Machines Lab",
    founded: 2025,
    reported: "2025-07",
    roundUsdM: 2000,
    product: { en: "first one to be announced within months", zh: "首个产品将在数月内公布" },
    source: "https://doitong.com/news/pt-PT/former-openai-cto-launches-new-ai-startup",
  },
  {
    startUp: "AMI Labs",
    founded: 2025,
    reported: "2026-03",
    roundUsdM: 1030,
    product: { en: "none, and no revenue", zh: "没有产品，也没有收入" },
    source:
      "https://www.humai.blog/yann-lecun-left-meta-raised-1-billion-in-four-months-and-is-now-betting-the-entire-ai-industry-is-wrong",
  },
];
