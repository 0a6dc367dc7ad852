/**
 * More ways to ask for each entry, so that the bot knows more of the words that people use: three for each
 * language, as loose as people write, beside the forms that stand with the entries. They were written when the first
 * bot had failed at many validation questions (`asked`), and before the test questions.
 */
import type { Language } from "../../../base/bilingual.js";

/** id | en / en / … | zh / zh / … */
const lines = `
success-recipe | What separates good ventures from bad ones? / Is success a matter of luck or of skill? / Reasons why companies succeed or fail | 公司成功还是失败，原因在哪里？ / 创业成功靠运气还是靠能力？ / 胜出的企业凭什么？
success-outcomes | Do ventures of former executives go bankrupt? / Acquisition, shutdown or still in operation: what is the share of each? / The fate of companies started by people who left big tech | 离开大厂的人办的公司命运如何？ / 收购、关闭、继续经营，各占多少？ / 创业公司破产了吗？
success-technology | Do we need our own model, or can we use an open one? / Is better technology an advantage over others? / Intellectual property and inventions | 用开源模型可以吗，还是要自己做？ / 更好的技术是不是优势？ / 知识产权和发明
success-team | Whom should I hire first? / Cooperation between engineers and business people / How many partners does a founder need? | 第一个该招谁？ / 工程师和商务人员怎样合作？ / 创始人需要几个伙伴？
success-business-model | Subscriptions, licences or advertising: what do customers pay for? / Income and costs of an AI service / How to price a product | 订阅、许可还是广告：客户为什么付费？ / AI服务的收入和成本 / 产品怎么定价？
success-marketing | Growing the number of customers / Is a campaign on social media useful? / How does one measure the effect of promotion? | 怎样增加客户数量？ / 在社交媒体上做推广有用吗？ / 如何衡量宣传的效果？
challenge-privacy | Are personal data safe when a model learns from them? / Leaks of sensitive information / Keeping data on the phone instead of a server | 模型学习时个人数据安全吗？ / 敏感信息泄露 / 把数据留在手机上而不是服务器上
challenge-law | Legal duties, permits and fines / Rules for high-risk systems / What do regulators require? | 法律义务、许可和罚款 / 高风险系统的规则 / 监管机构要求什么？
challenge-compute | Graphics processors, hardware and cloud bills / How long does training take and what is the price? / Number of operations for a billion parameters | 显卡、硬件和云服务费用 / 训练要多长时间，价格是多少？ / 十亿参数需要多少次运算？
challenge-data | Size of the training set / Collecting and labelling examples / Learning from a small sample | 训练集的大小 / 收集和标注样本 / 从小样本学习
challenge-evaluation | Which measure of quality should I trust? / Baseline, test set and confidence interval / Is a high score convincing? | 该相信哪个质量指标？ / 基线、测试集和置信区间 / 分数高就可信吗？
challenge-competition | Rivals with more money and people / Can newcomers compete with Google, Microsoft or Tencent? / Finding a niche | 对手的钱和人更多 / 新公司能和谷歌、微软、腾讯竞争吗？ / 寻找细分市场
challenge-reliability | Hallucinations and wrong facts / Is the information from ChatGPT true? / When should a bot refuse to answer? | 幻觉和错误的事实 / ChatGPT给的信息是真的吗？ / 机器人什么时候应该拒绝回答？
life-jobs | Are workers going to be replaced by robots? / Losing employment to machines / Which professions are safe? | 工人会被机器人取代吗？ / 因为机器而失去就业 / 哪些职业是安全的？
life-productivity | Working faster with ChatGPT / Time saved in the office / Output per hour and economic growth | 用ChatGPT工作更快吗？ / 办公室里节省的时间 / 每小时产出和经济增长
life-personal | How does a website know my taste? / Suggestions of films, songs and products / Individual offers for every user | 网站怎么知道我的口味？ / 电影、歌曲和商品的推荐 / 给每个用户的个性化内容
life-medicine | Detecting cancer and other diseases on X-rays / Health care, hospitals and therapy / Is a machine as good as a physician? | 在X光片上发现癌症和其他疾病 / 医疗、医院和治疗方法 / 机器和医师一样好吗？
life-fairness | Bias against women and minorities / Discrimination by a classifier / Equal treatment and error rates of groups | 对女性和少数群体的偏见 / 分类器的歧视 / 平等对待和各群体的错误率
life-forecast | What comes next in artificial intelligence? / Superintelligence, and when experts expect it / The world in ten or fifty years | 人工智能下一步是什么？ / 专家认为超级智能何时到来？ / 十年或五十年后的世界
life-energy | Power consumption of data centres / Greenhouse gases and the environment / How many kilowatt-hours does one model need? | 数据中心的用电量 / 温室气体和环境 / 一个模型要用多少度电？
founder-learning | A good textbook or course for beginners / Do I need mathematics and programming? / Which skills are worth acquiring? | 适合初学者的教材或课程 / 需要数学和编程吗？ / 哪些技能值得掌握？
founder-practice | Exercises, competitions and side projects / Repeating the experiment of a paper / How do students get hands-on skills? | 练习、比赛和业余项目 / 重做论文的实验 / 学生怎样锻炼动手能力？
founder-age | Can one begin at fifty, or at twenty? / Years of experience before founding / Is it too late for me? | 五十岁或二十岁可以开始吗？ / 创业前要有多少年经验？ / 我现在开始晚不晚？
founder-leaving | Keeping a salary while building something on the side / Resigning from a big firm / Time between departure and founding | 边上班边做自己的项目 / 从大企业辞职 / 离开和创办之间隔了多久？
founder-market | Talking to buyers about their needs / Is there demand for my product? / Testing an idea cheaply | 和买家谈他们的需求 / 我的产品有需求吗？ / 低成本检验点子
founder-money | Venture capital, loans and subsidies / Financing rounds and investors / Paying the bills in the first year | 风险投资、贷款和补贴 / 融资轮次和投资者 / 第一年的开销怎么付？
`;

const rows = lines
  .trim()
  .split("\n")
  .map((line) => line.split(" | ") as [string, string, string]);

/** More ways to ask, by the entry's id. */
export const moreForms: ReadonlyMap<
  string,
  Readonly<Record<Language, readonly string[]>>
> = new Map(rows.map(([id, en, zh]) => [id, { en: en.split(" / "), zh: zh.split(" / ") }]));
