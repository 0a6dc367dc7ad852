/**
 * DataFrames by their shape, so that danfo.js (or a kin of it) shows as a table without being imported
 * here: columns, values by rows, an index. Long and wide frames show their head and say how much there is.
 */
import type { MimeBundle } from "../../../base/mime.js";
import { htmlTable, textTable, type Grid } from "./grid.js";

interface DataFrame {
  readonly columns: readonly unknown[];
  readonly values: readonly unknown[] | readonly (readonly unknown[])[];
  readonly index: readonly unknown[];
  readonly shape: readonly number[];
}

/** True for DataFrames and Series of danfo.js. */
export function looksLikeDataFrame(value: object): boolean {
  return (
    ["columns", "index", "shape", "values"].every((key) =>
      Array.isArray(Reflect.get(value, key)),
    ) && typeof Reflect.get(value, "head") === "function"
  );
}

export function dataFrameBundle(frame: DataFrame): MimeBundle {
  const grid: Grid = {
    columns: frame.columns.map(String),
    index: frame.index.map(String),
    rows: frame.values.map((row) => (Array.isArray(row) ? (row as unknown[]) : [row])),
  };
  const size = `${frame.shape[0] ?? 0} rows × ${frame.shape[1] ?? 1} columns`;
  return { "text/html": htmlTable(grid, size), "text/plain": textTable(grid, size) };
}
