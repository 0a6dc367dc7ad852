/**
 * Bars, one per category, with error bars if wanted.
 */
import { check } from "../../base/check.js";
import { inLanguage, type Label } from "../../base/bilingual.js";
import { toGaps, type Mark } from "./mark.js";
import { rangeSummary } from "./summary.js";

/** Categories and heights, one each per bar. */
export interface BarsData {
  readonly x: readonly Label[];
  readonly y: ArrayLike<number>;
  /** Half the length of each error bar. */
  readonly error?: ArrayLike<number>;
}

/**
 * Bars.
 *
 * @param name stands in the legend
 * @throws InputError where the lengths differ.
 */
export function bars(name: Label, { x, y, error }: BarsData): Mark {
  const rule = `${y.length}, the length of y`;
  check(x.length === y.length, "length of x", x.length, rule);
  if (error !== undefined) check(error.length === y.length, "length of error", error.length, rule);
  return {
    name,
    traces: ({ language, colour }) => [
      {
        type: "bar",
        name: inLanguage(name, language),
        x: x.map((label) => inLanguage(label, language)),
        y: toGaps(y),
        marker: { color: colour },
        ...(error === undefined ? {} : { error_y: { type: "data", array: toGaps(error) } }),
      },
    ],
    summary: (language) =>
      rangeSummary(
        y,
        x.map((label) => inLanguage(label, language)),
      ),
  };
}
