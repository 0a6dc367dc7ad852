/**
 * Where a figure of the prose comes from: an output of the same notebook (volatile ones excepted); in an
 * exercise, also the code of its answer, check and solution; or the list in the cell's metadata,
 * `"tidebook": { "quoted": ["0.9"] }`: what the article or a source prints, or what was measured outside
 * and is said to be. Which numerals count is in numerals.ts.
 */
import type { CodeCell, MarkdownCell, Output } from "../../src/workbench/document/notebook.js";
import { ours, tagsOf } from "./course.js";
import { claimed, isShownBy, numeralsOf } from "./numerals.js";

const texts = ["text/plain", "text/latex", "text/markdown"];

/** What an output says in words. */
function textOf(output: Output): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return output.evalue;
  return texts.map((mime) => String(output.data[mime] ?? "")).join("\n");
}

const valuesOf = (text: string): number[] => numeralsOf(text).map(({ value }) => value);

/** The numbers that the code of an exercise's answer, check and solution holds. */
function givenIn(exercise: MarkdownCell, code: readonly CodeCell[]): number[] {
  if (!tagsOf(exercise).includes("exercise")) return [];
  const ids = ["answer", "check", "solution"].map((role) => exercise.id?.replace("exercise", role));
  return code.filter(({ id }) => ids.includes(id)).flatMap(({ source }) => valuesOf(source));
}

/** The figures that nothing shows, as `cell: figure`. */
export function unprovenIn(
  markdown: readonly MarkdownCell[],
  executed: readonly CodeCell[],
): string[] {
  const steady = executed.filter((cell) => ours(cell).volatile !== true);
  const shown = steady.flatMap(({ outputs }) => outputs.map(textOf)).flatMap(valuesOf);
  return markdown.flatMap((cell) => {
    const evidence = [...shown, ...givenIn(cell, executed)];
    const quoted = ours(cell).quoted ?? [];
    return claimed(cell.source)
      .numerals.filter((numeral) => !quoted.includes(numeral.text))
      .filter((numeral) => !isShownBy(numeral, evidence))
      .map(({ text }) => `${cell.id}: ${text}`);
  });
}

/** The entries of the lists of quoted figures that their cells do not use, as `cell: entry`. */
export function unusedIn(markdown: readonly MarkdownCell[]): string[] {
  return markdown.flatMap((cell) => {
    const printed = claimed(cell.source).numerals.map(({ text }) => text);
    const quoted = ours(cell).quoted ?? [];
    return quoted.filter((text) => !printed.includes(text)).map((text) => `${cell.id}: ${text}`);
  });
}
