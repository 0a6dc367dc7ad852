/**
 * The reference list of section 11, put right: the six entries that the article prints, each with its verdict in the
 * audit and what should stand there; and the works that this course rests on, in one style, as text and as BibTeX.
 * Which notebook cites which is found out by `citations`.
 */
import type { Bilingual } from "../../base/bilingual.js";
import { check, complaint, InputError } from "../../base/check.js";
import { computing } from "./references/computing.js";
import { decisions } from "./references/decisions.js";
import { judgement } from "./references/judgement.js";
import { methods } from "./references/methods.js";
import type { Reference } from "./references/reference.js";
import { society } from "./references/society.js";
import { words } from "./references/words.js";

export type { Reference } from "./references/reference.js";

/** All works, by the first author's name and the year. */
export const references: readonly Reference[] = [
  ...methods,
  ...words,
  ...decisions,
  ...judgement,
  ...computing,
  ...society,
].sort((a, b) => (a.key < b.key ? -1 : 1));

/** An entry of the article's list. */
export interface PrintedReference {
  /** Its place in the list, from 1. */
  readonly place: number;
  /** Authors and year as printed, the title in short. */
  readonly printed: Bilingual;
  /** The audit's statement about it. */
  readonly claim: string;
  /** Keys of what should stand there; none where nothing does. */
  readonly instead: readonly string[];
}

/** Section 11 as printed. */
export const printedReferences: readonly PrintedReference[] = [
  {
    place: 1,
    printed: { en: "Goodfellow and others (2016), Deep Learning", zh: "Goodfellow 等（2016）" },
    claim: "88",
    instead: ["goodfellow2016"],
  },
  {
    place: 2,
    printed: {
      en: "Sutton and Barto (2018), Reinforcement Learning",
      zh: "Sutton 与 Barto（2018）",
    },
    claim: "89",
    instead: ["sutton2018"],
  },
  {
    place: 3,
    printed: {
      en: "Mikolov and others (2013), Distributed Representations",
      zh: "Mikolov 等（2013）",
    },
    claim: "90",
    instead: ["mikolov2013distributed", "mikolov2013efficient"],
  },
  {
    place: 4,
    printed: { en: "Zhou, Z.-H. (2017), Machine Learning: The Art …", zh: "Zhou, Z.-H.（2017）" },
    claim: "91",
    instead: ["zhou2016", "flach2012"],
  },
  {
    place: 5,
    printed: { en: "张三, 李四 (2019), on Python", zh: "张三、李四（2019）" },
    claim: "92",
    instead: [],
  },
  {
    place: 6,
    printed: { en: "王五, 赵六 (2020), 深度学习", zh: "王五、赵六（2020）" },
    claim: "93",
    instead: [],
  },
];

/**
 * A reference by its key.
 *
 * @throws InputError where there is none.
 */
export function referenceOf(key: string): Reference {
  const found = references.find((reference) => reference.key === key);
  check(found !== undefined, "reference", key, `one of ${references.length} keys`);
  return found;
}

/** Where a work is found: DOI, arXiv, a page or ISBN, in this order. */
export function addressOf({ doi, arxiv, isbn, url }: Partial<Reference>): string | undefined {
  if (doi !== undefined) return `https://doi.org/${doi}`;
  if (arxiv !== undefined) return `https://arxiv.org/abs/${arxiv}`;
  return url ?? (isbn === undefined ? undefined : `ISBN ${isbn}`);
}

/** What a citation must have. */
const parts = ["authors", "year", "title", "venue", "address"] as const;

/**
 * What a reference lacks, or has in a form that cannot be.
 *
 * @returns names of parts; empty where all is there
 * @example
 * missingParts({ authors: ["Flach, P."], year: 2012, title: "Machine Learning" }); // ["venue", "address"]
 */
export function missingParts(reference: Partial<Reference>): string[] {
  const { authors = [], year = 0, title = "", venue = "" } = reference;
  const has: Record<(typeof parts)[number], boolean> = {
    authors: authors.length > 0 && authors.every((author) => author.trim() !== ""),
    year: Number.isInteger(year) && year >= 1400 && year <= 2100,
    title: title.trim() !== "",
    venue: venue.trim() !== "",
    address: addressOf(reference) !== undefined,
  };
  return parts.filter((part) => !has[part]);
}

/**
 * A reference as a line of text: authors (year). Title. Venue. Address.
 *
 * @throws InputError where a part is missing.
 */
export function formatReference(reference: Reference): string {
  checkComplete(reference);
  const { authors, year, title, venue } = reference;
  const stop = /[?!]$/.test(title) ? "" : ".";
  return `${listed(authors)} (${year}). ${title}${stop} ${venue}. ${addressOf(reference)}`;
}

/** "A, B & C"; "A and others". */
function listed(authors: readonly string[]): string {
  const last = authors.at(-1) as string;
  if (authors.length === 1) return last;
  const before = authors.slice(0, -1).join(", ");
  return last === "others" ? `${before} and others` : `${before} & ${last}`;
}

const entryTypes: Readonly<Record<Reference["kind"], string>> = {
  article: "article",
  book: "book",
  law: "misc",
  preprint: "misc",
  proceedings: "inproceedings",
  report: "techreport",
  software: "misc",
  thesis: "phdthesis",
};

const venueFields: Readonly<Record<string, string>> = {
  article: "journal",
  book: "publisher",
  inproceedings: "booktitle",
  techreport: "institution",
  phdthesis: "school",
  misc: "howpublished",
};

/** "Nature 585, pp. 357–362 (a remark)": what BibTeX wants in fields of their own; a volume of articles alone. */
function partsOfVenue(venue: string, kind: Reference["kind"]) {
  const [, place = venue, pages, note] =
    /^(.+?)(?:, pp\. (\w+–\w+))?(?: \((.+)\))?$/.exec(venue.replace(/^PhD thesis, /, "")) ?? [];
  const [, journal, volume] = (kind === "article" && /^(.+) (\d+)$/.exec(place)) || [];
  return { name: journal ?? place, volume, pages, note };
}

/** A name without a comma, such as a parliament's, is one name: in braces BibTeX leaves it whole. */
function bracedName(author: string): string {
  return author.includes(",") || author === "others" ? author : `{${author}}`;
}

/**
 * A reference in BibTeX.
 *
 * @throws InputError where a part is missing.
 */
export function toBibtex(reference: Reference): string {
  checkComplete(reference);
  const { key, kind, authors, year, title, venue, doi, arxiv, isbn, url } = reference;
  const type = entryTypes[kind];
  const { name, volume, pages, note } = partsOfVenue(venue, kind);
  const fields = Object.entries({
    author: authors.map(bracedName).join(" and "),
    title: `{${title}}`,
    year: String(year),
    [venueFields[type] as string]: name,
    ...(volume === undefined ? {} : { volume }),
    ...(pages === undefined ? {} : { pages: pages.replace("–", "--") }),
    ...(note === undefined ? {} : { note }),
    ...(doi === undefined ? {} : { doi }),
    ...(arxiv === undefined ? {} : { eprint: arxiv, archiveprefix: "arXiv" }),
    ...(isbn === undefined ? {} : { isbn }),
    ...(url === undefined ? {} : { url }),
  });
  const lines = fields.map(([name, value]) => `  ${name} = {${value}}`);
  return `@${type}{${key},\n${lines.join(",\n")}\n}`;
}

function checkComplete(reference: Reference): void {
  const missing = missingParts(reference);
  if (missing.length === 0) return;
  const what = `reference ${reference.key} without ${missing.join(", ")}`;
  throw new InputError(complaint(what, reference, `all of ${parts.join(", ")}`));
}
