/**
 * The article as this edition takes it up: its sections in order, in our words, each with the notebooks that work
 * it out and the files of `src/learning` that prove it. The order of the course follows from here, and nothing
 * else states it: a notebook comes where the article first needs it. What the notebooks themselves say (minutes,
 * promise) is in `course.ts`; sections without a notebook are in preparation.
 */
import type { Bilingual } from "../../base/bilingual.js";

/** A section of the article. */
export interface ArticleSection {
  /** As the article counts: 4.2.3. */
  readonly number: string;
  readonly title: Bilingual;
  /** The notebooks that work it out, as file names without `.ipynb`; none: in preparation. */
  readonly notebooks: readonly string[];
  /** Where the library does it, from `src/learning`; a folder ends in a slash. */
  readonly sources: readonly string[];
}

/** The article's sections, and those of their parts that have something to compute, in its order. */
export const articleSections: readonly ArticleSection[] = [
  {
    number: "1",
    title: { en: "Background: who leaves, and to found what", zh: "背景：谁离开，去创办什么" },
    notebooks: ["01-background"],
    sources: ["article/executives.ts", "article/start-ups.ts", "statistics/wilson.ts"],
  },
  {
    number: "2",
    title: { en: "The concepts and how they hang together", zh: "概念及其联系" },
    notebooks: ["02-concepts"],
    sources: ["article/terms.ts"],
  },
  {
    number: "2.6",
    title: { en: "The way of a start-up as a flow chart", zh: "创业流程图" },
    notebooks: ["02-concepts"],
    sources: [
      "article/process.ts",
      "article/process-lint.ts",
      "article/process-chain.ts",
      "statistics/absorbing-chain.ts",
    ],
  },
  {
    number: "3",
    title: { en: "The algorithms: what each of them is for", zh: "算法：各自的用途" },
    notebooks: ["03-algorithms"],
    sources: ["network/network.ts", "reinforcement/value-iteration.ts", "text/grammar.ts"],
  },
  {
    number: "3.2.2",
    title: { en: "From data to a model that is judged", zh: "从数据到经过评判的模型" },
    notebooks: ["03-algorithms"],
    sources: ["network/train.ts", "statistics/binomial.ts"],
  },
  {
    number: "3.3",
    title: { en: "Strengths and weaknesses, as experiments", zh: "优缺点：逐条实验" },
    notebooks: ["03-algorithms"],
    sources: [
      "statistics/gaussian-blobs.ts",
      "network/operations.ts",
      "reinforcement/shaping.ts",
      "text/ambiguity.ts",
    ],
  },
  {
    number: "4.1.1",
    title: { en: "Deep learning: the model", zh: "深度学习：模型" },
    notebooks: ["04-deep-learning"],
    sources: ["network/network.ts", "network/dense.ts", "network/train.ts"],
  },
  {
    number: "4.1.2",
    title: { en: "Reinforcement learning: the model", zh: "强化学习：模型" },
    notebooks: ["04-reinforcement"],
    sources: ["reinforcement/environment.ts", "reinforcement/policy.ts"],
  },
  {
    number: "4.1.3",
    title: { en: "Language: recurrent networks", zh: "自然语言：循环神经网络" },
    notebooks: ["04-recurrent"],
    sources: [
      "network/recurrent.ts",
      "network/through-time.ts",
      "network/order-task.ts",
      "statistics/markov-source.ts",
    ],
  },
  {
    number: "4.2.1",
    title: { en: "The loss of a network", zh: "网络的损失函数" },
    notebooks: ["04-deep-learning"],
    sources: ["network/loss.ts", "network/gradient.ts", "network/logistic.ts"],
  },
  {
    number: "4.2.2",
    title: { en: "The value of an action", zh: "动作的价值" },
    notebooks: ["04-reinforcement"],
    sources: [
      "reinforcement/q-learning.ts",
      "reinforcement/value-iteration.ts",
      "reinforcement/evaluation.ts",
    ],
  },
  {
    number: "4.2.3",
    title: { en: "Word vectors: the formula", zh: "词向量：公式" },
    notebooks: ["04-word2vec"],
    sources: [
      "embedding/cbow.ts",
      "embedding/trainer.ts",
      "embedding/evaluation/gradient-check.ts",
    ],
  },
  {
    number: "4.3",
    title: { en: "Word vectors: the case study on Wikipedia", zh: "词向量：维基百科案例" },
    notebooks: ["04-word2vec", "04-wikipedia"],
    sources: ["text/wikipedia/", "text/vocabulary.ts", "embedding/evaluation/evaluation-pairs.ts"],
  },
  {
    number: "5",
    title: { en: "The printed program, and its result", zh: "文中的程序及其结果" },
    notebooks: ["05-practice"],
    sources: ["article/program.ts", "article/program-metric.ts", "article/program-cosines.ts"],
  },
  {
    number: "6",
    title: {
      en: "Applications in finance, medicine, education and retail",
      zh: "金融、医疗、教育与零售中的应用",
    },
    notebooks: [],
    sources: [],
  },
  {
    number: "7",
    title: { en: "What is to come, and what it may cost", zh: "未来的技术与代价" },
    notebooks: [],
    sources: [],
  },
  {
    number: "8",
    title: { en: "Tools and resources, put right", zh: "工具与资源（已更正）" },
    notebooks: ["08-resources"],
    sources: ["article/resources.ts", "article/toolkit.ts"],
  },
  {
    number: "9",
    title: { en: "Summary: every statement, checked", zh: "总结：逐条核对" },
    notebooks: ["09-summary"],
    sources: ["article/claims.ts", "article/evidence.ts"],
  },
  {
    number: "10",
    title: { en: "Questions and answers, as a retrieval bot", zh: "问与答：检索式问答" },
    notebooks: ["10-faq"],
    sources: ["text/bm25.ts", "article/knowledge.ts", "article/answering.ts"],
  },
  {
    number: "11",
    title: { en: "References, put right", zh: "参考文献（已更正）" },
    notebooks: ["11-references"],
    sources: ["article/references.ts", "article/citations.ts"],
  },
];

/** The front notebook: it stands before the article's first section. */
export const frontNotebook = "00-start";

/** The notebooks of the course in their order: the front one, then as the article first needs them. */
export const courseOrder: readonly string[] = [
  ...new Set([frontNotebook, ...articleSections.flatMap(({ notebooks }) => notebooks)]),
];
