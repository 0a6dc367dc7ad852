/**
 * The terms of section 2 of the article, defined in our own words, and how they relate: a graph. Where the article
 * defines a term too narrowly or sets whole and part side by side, a remark says so. Terms that the article uses
 * but never defines are here as well. `terms-chart.ts` draws the graph.
 */
import type { Bilingual } from "../../base/bilingual.js";

/** One term. */
export interface Term {
  readonly id: string;
  readonly name: Bilingual;
  /** Section of the article that defines or uses it; "keywords" for one that only its list of keywords has. */
  readonly section: string;
  readonly definition: Bilingual;
  /** What is wrong with the article's account. */
  readonly remark?: Bilingual;
}

/** How one term relates to another, read from the first to the second. */
export const relationNames = {
  contains: { en: "contains", zh: "包含" },
  "has-field": { en: "has the field", zh: "应用领域" },
  "used-in": { en: "is used in", zh: "用于" },
  employs: { en: "employs", zh: "聘用" },
  "ends-post-of": { en: "ends the post of", zh: "结束…的任职" },
  "may-lead-to": { en: "may lead to", zh: "可能导致" },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** One edge of the graph. */
export interface Relation {
  readonly from: string;
  readonly kind: keyof typeof relationNames;
  readonly to: string;
}

/** The terms, from the wide to the narrow, technology before business. */
export const terms: readonly Term[] = [
  {
    id: "ai",
    name: { en: "artificial intelligence", zh: "人工智能" },
    section: "2.1",
    definition: {
      en: "programs for what takes intelligence when people do it: seeing, speaking, learning, planning",
      zh: "完成人类需要智能才能完成之事的程序：看、说、学、规划",
    },
    remark: {
      en: "the article lists parts and fields side by side, as if they were of one kind",
      zh: "文中把组成部分与应用领域并列，仿佛同类",
    },
  },
  {
    id: "machineLearning",
    name: { en: "machine learning", zh: "机器学习" },
    section: "2.1",
    definition: {
      en: "programs whose behaviour is fitted to data or experience, not written down as rules",
      zh: "行为由数据或经验拟合而来、而非逐条写成规则的程序",
    },
  },
  {
    id: "deepLearning",
    name: { en: "deep learning", zh: "深度学习" },
    section: "2.1",
    definition: {
      en: "machine learning with networks of many layers that are fitted together",
      zh: "用多层网络、各层一起拟合的机器学习",
    },
    remark: {
      en: "a part of machine learning, not a neighbour of it",
      zh: "它是机器学习的一部分，而不是与之并列",
    },
  },
  {
    id: "reinforcementLearning",
    name: { en: "reinforcement learning", zh: "强化学习" },
    section: "2.4",
    definition: {
      en: "machine learning from rewards: an agent tries actions and finds out which pay in the long run",
      zh: "从奖励中学习：智能体尝试动作，找出长远来看有回报的动作",
    },
    remark: {
      en: "used in section 2.4, never defined in section 2",
      zh: "2.4 节用到，第 2 节却没有定义",
    },
  },
  {
    id: "largeModel",
    name: { en: "large model", zh: "大模型" },
    section: "keywords",
    definition: {
      en: "a deep network with very many parameters, trained on so much data that it serves many tasks",
      zh: "参数极多、用大量数据训练、可用于多种任务的深度网络",
    },
    remark: {
      en: "the article's first keyword, and not a word of it in the text",
      zh: "文章的第一个关键词，正文却只字未提",
    },
  },
  {
    id: "languageProcessing",
    name: { en: "natural language processing", zh: "自然语言处理" },
    section: "2.1",
    definition: {
      en: "the work on text and speech, by whatever method",
      zh: "处理文本与语音的工作，不论用什么方法",
    },
    remark: {
      en: "a field of application, not a part beside machine learning",
      zh: "是应用领域，不是与机器学习并列的部分",
    },
  },
  {
    id: "computerVision",
    name: { en: "computer vision", zh: "计算机视觉" },
    section: "2.1",
    definition: {
      en: "the work on images and video, by whatever method",
      zh: "处理图像与视频的工作，不论用什么方法",
    },
    remark: {
      en: "a field of application, not a part beside machine learning",
      zh: "是应用领域，不是与机器学习并列的部分",
    },
  },
  {
    id: "founding",
    name: { en: "founding a start-up", zh: "创业" },
    section: "2.2",
    definition: {
      en: "setting up a new company, at one's own risk, around something not yet tried",
      zh: "自担风险、围绕尚未验证的事物创办新公司",
    },
  },
  {
    id: "aiStartUp",
    name: { en: "founding an AI start-up", zh: "AI 创业" },
    section: "2.4",
    definition: {
      en: "founding a start-up whose product rests on AI, of whatever kind",
      zh: "创办产品以 AI 为基础的公司，不论哪一种 AI",
    },
    remark: {
      en: "the article says that reinforcement learning is usually involved, and gives no evidence",
      zh: "文中说通常涉及强化学习，但没有给出证据",
    },
  },
  {
    id: "executive",
    name: { en: "executive", zh: "高管" },
    section: "2.3",
    definition: {
      en: "someone who leads a company or a large part of it",
      zh: "领导一家公司或其大部门的人",
    },
  },
  {
    id: "departure",
    name: { en: "departure of an executive", zh: "高管离职" },
    section: "2.3",
    definition: {
      en: "the end of an executive's post: for an own company, another employer, by retirement, dismissal or illness",
      zh: "高管职务的结束：自己创业、另就他职、退休、被解职或因病",
    },
    remark: {
      en: "the article knows only founding and changing firms, and claims a great effect without evidence",
      zh: "文中只提到创业与跳槽，并且没有依据地断言影响重大",
    },
  },
  {
    id: "internetGiant",
    name: { en: "internet giant", zh: "互联网大厂" },
    section: "2.5",
    definition: {
      en: "a very large company whose business runs over the internet",
      zh: "业务以互联网为基础的超大型公司",
    },
  },
];

const relation = (from: string, kind: Relation["kind"], to: string): Relation => ({
  from,
  kind,
  to,
});

/** How the terms relate. */
export const relations: readonly Relation[] = [
  relation("ai", "contains", "machineLearning"),
  relation("machineLearning", "contains", "deepLearning"),
  relation("machineLearning", "contains", "reinforcementLearning"),
  relation("deepLearning", "contains", "largeModel"),
  relation("ai", "has-field", "languageProcessing"),
  relation("ai", "has-field", "computerVision"),
  relation("deepLearning", "used-in", "languageProcessing"),
  relation("deepLearning", "used-in", "computerVision"),
  relation("ai", "used-in", "aiStartUp"),
  relation("founding", "contains", "aiStartUp"),
  relation("internetGiant", "employs", "executive"),
  relation("departure", "ends-post-of", "executive"),
  relation("departure", "may-lead-to", "founding"),
];

/** The four terms that section 2.1 names side by side. */
export const namedSideBySide: readonly string[] = [
  "machineLearning",
  "deepLearning",
  "languageProcessing",
  "computerVision",
];
