import { beforeAll, describe, expect, test } from "vitest";
import {
  bm25Finder,
  entryText,
  languageOf,
  refusal,
  reply,
  vectorFinder,
  type Finder,
} from "../../../src/learning/article/answering.js";
import {
  chooseThreshold,
  evaluateFinder,
  judgeRefusal,
  rankQuestions,
  scoreBeyond,
} from "../../../src/learning/article/answering-evaluation.js";
import { knowledge, type KnowledgeEntry } from "../../../src/learning/article/knowledge.js";
import { askedQuestions } from "../../../src/learning/article/knowledge/asked.js";
import { train } from "../../../src/learning/embedding/trainer.js";
import { randomReciprocalRank } from "../../../src/learning/statistics/reciprocal-rank.js";
import { areaUnderRoc } from "../../../src/learning/statistics/roc.js";
import { Bm25 } from "../../../src/learning/text/bm25.js";
import { textPieces } from "../../../src/learning/text/pieces.js";

const few = knowledge.slice(0, 4);

describe("the bot", () => {
  test("tells Chinese from English by its characters", () => {
    expect(languageOf("What is AI?")).toBe("en");
    expect(languageOf("什么是 AI？")).toBe("zh");
  });

  test("scores by BM25 over the pieces of forms and answer together", () => {
    const texts = few.map((entry) => textPieces(entryText(entry, "zh")));
    const asked = "小公司怎么赚钱？";
    const expected = new Bm25(texts, { k1: 2 }).scores(textPieces(asked));
    expect(bm25Finder("zh", { k1: 2 }, few).scores(asked)).toEqual(expected);
  });

  test("scores by the cosine of mean vectors, weighted by idf", async () => {
    const options = { seed: 3, dimension: 8, epochs: 5 };
    const finder = await vectorFinder("en", options, few);
    const documents = few.map((entry) => textPieces(entryText(entry, "en")));
    const vectors = await train(documents, {
      ...{ ...options, window: 50, minCount: 1, sample: 0 },
      ...{ cbowGradient: "exact", negatives: "own" },
    });
    const bm25 = new Bm25(documents);
    const meanOf = (text: string) => {
      const sum = Array<number>(8).fill(0);
      let unknown = 0;
      for (const piece of textPieces(text)) {
        const idf = bm25.idf(piece);
        if (vectors.has(piece)) {
          const v = vectors.get(piece);
          const length = Math.hypot(...v);
          v.forEach((x, k) => (sum[k]! += (idf * x) / length));
        } else unknown += idf ** 2;
      }
      return { sum, length: Math.sqrt(sum.reduce((s, x) => s + x * x, 0) + unknown) };
    };
    const asked = "How many zebras survived the acquisition?";
    const q = meanOf(asked);
    const scores = finder.scores(asked);
    for (const [i, entry] of few.entries()) {
      const cosines = [...entry.forms.en, entry.answer.en].map((text) => {
        const t = meanOf(text);
        return q.sum.reduce((s, x, k) => s + x * t.sum[k]!, 0) / (q.length * t.length);
      });
      expect(scores[i]).toBeCloseTo(Math.max(...cosines), 5);
    }
  });

  test("answers what it was given, word for word, in both languages", async () => {
    for (const language of ["en", "zh"] as const) {
      for (const finder of [bm25Finder(language), await vectorFinder(language, { epochs: 40 })]) {
        const own = knowledge.map((entry) => reply(finder, entry.forms[language][0]!, 0));
        const right = own.filter(({ entry }, i) => entry === knowledge[i]).length;
        expect(right, `${finder.name.en} ${language}`).toBeGreaterThanOrEqual(25);
        expect(own[3]!.text).toBe(own[3]!.entry!.answer[language]);
      }
    }
  });

  test("refuses below the threshold, and where no piece is known", () => {
    const finder = bm25Finder("en");
    const asked = "Are successful founders young?";
    const { score } = reply(finder, asked, 0);
    expect(reply(finder, asked, score).entry?.id).toBe("founder-age");
    expect(reply(finder, asked, score + 1e-9)).toEqual({
      ...{ language: "en", score, entry: undefined, text: refusal.en },
    });
    expect(reply(finder, "…", 0)).toMatchObject({ score: 0, entry: undefined });
    expect(reply(bm25Finder("zh"), "蜘蛛？", 5).text).toBe(refusal.zh);
  });

  test("names what it cannot use", () => {
    const finder = bm25Finder("en");
    expect(() => reply(finder, 3 as unknown as string, 0)).toThrow(
      "question: 3; expected a string",
    );
    expect(() => reply(finder, "为什么？", 0)).toThrow(
      'language of the finder: "en"; expected zh; take the finder for "zh"',
    );
    expect(() => reply(finder, "Why?", NaN)).toThrow(
      "threshold: NaN; expected a number to compare with",
    );
    const other = { ...few[0]!, id: "another" } as KnowledgeEntry;
    expect(() => rankQuestions(bm25Finder("en", {}, [other]), "test")).toThrow(
      'entry of a question: "success-recipe"; expected one that the finder has',
    );
  });
});

