/**
 * What can go wrong while a notebook runs: a cell failed (CellError), or the kernel could not start or
 * died (KernelError). Both carry their facts as fields, and a message that a person can act on without
 * opening the notebook: which cell, its source, what it printed, the traceback.
 */
import { stripVTControlCharacters } from "node:util";
import type { Output } from "../document/notebook.js";

/** Where and how a cell failed. */
export interface CellFailure {
  /** The notebook's path as the person gave it. */
  readonly notebook: string;
  /** The cell's place in the notebook, counted from 1 over cells of all types. */
  readonly cell: number;
  readonly cellId: string;
  /** The number in the brackets, `In [3]`; null where the kernel never got to it. */
  readonly executionCount: number | null;
  readonly source: string;
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
  /** What the cell printed before it failed, the last lines of each stream. */
  readonly streams: Readonly<Record<string, string>>;
}

const previewLines = 12;
const streamLines = 20;

/** A cell raised an error that nobody allowed, or ran too long. */
export class CellError extends Error {
  override name = "CellError";
  constructor(readonly failure: CellFailure) {
    super(describe(failure));
  }
}

/** The kernel could not start, or died; in the second case `failure` says at which cell. */
export class KernelError extends Error {
  override name = "KernelError";
  readonly failure: CellFailure | undefined;
  constructor(reason: string | CellFailure, options?: ErrorOptions) {
    super(typeof reason === "string" ? reason : describe(reason), options);
    this.failure = typeof reason === "string" ? undefined : reason;
  }
}

/** The last lines of each stream among the outputs. */
export function printed(outputs: readonly Output[]): Record<string, string> {
  const streams: Record<string, string> = {};
  for (const output of outputs) {
    if (output.output_type === "stream")
      streams[output.name] = (streams[output.name] ?? "") + output.text;
  }
  return Object.fromEntries(
    Object.entries(streams).map(([name, text]) => [name, lastLines(text, streamLines)]),
  );
}

/** The last lines of a text, with a mark where something was cut. */
export function lastLines(text: string, count: number): string {
  const lines = text.slice(-20_000).trimEnd().split("\n");
  const cut = lines.length > count || text.length > 20_000;
  return (cut ? ["…", ...lines.slice(-count)] : lines).join("\n");
}

function describe(failure: CellFailure): string {
  const { notebook, cell, executionCount, ename, evalue, source, streams, traceback } = failure;
  const count = executionCount === null ? "" : ` [${executionCount}]`;
  const lines = [
    `${notebook}, cell ${cell}${count}: ${ename}: ${firstLine(evalue)}`,
    "",
    ...preview(source),
  ];
  for (const [name, text] of Object.entries(streams)) {
    if (text !== "") lines.push("", `${name}:`, ...indent(text));
  }
  const trace = stripVTControlCharacters(traceback.join("\n")).trimEnd();
  lines.push("", ...indent(trace === "" ? `${ename}: ${evalue}` : trace));
  return lines.join("\n");
}

const firstLine = (text: string) => text.split("\n", 1)[0]!;
const indent = (text: string) => text.split("\n").map((line) => (line === "" ? "" : `    ${line}`));

/** The first lines of a source, numbered. */
function preview(source: string): string[] {
  const lines = source.trimEnd().split("\n");
  const shown = lines
    .slice(0, previewLines)
    .map((line, index) => `${String(index + 1).padStart(4)} │ ${line}`);
  const rest = lines.length - previewLines;
  return rest > 0 ? [...shown, `     … ${rest} more line${rest === 1 ? "" : "s"}`] : shown;
}
