/**
 * Statements 75 to 83: section 8, courses, proceedings, books, tools and papers.
 */
import type { ClaimFile } from "./claim.js";

/** 75 … 83. */
export const resources: ClaimFile = {
  file: "src/learning/article/claims/resources.ts",
  claims: [
    {
      id: "75",
      section: "8.1",
      claim: {
        en: "Two on-line courses are Deep Learning (Goodfellow et al.) and Machine Learning (Zhou Zhihua).",
        zh: "两门在线课程：Goodfellow 等的《深度学习》和周志华的《机器学习》。",
      },
      verdict: "wrong",
      correction: {
        en: "Both are books: MIT Press 2016, and Tsinghua University Press 2016 (清华大学出版社).",
        zh: "两者都是书：MIT Press 2016；清华大学出版社 2016。",
      },
      source:
        "deeplearningbook.org; datawhalechina.github.io/pumpkin-book (bibliographic data: first edition, January 2016)",
      notebook: "08-resources",
    },
    {
      id: "76",
      section: "8.1",
      claim: {
        en: "NIPS, ICML and NeurIPS are three conferences.",
        zh: "NIPS、ICML、NeurIPS 是三个会议。",
      },
      verdict: "wrong",
      correction: {
        en: "NIPS and NeurIPS are one, renamed in November 2018.",
        zh: "NIPS 与 NeurIPS 是同一个会议，2018 年 11 月更名。",
      },
      source: "nips.cc/Conferences/2018/News?article=2110",
      notebook: "08-resources",
    },
    {
      id: "77",
      section: "8.1",
      claim: {
        en: "A book on machine learning in Python is by Matlablablab.",
        zh: "一本 Python 机器学习的书，作者是 Matlablablab。",
      },
      verdict: "invented",
      correction: {
        en: "No person or publisher of that name is behind it. Books with similar titles exist, by others.",
        zh: "查无此作者。书名相近的书有，作者是别人。",
      },
      source: {
        en: "searches for the title and the name; a similar one: 桑园, Python机器学习入门与实战, ISBN 978-7-115-60190-2",
        zh: "按书名和作者检索；相近的有：桑园《Python机器学习入门与实战》，ISBN 978-7-115-60190-2",
      },
      unconfirmed: {
        en: "That no such author exists cannot be proved; the searches found none.",
        zh: "不存在这位作者无法证明；检索没有找到。",
      },
      notebook: "08-resources",
    },
    {
      id: "78",
      section: "8.1",
      claim: {
        en: "Deep Learning by Goodfellow et al. is listed as a course and as a book.",
        zh: "Goodfellow 等的《深度学习》既列为课程又列为书。",
      },
      verdict: "slip",
      correction: {
        en: "One book, listed twice in one section, and once more among the papers of section 8.3.",
        zh: "同一本书在一节里列了两次，8.3 节的论文里又列一次。",
      },
      source: { en: "the article, sections 8.1 and 8.3", zh: "文章 8.1 与 8.3 节" },
      notebook: "08-resources",
    },
    {
      id: "79",
      section: "8.2",
      claim: {
        en: "Frameworks, language libraries and big-data tools are named, three each.",
        zh: "列出深度学习框架、语言处理库和大数据工具，各三个。",
      },
      verdict: "ok",
      correction: {
        en: "All nine exist and do what is said. Versions and reasons to choose are missing.",
        zh: "九个都存在，也名副其实。没有版本，也没说如何选择。",
      },
      source:
        "tensorflow.org, pytorch.org, keras.io, nltk.org, spacy.io, stanfordnlp.github.io, hadoop.apache.org, spark.apache.org, flink.apache.org",
      notebook: "08-resources",
    },
    {
      id: "80",
      section: "8.3",
      claim: {
        en: "Deep Learning (Goodfellow et al.) is a paper.",
        zh: "Goodfellow 等的《深度学习》是论文。",
      },
      verdict: "wrong",
      correction: {
        en: "A book of some eight hundred pages.",
        zh: "是一本约八百页的书。",
      },
      source:
        "Goodfellow, Bengio, Courville, Deep Learning, MIT Press (2016), ISBN 978-0-262-03561-3",
      notebook: "08-resources",
    },
    {
      id: "81",
      section: "8.3",
      claim: {
        en: "Sutton et al. wrote a paper titled Reinforcement Learning: Principles and Programming.",
        zh: "Sutton 等的论文题为《强化学习：原理与编程》。",
      },
      verdict: "wrong",
      correction: {
        en: "The book is Reinforcement Learning: An Introduction, by Sutton and Barto; its Chinese edition is called 强化学习（第2版）.",
        zh: "应是 Sutton 与 Barto 的书 Reinforcement Learning: An Introduction，中文版名《强化学习（第2版）》。",
      },
      source: "Sutton and Barto, Reinforcement Learning: An Introduction, MIT Press (2018)",
      notebook: "08-resources",
    },
    {
      id: "82",
      section: "8.3",
      claim: {
        en: "Mikolov et al. wrote a paper on word vector models and neural language processing.",
        zh: "Mikolov 等有一篇关于词向量模型与神经自然语言处理的论文。",
      },
      verdict: "invented",
      correction: {
        en: "No paper has that title. Meant are Efficient Estimation of Word Representations in Vector Space, or Distributed Representations of Words and Phrases.",
        zh: "没有这个题目的论文。所指应是 Efficient Estimation of Word Representations in Vector Space 或 Distributed Representations of Words and Phrases。",
      },
      source: "Mikolov et al., arXiv:1301.3781; Mikolov et al., NIPS 26 (2013), pp. 3111–3119",
      notebook: "08-resources",
    },
    {
      id: "83",
      section: "8.3",
      claim: {
        en: "The titles of the papers are printed in bold.",
        zh: "论文题目用粗体印出。",
      },
      verdict: "slip",
      correction: {
        en: "The markup is opened and never closed, so the asterisks show.",
        zh: "标记打开后没有闭合，星号露了出来。",
      },
      source: { en: "the article, section 8.3", zh: "文章 8.3 节" },
      notebook: "08-resources",
    },
  ],
};
