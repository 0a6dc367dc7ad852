/**
 * Stretches of an axis, one a row: from an open circle, where it begins, to a filled one, where it ends. A timeline
 * of things that take years. Several marks with the same rows share one picture, each with its colour; a row that
 * is not a mark's own has no numbers there.
 */
import { check } from "../../base/check.js";
import { inLanguage, type Label } from "../../base/bilingual.js";
import { formatNumber } from "../number.js";
import { toGaps, type Mark } from "./mark.js";

/** The rows from top to bottom, and where their stretches begin and end. */
export interface SpansData {
  readonly rows: readonly Label[];
  /** As many as rows; a row without a number here or there has no stretch. */
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
}

/**
 * Stretches.
 *
 * @param name stands in the legend
 * @throws InputError where the lengths differ.
 * @example
 * spans("at work", { rows: ["a"], from: [2009], to: [2023] }).summary("en"); // "1 span, from 2009 to 2023, longest 14 (a)"
 */
export function spans(name: Label, { rows, from, to }: SpansData): Mark {
  for (const [part, given] of Object.entries({ from, to })) {
    check(
      given.length === rows.length,
      `length of ${part}`,
      given.length,
      `${rows.length}, a number for each row`,
    );
  }
  const drawn = rows
    .map((row, i) => ({ row, from: from[i] ?? NaN, to: to[i] ?? NaN }))
    .filter((span) => Number.isFinite(span.from) && Number.isFinite(span.to));
  return {
    name,
    layout: { yaxis: { type: "category", autorange: "reversed", dtick: 1 } }, // every row is named
    traces: ({ language, colour }) => {
      const names = drawn.map(({ row }) => inLanguage(row, language));
      const circles = (symbol: string, x: readonly number[], showlegend: boolean) => ({
        type: "scatter",
        mode: "markers",
        name: inLanguage(name, language),
        x: toGaps(x),
        y: names,
        marker: { symbol, size: 8, color: colour, line: { color: colour, width: 2 } },
        showlegend,
      });
      return [
        {
          type: "scatter",
          mode: "lines",
          // All rows, so that each mark agrees on their order.
          x: rows.flatMap((_, i) => [...toGaps([from[i] ?? NaN, to[i] ?? NaN]), null]),
          y: rows.flatMap((row) => Array<string>(3).fill(inLanguage(row, language))),
          line: { color: colour, width: 2 },
          hoverinfo: "skip",
          showlegend: false,
        },
        circles(
          "circle-open",
          drawn.map((span) => span.from),
          false,
        ),
        circles(
          "circle",
          drawn.map((span) => span.to),
          true,
        ),
      ];
    },
    summary: (language) => {
      const count = `${drawn.length} span${drawn.length === 1 ? "" : "s"}`;
      const first = drawn[0];
      if (first === undefined) return count;
      const length = (span: { from: number; to: number }): number => Math.abs(span.to - span.from);
      const longest = drawn.reduce(
        (most, span) => (length(span) > length(most) ? span : most),
        first,
      );
      const ends = drawn.flatMap((span) => [span.from, span.to]);
      const [low, high] = [Math.min(...ends), Math.max(...ends)].map((end) => formatNumber(end));
      const record = `longest ${formatNumber(length(longest))} (${inLanguage(longest.row, language)})`;
      return `${count}, from ${low} to ${high}, ${record}`;
    },
  };
}
