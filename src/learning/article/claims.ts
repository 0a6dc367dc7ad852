/**
 * The audit of the article: all 99 statements, joined from the files of `claims/`, checked, and counted. It sits
 * at the end of the data's way: notebooks show these rows, `evidence.ts` beside it computes on some of them.
 * Left out: the article's own sentences. Each statement is told in our words, with the section where it stands.
 */
import { check, complaint, InputError } from "../../base/check.js";
import type { Bilingual } from "../../base/bilingual.js";
import { algorithms } from "./claims/algorithms.js";
import { applications } from "./claims/applications.js";
import { background } from "./claims/background.js";
import { claimNotebooks, type Claim, type ClaimFile } from "./claims/claim.js";
import { closing } from "./claims/closing.js";
import { concepts } from "./claims/concepts.js";
import { form } from "./claims/form.js";
import { models } from "./claims/models.js";
import { outlook } from "./claims/outlook.js";
import { practice } from "./claims/practice.js";
import { program } from "./claims/program.js";
import { references } from "./claims/references.js";
import { resources } from "./claims/resources.js";
import { verdicts, type Verdict } from "./claims/verdict.js";
import { word2vec } from "./claims/word2vec.js";

export { claimNotebooks, type Claim, type ClaimFile, type ClaimNotebook } from "./claims/claim.js";
export {
  verdicts,
  verdictSides,
  type Verdict,
  type VerdictSide,
  type VerdictWords,
} from "./claims/verdict.js";

/** The statements file by file, in the article's order. */
export const claimFiles: readonly ClaimFile[] = [
  form,
  background,
  concepts,
  algorithms,
  models,
  word2vec,
  program,
  practice,
  applications,
  outlook,
  resources,
  closing,
  references,
];

/** All statements: F1 … F6, then 1 … 93. */
export const claims: readonly Claim[] = claimFiles.flatMap((file) => file.claims);

/** How often a verdict was given. */
export interface VerdictCount {
  readonly verdict: Verdict;
  readonly name: Bilingual;
  readonly count: number;
}

/**
 * One statement.
 *
 * @param id F1 … F6 or 1 … 93
 * @throws InputError where there is no such statement.
 * @example
 * claimOf("31").verdict; // "ok"
 */
export function claimOf(id: string): Claim {
  const found = claims.find((claim) => claim.id === id);
  check(found !== undefined, "claim", id, "F1 to F6 or 1 to 93");
  return found;
}

/**
 * How often each verdict was given, from right to made up.
 *
 * @returns one row for each verdict, also where the count is 0
 */
export function verdictCounts(of: readonly Claim[] = claims): VerdictCount[] {
  return (Object.keys(verdicts) as Verdict[]).map((verdict) => ({
    verdict,
    name: verdicts[verdict].name,
    count: of.filter((claim) => claim.verdict === verdict).length,
  }));
}

/**
 * The number of the section's chapter: 4 for section 4.2.2, 0 for the title, the abstract and the whole.
 *
 * @returns a whole number from 0 to 11
 */
export function chapterOf({ section }: Pick<Claim, "section">): number {
  return Number(section.split(".")[0]);
}

/**
 * Checks statements: ids that are known and come once, both languages, a verdict of ours, a source, a notebook.
 *
 * @param files statements with the file that holds them
 * @param texts source text by file, from which messages take the line; without it they name the file alone
 * @throws InputError with a line for each fault: file, line, statement, what is expected.
 * @example
 * checkClaims(claimFiles); // undefined
 */
export function checkClaims(
  files: readonly ClaimFile[],
  texts: Readonly<Record<string, string>> = {},
): void {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const { file, claims: held } of files) {
    for (const claim of held) {
      const place = `${file}${lineOf(claim.id, texts[file])}`;
      faults.push(...faultsOf(claim, seen).map((fault) => `${place}: ${fault}`));
      seen.add(claim.id);
    }
  }
  if (faults.length > 0) throw new InputError(faults.join("\n"));
}

/** `:12` where the text says in line 12 which statement it is. */
function lineOf(id: string, text = ""): string {
  const line = text.split("\n").findIndex((each) => each.includes(`id: ${JSON.stringify(id)},`));
  return line < 0 ? "" : `:${line + 1}`;
}

/** What is wrong with one statement. */
function faultsOf(claim: Claim, seen: ReadonlySet<string>): string[] {
  const { id, section, verdict, source, notebook } = claim;
  const faults: string[] = [];
  const must = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  must(
    /^(F[1-6]|[1-9]|[1-8]\d|9[0-3])$/.test(id) && !seen.has(id),
    complaint("claim", id, "F1 to F6 or 1 to 93, each once"),
  );
  must(
    /^(0|1?\d(\.\d){0,2})$/.test(section) && chapterOf(claim) <= 11,
    complaint(`section of claim ${id}`, section, "0, or a section of the article such as 4.2.2"),
  );
  for (const part of ["claim", "correction"] as const) {
    const { en, zh } = claim[part];
    must(
      en.trim() !== "" && zh.trim() !== "",
      `claim ${id} has no ${part}; expected a sentence in English and in Chinese`,
    );
  }
  const words = typeof source === "string" ? [source] : [source?.en, source?.zh];
  must(
    words.every((word) => word !== undefined && word.trim() !== ""),
    `claim ${id} has no source; expected a citation, a place of the article, or a computation`,
  );
  must(
    Object.hasOwn(verdicts, verdict),
    complaint(`verdict of claim ${id}`, verdict, `one of ${Object.keys(verdicts).join(", ")}`),
  );
  must(
    claimNotebooks.includes(notebook),
    complaint(`notebook of claim ${id}`, notebook, "a notebook of the course, without .ipynb"),
  );
  return faults;
}
