/**
 * Parameters in a document: the cell tagged `parameters` holds the defaults, a cell tagged
 * `injected-parameters` after it holds the values of this run (papermill's convention, so that both
 * programs read each other's notebooks). What the injected code says is the runner's matter.
 */
import type { Cell, CodeCell, Notebook } from "./notebook.js";
import { hasTag } from "./tags.js";
import { withIds } from "./upgrade.js";

/** The cell with the declared parameters and their defaults. */
export function parametersCell(notebook: Notebook): CodeCell | undefined {
  return notebook.cells.find(
    (cell): cell is CodeCell => cell.cell_type === "code" && hasTag(cell, "parameters"),
  );
}

/**
 * The notebook with `source` as its injected cell: in the place of an earlier injected cell, else after
 * the cell tagged `parameters`, else in front of all.
 */
export function injectParameters(notebook: Notebook, source: string): Notebook {
  const isInjected = (cell: Cell) => hasTag(cell, "injected-parameters");
  const injected = {
    cell_type: "code",
    metadata: { tags: ["injected-parameters"] },
    source,
    execution_count: null,
    outputs: [],
  } as const;
  const replaced = notebook.cells.findIndex(isInjected);
  const after = notebook.cells.findIndex(
    (cell) => cell.cell_type === "code" && hasTag(cell, "parameters"),
  );
  const old = notebook.cells[replaced];
  const kept = notebook.cells.filter((cell) => !isInjected(cell));
  const at = old === undefined ? after + 1 : replaced;
  const cells = [
    ...kept.slice(0, at),
    old === undefined ? injected : { ...injected, id: old.id },
    ...kept.slice(at),
  ];
  return { ...notebook, cells: withIds(cells as never) as unknown as Cell[] };
}
