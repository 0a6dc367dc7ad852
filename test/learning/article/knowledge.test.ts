import { describe, expect, test } from "vitest";
import { claimOf } from "../../../src/learning/article/claims.js";
import { readExecutives } from "../../../src/learning/article/executives.js";
import { articleQuestions, knowledge } from "../../../src/learning/article/knowledge.js";
import { askedQuestions } from "../../../src/learning/article/knowledge/asked.js";
import { beyondQuestions } from "../../../src/learning/article/knowledge/beyond.js";
import { moreForms } from "../../../src/learning/article/knowledge/forms.js";
import { referenceOf } from "../../../src/learning/article/references.js";
import { courseOrder } from "../../../src/learning/article/sections.js";
import { startUps } from "../../../src/learning/article/start-ups.js";
import { tokenize } from "../../../src/learning/text/tokens.js";

const han = /\p{Script=Han}/u;
const languages = ["en", "zh"] as const;
const answerOf = (id: string, language: "en" | "zh"): string =>
  knowledge.find((entry) => entry.id === id)!.answer[language];

describe("the knowledge base", () => {
  test("has entries under each of the article's four questions, each once", () => {
    expect(articleQuestions.map(({ section }) => section)).toEqual([
      "10.1",
      "10.2",
      "10.3",
      "10.4",
    ]);
    for (const { section } of articleQuestions) {
      expect(knowledge.filter((entry) => entry.section === section).length).toBeGreaterThan(4);
    }
    expect(new Set(knowledge.map(({ id }) => id)).size).toBe(knowledge.length);
    for (const { id } of knowledge) expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  test("asks and answers in both languages", () => {
    for (const { id, forms, answer } of knowledge) {
      expect(forms.en.length, id).toBeGreaterThanOrEqual(5);
      expect(forms.zh.length, id).toBeGreaterThanOrEqual(5);
      for (const text of [...forms.en, answer.en]) expect(text, id).not.toMatch(han);
      for (const text of [...forms.zh, answer.zh]) expect(text, id).toMatch(han);
    }
    expect([...moreForms.keys()]).toEqual(knowledge.map(({ id }) => id));
  });

  test("rests on statements, works and notebooks that exist", () => {
    for (const { id, claims, sources, notebook, basis } of knowledge) {
      for (const claim of claims) expect(claimOf(String(claim)).id).toBe(String(claim));
      for (const key of sources) expect(referenceOf(key).key).toBe(key);
      if (notebook !== undefined) expect(courseOrder).toContain(notebook);
      if (basis === "measured") expect(notebook, id).toBeDefined();
    }
  });

  test("names the publication of what is known", () => {
    const bare = knowledge.filter(
      ({ basis, sources }) => basis === "known" && sources.length === 0,
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  test("names a year and an author only of a work among its sources", () => {
    for (const { id, answer, sources } of knowledge) {
      for (const [, names = "", year] of answer.en.matchAll(/\(([^()]+?) ((?:19|20)\d\d)\)/g)) {
        if (!/^\p{Lu}\p{Ll}+/u.test(names) || names.startsWith("Regulation")) continue;
        const works = sources.map(referenceOf);
        const [surname = ""] = names.split(/[, ]/);
        const fits = works.some(
          (work) =>
            work.authors.some((author) => author.includes(surname)) &&
            (String(work.year) === year || work.venue.includes(`first version ${year}`)),
        );
        expect(fits, `${id}: ${names} ${year}`).toBe(true);
      }
    }
  });

  test("counts start-ups as the data do", async () => {
    const rows = (await readExecutives()).filter((row) => row.confirmed);
    const all = startUps(rows);
    const ended = (outcome: string) => all.filter((each) => each.outcome === outcome).length;
    const known = all.filter(({ outcome }) => outcome !== null).length;
    const outcomes = [known, ...["operating", "acquired", "acqui-hired", "closed"].map(ended)];
    const together = all.filter(({ founders }) => founders.length > 1).length;
    const lags = rows.flatMap(({ leftYear, foundedYear }) =>
      leftYear === null || foundedYear === null ? [] : [foundedYear - leftYear],
    );
    const atOnce = lags.filter((lag) => lag === 0).length;
    const sums = all.flatMap(({ notableFundingUsdM }) => notableFundingUsdM ?? []);
    const absorbed = ended("acquired") + ended("acqui-hired");
    const expected: [string, number[]][] = [
      ["success-outcomes", outcomes],
      ["success-team", [all.length, together, all.length - together]],
      ["challenge-competition", [known - ended("operating"), absorbed]],
      ["founder-leaving", [atOnce, lags.length]],
      ["founder-money", [sums.length, all.length]],
    ];
    for (const [id, numbers] of expected) {
      for (const language of languages) {
        const said = answerOf(id, language).match(/\d+/g) ?? [];
        for (const number of numbers) expect(said, id).toContain(String(number));
      }
    }
    expect([Math.min(...sums), Math.max(...sums)]).toEqual([11, 2000]);
    expect(answerOf("founder-money", "en")).toContain("from 11 million to 2,000 million dollars");
    expect(answerOf("founder-money", "zh")).toContain("从 1100 万到 20 亿美元");
  });
});

describe("the held-out questions", () => {
  const asked = (part: "validation" | "test", language: "en" | "zh") =>
    askedQuestions.flatMap((each) => each[part][language]);

  test("are three to choose by and two to judge by for each entry and language", () => {
    expect(askedQuestions.map(({ id }) => id)).toEqual(knowledge.map(({ id }) => id));
    for (const each of askedQuestions) {
      for (const language of languages) {
        expect(each.validation[language], each.id).toHaveLength(3);
        expect(each.test[language], each.id).toHaveLength(2);
      }
    }
    for (const text of asked("test", "en")) expect(text).not.toMatch(han);
    for (const text of asked("test", "zh")) expect(text).toMatch(han);
  });

  test("come once, and none is a form of an entry", () => {
    for (const language of languages) {
      const beyond = [...beyondQuestions.validation, ...beyondQuestions.test].map(
        ({ question }) => question[language],
      );
      const forms = knowledge.flatMap((entry) => entry.forms[language]);
      const all = [
        ...asked("validation", language),
        ...asked("test", language),
        ...beyond,
        ...forms,
      ];
      const plain = all.map((text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
      expect(plain.filter((text, i) => plain.indexOf(text) !== i)).toEqual([]);
    }
  });

  /** The longest run of pieces that two lists share. */
  function longestShared(a: readonly string[], b: readonly string[]): number {
    let longest = 0;
    for (let i = 0; i < a.length; i += 1) {
      for (let j = 0; j < b.length; j += 1) {
        let run = 0;
        while (i + run < a.length && j + run < b.length && a[i + run] === b[j + run]) run += 1;
        longest = Math.max(longest, run);
      }
    }
    return longest;
  }

  test("of the test part share no phrase with a form of an entry", () => {
    const cut = (text: string) => tokenize(text, { tokens: "characters", lowerCase: true });
    for (const [language, most] of [
      ["en", 3],
      ["zh", 6],
    ] as const) {
      const forms = knowledge.flatMap((entry) => entry.forms[language].map(cut));
      for (const text of asked("test", language)) {
        const shared = Math.max(...forms.map((form) => longestShared(cut(text), form)));
        expect(shared, text).toBeLessThanOrEqual(most);
      }
    }
  });

  test("without an answer are half near the subject and half far from it", () => {
    const counts = (part: "validation" | "test") => [
      beyondQuestions[part].filter(({ near }) => near).length,
      beyondQuestions[part].filter(({ near }) => !near).length,
    ];
    expect(counts("validation")).toEqual([10, 10]);
    expect(counts("test")).toEqual([15, 15]);
    for (const { question } of [...beyondQuestions.validation, ...beyondQuestions.test]) {
      expect(question.en).not.toMatch(han);
      expect(question.zh).toMatch(han);
    }
  });
});
