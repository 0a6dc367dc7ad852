/**
 * Statements 1 to 9: the abstract and section 1, who leaves large firms to found AI start-ups, and why.
 * Their figures come from datasets/executives.csv; the verdicts do not depend on the day's news.
 */
import type { ClaimFile } from "./claim.js";

/** 1 … 9. */
export const background: ClaimFile = {
  file: "src/learning/article/claims/background.ts",
  claims: [
    {
      id: "1",
      section: "1",
      claim: {
        en: "Executives who leave large firms to found AI start-ups are a phenomenon of note.",
        zh: "高管离开大公司去办 AI 企业，是值得注意的现象。",
      },
      verdict: "ok",
      correction: {
        en: "The data set of executives confirms it, with dozens of persons and start-ups in two waves, around 2016 and from 2021 on. Fame decides who is in it.",
        zh: "高管数据集可以证实：数十人、数十家公司，先后两波：2016 年前后，以及 2021 年以来。名气决定了谁在其中。",
      },
      source: "datasets/executives.csv",
      notebook: "01-background",
    },
    {
      id: "2",
      section: "1",
      claim: {
        en: "Deep and reinforcement learning drive language, images, driving and medicine alike.",
        zh: "深度学习与强化学习一同推动语言、图像、驾驶和医疗。",
      },
      verdict: "vague",
      correction: {
        en: "Deep learning does. Of reinforcement learning the article shows no use in any of the four, and none of the start-ups in our data has it as its field.",
        zh: "深度学习确是如此。至于强化学习，文章没有举出它在这四个领域的任何用例，我们的数据里也没有一家公司以它为领域。",
      },
      source: {
        en: "datasets/executives.csv, column field; the article, sections 1, 6.1 and 6.4 (its two uses of reinforcement learning are trading and stock)",
        zh: "datasets/executives.csv 的 field 列；文章第 1、6.1、6.4 节（强化学习的两个用例是交易与库存）",
      },
      notebook: "01-background",
    },
    {
      id: "3",
      section: "1.1",
      claim: {
        en: "Google, Microsoft and Amazon are large internet firms with leading AI teams.",
        zh: "谷歌、微软、亚马逊是拥有一流 AI 团队的大公司。",
      },
      verdict: "ok",
      correction: {
        en: "So it is; much of what this course uses came out of such teams.",
        zh: "的确如此；本课程用到的许多东西出自这些团队。",
      },
      source:
        "Mikolov et al., arXiv:1301.3781 (2013), written at Google; Abadi et al., TensorFlow, OSDI (2016), pp. 265–283",
      notebook: "09-summary",
    },
    {
      id: "4",
      section: "1.1",
      claim: {
        en: "TensorFlow is an AI platform of Google's.",
        zh: "TensorFlow 是谷歌的 AI 平台。",
      },
      verdict: "ok",
      correction: {
        en: "Google's, yes; a library that one installs, not a service like the two named beside it.",
        zh: "是谷歌的，但它是要安装的程序库，不像并列的两项那样是服务。",
      },
      source:
        "Abadi et al., TensorFlow: A System for Large-Scale Machine Learning, OSDI (2016), pp. 265–283",
      notebook: "08-resources",
    },
    {
      id: "5",
      section: "1.1",
      claim: {
        en: "Microsoft's platform is called Cognitive Services.",
        zh: "微软的平台叫 Cognitive Services。",
      },
      verdict: "dated",
      correction: {
        en: "It became Azure AI services in Microsoft's regrouping of 2023.",
        zh: "2023 年微软重组后改称 Azure AI services。",
      },
      source:
        "learn.microsoft.com, Azure AI services; NetDevInfraWiki, MS_MicrosoftCognitiveServices (names and years)",
      notebook: "09-summary",
    },
    {
      id: "6",
      section: "1.1",
      claim: {
        en: "Amazon's platform is called AWS AI.",
        zh: "亚马逊的平台叫 AWS AI。",
      },
      verdict: "wrong",
      correction: {
        en: "It is no single platform: Amazon offers a group of services, among them SageMaker, Bedrock, Rekognition and Comprehend.",
        zh: "它不是一个平台：亚马逊提供的是一组服务，如 SageMaker、Bedrock、Rekognition、Comprehend。",
      },
      source:
        "aws.amazon.com, names of the machine learning services (as listed in several guides of 2025 and 2026)",
      notebook: "09-summary",
    },
    {
      id: "7",
      section: "1.2",
      claim: {
        en: "Three motives explain the departures and will be discussed.",
        zh: "离职有三个动机，下文会讨论。",
      },
      verdict: "unsupported",
      correction: {
        en: "They are never discussed again; there is no survey, no interview, no quotation. Our data have no motives either.",
        zh: "后文再没有讨论；没有调查、访谈或引述。我们的数据里也没有动机。",
      },
      source: { en: "the article, sections 1.2 to 11", zh: "文章 1.2 至 11 节" },
      notebook: "01-background",
    },
    {
      id: "8",
      section: "1.3",
      claim: {
        en: "The start-ups have drawn much investment.",
        zh: "这些创业公司吸引了许多投资。",
      },
      verdict: "ok",
      correction: {
        en: "Right, though the article gives no sum. The data set has sums in millions of dollars with their pages.",
        zh: "属实，但文章没有数字。数据集里有以百万美元计的金额及其出处。",
      },
      source: "datasets/executives.csv, column notable_funding_usd_m",
      notebook: "01-background",
    },
    {
      id: "9",
      section: "1.3",
      claim: {
        en: "The start-ups make the field more diverse and train people for the whole ecosystem.",
        zh: "这些创业使领域更多样，并为整个生态培养人才。",
      },
      verdict: "unsupported",
      correction: {
        en: "No evidence is given, and there is some against it: of the start-ups in our data that were seen to end, nearly all went into another company.",
        zh: "没有给出证据，且有反例：我们的数据里见到终局的公司，几乎都并入了别的公司。",
      },
      source: "datasets/executives.csv, column outcome",
      notebook: "01-background",
    },
  ],
};
