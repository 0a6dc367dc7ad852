/**
 * Statements 88 to 93: section 11, the six references.
 */
import type { ClaimFile } from "./claim.js";

/** 88 … 93. */
export const references: ClaimFile = {
  file: "src/learning/article/claims/references.ts",
  claims: [
    {
      id: "88",
      section: "11",
      claim: {
        en: "Goodfellow, Bengio, Courville: Deep Learning, MIT Press 2016.",
        zh: "文献：Goodfellow、Bengio、Courville，Deep Learning，MIT Press 2016。",
      },
      verdict: "ok",
      correction: { en: "Correct.", zh: "正确。" },
      source: "ISBN 978-0-262-03561-3; deeplearningbook.org",
      notebook: "11-references",
    },
    {
      id: "89",
      section: "11",
      claim: {
        en: "Sutton, Barto: Reinforcement Learning, MIT Press 2018.",
        zh: "文献：Sutton、Barto，Reinforcement Learning，MIT Press 2018。",
      },
      verdict: "ok",
      correction: {
        en: "Correct; it is the second edition.",
        zh: "正确；是第二版。",
      },
      source: "ISBN 978-0-262-03924-6; incompleteideas.net/book/the-book-2nd.html",
      notebook: "11-references",
    },
    {
      id: "90",
      section: "11",
      claim: {
        en: "Mikolov et al.: Distributed Representations, NIPS 26, pages 3111 to 3119.",
        zh: "文献：Mikolov 等，Distributed Representations，NIPS 26，第 3111–3119 页。",
      },
      verdict: "ok",
      correction: {
        en: "Correct, but it is the skip-gram paper: CBOW, which section 4.3.3 uses, is in arXiv:1301.3781.",
        zh: "正确，但那是 skip-gram 的论文：4.3.3 节用的 CBOW 在 arXiv:1301.3781。",
      },
      source: "arXiv:1310.4546; arXiv:1301.3781",
      notebook: "11-references",
    },
    {
      id: "91",
      section: "11",
      claim: {
        en: "Zhou, Z.-H.: Machine Learning: The Art and Science of Algorithms That Make Sense of Data, Tsinghua University Press 2017.",
        zh: "Zhou, Z.-H.：Machine Learning: The Art and Science of Algorithms That Make Sense of Data，清华大学出版社 2017。",
      },
      verdict: "wrong",
      correction: {
        en: "Two books in one: that title is Peter Flach's (Cambridge University Press 2012); Zhou Zhihua's book is 机器学习 (清华大学出版社 2016).",
        zh: "两本书混在一起：该书名属于 Peter Flach（剑桥大学出版社 2012）；周志华的书是《机器学习》（清华大学出版社 2016）。",
      },
      source:
        "ISBN 978-1-107-42222-3 (dl.acm.org/doi/10.5555/2490546); datawhalechina.github.io/pumpkin-book",
      notebook: "11-references",
    },
    {
      id: "92",
      section: "11",
      claim: {
        en: "A book of 2019 on machine learning in Python is by 张三 and 李四.",
        zh: "2019 年一本 Python 机器学习的书，作者是张三和李四。",
      },
      verdict: "invented",
      correction: {
        en: "张三 and 李四 are what John Doe and Richard Roe are in English.",
        zh: "张三、李四是泛指的假名。",
      },
      source: {
        en: "the names; section 8.1 gives another author for the same title",
        zh: "姓名本身；8.1 节同名的书另有作者",
      },
      notebook: "11-references",
    },
    {
      id: "93",
      section: "11",
      claim: {
        en: "A book of 2020 titled Deep Learning is by 王五 and 赵六.",
        zh: "2020 年一本《深度学习》，作者是王五和赵六。",
      },
      verdict: "invented",
      correction: {
        en: "王五 and 赵六 are the next two names in the same row of placeholders.",
        zh: "王五、赵六是同一串假名里接下来的两个。",
      },
      source: {
        en: "the names; the title is that of Goodfellow et al.",
        zh: "姓名本身；书名是 Goodfellow 等的",
      },
      notebook: "11-references",
    },
  ],
};
