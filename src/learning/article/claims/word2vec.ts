/**
 * Statements 33 to 41: sections 4.2.3 and 4.3, the formula called word2vec and the case study with its 0.9.
 */
import type { ClaimFile } from "./claim.js";

/** 33 … 41. */
export const word2vec: ClaimFile = {
  file: "src/learning/article/claims/word2vec.ts",
  claims: [
    {
      id: "33",
      section: "4.2.3",
      claim: {
        en: "word2vec is a normalised sum of contexts times softmax of hidden states.",
        zh: "word2vec 是“上下文乘以隐状态的 softmax”之和再归一化。",
      },
      verdict: "wrong",
      correction: {
        en: "The left side is one vector of length 1 for the whole corpus; word2vec has two vectors for each word, and minimises a loss: −log σ(u·h) for the hidden word, −log σ(−u·h) for noise words.",
        zh: "左边是整个语料的一个单位向量；word2vec 给每个词两个向量，并使损失最小：目标词 −log σ(u·h)，噪声词 −log σ(−u·h)。",
      },
      source: "Mikolov et al., arXiv:1301.3781 and NIPS 26 (2013); computed",
      notebook: "04-word2vec",
    },
    {
      id: "34",
      section: "4.2.3",
      claim: {
        en: "The context of a word multiplies a vector, and the hidden state is that of the previous word.",
        zh: "词的上下文乘以向量，隐状态来自前一个词。",
      },
      verdict: "wrong",
      correction: {
        en: "A context is a set of words, not a factor; and nothing is carried from word to word: the guess is the same in whatever order the context stands.",
        zh: "上下文是词的集合，不是系数；也没有东西从一个词传到下一个词：上下文换个次序，预测不变。",
      },
      source: "Mikolov et al., arXiv:1301.3781, section 3.1; computed",
      notebook: "04-word2vec",
    },
    {
      id: "35",
      section: "4.2.3",
      claim: {
        en: "Softmax normalises the word vectors.",
        zh: "softmax 用来归一化词向量。",
      },
      verdict: "wrong",
      correction: {
        en: "It turns scores of the whole vocabulary into probabilities: their sum is 1, their length is not.",
        zh: "它把整个词表的得分变成概率：和为 1，长度不为 1。",
      },
      source: { en: "computed: softmax of scores", zh: "计算：得分的 softmax" },
      notebook: "04-word2vec",
    },
    {
      id: "36",
      section: "4.3.1",
      claim: {
        en: "The data are about one million articles of Wikipedia.",
        zh: "数据是维基百科约一百万篇文章。",
      },
      verdict: "wrong",
      correction: {
        en: "The program reads two sentences. No language or date is given; the English edition had 6.8 million articles in April 2024.",
        zh: "程序只读两个句子。文章没写语言或日期；英文版 2024 年 4 月有 680 万篇。",
      },
      source: {
        en: "Wikipedia:Size of Wikipedia, 26 April 2024 (6,816,939 articles); computed on the printed corpus",
        zh: "Wikipedia:Size of Wikipedia，2024 年 4 月 26 日（6,816,939 篇）；在印出的语料上计算",
      },
      notebook: "04-wikipedia",
    },
    {
      id: "37",
      section: "4.3.3",
      claim: {
        en: "CBOW takes the words in a window and averages their vectors.",
        zh: "CBOW 取窗口里的词，把它们的向量平均。",
      },
      verdict: "ok",
      correction: {
        en: "Right, but only half: the mean is there to predict the word in the middle, and that is where learning comes from.",
        zh: "对，但只说了一半：平均值是用来预测中间那个词的，学习由此而来。",
      },
      source: "Mikolov et al., arXiv:1301.3781, section 3.1; computed",
      notebook: "04-word2vec",
    },
    {
      id: "38",
      section: "4.3.4",
      claim: {
        en: "Cosines of word pairs show how good the vectors are.",
        zh: "用词对的余弦相似度评价词向量。",
      },
      verdict: "wrong",
      correction: {
        en: "A cosine alone says nothing. What counts is the order of many pairs against a judge: rank correlation, analogies, or a task.",
        zh: "单看余弦说明不了什么。要看许多词对的次序与标准是否一致：秩相关、类比或具体任务。",
      },
      source: {
        en: "computed: a cosine that falls while the order gets better; Hill, Reichart, Korhonen, SimLex-999, Computational Linguistics 41 (2015), pp. 665–695",
        zh: "计算：余弦下降而次序变好；Hill、Reichart、Korhonen，SimLex-999，Computational Linguistics 41（2015），第 665–695 页",
      },
      notebook: "04-word2vec",
    },
    {
      id: "39",
      section: "4.3.5",
      claim: {
        en: "The cosine of man and woman is about 0.9.",
        zh: "man 与 woman 的余弦约为 0.9。",
      },
      verdict: "unsupported",
      correction: {
        en: "No run is shown that gives it. A model that has hardly been trained gives such cosines to every pair.",
        zh: "没有给出得到它的运行。几乎没训练的模型会给任何词对这样的余弦。",
      },
      source: {
        en: "computed: the first two epochs on the small world",
        zh: "计算：在小世界上训练的前两轮",
      },
      notebook: "04-word2vec",
    },
    {
      id: "40",
      section: "4.3.5",
      claim: {
        en: "Some of the trained vectors are shown.",
        zh: "展示了部分训练好的词向量。",
      },
      verdict: "wrong",
      correction: {
        en: "None is: a formula and a number follow.",
        zh: "一个也没有：后面只有一个公式和一个数。",
      },
      source: { en: "the article, section 4.3.5", zh: "文章 4.3.5 节" },
      notebook: "09-summary",
    },
    {
      id: "41",
      section: "4.3.5",
      claim: {
        en: "The high similarity proves that the model works.",
        zh: "相似度高，说明模型有效。",
      },
      verdict: "wrong",
      correction: {
        en: "It does not follow. A model in which all vectors point the same way passes this test with 1 and knows nothing.",
        zh: "推不出来。所有向量同向的模型以 1 通过这个检验，却什么也不知道。",
      },
      source: { en: "computed: collapsed vectors", zh: "计算：塌缩的向量" },
      notebook: "05-practice",
    },
  ],
};
