/**
 * Stack traces in the cells' own lines: compiled positions are mapped back through each cell's source map,
 * frames of the kernel and of Node's internals are dropped, frames of earlier cells name their cell.
 * `Error.prepareStackTrace` does it as a stack is read, so that `console.log(error)` shows the same lines.
 */
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";

/** A place in a cell or in a local module; line and column count from 1. */
export interface CellPlace {
  /** `cell [3]`, or the module's path as seen from the notebook: `./lib.ts`. */
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly lineText: string;
}

interface CellScript {
  readonly name: string;
  readonly source: string;
  readonly sourceMap: string;
  map?: SourceMap | undefined;
}

/** Lines that stand before the compiled code in its script are taken off by `lineOffset`. */
const scripts = new Map<string, CellScript>();
const kernelFolder = fileURLToPath(new URL("..", import.meta.url));
const kernelUrl = new URL("..", import.meta.url).href;

/** Remembers a cell's (or local module's) source under the file name that its frames will carry. */
export function rememberScript(fileName: string, script: Omit<CellScript, "map">): void {
  scripts.set(fileName, { ...script });
}

/** The place in the cell's source behind a place in its compiled code; undefined for other files. */
function originalPlace(fileName: string, line: number, column: number): CellPlace | undefined {
  const script = scripts.get(fileName);
  if (script === undefined) return undefined;
  let place = { line, column };
  if (script.sourceMap !== "") {
    try {
      script.map ??= new SourceMap(JSON.parse(script.sourceMap));
      const entry = script.map.findEntry(line - 1, column - 1);
      if ("originalLine" in entry)
        place = { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
    } catch {
      script.map = undefined;
    }
  }
  return {
    name: script.name,
    ...place,
    lineText: lineOf(script, place.line),
  };
}

const framePattern = /^\s+at (?:(.*?) \()?((?:[^()]|\([^()]*\))*?):(\d+):(\d+)\)?$/;

/** One frame line of a stack; `place` where it lies in a cell or local module. */
export interface Frame {
  readonly text: string;
  readonly place?: CellPlace;
}

/** The frame in a line of V8's stack text, undefined where nobody should see it. */
function readFrame(line: string): Frame | undefined {
  const match = framePattern.exec(line);
  if (match === null) return /^\s+at .*\(?<anonymous>\)?$/.test(line) ? { text: line } : undefined;
  const [, callee, file, lineNumber, columnNumber] = match;
  if (file!.startsWith("node:") || file!.startsWith(kernelUrl) || file!.startsWith(kernelFolder))
    return undefined;
  const place = originalPlace(file!, Number(lineNumber), Number(columnNumber));
  if (place === undefined) return { text: line };
  return { text: frameText(callee, place), place };
}

function frameText(callee: string | undefined, place: CellPlace): string {
  const name = callee?.replace(/^Object\.|^exports\./, "");
  const where = `${place.name}${isCell(place.name) ? ", " : ":"}${place.line}:${place.column}`;
  return name === undefined || name === "" || name === "<anonymous>"
    ? `    at ${where}`
    : `    at ${name} (${where})`;
}

export function isCell(name: string): boolean {
  return name.startsWith("cell [");
}

/** Frames that have been read before: `cell [3], 2:7` and `./lib.ts:2:7`. */
const readPattern = /^\s+at (?:.* \()?(?:(cell \[[^\]]*\]), |(\.\.?\/[^()]*):)(\d+):(\d+)\)?$/;

/** A stack's frame lines as people should read them. */
export function readFrames(stackLines: readonly string[]): Frame[] {
  const frames: Frame[] = [];
  for (const line of stackLines) {
    const known = readPattern.exec(line);
    const name = known?.[1] ?? known?.[2];
    if (known !== null && name !== undefined) {
      const [lineNumber, column] = [Number(known[3]), Number(known[4])];
      const lineText = textOf(name, lineNumber);
      frames.push({ text: line, place: { name, line: lineNumber, column, lineText } });
      continue;
    }
    const frame = readFrame(line);
    if (frame !== undefined) frames.push(frame);
  }
  return frames;
}

function textOf(name: string, line: number): string {
  const script = [...scripts.values()].reverse().find((candidate) => candidate.name === name);
  return script === undefined ? "" : lineOf(script, line);
}

function lineOf(script: CellScript, line: number): string {
  return script.source.split(/\r?\n/)[line - 1] ?? "";
}

/** Makes every `error.stack` read in cell coordinates. Code that sets its own hook keeps its own. */
export function installStackHook(): void {
  Error.prepareStackTrace = (error: unknown, sites) => {
    let head: string;
    try {
      head = Error.prototype.toString.call(error);
    } catch {
      head = "Error";
    }
    const frames = readFrames(sites.map((site) => `    at ${String(site)}`)).map(
      (frame) => frame.text,
    );
    return [head, ...frames].join("\n");
  };
}
