/**
 * The fields in which the start-ups of the data set work, as the data name them and as a chart labels them in
 * both languages. A field that is not in this list is refused by the data's check: two spellings of one field
 * would be counted as two.
 */
import type { Bilingual } from "../../base/bilingual.js";

/** Names of the fields by the word that stands in the data. */
export const fieldNames = {
  "foundation models": { en: "foundation models", zh: "基础模型" },
  "autonomous driving": { en: "autonomous driving", zh: "自动驾驶" },
  search: { en: "search", zh: "搜索" },
  "AI agents": { en: "AI agents", zh: "AI 智能体" },
  "AI infrastructure": { en: "AI infrastructure", zh: "AI 基础设施" },
  robotics: { en: "robotics", zh: "机器人" },
  "AI chips": { en: "AI chips", zh: "AI 芯片" },
  "video generation": { en: "video generation", zh: "视频生成" },
  "consumer devices": { en: "consumer devices", zh: "消费电子设备" },
  "consumer AI": { en: "consumer AI", zh: "消费级 AI" },
  "computer vision": { en: "computer vision", zh: "计算机视觉" },
  "enterprise AI": { en: "enterprise AI", zh: "企业 AI" },
  "customer service": { en: "customer service", zh: "客户服务" },
  "virtual assistant": { en: "virtual assistant", zh: "虚拟助手" },
  "AI for science": { en: "AI for science", zh: "AI 科学研究" },
  "AI music": { en: "AI music", zh: "AI 音乐" },
  "world models": { en: "world models", zh: "世界模型" },
  "spatial intelligence": { en: "spatial intelligence", zh: "空间智能" },
  healthcare: { en: "healthcare", zh: "医疗健康" },
  education: { en: "education", zh: "教育" },
  news: { en: "news", zh: "新闻" },
  "unspecified AI": { en: "unspecified AI", zh: "未说明的 AI" },
} as const satisfies Record<string, Bilingual>;

/** The field of a start-up. */
export type StartUpField = keyof typeof fieldNames;

/** What became of a start-up, in both languages. */
export const outcomeNames = {
  operating: { en: "operating", zh: "运营中" },
  acquired: { en: "acquired", zh: "被收购" },
  "acqui-hired": { en: "acqui-hired", zh: "团队被吸收" },
  closed: { en: "closed", zh: "已关闭" },
} as const satisfies Record<string, Bilingual>;

/** What became of a start-up. */
export type StartUpOutcome = keyof typeof outcomeNames;
