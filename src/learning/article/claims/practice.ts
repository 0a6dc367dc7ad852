/**
 * Statements 55 to 60: sections 5.1, 5.3 and 5.4, what is said around the printed program and of its result.
 */
import type { ClaimFile } from "./claim.js";

/** 55 … 60. */
export const practice: ClaimFile = {
  file: "src/learning/article/claims/practice.ts",
  claims: [
    {
      id: "55",
      section: "5.1",
      claim: { en: "One of the libraries is called Numpy.", zh: "所用的库之一叫 Numpy。" },
      verdict: "slip",
      correction: {
        en: "It is spelt NumPy; no version is given, and the program depends on gensim's.",
        zh: "应写作 NumPy；没有给出版本，而程序取决于 gensim 的版本。",
      },
      source: "Harris et al., Array programming with NumPy, Nature 585 (2020), pp. 357–362",
      notebook: "09-summary",
    },
    {
      id: "56",
      section: "5.1",
      claim: {
        en: "TensorFlow builds and trains the model.",
        zh: "TensorFlow 用来搭建和训练模型。",
      },
      verdict: "wrong",
      correction: {
        en: "It builds nothing here: after the import its name does not occur again.",
        zh: "在这里它什么也不做：导入之后再没出现过。",
      },
      source: { en: "the printed program", zh: "印出的程序" },
      notebook: "05-practice",
    },
    {
      id: "57",
      section: "5.3",
      claim: {
        en: "The preprocessing is said to remove punctuation and stop words.",
        zh: "解说称预处理去掉了标点和停用词。",
      },
      verdict: "wrong",
      correction: {
        en: "No stop word is removed (statement 46): of the five word forms of the corpus all pass the test.",
        zh: "没有去掉任何停用词（见第 46 条）：语料的五个词形全部通过检测。",
      },
      source: { en: "computed on the printed corpus", zh: "在印出的语料上计算" },
      notebook: "05-practice",
    },
    {
      id: "58",
      section: "5.3",
      claim: {
        en: "The mean similarity is said to assess the model's performance.",
        zh: "解说称平均相似度评估了模型性能。",
      },
      verdict: "wrong",
      correction: {
        en: "A collapsed model gets the best mark (statement 53).",
        zh: "塌缩的模型得分最高（见第 53 条）。",
      },
      source: { en: "computed: collapsed vectors", zh: "计算：塌缩的向量" },
      notebook: "05-practice",
    },
    {
      id: "59",
      section: "5.4",
      claim: {
        en: "The program prints a mean similarity of 0.9.",
        zh: "程序打印出平均相似度 0.9。",
      },
      verdict: "invented",
      correction: {
        en: "The program prints nothing: it stops before. Repaired in every place but the metric, it gives a small number that comes from the self pair.",
        zh: "程序什么也没打印，中途就停了。除指标外全部修好，得到的是来自自身对的小数。",
      },
      source: {
        en: "the printed program, run (ModuleNotFoundError, TypeError, KeyError in turn); computed",
        zh: "运行印出的程序（依次 ModuleNotFoundError、TypeError、KeyError）；计算",
      },
      notebook: "05-practice",
    },
    {
      id: "60",
      section: "5.4",
      claim: {
        en: "The printed number shows that man and woman are similar.",
        zh: "打印的数说明 man 与 woman 相似。",
      },
      verdict: "wrong",
      correction: {
        en: "It would be a mean over all words; neither man nor woman occurs in the corpus.",
        zh: "那只能是对所有词的平均；man 和 woman 都不在语料中。",
      },
      source: { en: "computed on the printed corpus", zh: "在印出的语料上计算" },
      notebook: "05-practice",
    },
  ],
};
