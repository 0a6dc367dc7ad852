/**
 * Statements 70 to 74: section 7, trends, areas and challenges.
 */
import type { ClaimFile } from "./claim.js";

/** 70 … 74. */
export const outlook: ClaimFile = {
  file: "src/learning/article/claims/outlook.ts",
  claims: [
    {
      id: "70",
      section: "7.1",
      claim: {
        en: "Four trends will appear: several modes, federated, self-supervised and transfer learning.",
        zh: "将出现四个趋势：多模态、联邦、自监督、迁移学习。",
      },
      verdict: "wrong",
      correction: {
        en: "The tense is wrong: all four are older than the article. Federated learning has its name since 2016; word2vec itself is self-supervised.",
        zh: "时态不对：四者都早于本文。联邦学习 2016 年已得名；word2vec 本身就是自监督的。",
      },
      source:
        "McMahan et al., arXiv:1602.05629 (2016); Pan and Yang, A Survey on Transfer Learning, IEEE TKDE 22 (2010), pp. 1345–1359",
      notebook: "09-summary",
    },
    {
      id: "71",
      section: "7.1",
      claim: {
        en: "Federated learning protects the privacy of the data.",
        zh: "联邦学习保护数据隐私。",
      },
      verdict: "wrong",
      correction: {
        en: "Too strong: the data stay where they are, but the updates tell of them. From the gradient of one example its input can be read off exactly. It takes secure aggregation or added noise.",
        zh: "说得太满：数据不动，更新却会泄露。由一个样本的梯度可以精确读出它的输入。需要安全聚合或加噪声。",
      },
      source: "Zhu, Liu, Han, Deep Leakage from Gradients, NeurIPS (2019); computed",
      notebook: "09-summary",
    },
    {
      id: "72",
      section: "7.1",
      claim: {
        en: "Self-supervised learning needs no labels made by people.",
        zh: "自监督学习不需要人工标注。",
      },
      verdict: "conditional",
      correction: {
        en: "For the first training, which makes its labels from the data. To name what was found, or to judge it, labels are needed: without them even a perfect grouping has no names.",
        zh: "只对预训练成立，标签由数据自己产生。要给结果命名或评判仍需标注：没有标注，分组再好也不知道叫什么。",
      },
      source: { en: "computed: clusters without names", zh: "计算：没有名字的聚类" },
      notebook: "09-summary",
    },
    {
      id: "73",
      section: "7.1",
      claim: {
        en: "Transfer learning adapts quickly to new tasks.",
        zh: "迁移学习能快速适应新任务。",
      },
      verdict: "conditional",
      correction: {
        en: "If the tasks share what is transferred. A foreign representation is worse than none.",
        zh: "前提是任务之间确有共享。搬来不相干的表示，还不如没有。",
      },
      source: {
        en: "computed: expected risk of least squares; Pan and Yang (2010) on negative transfer",
        zh: "计算：最小二乘的期望风险；Pan、Yang（2010）论负迁移",
      },
      notebook: "09-summary",
    },
    {
      id: "74",
      section: "7.2",
      claim: {
        en: "Factories, traffic, cities and hospitals will gain; privacy, jobs and ethics are the challenges.",
        zh: "工厂、交通、城市、医院将受益；隐私、就业、伦理是挑战。",
      },
      verdict: "vague",
      correction: {
        en: "Headings without a statement that could turn out true or false.",
        zh: "只有标题，没有能判断真假的陈述。",
      },
      source: { en: "the article, sections 7.2 and 7.3", zh: "文章 7.2 与 7.3 节" },
      notebook: "09-summary",
    },
  ],
};
