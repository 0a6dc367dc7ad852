/**
 * The notebooks of the course in the order that `sections.ts` states: what each promises, how long it takes and
 * which others it builds on. Titles and minutes are those of each notebook's first cell, which a test compares;
 * what it teaches is here in one sentence.
 */
import type { Bilingual } from "../../base/bilingual.js";
import { articleSections, courseOrder } from "./sections.js";

/** The three parts of the course. */
export type CoursePart = "wave" | "methods" | "judgement";

/** A notebook of the course. */
export interface CourseNotebook {
  /** Its file name without `.ipynb`. */
  readonly name: string;
  /** Its heading, without the number. */
  readonly title: Bilingual;
  /** The article's sections that it works out. */
  readonly sections: readonly string[];
  /** To read and try. */
  readonly minutes: number;
  readonly teaches: Bilingual;
  readonly part: CoursePart;
  /** The notebooks that it builds on. */
  readonly needs: readonly string[];
}

/** What the parts are called. */
export const courseParts: Readonly<Record<CoursePart, Bilingual>> = {
  wave: { en: "The wave", zh: "创业潮" },
  methods: { en: "The methods", zh: "方法" },
  judgement: { en: "The judgement", zh: "评判" },
};

type Description = Omit<CourseNotebook, "name" | "sections">;

const descriptions: Readonly<Record<string, Description>> = {
  "00-start": {
    title: { en: "Start: an article that you can run", zh: "开始：一篇可以运行的文章" },
    minutes: 10,
    teaches: {
      en: "Find your way, run a notebook and change it.",
      zh: "找到方向，运行并修改一个笔记本。",
    },
    part: "wave",
    needs: [],
  },
  "01-background": {
    title: { en: "", zh: "" },
    minutes: 30,
    teaches: {
      en: "Who left which company to found what, counted with its uncertainty and its bias.",
      zh: "谁离开哪家公司、创办了什么：计数，并说明不确定性与偏差。",
    },
    part: "wave",
    needs: [],
  },
  "02-concepts": {
    title: { en: "", zh: "" },
    minutes: 30,
    teaches: {
      en: "Find two defects in a flow chart, repair it, and compute what it says exactly.",
      zh: "找出流程图的两处缺陷，修复它，并精确计算它的含义。",
    },
    part: "wave",
    needs: [],
  },
  "03-algorithms": {
    title: { en: "", zh: "" },
    minutes: 30,
    teaches: {
      en: "Turn each praise and each reproach of a method into an experiment with a known answer.",
      zh: "把每一条优缺点变成有已知答案的实验。",
    },
    part: "methods",
    needs: [],
  },
  "04-deep-learning": {
    title: {
      en: "Deep learning: from a coin's ln 2 to a trained network",
      zh: "深度学习：从硬币的 ln 2 到训练好的网络",
    },
    minutes: 40,
    teaches: {
      en: "Compute a loss by hand, check its gradient, and train a network past what any line can do.",
      zh: "手算损失，检验梯度，训练一个胜过任何直线的网络。",
    },
    part: "methods",
    needs: [],
  },
  "04-reinforcement": {
    title: { en: "Deciding: what is an action worth?", zh: "决策：一个动作值多少？" },
    minutes: 45,
    teaches: {
      en: "Solve a small world exactly, learn it by trial, and judge what was learned without luck.",
      zh: "精确求解一个小世界，通过试错学习它，并不靠运气地评判所学。",
    },
    part: "methods",
    needs: [],
  },
  "04-recurrent": {
    title: {
      en: "Recurrent networks: order, memory, and text with a known truth",
      zh: "循环网络：顺序、记忆与真相已知的文本",
    },
    minutes: 40,
    teaches: {
      en: "Train networks where word counts are blind, and hold their text against its exact entropy.",
      zh: "在词频无能为力之处训练网络，并以精确的熵衡量其文本。",
    },
    part: "methods",
    needs: ["04-deep-learning"],
  },
  "04-word2vec": {
    title: {
      en: "Word vectors: train word2vec, then ask whether it worked",
      zh: "词向量：训练 word2vec，再问它是否有效",
    },
    minutes: 40,
    teaches: {
      en: "Train word vectors on a language whose truth is known, and see what a high cosine proves.",
      zh: "在真相已知的语言上训练词向量，看高余弦证明了什么。",
    },
    part: "methods",
    needs: [],
  },
  "04-wikipedia": {
    title: {
      en: "Wikipedia: from a dump to a table of cosines that proves something",
      zh: "维基百科：从转储文件到有说服力的余弦表",
    },
    minutes: 30,
    teaches: {
      en: "Read a dump, train on it, and judge a table of cosines by its control pairs.",
      zh: "读取转储文件，在其上训练，并用对照词对评判余弦表。",
    },
    part: "methods",
    needs: ["04-word2vec"],
  },
  "05-practice": {
    title: { en: "", zh: "" },
    minutes: 30,
    teaches: {
      en: "Run the printed program stage by stage, repair it, and find where its figure comes from.",
      zh: "逐步运行文中的程序，修复它，找出那个数字的来历。",
    },
    part: "methods",
    needs: ["04-word2vec"],
  },
  "08-resources": {
    title: { en: "", zh: "" },
    minutes: 15,
    teaches: {
      en: "Use a corrected list of courses, tools and papers, and measure the tools of this course.",
      zh: "使用更正后的课程、工具与论文清单，并测量本课程所用的工具。",
    },
    part: "judgement",
    needs: [],
  },
  "09-summary": {
    title: { en: "", zh: "" },
    minutes: 30,
    teaches: {
      en: "See every statement of the article beside a verdict and the evidence that computes it.",
      zh: "逐条查看文章的陈述、判定与计算出的证据。",
    },
    part: "judgement",
    needs: [],
  },
  "10-faq": {
    title: { en: "", zh: "" },
    minutes: 30,
    teaches: {
      en: "Build a bot that answers from a small library of its own, and that knows when to be silent.",
      zh: "做一个依据自有小库回答、并懂得何时沉默的问答程序。",
    },
    part: "judgement",
    needs: [],
  },
  "11-references": {
    title: { en: "", zh: "" },
    minutes: 10,
    teaches: {
      en: "Tell real references from invented ones, and cite the right work.",
      zh: "分辨真实与虚构的文献，引用正确的著作。",
    },
    part: "judgement",
    needs: [],
  },
};

/** The notebooks of the course, in its order. */
export const course: readonly CourseNotebook[] = courseOrder.map((name) => ({
  name,
  ...(descriptions[name] as Description),
  sections: articleSections
    .filter(({ notebooks }) => notebooks.includes(name))
    .map(({ number }) => number),
}));
