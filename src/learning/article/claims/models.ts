/**
 * Statements 27 to 32: sections 4.1 and 4.2.1 to 4.2.2, networks, their loss, and the action-value function.
 */
import type { ClaimFile } from "./claim.js";

/** 27 … 32. */
export const models: ClaimFile = {
  file: "src/learning/article/claims/models.ts",
  claims: [
    {
      id: "27",
      section: "4.1.1",
      claim: {
        en: "Several layers of neurons extract features in a non-linear way.",
        zh: "多层神经元实现非线性的特征提取。",
      },
      verdict: "conditional",
      correction: {
        en: "Only with a non-linear activation between the layers; without one the stack is a single linear map.",
        zh: "只有层间有非线性激活才成立；否则叠多少层都是一个线性映射。",
      },
      source: {
        en: "computed: second difference of a stack of layers",
        zh: "计算：多层叠加的二阶差分",
      },
      notebook: "04-deep-learning",
    },
    {
      id: "28",
      section: "4.1.1",
      claim: {
        en: "The optimiser minimises the loss.",
        zh: "优化算法使损失最小。",
      },
      verdict: "conditional",
      correction: {
        en: "It comes to rest where the gradient is zero. That is the minimum if the loss is convex in the parameters, as in logistic regression; in a network it may be another place.",
        zh: "它停在梯度为零处。损失对参数是凸的（如逻辑回归）时那是最小值；在网络里可能是别处。",
      },
      source: {
        en: "computed on XOR; Goodfellow et al. (2016), section 8.2",
        zh: "在异或上计算；Goodfellow 等（2016）8.2 节",
      },
      notebook: "04-deep-learning",
    },
    {
      id: "29",
      section: "4.1.2",
      claim: {
        en: "The action-value function judges which action is best in the present state.",
        zh: "状态-动作值函数评出当前状态的最佳动作。",
      },
      verdict: "wrong",
      correction: {
        en: "It rates every action by the return to be expected after it; the best one is where Q* is largest.",
        zh: "它给每个动作评分，即其后的期望回报；最佳动作是 Q* 最大的那个。",
      },
      source:
        "Sutton and Barto, Reinforcement Learning (2018), sections 3.5 and 3.6; computed on FrozenLake",
      notebook: "04-reinforcement",
    },
    {
      id: "30",
      section: "4.1.3",
      claim: {
        en: "Recurrent networks read sequences, to classify texts and to generate them.",
        zh: "循环网络处理序列，用于文本分类和生成。",
      },
      verdict: "ok",
      correction: {
        en: "Right, though no formula, program or result follows. They can see order, which counts of words cannot; plain ones lose the gradient over long spans.",
        zh: "正确，但没有公式、程序或结果。它能看到次序，词频统计不能；普通的循环网络在长跨度上会丢失梯度。",
      },
      source:
        "Bengio, Simard, Frasconi, IEEE Transactions on Neural Networks 5 (1994), pp. 157–166; computed",
      notebook: "04-recurrent",
    },
    {
      id: "31",
      section: "4.2.1",
      claim: {
        en: "The loss of deep learning is the mean binary cross-entropy.",
        zh: "深度学习的损失函数是平均二元交叉熵。",
      },
      verdict: "ok",
      correction: {
        en: "The printed formula is correct for answers 0 and 1: the mean negative log-likelihood of Bernoulli(a), with ∂J/∂z = (a − y)/m. It is one loss among several.",
        zh: "对 0/1 的答案，公式正确：伯努利(a) 的平均负对数似然，∂J/∂z = (a − y)/m。它只是多种损失之一。",
      },
      source: "Goodfellow et al. (2016), section 6.2.2; computed",
      notebook: "04-deep-learning",
    },
    {
      id: "32",
      section: "4.2.2",
      claim: {
        en: "The value of an action equals its reward plus the discounted best value of the next state, and is called an expected return.",
        zh: "动作的价值等于即时奖励加上下一状态折扣后的最大价值，并称之为期望收益。",
      },
      verdict: "wrong",
      correction: {
        en: "The expectation over the next state is missing: Q*(s, a) = E[R + γ max Q*(S', a')]. As printed it holds only where each action has one outcome.",
        zh: "缺少对下一状态的期望：Q*(s, a) = E[R + γ max Q*(S', a')]。照印的写法只在每个动作结果唯一时成立。",
      },
      source: "Sutton and Barto (2018), equation 3.20; computed on FrozenLake",
      notebook: "04-reinforcement",
    },
  ],
};
