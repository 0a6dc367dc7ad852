/**
 * Statements 15 to 26: section 3, the families of methods, the steps of a project, strengths and weaknesses.
 */
import type { ClaimFile } from "./claim.js";

/** 15 … 26. */
export const algorithms: ClaimFile = {
  file: "src/learning/article/claims/algorithms.ts",
  claims: [
    {
      id: "15",
      section: "3.1",
      claim: {
        en: "Deep learning, reinforcement learning and language processing are the core algorithms.",
        zh: "深度学习、强化学习、语言处理是核心算法。",
      },
      verdict: "wrong",
      correction: {
        en: "Two are families of methods, the third is a field; none is an algorithm. Backpropagation, Q-learning and CBOW would be.",
        zh: "前两者是方法的家族，后者是领域，都不是算法。反向传播、Q 学习、CBOW 才是。",
      },
      source:
        "Sutton and Barto, Reinforcement Learning (2018), section 1.1; Goodfellow et al. (2016), chapter 1",
      notebook: "03-algorithms",
    },
    {
      id: "16",
      section: "3.1",
      claim: {
        en: "Deep learning simulates how the human brain is built and works.",
        zh: "深度学习模拟人脑的构造与运作。",
      },
      verdict: "wrong",
      correction: {
        en: "Loosely inspired units, trained by gradient descent. The textbook that the article cites says that deep learning should not be viewed as an attempt to simulate the brain.",
        zh: "只是受其启发的单元，用梯度下降训练。文章引用的教科书明确说，不应把深度学习看作模拟大脑的尝试。",
      },
      source: "Goodfellow, Bengio, Courville, Deep Learning (2016), section 1.2.1",
      notebook: "03-algorithms",
    },
    {
      id: "17",
      section: "3.1",
      claim: {
        en: "By trial and reward, reinforcement learning reaches optimal decisions.",
        zh: "强化学习靠试错与奖励达到最优决策。",
      },
      verdict: "conditional",
      correction: {
        en: "With a table it converges with probability 1 if every action is tried in every state again and again and the learning rates fall suitably. With a constant rate it does not settle; with networks nothing is guaranteed.",
        zh: "用表格时，若每个状态的每个动作反复尝试、学习率适当下降，则以概率 1 收敛。学习率不变则不会稳定；用神经网络则没有保证。",
      },
      source:
        "Watkins and Dayan, Q-learning, Machine Learning 8 (1992), pp. 279–292; computed on FrozenLake",
      notebook: "04-reinforcement",
    },
    {
      id: "18",
      section: "3.1",
      claim: {
        en: "Language processing understands language.",
        zh: "自然语言处理能理解语言。",
      },
      verdict: "vague",
      correction: {
        en: "No test of understanding is named. What can be tested are tasks: classification, similarity, answers.",
        zh: "没有给出检验“理解”的方法。能检验的是任务：分类、相似度、问答。",
      },
      source: { en: "the article, section 3.1", zh: "文章 3.1 节" },
      notebook: "03-algorithms",
    },
    {
      id: "19",
      section: "3.2.1",
      claim: {
        en: "The team is built while the idea is formed.",
        zh: "组建团队属于提出想法的阶段。",
      },
      verdict: "inconsistent",
      correction: {
        en: "The chart of section 2.6 builds the team only after the check of feasibility.",
        zh: "2.6 节的流程图在可行性判断之后才组建团队。",
      },
      source: { en: "the article, sections 2.6 and 3.2.1", zh: "文章 2.6 与 3.2.1 节" },
      notebook: "02-concepts",
    },
    {
      id: "20",
      section: "3.2.2",
      claim: {
        en: "One set of data serves to train and to test, and the model is designed before the data are there.",
        zh: "同一批数据既训练又测试，且先设计模型后收集数据。",
      },
      verdict: "wrong",
      correction: {
        en: "Training, validation and test need different data: a model that knows its test by heart is right every time and has learned nothing.",
        zh: "训练、验证、测试要用不同的数据：背下考题的模型全对，却什么也没学到。",
      },
      source: {
        en: "computed: nearest neighbour on coin flips (in the notebook, a network); Goodfellow et al. (2016), section 5.3",
        zh: "计算：对抛硬币用最近邻（笔记本里用网络）；Goodfellow 等（2016）5.3 节",
      },
      notebook: "03-algorithms",
    },
    {
      id: "21",
      section: "3.2.3",
      claim: {
        en: "Feedback of users is part of marketing.",
        zh: "用户反馈属于市场推广。",
      },
      verdict: "vague",
      correction: {
        en: "Feedback is data about the product: it belongs to evaluation and to the next round of development.",
        zh: "反馈是关于产品的数据，属于评估和下一轮开发。",
      },
      source: { en: "the article, section 3.2.3", zh: "文章 3.2.3 节" },
      notebook: "09-summary",
    },
    {
      id: "22",
      section: "3.2.4",
      claim: {
        en: "Money comes from venture capital and subsidies.",
        zh: "资金来自风险投资和补贴。",
      },
      verdict: "ok",
      correction: {
        en: "Among others, such as the founders' own money, loans, customers and other companies. Our data give sums, not who paid them.",
        zh: "还有别的来源，如创始人自有资金、贷款、客户和其他公司。我们的数据只有金额，没有出资人。",
      },
      source: "datasets/executives.csv, column notable_funding_usd_m",
      notebook: "01-background",
    },
    {
      id: "23",
      section: "3.3",
      claim: {
        en: "Deep learning finds features by itself and is highly precise, but needs much data and computing.",
        zh: "深度学习自动提取特征、精度高，但需要大量数据和算力。",
      },
      verdict: "conditional",
      correction: {
        en: "Depends on the task. Where the truth is a product of two features, a network finds it and a line does not; where the truth is linear, a network is no better than logistic regression and needs more data; on tables of medium size trees are often ahead.",
        zh: "视任务而定。真相是两个特征之积时，网络能找到，直线不能；真相是线性时，网络不比逻辑回归好，还要更多数据；在中等规模的表格数据上，树模型往往领先。",
      },
      source:
        "Grinsztajn, Oyallon, Varoquaux, Why do tree-based models still outperform deep learning on typical tabular data?, NeurIPS (2022); computed",
      notebook: "03-algorithms",
    },
    {
      id: "24",
      section: "3.3",
      claim: {
        en: "Reinforcement learning trains slowly and depends on the reward that one designs.",
        zh: "强化学习训练慢，且依赖奖励的设计。",
      },
      verdict: "ok",
      correction: {
        en: "So it does. On slippery ice value iteration, which knows the probabilities, comes near the optimum in a dozen sweeps, Q-learning in hundreds of episodes, and thousands for the rest. A well-meant bonus can make the best policy worth nothing.",
        zh: "的确。在湿滑的冰面上，知道概率的价值迭代十来轮就接近最优，Q 学习要几百回合，余下的差距还要几千回合。好心加的奖励会使最优策略一文不值。",
      },
      source: { en: "computed on FrozenLake", zh: "在 FrozenLake 上计算" },
      notebook: "03-algorithms",
    },
    {
      id: "25",
      section: "3.3",
      claim: {
        en: "Language processing has trouble with ambiguity.",
        zh: "自然语言处理难以应付歧义。",
      },
      verdict: "ok",
      correction: {
        en: "With one vector per form, as in word2vec, it must serve all senses and ends up between them. Reading the sentence helps, as far as the sentence says which sense is meant.",
        zh: "像 word2vec 那样一个词形只有一个向量，要兼顾所有词义，结果落在它们中间。读上下文有帮助，但以句子本身能说明的为限。",
      },
      source: {
        en: "computed: true contexts of a word of two senses",
        zh: "计算：双义词的真实上下文",
      },
      notebook: "03-algorithms",
    },
    {
      id: "26",
      section: "3.4",
      claim: {
        en: "In medicine the uses are diagnosis, images and personal treatment.",
        zh: "在医疗中用于诊断、影像和个性化治疗。",
      },
      verdict: "inconsistent",
      correction: {
        en: "Section 6.2 gives another list: images become part of diagnosis, and drug research is new.",
        zh: "6.2 节列的又不同：影像并入诊断，新增药物研发。",
      },
      source: { en: "the article, sections 3.4 and 6.2", zh: "文章 3.4 与 6.2 节" },
      notebook: "03-algorithms",
    },
  ],
};
