/**
 * Statements 10 to 14: section 2, the article's terms and its chart of the start-up process.
 */
import type { ClaimFile } from "./claim.js";

/** 10 … 14. */
export const concepts: ClaimFile = {
  file: "src/learning/article/claims/concepts.ts",
  claims: [
    {
      id: "10",
      section: "2.1",
      claim: {
        en: "AI imitates human intelligence; machine learning, deep learning, language and vision are its parts, side by side.",
        zh: "AI 模仿人的智能，机器学习、深度学习、语言、视觉是并列的部分。",
      },
      verdict: "vague",
      correction: {
        en: "The list mixes kinds: deep learning lies within machine learning; language and vision are fields of application.",
        zh: "列表混淆了种类：深度学习属于机器学习；语言和视觉是应用领域。",
      },
      source: "Goodfellow, Bengio, Courville, Deep Learning (2016), chapter 1",
      notebook: "02-concepts",
    },
    {
      id: "11",
      section: "2.3",
      claim: {
        en: "An executive's departure means founding a firm or joining another one.",
        zh: "高管离职就是自己创业或去别的公司。",
      },
      verdict: "wrong",
      correction: {
        en: "Too narrow: people also retire, are dismissed or fall ill. Wang Huiwen left Light Years Beyond ill, months after founding it.",
        zh: "定义太窄：也有退休、解职、生病。王慧文创办光年之外数月后因病离开。",
      },
      source: "datasets/executives.csv, row Wang Huiwen, and its page tmtpost.com/6597091.html",
      notebook: "02-concepts",
    },
    {
      id: "12",
      section: "2.3",
      claim: {
        en: "Such departures usually weigh heavily on the firm.",
        zh: "这类离职通常对公司影响很大。",
      },
      verdict: "unsupported",
      correction: {
        en: "No firm, no before and after, no comparison is given.",
        zh: "没有举出公司，没有前后对照，也没有比较。",
      },
      source: { en: "the article, section 2.3", zh: "文章 2.3 节" },
      notebook: "09-summary",
    },
    {
      id: "13",
      section: "2.4",
      claim: {
        en: "AI start-ups usually work with deep learning, reinforcement learning and language processing.",
        zh: "AI 创业通常涉及深度学习、强化学习和语言处理。",
      },
      verdict: "unsupported",
      correction: {
        en: "Of the fields recorded in our data none is reinforcement learning; foundation models and driving lead.",
        zh: "我们的数据里没有一家的领域是强化学习；居前的是基础模型和自动驾驶。",
      },
      source: "datasets/executives.csv, column field",
      notebook: "01-background",
    },
    {
      id: "14",
      section: "2.6",
      claim: {
        en: "The flow chart describes how an AI start-up proceeds.",
        zh: "流程图描述了 AI 创业的过程。",
      },
      verdict: "wrong",
      correction: {
        en: "It can be drawn, but not walked: the re-evaluation has no way out, the decision to iterate has one exit, and nothing can fail once it is feasible. Repaired and given probabilities, it says how often and how soon a start-up gets there: it is an absorbing Markov chain.",
        zh: "图画得出，却走不通：重新评估没有出口，是否迭代的判断只有一个出口，可行之后再不会失败。修正并给出概率后，它是一条吸收马尔可夫链，可以算出成功的概率和步数。",
      },
      source: {
        en: "computed: check of the chart's exits; Kemeny and Snell, Finite Markov Chains (1960)",
        zh: "计算：检查图的出口；Kemeny、Snell，Finite Markov Chains（1960）",
      },
      notebook: "02-concepts",
    },
  ],
};
