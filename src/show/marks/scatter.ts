/**
 * Points in the plane, each with a label if wanted.
 */
import { check } from "../../base/check.js";
import { inLanguage, type Label } from "../../base/bilingual.js";
import { toGaps, type Mark } from "./mark.js";
import { rangeSummary } from "./summary.js";

/** Coordinates and labels, one each per point. */
export interface ScatterData {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Written beside the points. */
  readonly labels?: readonly Label[];
}

/** Labels that the summary in words names. */
const most = 8;

/**
 * Points.
 *
 * @param name stands in the legend
 * @throws InputError where the lengths differ.
 */
export function scatter(name: Label, { x, y, labels }: ScatterData): Mark {
  const rule = `${y.length}, the length of y`;
  check(x.length === y.length, "length of x", x.length, rule);
  if (labels !== undefined) {
    check(labels.length === y.length, "length of labels", labels.length, rule);
  }
  return {
    name,
    traces: ({ language, colour }) => {
      const points = {
        type: "scatter",
        name: inLanguage(name, language),
        x: toGaps(x),
        y: toGaps(y),
        marker: { color: colour, size: 7, opacity: labels === undefined ? 0.6 : 1 },
      };
      if (labels === undefined) return [{ ...points, mode: "markers" }];
      const text = labels.map((label) => inLanguage(label, language));
      return [{ ...points, mode: "markers+text", text, textposition: "top center" }];
    },
    summary: (language) => {
      const ranges = `x: ${rangeSummary(x)}; y: ${rangeSummary(y)}`;
      if (labels === undefined || labels.length === 0) return ranges;
      const named = labels.slice(0, most).map((label) => inLanguage(label, language));
      const more = labels.length > most ? ` and ${labels.length - most} more` : "";
      return `${ranges}; ${named.join(", ")}${more}`;
    },
  };
}
