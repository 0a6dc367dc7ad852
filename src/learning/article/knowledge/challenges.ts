/**
 * Entries under the article's second question (section 10.2), the difficulties of an AI start-up.
 */
import type { KnowledgeEntry } from "../knowledge.js";

export const challenges: readonly KnowledgeEntry[] = [
  {
    id: "challenge-privacy",
    section: "10.2",
    basis: "known",
    forms: {
      en: [
        "How can user data be used without hurting privacy?",
        "Does federated learning protect personal data?",
        "What is differential privacy good for?",
      ],
      zh: [
        "如何在保护用户隐私的前提下利用数据？",
        "联邦学习能保护个人数据吗？",
        "差分隐私有什么用？",
      ],
    },
    answer: {
      en: "Federated learning leaves the raw data where they are, but the updates that are sent can give some of them away. Differential privacy bounds what anyone can learn about one person, and pays for it with noise, that is, with accuracy. So privacy is no switch; it is a quantity that is traded against accuracy.",
      zh: "联邦学习把原始数据留在原处，但发送的更新可能泄露其中一部分。差分隐私限制了任何人能得知某个人的多少信息，代价是噪声，也就是准确率。所以隐私不是开关，而是要与准确率权衡的量。",
    },
    claims: [71, 85],
    sources: ["mcmahan2017", "zhu2019", "dwork2006"],
  },
  {
    id: "challenge-law",
    section: "10.2",
    basis: "known",
    forms: {
      en: [
        "Which laws apply to AI products?",
        "What regulation must an AI company obey in Europe and in China?",
        "Is there a legal act about artificial intelligence?",
      ],
      zh: [
        "人工智能产品要遵守哪些法律？",
        "欧洲和中国对AI公司有什么监管规定？",
        "有没有专门的人工智能法？",
      ],
    },
    answer: {
      en: "In the European Union the General Data Protection Regulation applies since May 2018, and the AI Act (Regulation 2024/1689) is in force since August 2024, with duties that begin step by step. In China the Personal Information Protection Law applies since November 2021. This is a pointer, no legal advice.",
      zh: "在欧盟，《通用数据保护条例》自 2018 年 5 月起适用，《人工智能法》（第 2024/1689 号条例）自 2024 年 8 月起生效，各项义务分步开始。在中国，《个人信息保护法》自 2021 年 11 月起施行。这只是指引，不是法律意见。",
    },
    claims: [74],
    sources: ["european2016", "european2024", "quanguo2021"],
  },
  {
    id: "challenge-compute",
    section: "10.2",
    basis: "known",
    forms: {
      en: [
        "How much computing power does training a model take?",
        "Why are large models so expensive to train?",
        "What does it cost to implement complex algorithms?",
      ],
      zh: ["训练模型需要多少算力？", "为什么训练大模型这么贵？", "实现复杂算法的成本有多高？"],
    },
    answer: {
      en: "For a language model a rule of thumb says: about six operations for each parameter and each word piece that is read, so ten times as many parameters on ten times as much text cost a hundred times as much. Small models are another matter: each model of this course trains in less than a minute on two processor cores.",
      zh: "对语言模型有一条经验法则：每个参数、每个读入的词元约需六次运算，所以参数和文本各增加十倍，成本就增加一百倍。小模型则不同：本课程的每个模型在两个处理器核心上不到一分钟就能训练完。",
    },
    claims: [23],
    sources: ["kaplan2020"],
    notebook: "03-algorithms",
  },
  {
    id: "challenge-data",
    section: "10.2",
    basis: "measured",
    forms: {
      en: [
        "How much training data does a model need?",
        "Do more examples always make a model better?",
        "What if only few labelled examples are available?",
      ],
      zh: ["模型需要多少训练数据？", "样本越多模型越好吗？", "只有少量标注数据怎么办？"],
    },
    answer: {
      en: "It depends on what the model must find out. More data help, with falling returns, up to a limit that no model beats: the noise in the answers themselves. In notebook 03 a model that is told the right feature is near the limit with some dozens of examples; a network that has to find it needs several times as many. A model that cannot say what is true gains nothing from more.",
      zh: "这取决于模型要自己弄清多少。数据越多越好，但收益递减，而且有任何模型都无法超越的上限：答案本身的噪声。在第 3 号笔记本里，已知正确特征的模型用几十个样本就接近上限；要自己找出特征的网络需要几倍的样本。表达不了真相的模型，数据再多也没有用。",
    },
    claims: [20, 23],
    sources: [],
    notebook: "03-algorithms",
  },
  {
    id: "challenge-evaluation",
    section: "10.2",
    basis: "measured",
    forms: {
      en: [
        "How can I tell whether a model is any good?",
        "What does a similarity or accuracy of 0.9 prove?",
        "How should results be tested and compared?",
      ],
      zh: ["怎样判断模型好不好？", "0.9的相似度或准确率说明什么？", "结果应该如何测试和比较？"],
    },
    answer: {
      en: "By data that it has not seen, beside a simple baseline, with an interval. One number proves nothing: in notebook 04-word2vec the article's similarity of 0.9 appears when the model has learned next to nothing, and falls while it learns.",
      zh: "用它没有见过的数据，与简单的基线并列，并给出区间。一个数字什么也证明不了：在 04-word2vec 笔记本里，文章的 0.9 相似度出现在模型几乎什么都没学到的时候，随着学习反而下降。",
    },
    claims: [38, 39, 41],
    sources: [],
    notebook: "04-word2vec",
  },
  {
    id: "challenge-competition",
    section: "10.2",
    basis: "measured",
    forms: {
      en: [
        "How can a small start-up stand out against large competitors?",
        "What if a big corporation copies my product?",
        "Is the AI market already taken by the giants?",
      ],
      zh: [
        "小公司如何在激烈竞争中脱颖而出？",
        "大公司抄袭我的产品怎么办？",
        "AI市场已经被巨头占领了吗？",
      ],
    },
    answer: {
      en: "In our data 13 start-ups are known to have ended, and 12 of them went into another company. So the large firms are buyers as well as rivals. Advice on how to stand out is opinion; published methods are open to everyone, which helps newcomers and imitators alike.",
      zh: "在我们的数据里，已知有 13 家创业公司走到终点，其中 12 家并入了别的公司。所以大公司既是对手也是买家。如何脱颖而出的建议只是看法；公开发表的方法人人可用，对新手和模仿者都有帮助。",
    },
    claims: [9, 87],
    sources: [],
    notebook: "01-background",
  },
  {
    id: "challenge-reliability",
    section: "10.2",
    basis: "known",
    forms: {
      en: [
        "Why do chatbots make things up?",
        "Can one trust what a language model says?",
        "How do you stop an assistant from giving false answers?",
      ],
      zh: ["为什么聊天机器人会胡编？", "语言模型说的话可信吗？", "怎样避免助手给出错误回答？"],
    },
    answer: {
      en: "A language model is trained to continue text plausibly; plausible and true are two things, and nothing in the training tells them apart. One remedy is to give only answers that were written and checked, and to refuse when none fits. This bot does that, and its notebook measures how often the refusal is right.",
      zh: "语言模型被训练成把文字合理地接下去；合理和真实是两回事，训练本身分不清。一种办法是只给出写好并检查过的答案，没有合适的就拒绝回答。这个机器人就是这样做的，它的笔记本测量了拒绝有多少次是对的。",
    },
    claims: [18, 63],
    sources: ["ji2023"],
    notebook: "10-faq",
  },
];
