/**
 * Statements 42 to 54: section 5.2, the printed program line by line.
 */
import type { ClaimFile } from "./claim.js";

/** 42 … 54. */
export const program: ClaimFile = {
  file: "src/learning/article/claims/program.ts",
  claims: [
    {
      id: "42",
      section: "5.2",
      claim: { en: "The program imports TensorFlow.", zh: "程序导入 TensorFlow。" },
      verdict: "wrong",
      correction: {
        en: "It never uses it, and stops at this line where it is not installed.",
        zh: "从未使用；没装它的机器就停在这一行。",
      },
      source: {
        en: "the printed program, run under Python 3.11 without TensorFlow: ModuleNotFoundError",
        zh: "在没有 TensorFlow 的 Python 3.11 上运行印出的程序：ModuleNotFoundError",
      },
      notebook: "05-practice",
    },
    {
      id: "43",
      section: "5.2",
      claim: { en: "The program imports NumPy.", zh: "程序导入 NumPy。" },
      verdict: "ok",
      correction: {
        en: "It is used once, for a mean.",
        zh: "用了一次，求平均。",
      },
      source: { en: "the printed program", zh: "印出的程序" },
      notebook: "05-practice",
    },
    {
      id: "44",
      section: "5.2",
      claim: {
        en: "A comment says that the text becomes a list of words.",
        zh: "注释说把文本变成单词列表。",
      },
      verdict: "wrong",
      correction: {
        en: "It becomes a list of single characters, since a loop over a string gives its characters.",
        zh: "变成了单个字符的列表，因为遍历字符串得到的是字符。",
      },
      source: { en: "computed on the printed corpus", zh: "在印出的语料上计算" },
      notebook: "05-practice",
    },
    {
      id: "45",
      section: "5.2",
      claim: {
        en: "The words of all sentences are collected in one flat list.",
        zh: "所有句子的词收进一个平铺的列表。",
      },
      verdict: "wrong",
      correction: {
        en: "A flat list has no sentence borders: words of different sentences become neighbours, even where the words are right.",
        zh: "平铺后没有句子边界：即使分词正确，不同句子的词也成了邻居。",
      },
      source: { en: "computed on the printed corpus", zh: "在印出的语料上计算" },
      notebook: "05-practice",
    },
    {
      id: "46",
      section: "5.2",
      claim: {
        en: "A test for letters removes punctuation and stop words.",
        zh: "用字母检测去掉标点和停用词。",
      },
      verdict: "wrong",
      correction: {
        en: "It drops every token with a digit, hyphen or apostrophe and keeps stop words such as is and a, which are letters too.",
        zh: "它丢掉含数字、连字符或撇号的词，却留下 is、a 等停用词，因为它们也是字母。",
      },
      source: { en: "computed on the printed corpus", zh: "在印出的语料上计算" },
      notebook: "05-practice",
    },
    {
      id: "47",
      section: "5.2",
      claim: {
        en: "The training function takes a model.",
        zh: "训练函数接收一个模型。",
      },
      verdict: "wrong",
      correction: {
        en: "The argument is overwritten at once and is called with nothing.",
        zh: "参数立即被覆盖，调用时传入的也是空。",
      },
      source: { en: "the printed program", zh: "印出的程序" },
      notebook: "05-practice",
    },
    {
      id: "48",
      section: "5.2",
      claim: {
        en: "The list of words is given to the trainer as its sentences.",
        zh: "把单词列表当作句子交给训练器。",
      },
      verdict: "wrong",
      correction: {
        en: "A sentence must be a list of words. A word in its place is read as a sentence of letters.",
        zh: "句子应是词的列表。放一个词进去，就被读成由字母组成的句子。",
      },
      source: { en: "computed on the printed corpus", zh: "在印出的语料上计算" },
      notebook: "05-practice",
    },
    {
      id: "49",
      section: "5.2",
      claim: { en: "The dimension is set by an argument size.", zh: "用参数 size 设置维数。" },
      verdict: "wrong",
      correction: {
        en: "Since gensim 4 it is called vector_size, and iter is called epochs.",
        zh: "gensim 4 起叫 vector_size，iter 改叫 epochs。",
      },
      source: {
        en: "the printed program, run with gensim 4.2.0: TypeError, unexpected keyword argument 'size'",
        zh: "用 gensim 4.2.0 运行印出的程序：TypeError，意外的参数 'size'",
      },
      notebook: "05-practice",
    },
    {
      id: "50",
      section: "5.2",
      claim: {
        en: "Size, window and least count are all that the training is told.",
        zh: "训练只指定了维数、窗口和最小词频。",
      },
      verdict: "vague",
      correction: {
        en: "Without seed, number of workers and epochs nobody can repeat the run.",
        zh: "没有种子、线程数和轮数，别人无法重复。",
      },
      source: { en: "the printed program; computed: two seeds", zh: "印出的程序；计算：两个种子" },
      notebook: "05-practice",
    },
    {
      id: "51",
      section: "5.2",
      claim: {
        en: "A word is looked up only if the model knows it.",
        zh: "模型认识的词才去查。",
      },
      verdict: "ok",
      correction: {
        en: "Right; the other word of the pair is not checked, and that is where it fails.",
        zh: "正确；但词对的另一个词没有检查，程序正败在那里。",
      },
      source: { en: "the printed program", zh: "印出的程序" },
      notebook: "05-practice",
    },
    {
      id: "52",
      section: "5.2",
      claim: {
        en: "Every word is compared with man.",
        zh: "每个词都与 man 比较。",
      },
      verdict: "wrong",
      correction: {
        en: "The word man is not in the corpus, so the comparison stops the program.",
        zh: "语料里没有 man，比较时程序中止。",
      },
      source: { en: "computed on the printed corpus", zh: "在印出的语料上计算" },
      notebook: "05-practice",
    },
    {
      id: "53",
      section: "5.2",
      claim: {
        en: "The mean of these similarities measures the model.",
        zh: "这些相似度的平均值衡量模型。",
      },
      verdict: "wrong",
      correction: {
        en: "It counts frequent words more often, holds the word's similarity with itself, which is 1, and rises with the collapse of the vectors, not with their quality.",
        zh: "它重复计入高频词，含有词与自身的相似度 1，并随向量塌缩而升高，与质量无关。",
      },
      source: {
        en: "computed: random vectors, with and without the self pair",
        zh: "计算：随机向量，含与不含自身对",
      },
      notebook: "05-practice",
    },
    {
      id: "54",
      section: "5.2",
      claim: {
        en: "Two sentences are a corpus for vectors of a hundred dimensions.",
        zh: "两个句子足以训练一百维的向量。",
      },
      verdict: "wrong",
      correction: {
        en: "Eight tokens of five forms cannot determine five hundred numbers, and as many again for the output.",
        zh: "五个词形、八个词例，定不下五百个数，输出向量还要再来五百个。",
      },
      source: { en: "computed on the printed corpus", zh: "在印出的语料上计算" },
      notebook: "05-practice",
    },
  ],
};
