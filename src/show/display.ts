/**
 * Shows a picture now, wherever the code runs: on our kernel, on stock tslab (which shows nothing that a
 * cell returns but text), or as text outside any kernel. The one place that knows how kernels are reached.
 * Both are found at run time through `globalThis`, so this file loads neither.
 */
import { createRequire } from "node:module";
import { check } from "../base/check.js";
import {
  jupyterDisplay,
  kernelDisplay,
  type Displayable,
  type KernelDisplay,
  type MimeBundle,
} from "../base/mime.js";

/** A place in the outputs that each call fills anew. */
export type LiveDisplay = (value: Displayable) => void;

/**
 * Shows a picture among the cell's outputs.
 *
 * @param value what a function of `show` returns, or anything that knows its own MIME bundle
 * @returns nothing, so that a cell which ends with it shows the picture once
 * @throws InputError where the value knows no bundle.
 */
export function display(value: Displayable): void {
  send(toBundle(value));
}

/**
 * A place in the cell's outputs that is overwritten by each call: for what grows while one looks on.
 *
 * @example
 * const live = newDisplay();
 * typeof live; // "function"
 */
export function newDisplay(): LiveDisplay {
  live += 1;
  const displayId = `tidebook-${process.pid}-${live}`;
  let update = false;
  return (value) => {
    send(toBundle(value), { displayId, update });
    update = true;
  };
}

/** Displays made by this process, for ids of their own. */
let live = 0;

/** Whether a kernel is there to show pictures. */
export function hasKernel(): boolean {
  return findKernel() !== undefined;
}

function send(data: MimeBundle, where: { displayId?: string; update?: boolean } = {}): void {
  const kernel = findKernel();
  if (kernel === undefined) console.log(data["text/plain"] ?? Object.keys(data).join(", "));
  else kernel({ data }, where);
}

function toBundle(value: Displayable): MimeBundle {
  const method: unknown = (value as Partial<Displayable> | null | undefined)?.[jupyterDisplay];
  const rule = "a picture, such as chart(…) or table(…) returns";
  check(typeof method === "function", "value to display", value, rule);
  const bundle: unknown = method.call(value);
  const ready = typeof bundle === "object" && bundle !== null && !("then" in bundle);
  check(ready, "bundle to display", bundle, "a MIME bundle, not a promise of one");
  return bundle as MimeBundle;
}

function findKernel(): KernelDisplay | undefined {
  const ours: unknown = Reflect.get(globalThis, kernelDisplay);
  return typeof ours === "function" ? (ours as KernelDisplay) : findStockTslab();
}

/** What stock tslab keeps for its own `display`: a writer of display_data messages. */
type StockWriter = (content: object, update: boolean) => void;

/**
 * Stock tslab's public `display` sends one MIME type a message, and a reader wants one picture with all of
 * them. The writer behind it takes whole bundles: it is in the module that the running kernel has loaded.
 */
function findStockTslab(): KernelDisplay | undefined {
  if (Reflect.get(globalThis, "__tslab__") === undefined) return undefined;
  const loaded = createRequire(import.meta.url).cache;
  const path = Object.keys(loaded).find((name) =>
    /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(name),
  );
  const module = path === undefined ? undefined : loaded[path];
  const write = (module?.exports as { lastWriteDisplayData?: StockWriter } | undefined)
    ?.lastWriteDisplayData;
  if (typeof write !== "function") return undefined;
  return ({ data, metadata = {} }, { displayId, update = false } = {}) => {
    write(
      { data, metadata, transient: displayId === undefined ? {} : { display_id: displayId } },
      update,
    );
  };
}
