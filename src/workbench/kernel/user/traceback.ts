/**
 * Anything thrown → ename, evalue and traceback as Jupyter's `error` messages carry them: the cell's own
 * lines with a caret, then the other frames, then causes and aggregated errors. Hostile values (getters
 * that throw, proxies, thrown primitives) are described, never rethrown. Colours are ANSI.
 */
import { inspect, types } from "node:util";
import type { ErrorReport } from "../link.js";
import { isCell, readFrames, type CellPlace, type Frame } from "./stack.js";

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;

/** How deep causes are followed. */
const deepestCause = 8;
/** Longest message shown; more is cut. */
const longestMessage = 10_000;

/** The report of a thrown value. */
export function toErrorReport(thrown: unknown): ErrorReport {
  const { ename, evalue } = title(thrown);
  let traceback: string[];
  try {
    traceback = describe(thrown, 0, new Set());
  } catch {
    traceback = [`${red(ename)}: ${evalue}`];
  }
  return { ename, evalue, traceback };
}

function title(thrown: unknown): { ename: string; evalue: string } {
  if (!isError(thrown)) {
    return {
      ename: "Thrown",
      evalue: cut(safely(() => inspect(thrown, { depth: 2 }), "a value that cannot be shown")),
    };
  }
  const name = safely(() => {
    const own = thrown.name;
    return typeof own === "string" && own !== "" ? own : "Error";
  }, "Error");
  return { ename: name, evalue: cut(safely(() => String(thrown.message ?? ""), "")) };
}

function describe(thrown: unknown, depth: number, seen: Set<unknown>): string[] {
  const { ename, evalue } = title(thrown);
  const heading = evalue === "" ? red(ename) : `${red(ename)}: ${evalue}`;
  if (!isError(thrown)) return [heading];
  seen.add(thrown);
  const lines = [heading, ...frameLines(framesOf(thrown))];
  const errors = safely(() => (thrown as AggregateError).errors as unknown, undefined);
  if (Array.isArray(errors)) {
    for (const [index, inner] of errors.slice(0, 20).entries()) {
      if (seen.has(inner)) continue;
      lines.push(...nested(`errors[${index}]`, inner, depth, seen));
    }
  }
  const cause = safely(() => thrown.cause, undefined);
  if (cause !== undefined && !seen.has(cause))
    lines.push(...nested("caused by", cause, depth, seen));
  return lines;
}

function nested(relation: string, thrown: unknown, depth: number, seen: Set<unknown>): string[] {
  if (depth >= deepestCause) return [dim("(more causes)")];
  const [heading, ...rest] = describe(thrown, depth + 1, seen);
  return [`${dim(relation)} ${heading ?? ""}`, ...rest];
}

function framesOf(error: Error): Frame[] {
  const stack = safely(() => error.stack, undefined);
  if (typeof stack !== "string") return [];
  return readFrames(stack.split("\n").filter((line) => /^\s+at /.test(line)));
}

/** The frames; under the first one, and under the first one in a cell, the source line and a caret. */
function frameLines(frames: readonly Frame[]): string[] {
  const first = frames.find(hasLine);
  const firstInCell = frames.find((frame) => hasLine(frame) && isCell(frame.place.name));
  const lines: string[] = [];
  for (const frame of frames) {
    lines.push(frame.place === undefined ? dim(frame.text) : frame.text);
    if (hasLine(frame) && (frame === first || frame === firstInCell))
      lines.push(...caretLines(frame.place.line, frame.place.column, frame.place.lineText));
  }
  return lines;
}

function hasLine(frame: Frame): frame is Frame & { readonly place: CellPlace } {
  return frame.place !== undefined && frame.place.lineText !== "";
}

function caretLines(line: number, column: number, lineText: string): string[] {
  const gutter = `      ${line} | `;
  const cutText = lineText.length > 200 ? `${lineText.slice(0, 199)}…` : lineText;
  const before = lineText.slice(0, column - 1).replace(/[^\t]/g, " ");
  return [
    `${dim(gutter)}${cutText}`,
    ...(column <= 200 ? [`${" ".repeat(gutter.length)}${before}${red("^")}`] : []),
  ];
}

function isError(thrown: unknown): thrown is Error & { cause?: unknown } {
  return types.isNativeError(thrown) || safely(() => thrown instanceof Error, false);
}

function cut(text: string): string {
  return text.length <= longestMessage ? text : `${text.slice(0, longestMessage - 1)}…`;
}

function safely<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