describe("the bot's evaluation", () => {
  const finders: Finder[] = [];
  beforeAll(async () => {
    for (const language of ["en", "zh"] as const)
      finders.push(bm25Finder(language), await vectorFinder(language));
  });

  test("counts ranks and areas as they are defined", () => {
    const [finder] = finders as [Finder];
    const ranked = rankQuestions(finder, "test");
    const byHand = askedQuestions.flatMap(({ id, test: { en } }) =>
      en.map((question) => {
        const scores = finder.scores(question);
        const own = scores[knowledge.findIndex((entry) => entry.id === id)]!;
        return 1 + scores.filter((score) => score > own).length;
      }),
    );
    expect(ranked.map(({ rank }) => rank)).toEqual(byHand);
    const scores = evaluateFinder(finder, "test");
    expect(scores.questions).toBe(52);
    expect(scores.first).toBe(byHand.filter((rank) => rank === 1).length);
    const mean = byHand.reduce((sum, rank) => sum + 1 / rank, 0) / 52;
    expect(scores.meanReciprocalRank).toBeCloseTo(mean, 14);
    const beyond = scoreBeyond(finder, "test").map(({ score }) => score);
    const inside = ranked.map(({ score }) => score);
    expect(scores.auc.auc).toBeCloseTo(areaUnderRoc(inside, beyond), 14);
  });

  test("finds far more than a random order, and not everything", () => {
    const random = randomReciprocalRank(knowledge.length);
    for (const finder of finders) {
      const { meanReciprocalRank, auc } = evaluateFinder(finder, "test");
      expect(meanReciprocalRank).toBeGreaterThan(2.5 * random);
      expect(meanReciprocalRank).toBeLessThan(0.9); // more would mean that the test leaked
      expect(auc.lower).toBeGreaterThan(0.5);
    }
  });

  test("finds nothing better than chance when the answers are dealt out anew", () => {
    const shifted = (finder: Finder): Finder => ({
      ...finder,
      scores: (question) => {
        const scores = [...finder.scores(question)];
        return Float64Array.from(scores, (_, i) => scores[(i + 13) % scores.length]!);
      },
    });
    const { meanReciprocalRank } = evaluateFinder(shifted(finders[0]!), "test");
    expect(Math.abs(meanReciprocalRank - randomReciprocalRank(26))).toBeLessThan(0.1);
  });

  test("chooses the threshold that tells two groups apart best", () => {
    expect(chooseThreshold([3, 4], [1, 2])).toBe(2.5);
    expect(chooseThreshold([2, 4, 5], [1, 3])).toBe(3.5); // 2/3 − 0, as 1 − 1/2 at 1.5 is less
    expect(chooseThreshold([1], [1])).toBe(1);
    expect(() => chooseThreshold([], [1])).toThrow("positives: 0; expected at least one score");
  });

  test("counts every question once under a threshold", () => {
    const [finder] = finders as [Finder];
    const all = judgeRefusal(finder, -Infinity, "test");
    expect(all).toMatchObject({ refused: 0, farRefused: 0, nearRefused: 0, far: 15, near: 15 });
    expect(all.right).toBe(evaluateFinder(finder, "test").first);
    expect(all.right + all.wrong).toBe(52);
    const none = judgeRefusal(finder, Infinity, "test");
    expect(none).toEqual({
      ...{ right: 0, wrong: 0, refused: 52, far: 15, farRefused: 15, near: 15, nearRefused: 15 },
    });
  });

  test("gives the same scores with the same seed, others with another", async () => {
    const [, vectors] = finders as [Finder, Finder];
    const asked = "Is forty too late to begin?";
    expect((await vectorFinder("en")).scores(asked)).toEqual(vectors.scores(asked));
    const other = await vectorFinder("en", { seed: 8 });
    expect(other.scores(asked)).not.toEqual(vectors.scores(asked));
  });
});
