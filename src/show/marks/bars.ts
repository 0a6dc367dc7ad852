/**
 * Bars, one per category: upright or lying (long names are legible beside lying bars), with error bars if wanted,
 * whose halves may differ in length; and bars that stand on others, so that several marks share one column. Those
 * who draw state where each bar begins: this file adds nothing up.
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
  /** Where each error bar begins and ends, in the place of `error`. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  /** Where each bar begins, 0 if not given; bars with a beginning share a column with others that have one. */
  readonly base?: ArrayLike<number>;
  /** Lying bars, the first on top: the categories stand on the y axis. */
  readonly horizontal?: boolean;
}

/** The axis of lying bars: the first on top, every one named. */
const lying = { type: "category", autorange: "reversed", dtick: 1 };

/**
 * Bars.
 *
 * @param name stands in the legend
 * @throws InputError where the lengths differ, error bars have one end only, or both kinds are given.
 */
export function bars(name: Label, data: BarsData): Mark {
  const { x, y, error, low, high, base, horizontal = false } = data;
  const rule = `${y.length}, the length of y`;
  for (const [part, given] of Object.entries({ x, error, low, high, base })) {
    if (given !== undefined)
      check(given.length === y.length, `length of ${part}`, given.length, rule);
  }
  const lone = low === undefined ? "high" : "low";
  check((low === undefined) === (high === undefined), "error bars", lone, "both low and high");
  const twice = error !== undefined && low !== undefined;
  check(!twice, "error bars", "error and low", "either error, or low and high");
  const heights = Array.from(y);
  const above = high === undefined ? error : heights.map((height, i) => (high[i] ?? NaN) - height);
  const below = low === undefined ? error : heights.map((height, i) => height - (low[i] ?? NaN));
  return {
    name,
    ...(horizontal ? { layout: { yaxis: lying } } : {}),
    traces: ({ language, colour }) => {
      const names = x.map((label) => inLanguage(label, language));
      const [long, across] = horizontal ? ["x", "y"] : ["y", "x"];
      const isEven = above === below;
      return [
        {
          type: "bar",
          name: inLanguage(name, language),
          ...(horizontal ? { orientation: "h" } : {}),
          [across as string]: names,
          [long as string]: toGaps(y),
          marker: { color: colour },
          ...(base === undefined ? {} : { base: toGaps(base), offsetgroup: "stack" }),
          ...(above === undefined || below === undefined
            ? {}
            : {
                [`error_${long}`]: {
                  type: "data",
                  array: toGaps(above),
                  ...(isEven ? {} : { symmetric: false, arrayminus: toGaps(below) }),
                },
              }),
        },
      ];
    },
    summary: (language) =>
      rangeSummary(
        y,
        x.map((label) => inLanguage(label, language)),
      ),
  };
}
