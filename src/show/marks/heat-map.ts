/**
 * A matrix as colours, first row on top, as it is written on paper. Values with a sign get two colours that
 * meet at zero; others run from light to dark.
 */
import { check } from "../../base/check.js";
import { inLanguage, type Label, type Language } from "../../base/bilingual.js";
import { formatNumber } from "../number.js";
import { toGaps, type Mark } from "./mark.js";

/** The matrix and the names of its rows and columns. */
export interface HeatMapData {
  readonly rows: readonly Label[];
  readonly columns: readonly Label[];
  readonly values: readonly ArrayLike<number>[];
  /** Values that get the first and the last colour; found in the matrix if not given. */
  readonly range?: readonly [low: number, high: number];
}

/** ColorBrewer's RdBu and Blues, cut down to the colours between which Plotly mixes. */
const twoSided = [
  [0, "#b2182b"],
  [0.5, "#f7f7f7"],
  [1, "#2166ac"],
];
const oneSided = [
  [0, "#f7fbff"],
  [1, "#08519c"],
];

/** Where a matrix is smallest or largest. */
interface Extreme {
  readonly value: number;
  readonly row: number;
  readonly column: number;
}

/**
 * A heat map.
 *
 * @param name of what the colours measure
 * @throws InputError where the matrix has another shape than its names.
 */
export function heatMap(name: Label, { rows, columns, values, range }: HeatMapData): Mark {
  check(values.length === rows.length, "rows of values", values.length, `${rows.length}, as named`);
  values.forEach((row, i) => {
    check(
      row.length === columns.length,
      `length of row ${i}`,
      row.length,
      `${columns.length}, as named`,
    );
  });
  const low = extreme(values, (a, b) => a < b);
  const high = extreme(values, (a, b) => a > b);
  const signed = (range?.[0] ?? low?.value ?? 0) < 0 && (range?.[1] ?? high?.value ?? 0) > 0;
  const size = Math.max(Math.abs(low?.value ?? 1), Math.abs(high?.value ?? 1));
  const [from, to] = range ?? (signed ? [-size, size] : [low?.value ?? 0, high?.value ?? 1]);
  const place = ({ value, row, column }: Extreme, language: Language): string =>
    `${formatNumber(value)} at ${inLanguage(rows[row] ?? "", language)}, ${inLanguage(columns[column] ?? "", language)}`;
  return {
    name,
    layout: { xaxis: { type: "category" }, yaxis: { type: "category", autorange: "reversed" } },
    traces: ({ language }) => [
      {
        type: "heatmap",
        name: inLanguage(name, language),
        x: columns.map((label) => inLanguage(label, language)),
        y: rows.map((label) => inLanguage(label, language)),
        z: values.map(toGaps),
        zmin: from,
        zmax: to,
        colorscale: signed ? twoSided : oneSided,
        colorbar: { title: { text: inLanguage(name, language) } },
      },
    ],
    summary: (language) =>
      low === undefined || high === undefined
        ? `${rows.length} × ${columns.length}, no values`
        : `${rows.length} × ${columns.length}, min ${place(low, language)}, max ${place(high, language)}`,
  };
}

/** The first of the finite values that beats all others. */
function extreme(
  values: readonly ArrayLike<number>[],
  beats: (a: number, b: number) => boolean,
): Extreme | undefined {
  let best: Extreme | undefined;
  values.forEach((cells, row) => {
    Array.from(cells).forEach((value, column) => {
      const better = best === undefined || beats(value, best.value);
      if (Number.isFinite(value) && better) best = { value, row, column };
    });
  });
  return best;
}
