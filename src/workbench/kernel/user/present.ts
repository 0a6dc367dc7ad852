/**
 * A value → its MIME bundle. The first rule of the table that knows the value wins; `text/plain` is always
 * there. `Symbol.for("Jupyter.display")` comes first (the convention that Deno and others follow). Values
 * may be hostile: a getter or display method that throws is reported in the text, never to the caller.
 */
import { inspect, types } from "node:util";
import {
  jupyterDisplay,
  plotlyMime,
  type DisplayData,
  type JsonObject,
  type MimeBundle,
} from "../../../base/mime.js";
import { looksLikeDataFrame, dataFrameBundle } from "./data-frame.js";
import { recordsBundle, looksLikeRecords } from "./records.js";
import { toErrorReport } from "./traceback.js";

export type Presentation = { data: MimeBundle; metadata: JsonObject };
type Rule = {
  readonly knows: (value: object) => boolean;
  readonly bundle: (value: never) => MimeBundle | Promise<MimeBundle>;
};

/** The text that `console.log` would print, bounded: ten million elements show their first hundred. */
function toPlainText(value: unknown): string {
  try {
    return inspect(value, { maxArrayLength: 100, maxStringLength: 100_000, depth: 4 });
  } catch (problem) {
    return `[a value that cannot be shown: ${toErrorReport(problem).evalue}]`;
  }
}

const rules: readonly Rule[] = [
  {
    knows: (value) => typeof Reflect.get(value, jupyterDisplay) === "function",
    bundle: fromDisplayMethod,
  },
  { knows: (value) => looksLikeBundle(value), bundle: (value: DisplayData) => value.data },
  { knows: looksLikeDataFrame, bundle: dataFrameBundle },
  { knows: looksLikeFigure, bundle: figureBundle },
  {
    knows: (value) => value instanceof Uint8Array && imageType(value) !== undefined,
    bundle: imageBundle,
  },
  { knows: (value) => typeof Reflect.get(value, "outerHTML") === "string", bundle: elementBundle },
  {
    knows: (value) => value instanceof Error,
    bundle: (value: Error) => ({ "text/plain": errorText(value) }),
  },
  { knows: looksLikeRecords, bundle: recordsBundle },
];

/** The bundle of a value, at once where no display method makes it wait. Never throws or rejects. */
export function present(value: unknown): Presentation | Promise<Presentation> {
  if ((typeof value !== "object" || value === null) && typeof value !== "function")
    return plain(value);
  try {
    const rule = rules.find(({ knows }) => knows(value));
    if (rule === undefined) return plain(value);
    const data = rule.bundle(value as never);
    const finish = (bundle: MimeBundle) => ({
      data: completed(bundle, value),
      metadata: metadataOf(value),
    });
    return types.isPromise(data) ? presentLater(value, data, finish) : finish(data as MimeBundle);
  } catch (problem) {
    return failed(value, problem);
  }
}

async function presentLater(
  value: unknown,
  data: Promise<unknown>,
  finish: (bundle: MimeBundle) => Presentation,
): Promise<Presentation> {
  try {
    return finish((await data) as MimeBundle);
  } catch (problem) {
    return failed(value, problem);
  }
}

function plain(value: unknown): Presentation {
  return { data: { "text/plain": toPlainText(value) }, metadata: {} };
}

function failed(value: unknown, problem: unknown): Presentation {
  const { ename, evalue } = toErrorReport(problem);
  return {
    data: { "text/plain": `${toPlainText(value)}\n(its display failed: ${ename}: ${evalue})` },
    metadata: {},
  };
}

function fromDisplayMethod(value: {
  [jupyterDisplay]: () => unknown;
}): MimeBundle | Promise<MimeBundle> {
  const bundle = value[jupyterDisplay]();
  return types.isPromise(bundle) ? checkedLater(bundle) : checked(bundle);
}

async function checkedLater(bundle: Promise<unknown>): Promise<MimeBundle> {
  return checked(await bundle);
}

function checked(bundle: unknown): MimeBundle {
  if (typeof bundle !== "object" || bundle === null) {
    throw new TypeError(
      `Jupyter.display: ${toPlainText(bundle).slice(0, 80)}; expected a MIME bundle`,
    );
  }
  return bundle as MimeBundle;
}

/** Makes the bundle sendable: bytes become base64, what JSON cannot hold is left out, text is there. */
function completed(data: MimeBundle, value: unknown): MimeBundle {
  const whole: MimeBundle = {};
  for (const [type, content] of Object.entries(data)) {
    if ((content as unknown) instanceof Uint8Array) {
      whole[type] = Buffer.from(content as unknown as Uint8Array).toString("base64");
    } else if (content !== undefined && content !== null) {
      whole[type] = JSON.parse(JSON.stringify(content)) as MimeBundle[string];
    }
  }
  return "text/plain" in whole ? whole : { ...whole, "text/plain": toPlainText(value) };
}

function metadataOf(value: object): JsonObject {
  if (!looksLikeBundle(value)) return {};
  const metadata = (value as DisplayData).metadata;
  return metadata === undefined ? {} : (JSON.parse(JSON.stringify(metadata)) as JsonObject);
}

/** `{ data: { "text/html": … }, metadata? }`: what `show` makes. */
function looksLikeBundle(value: object): boolean {
  const data: unknown = Reflect.get(value, "data");
  if (typeof data !== "object" || data === null || Array.isArray(data)) return false;
  const types = Object.keys(data);
  return (
    types.length > 0 &&
    types.every((type) => /^(text|image|application|audio|video)\/[\w.+-]+$/.test(type))
  );
}

function looksLikeFigure(value: object): boolean {
  const data: unknown = Reflect.get(value, "data");
  if (!Array.isArray(data) || data.length === 0) return false;
  const known = new Set(["data", "layout", "config", "frames"]);
  return (
    Object.keys(value).every((key) => known.has(key)) &&
    data.every((trace: unknown) => typeof trace === "object" && trace !== null && isTrace(trace))
  );
}

function isTrace(trace: object): boolean {
  return ["type", "x", "y", "z", "values", "r", "lat", "locations"].some((key) => key in trace);
}

function figureBundle(figure: {
  data: { type?: string; name?: string }[];
  layout?: JsonObject;
}): MimeBundle {
  const kinds = figure.data.map((trace) => trace.type ?? "scatter").join(", ");
  return {
    [plotlyMime]: { ...figure, layout: figure.layout ?? {} } as never,
    "text/plain": `Plotly figure: ${kinds}`,
  };
}

const signatures: readonly (readonly [string, readonly number[]])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
  ["application/pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

function imageType(bytes: Uint8Array): string | undefined {
  return signatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0];
}

function imageBundle(bytes: Uint8Array): MimeBundle {
  const type = imageType(bytes)!;
  return {
    [type]: Buffer.from(bytes).toString("base64"),
    "text/plain": `${type}, ${bytes.length} bytes`,
  };
}

function elementBundle(element: { outerHTML: string; localName?: string }): MimeBundle {
  const type = element.localName === "svg" ? "image/svg+xml" : "text/html";
  return { [type]: element.outerHTML, "text/plain": element.outerHTML };
}

function errorText(error: Error): string {
  return toErrorReport(error).traceback.join("\n");
}
