/**
 * A series in one line of text: a sketch of its shape in eight heights, its extremes and its end. It is
 * what a reader without a screen, without JavaScript or in a terminal gets of a chart.
 */
import { formatNumber } from "../number.js";

const heights = "▁▂▃▄▅▆▇█";

/**
 * The shape of a series in at most `columns` characters, each the mean of a stretch; gaps are spaces.
 *
 * @example
 * sparkline([0, 1, 2, 3]); // "▁▃▆█"
 */
export function sparkline(values: ArrayLike<number>, columns = 24): string {
  const all = Array.from(values);
  const width = Math.min(columns, all.length);
  const means = Array.from({ length: width }, (_, i) => {
    const from = Math.floor((i * all.length) / width);
    const to = Math.floor(((i + 1) * all.length) / width);
    const stretch = all.slice(from, to).filter(Number.isFinite);
    return stretch.reduce((sum, value) => sum + value, 0) / stretch.length;
  });
  const { low, high } = extremes(means);
  const flat = high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high)); // but for rounding
  return means
    .map((mean) => {
      if (!Number.isFinite(mean)) return " ";
      const height = flat ? 0.5 : (mean - low) / (high - low);
      return heights[Math.round(height * (heights.length - 1))] ?? " ";
    })
    .join("");
}

/** Number of points, smallest, largest and last value, with where they stand if `at` is given. */
export function seriesSummary(values: ArrayLike<number>, at?: ArrayLike<number | string>): string {
  const last = values[values.length - 1] ?? NaN;
  const range = rangeSummary(values, at);
  return Number.isFinite(last) ? `${range}, last ${formatNumber(last)}` : range;
}

/** The same without the last value, for points in no order. */
export function rangeSummary(values: ArrayLike<number>, at?: ArrayLike<number | string>): string {
  const all = Array.from(values);
  const finite = all.filter(Number.isFinite);
  const points = `${all.length} point${all.length === 1 ? "" : "s"}`;
  if (finite.length === 0) return `${points}, no values`;
  const { low, high } = extremes(finite);
  const where = (value: number): string => {
    const place = at?.[all.indexOf(value)];
    if (place === undefined) return "";
    return ` at ${typeof place === "number" ? formatNumber(place) : place}`;
  };
  return [
    points,
    `min ${formatNumber(low)}${where(low)}`,
    `max ${formatNumber(high)}${where(high)}`,
  ].join(", ");
}

function extremes(values: readonly number[]): { low: number; high: number } {
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  return { low, high };
}
