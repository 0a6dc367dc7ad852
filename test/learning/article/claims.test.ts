/**
 * The audit's data: complete, counted, checked. The labels below are those of the first audit of the article, word
 * for word where they matter; how they become our ten verdicts is said in claims/verdict.ts and done here once more.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  chapterCounts,
  chapterOf,
  checkClaims,
  claimFiles,
  claimHeadings,
  claimOf,
  claimRows,
  claims,
  verdictCounts,
  verdicts,
  verdictSides,
  type Claim,
  type ClaimFile,
  type Verdict,
} from "../../../src/index.js";

const root = join(import.meta.dirname, "..", "..", "..");
const texts = Object.fromEntries(
  claimFiles.map(({ file }) => [file, readFileSync(join(root, file), "utf8")]),
);

/** The first audit's labels: F1 … F6, then 1 … 93. */
const labels: readonly string[] = [
  ..."WRONG WRONG WRONG WRONG WRONG WRONG".split(" "),
  ...["OK", "VAGUE", "OK", "OK", "dated", "WRONG as a name", "UNSUPPORTED"],
  ...["OK but without figures", "UNSUPPORTED", "VAGUE", "WRONG (too narrow)", "UNSUPPORTED"],
  ...["UNSUPPORTED", "parses but logically broken", "WRONG (category)", "WRONG (misleading)"],
  ...["WRONG without conditions", "VAGUE", "contradicts 2.6", "WRONG if taken literally"],
  ...["VAGUE", "OK", "OK / VAGUE", "OK", "OK", "inconsistent"],
  ...["OK only with a non-linear activation", "VAGUE", "WRONG (imprecise)", "OK", "OK", "WRONG"],
  ...["WRONG entirely", "WRONG", "WRONG", "WRONG / UNSUPPORTED", "OK, half", "WRONG"],
  ...["not a result of this program", "WRONG", "WRONG"], // … 41
  ...["WRONG", "OK", "WRONG", "WRONG", "WRONG", "WRONG", "WRONG", "WRONG for gensim ≥ 4", "weak"],
  ...["OK", "WRONG", "WRONG as a measure", "WRONG", "spelling", "WRONG", "WRONG", "WRONG"], // … 58
  ...["WRONG (invented)", "WRONG", "UNSUPPORTED", "UNSUPPORTED", "UNSUPPORTED", "conditional"],
  ...["WRONG as stated", "VAGUE", "UNSUPPORTED", "conditional", "conditional", "WRONG (tense)"],
  ...["WRONG (too strong)", "OK for pre-training", "conditional", "VAGUE / N/C"], // … 74
  ...["WRONG", "WRONG", "INVENTED author (very likely)", "duplicate", "OK", "WRONG", "WRONG title"],
  ...["INVENTED title", "form", "WRONG", "tension", "WRONG", "N/C", "OK", "OK", "OK"], // … 90
  ...["WRONG: two books mixed", "INVENTED", "INVENTED"],
];

/** The rule of claims/verdict.ts. */
function toVerdict(label: string): Verdict {
  if (/invented/i.test(label)) return "invented";
  if (/^(conditional|OK only|OK for|OK \/ VAGUE|WRONG without)/.test(label)) return "conditional";
  if (/^OK/.test(label)) return "ok";
  if (/^(VAGUE|weak)/.test(label)) return "vague";
  if (/^(UNSUPPORTED|not a result)/.test(label)) return "unsupported";
  if (/^N\/C/.test(label)) return "opinion";
  if (/^(inconsistent|contradicts|tension)/.test(label)) return "inconsistent";
  if (/^dated/.test(label)) return "dated";
  return /^(spelling|duplicate|form)/.test(label) ? "slip" : "wrong";
}

/** Where our verdict is another one, and why. */
const departures: Readonly<Record<string, string>> = {
  "28": "its remark states the condition under which it is true (a convex loss)",
};

const ids = [
  ...Array.from({ length: 6 }, (_, i) => `F${i + 1}`),
  ...Array.from({ length: 93 }, (_, i) => `${i + 1}`),
];

/** A file with the first statement changed. */
function changed(part: Partial<Claim>): ClaimFile {
  const { file, claims: held } = claimFiles[0]!;
  return { file, claims: [{ ...held[0]!, ...part }] };
}

const formFile = "src/learning/article/claims/form.ts";
const lineOfF1 = texts[formFile]!.split("\n").findIndex((line) => line.includes('id: "F1"')) + 1;

