/**
 * A process from Mermaid: the subset of flow charts that has the shapes of `process-mermaid.ts`, arrows `-->` with
 * or without `|label|`, several of them in a line, and comments. What is wrong is reported with file and line.
 * Mermaid draws a node that was never given a label; here that is a mistake, since most often it is a slip of the pen.
 * Left out: other shapes and arrows, sub-charts, styles.
 */
import { check, complaint, InputError } from "../../base/check.js";
import {
  findFault,
  type NodeKind,
  type Process,
  type ProcessEdge,
  type ProcessNode,
} from "./process.js";

const label = String.raw`\s*(?:"([^"]*)"|([^"#|;(){}\[\]<>]+?))\s*`;
const tokens = {
  header: /^(?:graph|flowchart)\s+(TD|TB|LR)$/,
  id: /\s*([A-Za-z]\w*)/y,
  start: new RegExp(String.raw`\(\[${label}\]\)`, "y"),
  end: new RegExp(String.raw`\(\(\(${label}\)\)\)`, "y"),
  step: new RegExp(String.raw`\[${label}\]`, "y"),
  decision: new RegExp(String.raw`\{${label}\}`, "y"),
  arrow: new RegExp(String.raw`\s*-->(?:\|${label}\|)?`, "y"),
};
const kinds: readonly NodeKind[] = ["start", "end", "step", "decision"];

/** What has been read, and on which line each node was declared and each edge drawn. */
interface Reading {
  readonly file: string;
  readonly nodes: ProcessNode[];
  readonly edges: ProcessEdge[];
  readonly nodeLines: number[];
  readonly edgeLines: number[];
}

/**
 * Reads a flow chart.
 *
 * @param mermaid its source
 * @param file what messages call it
 * @returns the process, labels in the one language they were written in
 * @throws InputError that starts with `file:line:` where a line cannot be read, a node is never declared with a
 * label or twice with different ones, or an edge is drawn twice.
 * @example
 * parseProcess("flowchart LR\n  A([go]) --> B(((there)))").edges; // [{ from: "A", to: "B" }]
 */
export function parseProcess(mermaid: string, file = "process.mmd"): Process {
  check(typeof mermaid === "string", "Mermaid source", mermaid, "a string");
  const reading: Reading = { file, nodes: [], edges: [], nodeLines: [], edgeLines: [] };
  let direction: Process["direction"] | undefined;
  for (const [i, raw] of mermaid.split(/\r?\n/).entries()) {
    const line = raw.trim().replace(/;$/, "").trimEnd();
    if (line === "" || line.startsWith("%%")) continue;
    if (direction === undefined) {
      const header = tokens.header.exec(line);
      const rule = 'a first line such as "flowchart TD" or "graph LR"';
      if (header === null) throw faultAt(file, i + 1, complaint("chart", line, rule));
      direction = header[1] === "LR" ? "LR" : "TD";
    } else {
      readStatement(reading, line, i + 1);
    }
  }
  const { nodes, edges } = reading;
  const process: Process = { direction: direction ?? "TD", nodes, edges };
  const fault = findFault(process);
  if (fault === undefined) return process;
  const { at, message } = fault;
  const line =
    at === undefined ? 1 : "node" in at ? reading.nodeLines[at.node] : reading.edgeLines[at.edge];
  throw faultAt(file, line!, message);
}

function faultAt(file: string, line: number, message: string): InputError {
  return new InputError(`${file}:${line}: ${message}`);
}

/** One line: a node, or nodes joined by arrows. */
function readStatement(reading: Reading, line: string, number: number): void {
  let at = 0;
  const next = (token: RegExp): RegExpExecArray | undefined => {
    token.lastIndex = at;
    const found = token.exec(line);
    if (found !== null) at = token.lastIndex;
    return found ?? undefined;
  };
  let from: string | undefined;
  let arrow: RegExpExecArray | undefined;
  do {
    const id = next(tokens.id)?.[1];
    if (id === undefined) break;
    declare(reading, id, next, number);
    if (from !== undefined) {
      const text = arrow === undefined ? undefined : textOf(arrow);
      reading.edges.push({ from, to: id, ...(text === undefined ? {} : { label: text }) });
      reading.edgeLines.push(number);
    }
    from = id;
    arrow = next(tokens.arrow);
    if (arrow === undefined && line.slice(at).trim() === "") return;
  } while (arrow !== undefined);
  const rule = "[step], {decision}, ([start]) and (((end))) nodes joined by --> or -->|label|";
  throw faultAt(reading.file, number, complaint("statement", line.slice(at).trim() || line, rule));
}

/** Notes a node if a shape with its label stands here; the same declaration twice is one. */
function declare(
  { nodes, nodeLines }: Reading,
  id: string,
  next: (token: RegExp) => RegExpExecArray | undefined,
  number: number,
): void {
  for (const kind of kinds) {
    const shape = next(tokens[kind as "start" | "end" | "step" | "decision"]);
    if (shape === undefined) continue;
    const text = textOf(shape) ?? "";
    const same = nodes.some((node) => node.id === id && node.kind === kind && node.label === text);
    if (!same) {
      nodes.push({ id, kind, label: text });
      nodeLines.push(number);
    }
    return;
  }
}

/** The label of a shape or an arrow, if it has one. */
function textOf([, quoted, bare]: RegExpExecArray): string | undefined {
  return quoted === undefined ? bare : quoted.replaceAll("#quot;", '"').replaceAll("#35;", "#");
}
