/**
 * What a notebook says of itself in its first Markdown cell: title, minutes, what it teaches, and the section
 * that it belongs to. From that follows the order of a course, the same in the lab and in a report: the front
 * notebook, then by section, or by the number that a file name begins with. Notebooks that say less are still
 * lessons or, without minutes and promise, just notebooks. Pure; reads any JSON value.
 */
import type { Json } from "../../base/mime.js";
import { isObject } from "./shape.js";

/** A notebook as a course lists it. */
export interface Lesson {
  /** From the served folder. */
  readonly path: string;
  /** Its first heading, or its file name. */
  readonly title: string;
  readonly minutes?: number;
  /** What a reader will be able to do. */
  readonly teaches?: string;
  /** The first section of the article that it names: 4.2.3 is [4, 2, 3]. */
  readonly section?: readonly number[];
  /** It opens the course: `tidebook.front` in its metadata. */
  readonly front?: true;
}

/** How the lines of a first cell begin, in the languages of the course. */
const promises = /^(?:what you will be able to do|学完.*?能做什么|你将能够|你将学会)/i;
const durations = /^(?:how long it takes|需要多长时间|需要多久|所需时间|用时)/i;
const places = /^(?:which part of the article it is|对应文章|文章中的位置)/i;

/** What a notebook is known by before it is read. */
export const unread = (path: string): Lesson => ({
  path,
  title: (path.split("/").at(-1) ?? path).replace(/\.ipynb$/i, ""),
});

/** Reads what a notebook says of itself. */
export function readLesson(path: string, notebook: unknown): Lesson {
  const text = firstMarkdown(notebook);
  const heading = /^#{1,6}[ \t]+(.+?)[ \t]*#*$/m.exec(text)?.[1];
  let minutes: number | undefined;
  let teaches: string | undefined;
  let section: readonly number[] | undefined;
  for (const [label, rest] of labelled(text)) {
    if (promises.test(label)) teaches ??= shortened(plainText(rest));
    else if (durations.test(label)) minutes ??= minutesIn(rest);
    else if (places.test(label)) section ??= sectionIn(rest);
  }
  return {
    ...unread(path),
    ...(heading !== undefined && plainText(heading) !== "" && { title: plainText(heading) }),
    ...(minutes !== undefined && { minutes }),
    ...(teaches !== undefined && teaches !== "" && { teaches }),
    ...(section !== undefined && { section }),
    ...(isFront(notebook) && { front: true as const }),
  };
}

/** Whether a notebook's metadata say that it opens its folder: `"tidebook": { "front": true }`. */
export function isFront(notebook: unknown): boolean {
  const json = notebook as Json | undefined;
  const metadata = isObject(json) ? json["metadata"] : undefined;
  const tidebook = isObject(metadata) ? metadata["tidebook"] : undefined;
  return isObject(tidebook) && tidebook["front"] === true;
}

/** Whether a notebook is part of a course: it says what it teaches or how long it takes. */
export const isLesson = ({ minutes, teaches }: Lesson): boolean =>
  minutes !== undefined || teaches !== undefined;

const byName = new Intl.Collator("en", { numeric: true });

/**
 * Lessons in the order of the course: the front one, then by section, or by the number that their file name
 * begins with, then by name. Those without either come last.
 */
export function inCourseOrder<T extends Lesson>(lessons: readonly T[]): T[] {
  return [...lessons].sort(
    (a, b) =>
      Number(b.front === true) - Number(a.front === true) ||
      compareNumbers(placeOf(a), placeOf(b)) ||
      byName.compare(a.path, b.path) ||
      (a.path < b.path ? -1 : 1),
  );
}

/**
 * A title as number and name, for a list that shows the number in a place of its own: `4 · Word vectors` of
 * section 4.2.3 is 4.2.3 and `Word vectors`. A title without a number stays whole.
 */
export function numberedTitle({ title, section, front }: Lesson): {
  readonly number: string;
  readonly name: string;
} {
  const match = /^(\d+(?:\.\d+)*)(?:\s*[·：]\s*|[.:]\s+|\s+[–—-]\s+)(?=\S)(.*)$/u.exec(title);
  if (match === null) return { number: "", name: title };
  const [, stated = "", name = ""] = match;
  if (front === true) return { number: "", name };
  const within = section !== undefined && String(section[0]) === stated.split(".")[0];
  return { number: within ? section.join(".") : stated, name };
}

function placeOf({ path, section }: Lesson): readonly number[] {
  if (section !== undefined) return section;
  const number = /^(\d{1,4})(?!\d)/.exec(path.split("/").at(-1) ?? "")?.[1];
  return number === undefined ? [Infinity] : [Number(number)];
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [left = -1, right = -1] = [a[i], b[i]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function firstMarkdown(notebook: unknown): string {
  const cells = (notebook as { cells?: unknown } | null)?.cells;
  if (!Array.isArray(cells)) return "";
  const cell = (cells as { cell_type?: unknown; source?: unknown }[]).find(
    (each) => each?.cell_type === "markdown",
  );
  const source = cell?.source;
  const text = Array.isArray(source) ? source.join("") : source;
  return typeof text === "string" ? text.slice(0, 20_000) : "";
}

/** Paragraphs that begin with a label in bold: the label, and what follows it. */
function labelled(text: string): (readonly [label: string, rest: string])[] {
  return text.split(/\n[ \t]*\n/).flatMap((paragraph) => {
    const match = /^\s*(?:[-*+]\s+)?\*\*(.+?)\*\*[\s:：]*([\s\S]*)$/.exec(paragraph);
    return match === null ? [] : [[match[1] as string, match[2] as string] as const];
  });
}

/** The minutes that a text speaks of first; of a range, its end. */
function minutesIn(text: string): number | undefined {
  const match =
    /(\d{1,4})(?:\s*(?:-|–|—|to|至|到)\s*(\d{1,4}))?\s*(minutes?|min\b|分钟|hours?|h\b|小时)/i.exec(
      text,
    );
  if (match === null) return undefined;
  const amount = Number(match[2] ?? match[1]);
  return /^(?:h|小时)/i.test(match[3] as string) ? amount * 60 : amount;
}

function sectionIn(text: string): readonly number[] | undefined {
  return /\d{1,3}(?:\.\d{1,3})*/
    .exec(text.replace(/\]\([^)]*\)/g, "]"))?.[0]
    .split(".")
    .map(Number);
}

/** Markdown as plain words: no marks, links as their text, formulas as they would be said. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\$\$?([^$]*)\$\$?/g, (_, tex: string) =>
      tex
        .replace(/\\([a-zA-Z]+) ?/g, "$1 ")
        .replace(/[{}\\]/g, "")
        .trim(),
    )
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>/g, "")
    .replace(/(\*\*|__|`)/g, "")
    .replace(/(^|[^\w*])[*_](?! )([^*_\n]+)[*_](?=[^\w*]|$)/g, "$1$2")
    .replace(/\s+/g, " ")
    .trim();
}

/** A text of at most 280 characters: its first sentences, or a cut between words. */
function shortened(text: string): string {
  const letters = [...text];
  if (letters.length <= 280) return text;
  const start = letters.slice(0, 280).join("");
  const sentences = /^.{80,}[.!?](?= )|^.{30,}[。！？]/su.exec(start)?.[0];
  return sentences ?? `${start.slice(0, -1).replace(/\s+\S*$/, "")}…`;
}
