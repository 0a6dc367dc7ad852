/**
 * Files of human judgement as rows: word pairs with a score (WordSim-353, MEN, SimLex-999 and files laid out
 * like them) and analogy questions by section (Google's, CA8). They follow their files' own words; case and
 * unknown words are the evaluation's business.
 */
import { readText } from "../../../base/file.js";
import { check, InputError, quote } from "../../../base/check.js";

/** Two words and how similar people find them, on any scale. */
export interface WordPair {
  readonly a: string;
  readonly b: string;
  readonly score: number;
}

/** Questions "a is to b as c is to d" of one kind. */
export interface AnalogySection {
  readonly section: string;
  readonly questions: readonly (readonly [string, string, string, string])[];
}

/**
 * The rows of a file of word pairs, one pair a line, fields apart by tabs, commas, semicolons or spaces (the
 * first of these that the first line has). The score is the column that a header calls score, mean, similarity,
 * or SimLex999, else the first column of numbers, before or after the words. Blank lines and lines with # are
 * skipped. Where every word ends in -n, -v or -j, as in MEN's lemma form, the ending is cut off.
 *
 * @param text the file's text
 * @throws InputError with the line's number where it has no two words and a score, or for a text without pairs.
 * @example
 * parseWordPairs("# by hand\nsun\tlight\t8.5"); // [{ a: "sun", b: "light", score: 8.5 }]
 */
export function parseWordPairs(text: string): WordPair[] {
  const lines = contentLines(text);
  check(lines.length > 0, "word pairs", "a text without pairs", "one pair a line");
  const separator = [/\t/, /,/, /;/].find((each) => each.test(lines[0]!.content)) ?? /\s+/;
  const fieldsOf = (content: string) => content.split(separator).map((field) => field.trim());
  const first = fieldsOf(lines[0]!.content);
  const header = first.some(isNumber) ? undefined : first;
  const rows = header === undefined ? lines : lines.slice(1);
  check(rows.length > 0, "word pairs", "a header alone", "one pair a line below it");
  const named = header?.findIndex((name) => /score|mean|similarity|^simlex/i.test(name)) ?? -1;
  const column = named >= 0 ? named : fieldsOf(rows[0]!.content).findIndex(isNumber);
  const pairs = rows.map(({ content, line }) => {
    const fields = fieldsOf(content);
    const score = fields[column] ?? "";
    const [a = "", b = ""] = fields.filter((_, i) => i !== column);
    if (a === "" || b === "" || !isNumber(score)) {
      throw new InputError(`line ${line}: ${quote(content)}; expected two words and a score`);
    }
    return { a, b, score: Number(score) };
  });
  const tagged = pairs.every(({ a, b }) => /.-[nvj]$/.test(a) && /.-[nvj]$/.test(b));
  if (!tagged) return pairs;
  return pairs.map(({ a, b, score }) => ({ a: a.slice(0, -2), b: b.slice(0, -2), score }));
}

/**
 * The rows of a file of word pairs; see `parseWordPairs`.
 *
 * @throws InputError with the path: the file cannot be read, is not UTF-8, or a line is no pair.
 */
export async function readWordPairs(path: string): Promise<WordPair[]> {
  return parsed(path, await readText(path), parseWordPairs);
}

/**
 * The sections of a file of analogies: a line ": name" opens a section, four words apart by spaces or tabs are
 * a question. Blank lines and lines with # are skipped; questions before the first name are in a section "".
 *
 * @param text the file's text
 * @throws InputError with the line's number where it has not four words, or for a text without questions.
 * @example
 * parseAnalogies(": royals\nman king woman queen")[0]?.section; // "royals"
 */
export function parseAnalogies(text: string): AnalogySection[] {
  type Questions = [string, string, string, string][];
  const sections: { section: string; questions: Questions }[] = [];
  for (const { content, line } of contentLines(text)) {
    if (content.startsWith(":")) {
      sections.push({ section: content.replace(/^[:\s]+/, ""), questions: [] });
      continue;
    }
    const words = content.split(/\s+/);
    if (words.length !== 4) {
      throw new InputError(`line ${line}: ${quote(content)}; expected four words`);
    }
    if (sections.length === 0) sections.push({ section: "", questions: [] });
    sections.at(-1)!.questions.push(words as Questions[number]);
  }
  const questions = sections.reduce((sum, each) => sum + each.questions.length, 0);
  check(questions > 0, "analogies", "a text without questions", "four words a line");
  return sections;
}

/**
 * The sections of a file of analogies; see `parseAnalogies`.
 *
 * @throws InputError with the path: the file cannot be read, is not UTF-8, or a line is no question.
 */
export async function readAnalogies(path: string): Promise<AnalogySection[]> {
  return parsed(path, await readText(path), parseAnalogies);
}

/** Parses, and puts the path before what is wrong. */
function parsed<Rows>(path: string, text: string, parse: (text: string) => Rows): Rows {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${path}, ${error.message}`, { cause: error });
  }
}

/** The lines that say something, trimmed, with their numbers in the text. */
function contentLines(text: string): { content: string; line: number }[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map((content, i) => ({ content: content.trim(), line: i + 1 }))
    .filter(({ content }) => content !== "" && !content.startsWith("#"));
}

function isNumber(field: string): boolean {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(field);
}
