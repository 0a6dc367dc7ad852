/**
 * Entries under the article's first question (section 10.1), what makes an AI start-up succeed. Counts of start-ups
 * are those of `datasets/executives.csv`, confirmed rows; a test computes them anew.
 */
import type { KnowledgeEntry } from "../knowledge.js";

export const success: readonly KnowledgeEntry[] = [
  {
    id: "success-recipe",
    section: "10.1",
    basis: "opinion",
    forms: {
      en: [
        "Is there a recipe for the success of an AI start-up?",
        "What is the key factor that makes an AI company succeed?",
        "What do successful start-ups have in common?",
      ],
      zh: ["AI创业项目成功的关键是什么？", "创业成功有没有秘诀？", "成功的创业公司有什么共同点？"],
    },
    answer: {
      en: "Nobody knows a recipe. The article names technology, team, business model and marketing, and gives no evidence for any of them. A list of famous winners cannot show what success depends on: those who did the same and failed are not on the list. This is called survivorship bias.",
      zh: "没有人知道成功的秘诀。文章列出技术、团队、商业模式和推广，但没有给出任何证据。只看著名的赢家，看不出成功取决于什么：做了同样的事却失败的人不在名单上。这叫幸存者偏差。",
    },
    claims: [87],
    sources: [],
  },
  {
    id: "success-outcomes",
    section: "10.1",
    basis: "measured",
    forms: {
      en: [
        "What became of the start-ups that executives founded?",
        "How many of these AI start-ups survived, were acquired or closed?",
        "How do start-ups of former managers usually end?",
      ],
      zh: [
        "高管创办的公司后来怎么样了？",
        "这些AI创业公司有多少存活、被收购或倒闭？",
        "离职高管的创业公司结局如何？",
      ],
    },
    answer: {
      en: "In the data of this course, 39 start-ups have a known outcome: 26 were operating when last described, 8 were acquired, 4 had their people and licences taken over, 1 closed. Fame decides who is in such a list, so these are no odds of success.",
      zh: "本课程的数据中，39 家创业公司的结局已知：26 家在最近的报道中仍在运营，8 家被收购，4 家的人员和许可被接收，1 家关闭。能进入名单的都是出名的公司，所以这不是成功的概率。",
    },
    claims: [1, 9],
    sources: [],
    notebook: "01-background",
  },
  {
    id: "success-technology",
    section: "10.1",
    basis: "opinion",
    forms: {
      en: [
        "Does a start-up need a unique algorithm of its own?",
        "Is technical innovation what decides?",
        "How important is a proprietary model or patent?",
      ],
      zh: ["创业公司需要独特的算法吗？", "技术创新是决定因素吗？", "自有模型或专利有多重要？"],
    },
    answer: {
      en: "The methods that the article names, word2vec, Q-learning and neural networks, are published, and free programs of them exist: a method alone sets nobody apart. Data that others do not have, and knowing what a customer needs, are harder to copy. How much each contributes to success, nobody has measured here.",
      zh: "文章提到的方法（word2vec、Q 学习、神经网络）都已公开发表，并有免费的程序：仅靠方法不能与众不同。别人没有的数据，以及了解客户的需要，更难复制。各自对成功贡献多少，这里没有人测量过。",
    },
    claims: [87],
    sources: ["mikolov2013efficient", "watkins1992"],
    notebook: "04-word2vec",
  },
  {
    id: "success-team",
    section: "10.1",
    basis: "measured",
    forms: {
      en: [
        "Is it better to found a company alone or with partners?",
        "How large should the founding team be?",
        "Do co-founders matter, and which skills should they combine?",
      ],
      zh: [
        "一个人创业好还是合伙好？",
        "创始团队应该有多少人？",
        "联合创始人重要吗？需要哪些技能？",
      ],
    },
    answer: {
      en: "Of the 52 confirmed start-ups in our data, 14 were founded by two or more of the listed persons together; 38 have one listed person, who may have had partners outside the list. Whether teams do better cannot be read from that: there is no comparison with failures.",
      zh: "在我们的数据里，52 家已确认的创业公司中有 14 家由名单中的两人或更多人共同创办；另外 38 家只有一位名单中的人，其合伙人可能不在名单里。由此看不出团队是否更好：没有与失败者的比较。",
    },
    claims: [87],
    sources: [],
    notebook: "01-background",
  },
  {
    id: "success-business-model",
    section: "10.1",
    basis: "known",
    forms: {
      en: [
        "How does an AI company earn money?",
        "What is a sustainable business model?",
        "When does a start-up become profitable?",
      ],
      zh: ["AI公司怎么赚钱？", "什么是可持续的商业模式？", "创业公司什么时候能盈利？"],
    },
    answer: {
      en: "A business model says who pays, for what, and what it costs to serve them. It lasts if a customer brings in more over the years than winning and serving this customer costs. For AI the second part is not small: unlike a copy of a program, every answer of a large model costs computing time.",
      zh: "商业模式说明谁付钱、为什么付钱、服务他们要花多少。若一位客户多年带来的收入高于获得并服务这位客户的成本，它才能持续。对 AI 来说后者并不小：与复制一份软件不同，大模型的每次回答都要消耗算力。",
    },
    claims: [87],
    sources: ["gupta2004", "kaplan2020"],
  },
  {
    id: "success-marketing",
    section: "10.1",
    basis: "known",
    forms: {
      en: [
        "How can marketing attract the first users?",
        "Does advertising work, and how can one tell?",
        "How do I promote a new product?",
      ],
      zh: ["如何通过市场推广吸引用户？", "广告有没有效果，怎样判断？", "新产品该怎么宣传？"],
    },
    answer: {
      en: "Whether a campaign worked can only be told by a comparison: show it to a random half of the people and not to the others, and compare how many buy. Without such a control group one counts customers who would have come anyway. The effect is usually small, so the groups must be large.",
      zh: "推广是否有效，只能靠比较来判断：随机让一半人看到，另一半人看不到，再比较购买的人数。没有对照组，就会把本来也会来的顾客算进去。效果通常很小，所以两组都要足够大。",
    },
    claims: [21, 87],
    sources: ["lewis2015"],
  },
];
