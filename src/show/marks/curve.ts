/**
 * A curve, and a band around it where its uncertainty or range is known.
 */
import { check } from "../../base/check.js";
import { inLanguage, type Label } from "../../base/bilingual.js";
import { toGaps, type Mark } from "./mark.js";
import { seriesSummary, sparkline } from "./summary.js";

/** The numbers of a curve. */
export interface CurveData {
  /** 0, 1, 2, … if not given. */
  readonly x?: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Lower and upper edge of a band, as many as y. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  readonly dashed?: boolean;
}

/**
 * A curve through points.
 *
 * @param name stands in the legend
 * @throws InputError where the lengths differ, or a band has one edge only.
 */
export function curve(name: Label, data: CurveData): Mark {
  const { y, low, high, dashed = false } = data;
  const x = data.x ?? Array.from({ length: y.length }, (_, i) => i);
  const rule = `${y.length}, the length of y`;
  check(x.length === y.length, "length of x", x.length, rule);
  const edges = (low === undefined) === (high === undefined);
  check(edges, "band", low === undefined ? "high" : "low", "both low and high");
  if (low !== undefined) check(low.length === y.length, "length of low", low.length, rule);
  if (high !== undefined) check(high.length === y.length, "length of high", high.length, rule);
  return {
    name,
    traces: ({ language, colour, shade }) => {
      const edge = { type: "scatter", mode: "lines", x: toGaps(x), hoverinfo: "skip" };
      const band = { ...edge, line: { width: 0 }, showlegend: false };
      const line = { color: colour, dash: dashed ? "dash" : "solid" };
      return [
        ...(low === undefined ? [] : [{ ...band, y: toGaps(low) }]),
        ...(high === undefined
          ? []
          : [{ ...band, y: toGaps(high), fill: "tonexty", fillcolor: shade }]),
        {
          type: "scatter",
          mode: y.length === 1 ? "markers" : "lines",
          name: inLanguage(name, language),
          x: toGaps(x),
          y: toGaps(y),
          line,
        },
      ];
    },
    summary: () => `${sparkline(y)}  ${seriesSummary(y, x)}`,
  };
}
