/**
 * Entries under the article's third question (section 10.3), how AI will change life. Figures are those of the
 * publications that each entry names.
 */
import type { KnowledgeEntry } from "../knowledge.js";

export const life: readonly KnowledgeEntry[] = [
  {
    id: "life-jobs",
    section: "10.3",
    basis: "known",
    forms: {
      en: [
        "Will AI take our jobs?",
        "How many occupations will be automated?",
        "Does automation cause unemployment?",
      ],
      zh: ["AI会抢走我们的工作吗？", "有多少职业会被自动化？", "自动化会导致失业吗？"],
    },
    answer: {
      en: "Nobody knows. Two well-known studies asked how many jobs are at high risk: one judged whole occupations and came to 47 percent in the United States (Frey and Osborne 2013), the other judged the tasks of single workers and came to 9 percent in the OECD (Arntz, Gregory and Zierahn 2016). Both say what could be automated, not what will be.",
      zh: "没有人知道。两项著名研究估计了有多少岗位面临高风险：一项按整个职业判断，得出美国为 47%（Frey 与 Osborne，2013）；另一项按每个人的具体任务判断，得出经合组织国家平均为 9%（Arntz、Gregory 与 Zierahn，2016）。两者说的都是能够自动化的，而不是将会自动化的。",
    },
    claims: [87],
    sources: ["frey2017", "arntz2016"],
  },
  {
    id: "life-productivity",
    section: "10.3",
    basis: "known",
    forms: {
      en: [
        "Does AI raise productivity?",
        "How much faster do people work with an AI assistant?",
        "Does automation save labour costs?",
      ],
      zh: ["AI能提高生产效率吗？", "有了AI助手，人们工作能快多少？", "自动化能节省人力成本吗？"],
    },
    answer: {
      en: "For some tasks it was measured. With a chatbot, professionals wrote short texts in 40 percent less time, and the texts were rated better (Noy and Zhang 2023); support agents solved 15 percent more cases per hour, the beginners most of all (Brynjolfsson, Li and Raymond 2025). What follows for whole economies is open.",
      zh: "对某些任务已有测量。使用聊天机器人，专业人员写短文的时间减少了 40%，质量评分更高（Noy 与 Zhang，2023）；客服人员每小时多解决 15% 的问题，新手受益最大（Brynjolfsson、Li 与 Raymond，2025）。对整个经济意味着什么，还没有定论。",
    },
    claims: [87],
    sources: ["noy2023", "brynjolfsson2025"],
  },
  {
    id: "life-personal",
    section: "10.3",
    basis: "known",
    forms: {
      en: [
        "What will personalised services and recommendations bring?",
        "How good are recommender systems really?",
        "Why does a shop suggest things to me?",
      ],
      zh: ["个性化服务和推荐会带来什么？", "推荐系统到底有多好？", "商店为什么给我推荐商品？"],
    },
    answer: {
      en: "A recommender guesses what you may like from what people with similar choices took. Progress is smaller than it sounds: of 18 neural methods from leading conferences only 7 could be reproduced with reasonable effort, and 6 of these were often beaten by simple ones (Dacrema, Cremonesi and Jannach 2019).",
      zh: "推荐系统根据选择相似的人拿了什么，来猜你可能喜欢什么。进步没有听起来那么大：在顶级会议的 18 种神经网络方法中，只有 7 种能以合理的工作量复现，其中 6 种常常不如简单方法（Dacrema、Cremonesi 与 Jannach，2019）。",
    },
    claims: [68],
    sources: ["ferrari2019"],
  },
  {
    id: "life-medicine",
    section: "10.3",
    basis: "known",
    forms: {
      en: [
        "Will AI replace doctors?",
        "Does AI make diagnosis from medical images better?",
        "Can a computer find the right treatment for a patient?",
      ],
      zh: ["AI会取代医生吗？", "AI能改善医学影像诊断吗？", "计算机能为病人找到合适的治疗吗？"],
    },
    answer: {
      en: "On single, well-defined tasks with images a review found programs about as good as specialists, in studies that were seldom checked on other patients (Liu et al. 2019). There is a limit to any observer, human or machine, that the noise in the image sets. And a better diagnosis is not yet better health, nor does a prediction say which treatment helps: that takes a trial in which chance decides who gets it.",
      zh: "一项综述发现，对单一而明确的影像任务，程序与专家大致一样好，但这些研究很少在其他病人身上检验过（Liu 等，2019）。任何观察者，无论人还是机器，都有由影像噪声决定的上限。更好的诊断还不等于更好的健康，预测也不能说明哪种治疗有效：这需要由随机决定谁接受治疗的试验。",
    },
    claims: [64, 65],
    sources: ["liu2019"],
  },
  {
    id: "life-fairness",
    section: "10.3",
    basis: "known",
    forms: {
      en: [
        "Are algorithms fair to all people?",
        "Can artificial intelligence discriminate?",
        "Why does face recognition fail for some groups?",
      ],
      zh: ["算法对所有人都公平吗？", "人工智能会歧视人吗？", "为什么人脸识别对某些群体会出错？"],
    },
    answer: {
      en: "Not by themselves. Programs of three firms that guess the gender of a face were wrong for up to 34.7 percent of darker-skinned women and for at most 0.8 percent of lighter-skinned men (Buolamwini and Gebru 2018). A good mean can hide a group for which the model is bad, so one measures group by group.",
      zh: "不会自动公平。三家公司判断人脸性别的程序，对肤色较深的女性错误率高达 34.7%，对肤色较浅的男性最多 0.8%（Buolamwini 与 Gebru，2018）。好看的平均值可能掩盖模型表现很差的群体，所以要按群体分别测量。",
    },
    claims: [74],
    sources: ["buolamwini2018"],
  },
  {
    id: "life-forecast",
    section: "10.3",
    basis: "opinion",
    forms: {
      en: [
        "When will machines be as intelligent as humans?",
        "Can anyone predict the future of AI?",
        "How reliable are forecasts of technology trends?",
      ],
      zh: ["机器什么时候会像人一样聪明？", "有人能预测AI的未来吗？", "技术趋势的预测有多可靠？"],
    },
    answer: {
      en: "Nobody can say when, and experts who are asked disagree by decades. The article's own trends show how hard it is to look ahead: what section 7 announces for the future was already there. Federated learning, for one, was published in 2016.",
      zh: "没有人能说出时间，被问到的专家相差几十年。文章自己的趋势说明展望有多难：第 7 节预告的东西早已存在，例如联邦学习在 2016 年就已发表。",
    },
    claims: [70],
    sources: ["mcmahan2017", "grace2018"],
  },
  {
    id: "life-energy",
    section: "10.3",
    basis: "known",
    forms: {
      en: [
        "How much electricity does AI consume?",
        "Is training large models bad for the climate?",
        "What is the carbon footprint of a neural network?",
      ],
      zh: ["AI消耗多少电力？", "训练大模型对气候有害吗？", "神经网络的碳足迹有多大？"],
    },
    answer: {
      en: "Training GPT-3 was estimated at 1,287 megawatt-hours and 552 tonnes of carbon dioxide (Patterson et al. 2021). The same authors show that the choice of model, processor and data centre can change the footprint a hundredfold or more. Use by many people can need more than the training did.",
      zh: "训练 GPT-3 估计用电 1287 兆瓦时，排放 552 吨二氧化碳（Patterson 等，2021）。同一篇文章指出，模型、处理器和数据中心的选择可以使碳足迹相差百倍以上。许多人使用时的耗电可能超过训练。",
    },
    claims: [74],
    sources: ["patterson2021"],
  },
];
