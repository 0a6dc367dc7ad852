/**
 * `display(value)`, `display.html(…)`, `newDisplay()`, `clearOutput()`: what cells call to show something
 * before their end. The names of stock tslab's `display` are kept, so that its notebooks run unchanged and
 * `import * as tslab from "tslab"` gives these.
 */
import { randomUUID } from "node:crypto";
import { types } from "node:util";
import type { JsonObject, MimeBundle } from "../../../base/mime.js";
import { currentCell } from "./cell-context.js";
import type { Outlet } from "./outlet.js";
import { present } from "./present.js";

const methods = {
  javascript: "text/javascript",
  html: "text/html",
  markdown: "text/markdown",
  latex: "text/latex",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
  text: "text/plain",
} as const;

type Content = string | Uint8Array;

/** Shows a value, or one representation of it. */
export type Display = ((value: unknown) => Promise<void>) & {
  readonly [Method in keyof typeof methods]: (content: Content) => void;
} & {
  /** One representation under its MIME type; bytes are sent as base64. */
  raw(mimeType: string, content: unknown): void;
  /** A whole bundle. */
  bundle(data: MimeBundle, metadata?: JsonObject): void;
};

export interface DisplayTools {
  readonly display: Display;
  /** A display that overwrites one place in the outputs. */
  readonly newDisplay: () => Display;
  /** Clears the cell's outputs, with `wait` when the next one comes. */
  readonly clearOutput: (options?: boolean | { readonly wait?: boolean }) => void;
}

export function displayTools(outlet: Outlet): DisplayTools {
  const send = (
    data: MimeBundle,
    metadata: JsonObject,
    displayId: string | undefined,
    update: boolean,
  ) => {
    const size = Object.values(data).reduce<number>((sum, content) => sum + lengthOf(content), 0);
    const id = displayId === undefined ? {} : { displayId };
    outlet.send(
      { type: "display", cell: currentCell().id, data, metadata, update, size, ...id },
      size,
    );
  };

  const makeDisplay = (displayId?: string): Display => {
    let shown = false;
    const bundle = (data: MimeBundle, metadata: JsonObject = {}) => {
      send(data, metadata, displayId, shown);
      shown = displayId !== undefined;
    };
    const raw = (mimeType: string, content: unknown) => bundle({ [mimeType]: toSendable(content) });
    const show = async (value: unknown): Promise<void> => {
      // Without an await before it, what can be shown now is shown now, in order with other output.
      const shownValue = types.isPromise(value) ? await value : value;
      const made = present(shownValue);
      const { data, metadata } = made instanceof Promise ? await made : made;
      bundle(data, metadata);
    };
    const typed = Object.entries(methods).map(([method, type]) => [
      method,
      (content: Content) => raw(type, content),
    ]);
    return Object.assign(show, Object.fromEntries(typed), { raw, bundle }) as Display;
  };

  return {
    display: makeDisplay(),
    newDisplay: () => makeDisplay(randomUUID()),
    clearOutput: (options = false) => {
      const wait = typeof options === "boolean" ? options : (options.wait ?? false);
      outlet.send({ type: "clear", cell: currentCell().id, wait });
    },
  };
}

function toSendable(content: unknown): MimeBundle[string] {
  if (content instanceof Uint8Array) return Buffer.from(content).toString("base64");
  if (typeof content === "string") return content;
  return JSON.parse(JSON.stringify(content ?? null)) as MimeBundle[string];
}

function lengthOf(content: MimeBundle[string]): number {
  return typeof content === "string" ? content.length : JSON.stringify(content).length;
}
