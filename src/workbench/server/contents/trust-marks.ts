/**
 * Who made a notebook's outputs? Jupyter's rules, pure: on its way to a page each code cell says whether it
 * is trusted (a page sanitises the HTML of those that are not); a page sends the marks back, and where it
 * vouches for every output that could hold markup, the saved notebook is trusted.
 */
import type { Json } from "../../../base/mime.js";
import type { Notebook } from "../../document/notebook.js";
import { isObject } from "../../document/shape.js";

/** The notebook with `metadata.trusted` in each code cell and in no other. */
export function withTrust(notebook: Notebook, trusted: boolean): Notebook {
  const cells = notebook.cells.map((cell) => {
    const { trusted: _said, ...metadata } = cell.metadata;
    return {
      ...cell,
      metadata: cell.cell_type === "code" ? { ...metadata, trusted } : metadata,
    };
  });
  return { ...notebook, cells: cells as unknown as Notebook["cells"] };
}

/** Does the page vouch for everything? Asked of what it sent, before the marks are taken off. */
export function isVouchedFor(sent: Json): boolean {
  const cells = isObject(sent) ? sent["cells"] : undefined;
  return Array.isArray(cells) && cells.every((cell) => !isObject(cell) || isHarmless(cell));
}

function isHarmless(cell: { readonly [field: string]: Json }): boolean {
  if (cell["cell_type"] !== "code") return true;
  const { metadata, outputs } = cell;
  if (isObject(metadata) && metadata["trusted"] === true) return true;
  if (!Array.isArray(outputs)) return outputs === undefined;
  // Streams and errors are texts; whatever carries MIME types could carry markup.
  return outputs.every(
    (output) =>
      isObject(output) &&
      !("data" in output) &&
      (output["output_type"] === "stream" || output["output_type"] === "error"),
  );
}
