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
    title: {
      en: "Background: who left, when, and to found what",
      zh: "背景：谁离开、何时、去创办什么",
    },
    minutes: 30,
    teaches: {
      en: "Who left which company to found what, counted with its uncertainty and its bias.",
      zh: "谁离开哪家公司、创办了什么：计数，并说明不确定性与偏差。",
    },
    part: "wave",
    needs: [],
  },
  "02-concepts": {
    title: {
      en: "The concepts: what the words mean, and what the chart forgets",
      zh: "概念：词语的含义，与流程图所遗漏的",
    },
    minutes: 35,
    teaches: {
      en: "Sort the article's terms, find two defects in its flow chart, repair it, and compute what it says.",
      zh: "理清文章的术语，找出流程图的两处缺陷并修复，再算出它的含义。",
    },
    part: "wave",
    needs: [],
  },
  "03-algorithms": {
    title: {
      en: "The algorithms: each strength and weakness as an experiment",
      zh: "算法：把每个优缺点变成实验",
    },
    minutes: 50,
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
    title: {
      en: "The printed program: run it, repair it, and ask what its 0.9 measures",
      zh: "文中的程序：运行它，修复它，再问它的 0.9 衡量了什么",
    },
    minutes: 35,
    teaches: {
      en: "Run the printed program fault by fault, repair it, and take its mean apart.",
      zh: "逐个错误地运行文中的程序，修复它，并拆解它的平均值。",
    },
    part: "methods",
    needs: ["04-word2vec"],
  },
  "08-resources": {
    title: {
      en: "Tools and resources: the list put right, and the tools put to work",
      zh: "工具与资源：更正清单，试用工具",
    },
    minutes: 20,
    teaches: {
      en: "Use a corrected list of courses, tools and papers, and compare tools on one problem.",
      zh: "使用更正后的课程、工具与论文清单，并用同一问题比较工具。",
    },
    part: "judgement",
    needs: [],
  },
  "09-summary": {
    title: {
      en: "The audit: what the article says, and what can be seen",
      zh: "核查：文章所说的，与能看到的",
    },
    minutes: 35,
    teaches: {
      en: "See every statement of the article beside a verdict and the evidence that computes it.",
      zh: "逐条查看文章的陈述、判定与计算出的证据。",
    },
    part: "judgement",
    needs: [],
  },
  "10-faq": {
    title: {
      en: "Questions and answers: a bot that knows when to be silent",
      zh: "问与答：懂得何时沉默的程序",
    },
    minutes: 30,
    teaches: {
      en: "Build a bot that answers from a written list in two languages, measure it, and make it refuse.",
      zh: "做一个用两种语言依清单回答的程序，测量它，并让它学会拒绝。",
    },
    part: "judgement",
    needs: [],
  },
  "11-references": {
    title: { en: "References: six entries, looked up", zh: "参考文献：逐一查证六条" },
    minutes: 15,
    teaches: {
      en: "Check a list of references by program, and know what no program can find.",
      zh: "用程序检查参考文献，并知道程序查不出什么。",
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
