/**
 * Cell tags that the executor and the report read, in one place. The names are Jupyter's: nbclient's
 * (`raises-exception`, `skip-execution`), Jupyter Book's (`hide-input`, `hide-output`, `remove-cell`) and
 * papermill's (`parameters`, `injected-parameters`).
 */
import type { Cell } from "./notebook.js";
import { isObject } from "./shape.js";

export type Tag =
  | "raises-exception"
  | "skip-execution"
  | "hide-input"
  | "hide-output"
  | "remove-cell"
  | "parameters"
  | "injected-parameters";

/** True when the cell carries the tag. */
export function hasTag(cell: Cell, tag: Tag): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/**
 * True when the cell's outputs may differ from run to run (times, rates): `tidebook.volatile` in its
 * metadata, as one key or as `volatile` inside `tidebook`.
 */
export function isVolatile(cell: Cell): boolean {
  const { tidebook } = cell.metadata;
  return (
    cell.metadata["tidebook.volatile"] === true ||
    (isObject(tidebook) && tidebook["volatile"] === true)
  );
}
