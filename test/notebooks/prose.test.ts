/**
 * Figures in prose: every numeral that numerals.ts finds in a Markdown cell stands in an output of the same
 * notebook (volatile ones excepted), or, in an exercise, in the code of its check and solution, or is listed
 * in the cell's metadata as `"tidebook": { "quoted": ["0.9"] }`: what the article or a source prints, or
 * what was measured outside and is said to be. An entry that the cell does not use is wrong as well.
 */
import { describe, expect, test } from "vitest";
import type { CodeCell, MarkdownCell, Output } from "../../src/workbench/document/notebook.js";
import { course, ours, tagsOf } from "./course.js";
import { Executed } from "./executed.js";
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

describe.each(course.map((stored) => [stored.name, stored] as const))("%s", (_, stored) => {
  const { name, markdown, code } = stored;

  test("claims no figure that no output shows", () => {
    const executed = new Executed(name);
    const steady = executed.run().filter((cell) => ours(cell).volatile !== true);
    executed.remove();
    const shown = steady.flatMap(({ outputs }) => outputs.map(textOf)).flatMap(valuesOf);
    const unproven = markdown.flatMap((cell) => {
      const evidence = [...shown, ...givenIn(cell, code)];
      const quoted = ours(cell).quoted ?? [];
      return claimed(cell.source)
        .numerals.filter((numeral) => !quoted.includes(numeral.text))
        .filter((numeral) => !isShownBy(numeral, evidence))
        .map(({ text }) => `${cell.id}: ${text}`);
    });
    expect(unproven).toEqual([]);
  }, 180_000);

  test("lists no quoted figure that its text does not have", () => {
    const unused = markdown.flatMap((cell) => {
      const printed = claimed(cell.source).numerals.map(({ text }) => text);
      const quoted = ours(cell).quoted ?? [];
      return quoted.filter((text) => !printed.includes(text)).map((text) => `${cell.id}: ${text}`);
    });
    expect(unused).toEqual([]);
  });

  test("computes rightly what its formulas compute", () => {
    const wrong = markdown.flatMap(({ id, source }) =>
      claimed(source).wrong.map((equality) => `${id}: ${equality}`),
    );
    expect(wrong).toEqual([]);
  });
});
