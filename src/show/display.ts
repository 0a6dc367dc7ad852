/**
 * Shows a picture now, wherever the code runs: on our kernel, on stock tslab (which shows nothing that a
 * cell returns but text), or as text outside any kernel. The one place that knows how kernels are reached.
 * Both are found at run time through `globalThis`, so this file loads neither.
 */
import { createRequire } from "node:module";
import { check } from "../base/check.js";
import {
  jupyterDisplay,
  kernelTslab,
  type BundleDisplay,
  type Displayable,
  type KernelTslab,
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
  const bundle = toBundle(value);
  findKernel().display.bundle(bundle);
}

/**
 * A place in the cell's outputs that is overwritten by each call: for what grows while one looks on.
 *
 * @example
 * const live = newDisplay();
 * typeof live; // "function"
 */
export function newDisplay(): LiveDisplay {
  const place = findKernel().newDisplay();
  return (value) => place.bundle(toBundle(value));
}

/** Whether a kernel is there to show pictures. */
export function hasKernel(): boolean {
  return findKernel() !== terminal;
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

function findKernel(): KernelTslab {
  const ours = Reflect.get(globalThis, kernelTslab) as KernelTslab | undefined;
  return ours ?? findStockTslab() ?? terminal;
}

/** No kernel: text on standard output. */
const terminal: KernelTslab = { display: { bundle: print }, newDisplay: () => ({ bundle: print }) };

function print(data: MimeBundle): void {
  console.log(data["text/plain"] ?? Object.keys(data).join(", "));
}

/** What stock tslab keeps for its own `display`: a writer of display_data messages. */
type StockWriter = (content: object, update: boolean) => void;

/**
 * Stock tslab's public `display` sends one MIME type a message, and a reader wants one picture with all of
 * them. The writer behind it takes whole bundles: it is in the module that the running kernel has loaded.
 */
function findStockTslab(): KernelTslab | undefined {
  if (Reflect.get(globalThis, "__tslab__") === undefined) return undefined;
  const loaded = createRequire(import.meta.url).cache;
  const path = Object.keys(loaded).find((name) =>
    /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(name),
  );
  const parts = path === undefined ? {} : (loaded[path]?.exports as object);
  const { lastWriteDisplayData: write } = parts as { lastWriteDisplayData?: StockWriter };
  return typeof write === "function" ? stockDisplays(write) : undefined;
}

function stockDisplays(write: StockWriter): KernelTslab {
  const place = (id?: string): BundleDisplay => {
    const transient = id === undefined ? {} : { display_id: id };
    let shown = false;
    return {
      bundle(data, metadata = {}) {
        write({ data, metadata, transient }, shown);
        shown = id !== undefined;
      },
    };
  };
  return { display: place(), newDisplay: () => place(`tidebook-${process.pid}-${(places += 1)}`) };
}

/** Displays made on stock tslab, for ids of their own. */
let places = 0;
