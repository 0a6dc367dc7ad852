/**
 * Statements of form: what the article promises by its title, headings and markup. F1 to F6 of the audit.
 */
import type { ClaimFile } from "./claim.js";

/** F1 … F6. */
export const form: ClaimFile = {
  file: "src/learning/article/claims/form.ts",
  claims: [
    {
      id: "F1",
      section: "0",
      claim: {
        en: "The abstract announces an analysis of executives who leave large internet firms for start-ups.",
        zh: "摘要预告要分析从互联网大公司出走创业的高管。",
      },
      verdict: "wrong",
      correction: {
        en: "The article has no title and names no executive, no start-up, no date and no sum. Notebook 01 brings them.",
        zh: "文章没有标题，也没有举出任何一位高管、一家创业公司、一个日期或一笔金额。01 号笔记本补上了这些。",
      },
      source: { en: "the article, read whole", zh: "通读全文" },
      notebook: "01-background",
    },
    {
      id: "F2",
      section: "0",
      claim: {
        en: "Code and charts stand between fences that open and close.",
        zh: "代码和图表放在成对的围栏之间。",
      },
      verdict: "wrong",
      correction: {
        en: "There are seven fence lines, an odd number: the last one, after the references, closes nothing.",
        zh: "围栏共七行，是奇数：参考文献之后的最后一行没有闭合任何东西。",
      },
      source: { en: "the article, fences counted", zh: "清点全文的围栏" },
      notebook: "09-summary",
    },
    {
      id: "F3",
      section: "11",
      claim: {
        en: "The last line reports that the text is done and asks the reader to check it.",
        zh: "最后一行报告文稿写完，请读者核对。",
      },
      verdict: "wrong",
      correction: {
        en: "A left-over of a conversation with whoever ordered the text; it is not part of an article.",
        zh: "这是与约稿人对话的残留，不属于文章。",
      },
      source: { en: "the article, its last line", zh: "文章最后一行" },
      notebook: "09-summary",
    },
    {
      id: "F4",
      section: "4.3.5",
      claim: {
        en: "The formula of the result names its function with an underscore inside a text command.",
        zh: "结果公式在文本命令里用带下划线的函数名。",
      },
      verdict: "wrong",
      correction: {
        en: "It cannot be typeset: inside \\text an underscore must be written \\_. The three formulas of section 4.2 can.",
        zh: "无法排版：\\text 里的下划线要写成 \\_。4.2 节的三个公式则可以排版。",
      },
      source: { en: "computed: KaTeX on all four formulas", zh: "计算：用 KaTeX 排四个公式" },
      notebook: "09-summary",
    },
    {
      id: "F5",
      section: "4.2",
      claim: {
        en: "The heading promises that formulas are derived.",
        zh: "标题许诺推导公式。",
      },
      verdict: "wrong",
      correction: {
        en: "Nothing is derived: three formulas are stated, and two of them are wrong. The notebooks of section 4 derive the gradients.",
        zh: "什么也没有推导：只写出三个公式，其中两个是错的。第 4 节的笔记本推导了梯度。",
      },
      source: { en: "the article, section 4.2", zh: "文章 4.2 节" },
      notebook: "04-deep-learning",
    },
    {
      id: "F6",
      section: "3.2",
      claim: {
        en: "The heading promises the steps of an algorithm.",
        zh: "标题许诺算法的步骤。",
      },
      verdict: "wrong",
      correction: {
        en: "What follows are the steps of a project, from idea to growth; no algorithm is given.",
        zh: "下面写的是项目从想法到扩张的步骤，没有任何算法。",
      },
      source: { en: "the article, section 3.2", zh: "文章 3.2 节" },
      notebook: "09-summary",
    },
  ],
};
