/**
 * Statements 61 to 69: section 6, uses in finance, medicine, education and retail. What can be said exactly about
 * a use is said by a small model whose best possible result is known.
 */
import type { ClaimFile } from "./claim.js";

/** 61 … 69. */
export const applications: ClaimFile = {
  file: "src/learning/article/claims/applications.ts",
  claims: [
    {
      id: "61",
      section: "6.1",
      claim: {
        en: "Deep learning foresees markets and so lowers risk.",
        zh: "深度学习预测市场，从而降低风险。",
      },
      verdict: "unsupported",
      correction: {
        en: "A forecast does not lower a risk by itself. Risk is a property of the distribution of losses: two positions of the same mean can differ many times in value at risk.",
        zh: "预测本身不降低风险。风险是损失分布的性质：均值相同的两个头寸，风险价值可以差许多倍。",
      },
      source: {
        en: "computed: normal value at risk and expected shortfall",
        zh: "计算：正态分布的风险价值与期望损失",
      },
      notebook: "09-summary",
    },
    {
      id: "62",
      section: "6.1",
      claim: {
        en: "Reinforcement learning raises the return of trading.",
        zh: "强化学习提高交易收益。",
      },
      verdict: "unsupported",
      correction: {
        en: "No figure is given, and none can be above the optimum. On prices without memory every policy that trades loses its costs; where prices revert, one that ignores the costs gives up most of what can be earned.",
        zh: "没有数字，而收益不可能超过最优。价格无记忆时，凡交易的策略都亏掉成本；价格回归时，无视成本的策略放弃了大半可得的收益。",
      },
      source: {
        en: "computed: dynamic programming on a mean-reverting price with costs",
        zh: "计算：带成本的均值回归价格上的动态规划",
      },
      notebook: "09-summary",
    },
    {
      id: "63",
      section: "6.1",
      claim: {
        en: "Service bots make customers more content, in finance as in retail.",
        zh: "金融和零售的智能客服都提高客户满意度。",
      },
      verdict: "unsupported",
      correction: {
        en: "No survey and no number; sections 6.1 and 6.4 give the same sentence twice.",
        zh: "没有调查，没有数字；6.1 与 6.4 节的句子相同。",
      },
      source: { en: "the article, sections 6.1 and 6.4", zh: "文章 6.1 与 6.4 节" },
      notebook: "09-summary",
    },
    {
      id: "64",
      section: "6.2",
      claim: {
        en: "Computer vision makes diagnoses more accurate.",
        zh: "计算机视觉提高诊断准确率。",
      },
      verdict: "conditional",
      correction: {
        en: "Up to a limit that noise sets: no reader of an image, human or machine, gets beyond the ideal observer. Where that one is at chance, so is all else.",
        zh: "有噪声设定的上限：无论人还是机器，都不能超过理想观察者。它只能靠猜时，谁都只能靠猜。",
      },
      source:
        "Green and Swets, Signal Detection Theory and Psychophysics (1966); computed: AUC = Φ(d'/√2)",
      notebook: "09-summary",
    },
    {
      id: "65",
      section: "6.2",
      claim: {
        en: "From patients' data deep learning finds the treatment that suits each.",
        zh: "深度学习用患者数据为每人制定治疗方案。",
      },
      verdict: "wrong",
      correction: {
        en: "Prediction is not enough. If the sicker are treated more often, a cure that helps can look harmful, however well the outcome is predicted; one needs randomisation, or all reasons of the choice.",
        zh: "只会预测不够。若病重者更常接受治疗，有效的疗法看上去反而有害，预测再准也一样；需要随机化，或掌握选择的全部原因。",
      },
      source: "Rosenbaum and Rubin, Biometrika 70 (1983), pp. 41–55; computed in closed form",
      notebook: "09-summary",
    },
    {
      id: "66",
      section: "6.2",
      claim: {
        en: "Big data find new targets and combinations of drugs.",
        zh: "大数据能发现新的药物靶点和组合。",
      },
      verdict: "vague",
      correction: {
        en: "They find candidates. Among many tests some succeed by chance, so what is found must be corrected for their number and tried again.",
        zh: "找到的是候选。检验很多时总有碰巧成功的，须按数量校正并重新验证。",
      },
      source:
        "Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), pp. 289–300; computed",
      notebook: "09-summary",
    },
    {
      id: "67",
      section: "6.3",
      claim: {
        en: "Language processing improves teaching, and deep learning supports decisions in education.",
        zh: "语言处理改进教学，深度学习支持教育决策。",
      },
      verdict: "unsupported",
      correction: {
        en: "No study is cited. Where deep knowledge tracing was compared with the older Bayesian model, extended by a few parameters, the two were on a par.",
        zh: "没有引用研究。把深度知识追踪与稍加扩展的贝叶斯旧模型比较时，两者不相上下。",
      },
      source: "Khajah, Lindsey, Mozer, How deep is knowledge tracing?, arXiv:1604.02416",
      notebook: "09-summary",
    },
    {
      id: "68",
      section: "6.4",
      claim: {
        en: "Deep learning makes recommendations that please buyers.",
        zh: "深度学习的推荐改善购物体验。",
      },
      verdict: "conditional",
      correction: {
        en: "It depends on what it is compared with: of seven neural methods that could be reproduced, six were often beaten by simple ones, well tuned.",
        zh: "要看与什么比：七种可复现的神经方法中，六种常被调好的简单方法超过。",
      },
      source:
        "Ferrari Dacrema, Cremonesi, Jannach, Are We Really Making Much Progress?, RecSys (2019), arXiv:1907.06902",
      notebook: "09-summary",
    },
    {
      id: "69",
      section: "6.4",
      claim: {
        en: "Reinforcement learning lowers the cost of stock.",
        zh: "强化学习降低库存成本。",
      },
      verdict: "conditional",
      correction: {
        en: "Against a poor rule, yes. For the classical model an (s, S) rule is optimal and can be computed: learning can match it, not beat it.",
        zh: "与差的规则比，可以。对经典模型，(s, S) 策略最优且可以算出：学习只能追上，不能超过。",
      },
      source:
        "Scarf, The Optimality of (S, s) Policies in the Dynamic Inventory Problem (1960); Zheng and Federgruen, Operations Research 39 (1991), pp. 654–665; computed by the renewal formula",
      notebook: "09-summary",
    },
  ],
};
