/**
 * The authored language of the word2vec notebook: 60 words, six topics, five gendered pairs. A sentence
 * tells of one topic and one gender and is a bag of words, all that CBOW sees of a sentence anyway. Topic
 * words depend on the topic, pronouns on the gender, persons on both: so the contexts of the ten persons
 * factor into role × gender, the regularity that "man is to woman as king is to queen" names.
 * All data are written here by hand; nothing is downloaded.
 */
import type { Bilingual } from "../../base/bilingual.js";
import type { Grammar, Scene, Slot } from "./grammar.js";

/** What a sentence can be about. */
export interface Topic {
  readonly name: Bilingual;
  /** The man and the woman of this topic; nature has two things without gender instead. */
  readonly subjects: readonly [Bilingual, Bilingual];
  readonly gendered: boolean;
  readonly verbs: readonly [Bilingual, Bilingual];
  readonly adjectives: readonly [Bilingual, Bilingual];
  readonly objects: readonly [Bilingual, Bilingual];
  readonly place: Bilingual;
}

function both(text: string): Bilingual {
  const [en = "", zh = ""] = text.split(" ");
  return { en, zh };
}

function two(text: string): [Bilingual, Bilingual] {
  const [first = "", second = ""] = text.split(", ");
  return [both(first), both(second)];
}

/** The six topics, in the order of the ring below. */
export const topics: readonly Topic[] = [
  {
    name: both("court 宫廷"),
    subjects: two("king 国王, queen 女王"),
    gendered: true,
    verbs: two("wears 佩戴, guards 守护"),
    adjectives: two("royal 王室的, golden 金色的"),
    objects: two("crown 王冠, sword 宝剑"),
    place: both("palace 宫殿"),
  },
  {
    name: both("stage 舞台"),
    subjects: two("actor 男演员, actress 女演员"),
    gendered: true,
    verbs: two("sings 演唱, plays 演奏"),
    adjectives: two("famous 著名的, loud 响亮的"),
    objects: two("song 歌曲, drum 鼓"),
    place: both("theatre 剧院"),
  },
  {
    name: both("town 城镇"),
    subjects: two("man 男人, woman 女人"),
    gendered: true,
    verbs: two("sells 出售, carries 搬运"),
    adjectives: two("busy 忙碌的, honest 诚实的"),
    objects: two("basket 篮子, coin 硬币"),
    place: both("market 市场"),
  },
  {
    name: both("home 家庭"),
    subjects: two("father 父亲, mother 母亲"),
    gendered: true,
    verbs: two("cooks 烹饪, washes 清洗"),
    adjectives: two("warm 温暖的, tidy 整洁的"),
    objects: two("soup 汤, plate 盘子"),
    place: both("kitchen 厨房"),
  },
  {
    name: both("school 学校"),
    subjects: two("boy 男孩, girl 女孩"),
    gendered: true,
    verbs: two("reads 阅读, copies 抄写"),
    adjectives: two("young 年轻的, curious 好奇的"),
    objects: two("book 书, lesson 课文"),
    place: both("classroom 教室"),
  },
  {
    name: both("nature 自然"),
    subjects: two("river 河流, storm 暴风雨"),
    gendered: false,
    verbs: two("floods 淹没, shapes 塑造"),
    adjectives: two("wild 狂野的, deep 深的"),
    objects: two("valley 山谷, meadow 草地"),
    place: both("forest 森林"),
  },
];

/** The words that carry gender and nothing else: a subject pronoun and a possessive each. */
export const pronouns: readonly (readonly [Bilingual, Bilingual])[] = [
  two("he 他, his 他的"),
  two("she 她, her 她的"),
  two("it 它, its 它的"),
];

/**
 * How often a sentence of one topic takes a word of another, by their distance on the ring: without it,
 * words of different topics would have nothing in common, and no order among them could be right.
 */
const topicShare = [0.6, 0.12, 0.06, 0.04];

/** How often a person is of the sentence's gender and of the other one. */
const personShare = { same: 0.8, other: 0.2 };

/** How often a pronoun is of the sentence's gender and of each of the other two. */
const pronounShare = { same: 0.8, other: 0.1 };

/** What the tokens of a sentence are: a person, a pronoun, or another word of the topic. */
const kindShare = { subject: 0.2, pronoun: 0.2, content: 0.6 };

/** Sentences have 5 to 9 tokens, each length equally often. */
const lengths = [5, 6, 7, 8, 9];

function ringDistance(a: number, b: number): number {
  const apart = Math.abs(a - b);
  return Math.min(apart, topics.length - apart);
}

/** The words other than subjects that belong to a topic. */
function contentWords(topic: Topic): Bilingual[] {
  return [...topic.verbs, ...topic.adjectives, ...topic.objects, topic.place];
}

/** The one slot of which a sentence is made: topic `here`, gender 0 (he), 1 (she) or 2 (it). */
function slot(here: number, gender: number): Slot {
  const shares: Record<string, number> = {};
  topics.forEach((topic, there) => {
    const share = topicShare[ringDistance(here, there)] ?? 0;
    topic.subjects.forEach(({ en }, whose) => {
      const half = !topic.gendered || gender === 2;
      const matches = whose === gender ? personShare.same : personShare.other;
      shares[en] = kindShare.subject * share * (half ? 0.5 : matches);
    });
    const words = contentWords(topic);
    for (const { en } of words) shares[en] = (kindShare.content * share) / words.length;
  });
  pronouns.forEach((pair, whose) => {
    const matches = whose === gender ? pronounShare.same : pronounShare.other;
    for (const { en } of pair) shares[en] = (kindShare.pronoun * matches) / pair.length;
  });
  return shares;
}

/** The grammar itself: topics equally often, within a topic its genders, within those the lengths. */
export const smallWorld: Grammar = {
  scenes: topics.flatMap((topic, here) => {
    const genders = topic.gendered ? [0, 1] : [2];
    return genders.flatMap((gender) => {
      const words = slot(here, gender);
      const weight = 1 / genders.length;
      return lengths.map((length): Scene => ({ weight, slots: Array<Slot>(length).fill(words) }));
    });
  }),
};

/** The five pairs, the man first: `[["king", "queen"], …]`. */
export const genderedPairs: readonly (readonly [string, string])[] = topics
  .filter((topic) => topic.gendered)
  .map((topic) => [topic.subjects[0].en, topic.subjects[1].en]);

/** The topic of each word that has one, by the topic's English name; pronouns have none. */
export const topicOf: Readonly<Record<string, string>> = Object.fromEntries(
  topics.flatMap((topic) =>
    [...topic.subjects, ...contentWords(topic)].map(({ en }) => [en, topic.name.en]),
  ),
);

/** The Chinese of each word: `chinese.king` is 国王. */
export const chinese: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...topics.flatMap((topic) => [...topic.subjects, ...contentWords(topic)]),
    ...pronouns.flat(),
  ].map(({ en, zh }) => [en, zh]),
);
