/**
 * Questions as people might ask them, none of which the bot has been given: for each entry three questions per language
 * to make choices by (`validation`: how text is cut, the vectors' settings, the refusal's threshold) and two to judge
 * by (`test`). The test questions were written last, when all choices had been made, and no choice was changed after
 * the first look at them. Their authors also wrote the entries; strangers would ask in more ways.
 */
import type { Language } from "../../../base/bilingual.js";

/** Held-out questions of one entry. */
export interface AskedQuestions {
  readonly id: string;
  readonly validation: Readonly<Record<Language, readonly string[]>>;
  readonly test: Readonly<Record<Language, readonly string[]>>;
}

/** id | validation en / … | validation zh / … | test en / … | test zh / … */
const lines = `
success-recipe | What secret do winning founders share? / Which ingredient guarantees that a venture in this field works out? / Why did some AI firms win while others failed? | 赢家都做对了什么？ / 决定成败的因素是哪些？ / 做成一家AI企业有固定的套路吗？ | I want my venture to thrive. What matters most? / Has anybody found the magic formula for AI businesses? | 办好一家AI企业最重要的是什么？ / 有人找到过创业的灵丹妙药吗？
success-outcomes | What happened in the end to firms begun by ex-Google people? / How many such ventures were bought by another firm? / Are the companies of those executives still running? | 大厂高管办的企业最后倒闭了几家？ / 出走的高管现在公司还在运营吗？ / 有几家被别的公司买走了？ | Did most of the firms launched by famous managers fail? / Which share of them is still alive today? | 名人办的公司大多失败了吗？ / 到今天还活着的占多大比例？
success-technology | Do I have to invent a new method to win? / Is a better neural network enough to beat the market? / Should we patent our technology? | 必须发明新方法才能赢吗？ / 靠一个更好的神经网络够不够？ / 我们的技术要不要申请专利？ | We only use published methods. Is that a weakness? / Would a clever new architecture make us rich? | 我们只用公开的方法，这算弱点吗？ / 有一个聪明的新架构就能发财吗？
success-team | Should I look for a second founder? / Are solo entrepreneurs at a disadvantage? / Which people do I need beside me at the beginning? | 要不要再找一个合伙创始人？ / 单打独斗会吃亏吗？ / 开始的时候身边需要什么样的人？ | I am a programmer on my own; do I need somebody who can sell? / Two heads or one: what is better for a young company? | 我一个人写程序，需要找会销售的人吗？ / 年轻的公司，一个头脑好还是两个好？
success-business-model | Where does the revenue come from? / Who would pay for an AI service, and how much? / How long until the venture makes a profit? | 收入从哪里来？ / 谁会为AI服务付费？ / 要多久才能不亏钱？ | What should I charge for my chatbot? / Our costs grow with each user. Is that normal? | 我的聊天机器人该收多少钱？ / 用户越多花费越大，这正常吗？
success-marketing | How can I make my product known? / Are ads worth the money? / What brings in new customers? | 怎么让更多人知道我的产品？ / 打广告值得吗？ / 怎样获得第一批顾客？ | Nobody has heard of us. What can we do? / Did our television spot bring in any sales? | 没人听说过我们，怎么办？ / 我们的电视广告带来销量了吗？
challenge-privacy | Is it possible to train on private records safely? / Could somebody reconstruct my personal information from a model? / What protects confidential data while learning? | 能安全地用私人记录训练吗？ / 别人能从模型里还原我的个人信息吗？ / 学习过程中怎样保护机密数据？ | Hospitals do not want to share patient files. Can they still train together? / Does adding noise hide an individual? | 医院不愿共享病历，还能一起训练吗？ / 加噪声能隐藏单个人吗？
challenge-law | Do I need a permit for my AI system? / What does the European Union demand of AI providers? / Is the GDPR relevant for my start-up? | 我的AI系统需要许可吗？ / 欧盟对AI提供者有什么要求？ / 个人信息保护法对创业公司有影响吗？ | What happens if my software breaks the rules in Brussels? / Must I ask for consent before I store names and addresses? | 我的软件违反欧洲规定会怎样？ / 保存姓名和地址之前必须征得同意吗？
challenge-compute | How many processors do I need for training? / What is the price of training a big network? / Why does a large language model need so much hardware? | 训练需要多少处理器？ / 训练一个大网络要花多少钱？ / 大语言模型为什么需要那么多硬件？ | Can I train a network on my laptop? / My cloud bill explodes. Where do all these operations come from? | 笔记本电脑能训练网络吗？ / 云费用暴涨，这么多运算是从哪里来的？
challenge-data | How large must my data set be? / Is twice as much data twice as good? / Can I learn something from a hundred examples? | 数据集要多大才够？ / 数据翻倍，效果也翻倍吗？ / 一百个样本能学到东西吗？ | I have only fifty labelled photos. Is it hopeless? / Would a larger corpus still improve the result? | 我只有五十张标注的照片，没希望了吗？ / 更大的语料还能改善结果吗？
challenge-evaluation | When may I believe a reported score? / Is a high cosine similarity evidence of quality? / How do I measure the quality of a trained model? | 什么时候可以相信报告的分数？ / 余弦相似度高就说明质量好吗？ / 怎么衡量训练出来的模型的质量？ | My colleague boasts of 99 percent. What should I ask? / On which examples should the score be computed? | 同事吹嘘有百分之九十九，我该问什么？ / 分数应该在哪些样本上计算？
challenge-competition | How do newcomers survive next to Google and Microsoft? / What can I do about rivals with more resources? / Is there room left for small AI firms? | 新公司怎么在谷歌和微软旁边生存？ / 对手资源更多，我该怎么办？ / 小型AI企业还有空间吗？ | A giant has just released the same feature for free. Is it over? / How do we keep an edge over imitators? | 巨头刚免费推出同样的功能，我们完了吗？ / 怎样对模仿者保持优势？
challenge-reliability | Does ChatGPT tell the truth? / Why are the answers of a bot sometimes invented? / How often does an assistant say wrong things? | ChatGPT说的是真话吗？ / 机器人的回答为什么有时是编的？ / 怎么让助手不说错话？ | The assistant quoted a book that does not exist. Why? / How can a bot be made to admit that it does not know? | 助手引用了一本不存在的书，为什么？ / 怎样让机器人承认自己不知道？
life-jobs | Will robots replace workers? / Which professions are going to disappear? / How many people will lose their work because of machines? | 机器人会取代工人吗？ / 哪些职业会消失？ / 有多少人会因为机器失去工作？ | I am a translator. Will a machine do my work soon? / Are millions going to be out of work? | 我是翻译，机器很快会做我的工作吗？ / 会有几百万人失业吗？
life-productivity | Do employees get more done with ChatGPT? / How much time does a writing tool save? / Is the economy going to grow faster thanks to AI? | 员工用了ChatGPT能做更多事吗？ / 写作工具能省多少时间？ / 经济会因为AI增长得更快吗？ | Is my secretary quicker with a language model? / Has anyone measured how much office staff gain? | 秘书用语言模型会更快吗？ / 有人测量过办公室员工的收益吗？
life-personal | Why do I see these suggested films? / Is a neural recommender better than a simple one? / How does a website know what I like? | 为什么给我推荐这些电影？ / 神经网络推荐比简单方法更好吗？ / 网站怎么知道我喜欢什么？ | Why does the app always play songs that I like? / Do online stores really understand my preferences? | 为什么这个应用总放我喜欢的歌？ / 网店真的懂我的喜好吗？
life-medicine | Can software recognise cancer on an X-ray? / Would you trust a program with your health? / Is AI good for choosing a therapy? | 软件能在X光片上认出癌症吗？ / 看病能相信程序吗？ / AI适合用来选择疗法吗？ | Does a radiologist still have a future? / Should a hospital let an algorithm decide on surgery? | 放射科医生还有前途吗？ / 医院该让算法决定做不做手术吗？
life-fairness | Does AI treat women and men alike? / Is there bias against minorities in such systems? / How do I check whether my classifier is discriminating? | AI对男女一视同仁吗？ / 这些系统对少数群体有偏见吗？ / 怎样检查我的分类器是否存在歧视？ | My loan was refused by a computer. Was it prejudiced? / Why is the error rate higher for black women? | 电脑拒绝了我的贷款，它有偏见吗？ / 为什么黑人女性的错误率更高？
life-forecast | How far away is human-level AI? / What will the world look like in twenty years? / Do experts agree on what comes next in technology? | 离人类水平的AI还有多远？ / 二十年后的世界会是什么样？ / 专家们对技术的下一步看法一致吗？ | When do we get a robot that can do everything we can? / Are the trends in the article really new? | 什么时候会有什么都会的机器人？ / 文章里的趋势真的是新的吗？
life-energy | How much power does ChatGPT use? / Do data centres harm the environment? / How many tonnes of CO2 come from training a model? | ChatGPT用多少电？ / 数据中心会破坏环境吗？ / 训练一个模型会排放多少二氧化碳？ | Does my question to a bot heat up the planet? / Which uses more current: training or everyday use? | 我问机器人一个问题会让地球变暖吗？ / 训练和日常使用，哪个更费电？
founder-learning | What mathematics do I need? / Can you name a good textbook on deep learning? / Which skills must I acquire first? | 我需要哪些数学？ / 有没有好的深度学习教材？ / 我首先要掌握哪些技能？ | I am a lawyer; where do I begin if I want to understand neural networks? / Is a degree in statistics helpful? | 我是律师，想弄懂神经网络从哪里入手？ / 统计学学位有帮助吗？
founder-practice | How do I get hands-on training? / What would be a good first exercise for a student? / Should I try to repeat the experiments of a paper? | 怎么得到动手的机会？ / 学生的第一个练习做什么好？ / 要不要重做论文里的实验？ | I have read a lot and built nothing. What now? / Where can I try out what I learned? | 书读了很多，什么都没做过，接下来呢？ / 学到的东西在哪里试一试？
founder-age | Is forty too late to begin? / How old were the people behind fast-growing firms? / Do I have to be in my twenties? | 四十岁开始会不会太晚？ / 快速成长的公司的老板多大岁数？ / 一定要二十多岁才行吗？ | I am 58. Does it still make sense? / Is a student too inexperienced to run a firm? | 我五十八岁了，还有意义吗？ / 学生经营公司是不是太没经验？
founder-leaving | Can I start on the side while employed? / How long do managers wait before they begin something new? / Is it risky to resign at once? | 可以一边上班一边干吗？ / 经理们辞职后等多久才开始新的事业？ / 马上辞职风险大吗？ | My boss does not know about my plans yet. When should I hand in my notice? / Did they start right after their last day at the corporation? | 老板还不知道我的计划，我该什么时候提出离职？ / 他们最后一天上班之后马上就开始了吗？
founder-market | How can I learn about the needs of buyers? / Is there any demand for what I plan to build? / How do I test an idea before building it? | 怎么知道买家的需求？ / 我打算做的东西有人要吗？ / 动手之前怎么检验一个点子？ | Nobody uses what I built. What did I forget to ask? / How do I know that somebody will buy it? | 我做的东西没人用，我忘了问什么？ / 我怎么知道会有人买？
founder-money | Who invests in young AI firms? / How big is a typical financing round? / I have no savings: how can I finance my venture? | 谁会投资年轻的AI公司？ / 一轮融资一般有多大？ / 没有积蓄，怎么筹到创业的钱？ | How many millions does one need at the beginning? / Do banks or funds give cash to such firms? | 一开始需要几百万吗？ / 银行或基金会给这种公司钱吗？
`;

/** All held-out questions, in the order of the entries. */
export const askedQuestions: readonly AskedQuestions[] = lines
  .trim()
  .split("\n")
  .map((line) => {
    const [id = "", ...parts] = line.split(" | ");
    const [en = [], zh = [], testEn = [], testZh = []] = parts.map((part) => part.split(" / "));
    return { id, validation: { en, zh }, test: { en: testEn, zh: testZh } };
  });
