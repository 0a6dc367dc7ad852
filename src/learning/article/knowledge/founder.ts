/**
 * Entries under the article's fourth question (section 10.4), how to become a good founder.
 */
import type { KnowledgeEntry } from "../knowledge.js";

export const founder: readonly KnowledgeEntry[] = [
  {
    id: "founder-learning",
    section: "10.4",
    basis: "opinion",
    forms: {
      en: [
        "What should I study to work with AI?",
        "Which books and courses do you recommend for learning?",
        "How can I keep up with new technology?",
      ],
      zh: ["要做AI应该学习什么？", "推荐哪些书籍和课程？", "如何持续学习最新技术？"],
    },
    answer: {
      en: "Linear algebra, probability, a programming language, and one field of application that you know well. Notebook 08 has the article's list of books, corrected. What is new this year will be old soon; gradient, likelihood and a fair test have stayed.",
      zh: "线性代数、概率、一门编程语言，以及一个你熟悉的应用领域。第 8 号笔记本有更正后的书单。今年的新东西很快会变旧；梯度、似然和公平的测试一直都在。",
    },
    claims: [75, 78, 87],
    sources: ["goodfellow2016", "sutton2018"],
    notebook: "08-resources",
  },
  {
    id: "founder-practice",
    section: "10.4",
    basis: "opinion",
    forms: {
      en: [
        "How do I gain practical experience with machine learning?",
        "Which project should a beginner start with?",
        "Is it useful to reproduce a published result?",
      ],
      zh: [
        "如何积累机器学习的实践经验？",
        "初学者应该从什么项目开始？",
        "复现已发表的结果有用吗？",
      ],
    },
    answer: {
      en: "Take a result that somebody printed and try to get it yourself. This course did so with the article: its program stops with an error, and its one number turned out to be a sign of too little training. One learns more from a result that does not come out than from a tutorial that always works.",
      zh: "找一个别人印出来的结果，自己试着得到它。本课程对这篇文章就是这样做的：它的程序报错停止，它唯一的数字原来是训练不足的表现。得不到的结果比总能运行的教程更有教益。",
    },
    claims: [39, 48, 59],
    sources: [],
    notebook: "05-practice",
  },
  {
    id: "founder-age",
    section: "10.4",
    basis: "known",
    forms: {
      en: [
        "What is the best age to found a company?",
        "Am I too old or too young to become an entrepreneur?",
        "Are successful founders young?",
      ],
      zh: ["多大年龄创业最合适？", "我创业是不是太老或太年轻？", "成功的创始人都很年轻吗？"],
    },
    answer: {
      en: "Among the fastest-growing new firms of the United States, one in a thousand, the founders were on average 45 years old at the start, and experience in the same industry went with more success (Azoulay, Jones, Kim and Miranda 2020). That is an average over many industries and proves no cause.",
      zh: "在美国成长最快的千分之一的新公司里，创始人创业时平均 45 岁，而且在同一行业的经验与更高的成功率相伴（Azoulay、Jones、Kim 与 Miranda，2020）。这是许多行业的平均值，并不证明因果。",
    },
    claims: [87],
    sources: ["azoulay2020"],
  },
  {
    id: "founder-leaving",
    section: "10.4",
    basis: "known",
    forms: {
      en: [
        "Should I quit my job before starting a business?",
        "When is the right moment to leave a large company?",
        "How soon after leaving do executives found their start-up?",
      ],
      zh: ["创业之前应该先辞职吗？", "什么时候离开大公司合适？", "高管离职后多久创业？"],
    },
    answer: {
      en: "In our data 22 of 33 people founded in the very year in which they left. That need not be a model: people who began beside their job and went full time later gave up about a third less often than those who jumped at once (Raffiee and Feng 2014). Perhaps because they learned first; perhaps they are other people.",
      zh: "在我们的数据里，33 人中有 22 人在离职当年就创业。这不一定值得效仿：先兼职、后全职的创业者，放弃的比例比直接辞职的人低约三分之一（Raffiee 与 Feng，2014）。也许因为他们先学到了东西，也许他们本来就是另一类人。",
    },
    claims: [11, 12],
    sources: ["raffiee2014"],
    notebook: "01-background",
  },
  {
    id: "founder-market",
    section: "10.4",
    basis: "opinion",
    forms: {
      en: [
        "How do I find out what customers want?",
        "How can I recognise a market opportunity?",
        "Does my idea solve a real problem?",
      ],
      zh: ["怎样了解客户想要什么？", "如何发现市场商机？", "我的想法解决了真实的问题吗？"],
    },
    answer: {
      en: "Ask people what they did last time, not what they would do; watch them; offer something that costs them a little, and count who takes it. That is common advice among founders. We know no measurement that would tell how much it helps.",
      zh: "问人们上次是怎么做的，而不是将来会怎么做；观察他们；提供一样要花一点代价的东西，数一数谁要。这是创业者常说的建议。它有多大帮助，我们没有见过测量。",
    },
    claims: [87],
    sources: [],
  },
  {
    id: "founder-money",
    section: "10.4",
    basis: "measured",
    forms: {
      en: [
        "How do I raise money from investors?",
        "How much funding do AI start-ups get?",
        "Where does the first capital come from?",
      ],
      zh: ["如何从投资人那里融资？", "AI创业公司能拿到多少资金？", "第一笔资本从哪里来？"],
    },
    answer: {
      en: "For 23 of the 52 confirmed start-ups in our data a page names an amount, from 11 million to 2,000 million dollars; the pages are of different dates, and the press writes about large sums. Some raised their money before they had a product, unlike the order in the article's flow chart.",
      zh: "在我们数据里的 52 家已确认的创业公司中，有 23 家的报道给出了金额，从 1100 万到 20 亿美元；报道的日期不同，而且媒体爱写大数目。有些公司在有产品之前就拿到了钱，与文章流程图的顺序不同。",
    },
    claims: [8, 14],
    sources: [],
    notebook: "01-background",
  },
];
