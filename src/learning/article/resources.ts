/**
 * The list of section 8, put right: what the article recommends, item by item, with the audit's statement about it and
 * what should stand there. Works point to `references`; tools have their pages here. Titles are given in short.
 */
import type { Bilingual } from "../../base/bilingual.js";

/** What kind of thing a resource is, in truth and not as printed. */
export type ResourceKind = "book" | "conference" | "paper" | "tool" | "none";

/** Kinds in words. */
export const resourceKinds: Readonly<Record<ResourceKind, Bilingual>> = {
  book: { en: "book", zh: "书" },
  conference: { en: "conference", zh: "会议" },
  paper: { en: "paper", zh: "论文" },
  tool: { en: "tool", zh: "工具" },
  none: { en: "does not exist, as far as is known", zh: "据知不存在" },
};

/** One item of the article's list. */
export interface Resource {
  /** The article's section. */
  readonly section: "8.1" | "8.2" | "8.3";
  /** Under which heading it is printed. */
  readonly heading: Bilingual;
  /** Its name as printed, in short. */
  readonly printed: string;
  readonly kind: ResourceKind;
  /** The audit's statement about it. */
  readonly claim: string;
  /** What is wrong with it as printed; undefined where nothing is. */
  readonly flaw?: Bilingual;
  /** Keys of `references` that should stand there. */
  readonly instead: readonly string[];
  /** Its own page, where it is no work of `references`. */
  readonly url?: string;
  /** What it is for: tools and conferences. */
  readonly use?: Bilingual;
}

const course = { en: "on-line course", zh: "在线课程" };
const proceedings = { en: "proceedings", zh: "论文集" };
const book = { en: "book", zh: "书籍" };
const framework = { en: "deep learning framework", zh: "深度学习框架" };
const language = { en: "language library", zh: "自然语言处理库" };
const bigData = { en: "big-data tool", zh: "大数据处理工具" };
const paper = { en: "paper", zh: "论文" };
const works = { section: "8.1", kind: "book" } as const;
const tool = { section: "8.2", kind: "tool", claim: "79", instead: [] } as const;
const papers = { section: "8.3", heading: paper } as const;

const conference = {
  section: "8.1",
  heading: proceedings,
  kind: "conference",
  claim: "76",
  instead: [],
} as const;
const asCourse = { en: "a book, no course", zh: "是书，不是课程" };
const sameAsNeurips = { en: "the old name of NeurIPS", zh: "NeurIPS 的旧名" };
const neurips = {
  en: "one conference under its old and its new name (renamed in November 2018)",
  zh: "同一会议的旧名与新名（2018 年 11 月更名）",
};

/** The article's list, in its order. */
export const resources: readonly Resource[] = [
  {
    ...works,
    heading: course,
    printed: "《深度学习》(Goodfellow)",
    flaw: asCourse,
    claim: "75",
    instead: ["goodfellow2016"],
  },
  {
    ...works,
    heading: course,
    printed: "《机器学习》(周志华)",
    flaw: asCourse,
    claim: "75",
    instead: ["zhou2016"],
  },
  { ...conference, printed: "NIPS", flaw: sameAsNeurips, url: "https://neurips.cc", use: neurips },
  {
    ...conference,
    printed: "ICML",
    url: "https://icml.cc",
    use: { en: "machine learning", zh: "机器学习" },
  },
  { ...conference, printed: "NeurIPS", url: "https://neurips.cc", use: neurips },
  {
    section: "8.1",
    heading: book,
    printed: "《Python机器学习实战》(Matlablablab)",
    flaw: { en: "no such author was found", zh: "查无此作者" },
    kind: "none",
    claim: "77",
    instead: [],
  },
  {
    ...works,
    heading: book,
    printed: "《深度学习》(Goodfellow)",
    flaw: { en: "listed for the second time", zh: "第二次列出" },
    claim: "78",
    instead: ["goodfellow2016"],
  },
  {
    ...tool,
    heading: framework,
    printed: "TensorFlow",
    url: "https://www.tensorflow.org",
    use: {
      en: "networks; its JavaScript edition, TensorFlow.js, is used in this course",
      zh: "神经网络；本课程使用其 JavaScript 版 TensorFlow.js",
    },
  },
  {
    ...tool,
    heading: framework,
    printed: "PyTorch",
    url: "https://pytorch.org",
    use: { en: "networks, in Python", zh: "神经网络（Python）" },
  },
  {
    ...tool,
    heading: framework,
    printed: "Keras",
    url: "https://keras.io",
    use: {
      en: "layers on top of TensorFlow, PyTorch or JAX",
      zh: "TensorFlow、PyTorch 或 JAX 之上的高层接口",
    },
  },
  {
    ...tool,
    heading: language,
    printed: "NLTK",
    url: "https://www.nltk.org",
    use: {
      en: "teaching and classical language processing, in Python",
      zh: "教学与传统自然语言处理（Python）",
    },
  },
  {
    ...tool,
    heading: language,
    printed: "spaCy",
    url: "https://spacy.io",
    use: {
      en: "fast pipelines: tagging, parsing, names",
      zh: "快速的流水线：词性、句法、命名实体",
    },
  },
  {
    ...tool,
    heading: language,
    printed: "Stanford NLP",
    url: "https://stanfordnlp.github.io",
    use: {
      en: "the group's programs: CoreNLP in Java, Stanza in Python",
      zh: "该组的软件：CoreNLP（Java）、Stanza（Python）",
    },
  },
  {
    ...tool,
    heading: bigData,
    printed: "Hadoop",
    url: "https://hadoop.apache.org",
    use: { en: "files and batch jobs on many machines", zh: "多机文件系统与批处理" },
  },
  {
    ...tool,
    heading: bigData,
    printed: "Spark",
    url: "https://spark.apache.org",
    use: { en: "batches and streams, mostly in memory", zh: "批处理与流处理，主要在内存中" },
  },
  {
    ...tool,
    heading: bigData,
    printed: "Flink",
    url: "https://flink.apache.org",
    use: { en: "streams of events, and batches", zh: "事件流处理与批处理" },
  },
  {
    ...papers,
    printed: "《深度学习》(Goodfellow)",
    flaw: { en: "a book, no paper; listed for the third time", zh: "是书不是论文；第三次列出" },
    kind: "book",
    claim: "80",
    instead: ["goodfellow2016"],
  },
  {
    ...papers,
    printed: "《强化学习：原理与编程》(Sutton)",
    flaw: { en: "a book, no paper, under a wrong title", zh: "是书不是论文，书名有误" },
    kind: "book",
    claim: "81",
    instead: ["sutton2018"],
  },
  {
    ...papers,
    printed: "《词向量模型…》(Mikolov)",
    flaw: { en: "no paper has this title", zh: "没有这个题目的论文" },
    kind: "paper",
    claim: "82",
    instead: ["mikolov2013efficient", "mikolov2013distributed"],
  },
];