describe("the audit", () => {
  test("has all 99 statements in order, and passes its check", () => {
    expect(claims.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(claims).toHaveLength(99);
    expect(() => checkClaims(claimFiles, texts)).not.toThrow();
  });

  test("gives the verdicts of the first audit, but for the departures that are listed", () => {
    expect(labels).toHaveLength(99);
    const other = ids.filter((id, i) => claimOf(id).verdict !== toVerdict(labels[i]!));
    expect(other).toEqual(Object.keys(departures));
    const expected = Object.fromEntries(Object.keys(verdicts).map((verdict) => [verdict, 0]));
    for (const label of labels) expected[toVerdict(label)]! += 1;
    expected["vague"]! -= 1; // 28
    expected["conditional"]! += 1;
    const counts = verdictCounts().map(({ verdict, count }) => [verdict, count]);
    expect(Object.fromEntries(counts)).toEqual(expected);
  });

  test("counts its verdicts by chapter and side without losing one", () => {
    const rows = chapterCounts();
    expect(rows.map(({ chapter }) => chapter)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const sum = (side: "holds" | "open" | "fails") =>
      rows.reduce((total, row) => total + row[side], 0);
    expect(sum("holds") + sum("open") + sum("fails")).toBe(99);
    const fails = ["inconsistent", "dated", "slip", "wrong", "invented"];
    expect(sum("fails")).toBe(claims.filter(({ verdict }) => fails.includes(verdict)).length);
    expect(Object.keys(verdictSides)).toEqual(["holds", "open", "fails"]);
    const references = claims.filter((claim) => chapterOf(claim) === 11);
    expect(references.map(({ id }) => id)).toEqual(["F3", "88", "89", "90", "91", "92", "93"]);
  });

  test("speaks both languages, each in its own script", () => {
    for (const { id, claim, correction, source } of claims) {
      for (const { en, zh } of [claim, correction]) {
        expect(zh, id).toMatch(/\p{Script=Han}/u);
        expect(en.replace(/[（《].*?[）》]|\p{Script=Han}+/gu, ""), id).toMatch(/[a-z]{2}/);
      }
      if (typeof source !== "string") expect(source.zh, id).toMatch(/\p{Script=Han}/u);
    }
  });

  test("points to notebooks and data that exist", () => {
    const stored = (name: string) => existsSync(join(root, "notebooks", `${name}.ipynb`));
    const named = [...new Set(claims.map(({ notebook }) => notebook))];
    expect(named.filter((name) => !stored(name))).toEqual([]);
    const sources = claims.flatMap(({ source }) =>
      typeof source === "string" ? [source] : [source.en, source.zh],
    );
    const files = sources.flatMap((text) => text.match(/datasets\/[\w.-]+\.\w+/g) ?? []);
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
  });

  test("cites only sections that the article has", () => {
    for (const { id, section } of claims) expect(section, id).toMatch(/^(0|1?\d(\.[1-6]){0,2})$/);
  });
});

describe("the check of statements", () => {
  test("refuses a statement without a source, with file, line and rule", () => {
    expect(() => checkClaims([changed({ source: " " })], texts)).toThrow(
      `${formFile}:${lineOfF1}: claim F1 has no source; expected a citation, a place of the article, or a computation`,
    );
    expect(lineOfF1).toBeGreaterThan(5);
  });

  test("refuses a source that is missing altogether, or in one language", () => {
    const none = { source: undefined } as unknown as Partial<Claim>;
    expect(() => checkClaims([changed(none)], texts)).toThrow("claim F1 has no source;");
    const half = { source: { en: "the article", zh: "" } };
    expect(() => checkClaims([changed(half)], texts)).toThrow("claim F1 has no source;");
  });

  test("names the file alone where it has no text", () => {
    expect(() => checkClaims([changed({ source: "" })])).toThrow(
      `${formFile}: claim F1 has no source;`,
    );
  });

  test.each([
    [{ id: "F7" }, 'claim: "F7"; expected F1 to F6 or 1 to 93, each once'],
    [{ id: "94" }, 'claim: "94"; expected F1 to F6 or 1 to 93, each once'],
    [
      { section: "12" },
      'section of claim F1: "12"; expected 0, or a section of the article such as 4.2.2',
    ],
    [
      { claim: { en: "", zh: "空" } },
      "claim F1 has no claim; expected a sentence in English and in Chinese",
    ],
    [
      { correction: { en: "so", zh: " " } },
      "claim F1 has no correction; expected a sentence in English and in Chinese",
    ],
    [
      { verdict: "bad" as Verdict },
      'verdict of claim F1: "bad"; expected one of ok, conditional, vague',
    ],
    [
      { notebook: "06-uses" as Claim["notebook"] },
      'notebook of claim F1: "06-uses"; expected a notebook of the course, without .ipynb',
    ],
  ])("refuses %j", (part: Partial<Claim>, message) => {
    expect(() => checkClaims([changed(part)], texts)).toThrow(message);
  });

  test("refuses a statement that comes twice, and reports all faults at once", () => {
    const twice = [claimFiles[0]!, changed({ source: "" })];
    const attempt = () => checkClaims(twice, texts);
    expect(attempt).toThrow('claim: "F1"; expected F1 to F6 or 1 to 93, each once');
    expect(attempt).toThrow("claim F1 has no source");
  });

  test("knows no other statement", () => {
    expect(() => claimOf("100")).toThrow('claim: "100"; expected F1 to F6 or 1 to 93');
  });
});

test("rows for a table carry a link to the notebook, and name the whole article as such", () => {
  const [first] = claimRows([claimOf("F1")]);
  expect(first!.place).toEqual({ en: "F1 (whole)", zh: "F1（全文）" });
  expect(first!.shown).toEqual({
    kind: "link",
    text: "01-background",
    href: "01-background.ipynb",
  });
  expect(claimRows([claimOf("32")])[0]!.place.en).toBe("32 (4.2.2)");
  expect(Object.keys(claimHeadings)).toEqual(Object.keys(first!));
});
