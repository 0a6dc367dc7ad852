/**
 * The MIME bundle: the one type in which the two towers meet. `show` makes bundles, the kernel sends
 * them, the report draws them. Shape as in Jupyter's messaging protocol 5.4, `display_data`.
 */

/** A JSON value, as it travels in messages and lies in notebooks. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A JSON object. */
export type JsonObject = { [key: string]: Json };

/**
 * One value in several representations, keyed by MIME type. Binary types are base64 strings, JSON types
 * (`application/json`, `…+json`) are values, all others are text. `text/plain` should always be there.
 */
export type MimeBundle = { [mimeType: string]: Json };

/** A bundle with its metadata: what `display_data` and `execute_result` carry. */
export interface DisplayData {
  readonly data: MimeBundle;
  readonly metadata?: JsonObject;
}

/** An object that knows its own bundle (the convention that Deno and others follow). */
export interface Displayable {
  [jupyterDisplay](): MimeBundle | Promise<MimeBundle>;
}

/** `Symbol.for("Jupyter.display")`: a method under this key returns the value's MIME bundle. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as never;

/** Plotly's MIME type. */
export const plotlyMime = "application/vnd.plotly.v1+json";

/** Mermaid source, as JupyterLab and others render it. */
export const mermaidMime = "text/vnd.mermaid";

/** A place among a cell's outputs that takes whole bundles. */
export interface BundleDisplay {
  bundle(data: MimeBundle, metadata?: JsonObject): void;
}

/**
 * What our kernel offers to libraries that display by themselves (`show/display`): its own `tslab`, on
 * `globalThis` under `kernelTslab`. `display` adds an output, each `newDisplay()` overwrites one.
 */
export interface KernelTslab {
  readonly display: BundleDisplay;
  newDisplay(): BundleDisplay;
}

/** The key of the kernel's `KernelTslab` on `globalThis`. */
export const kernelTslab = "__tidebook_tslab__";
