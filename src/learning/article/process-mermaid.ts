/**
 * A process as Mermaid: its nodes, one a line, then its edges. The shape says the kind: `([start])`, `[step]`,
 * `{decision}`, `(((end)))`. `process-parse.ts` reads this back, and charts written by hand in the same subset.
 */
import { inLanguage, preferredLanguage, type Language } from "../../base/bilingual.js";
import { checkProcess, type NodeKind, type Process } from "./process.js";

/** What stands before and after a label. */
export const shapes: Readonly<Record<NodeKind, readonly [open: string, close: string]>> = {
  start: ["([", "])"],
  step: ["[", "]"],
  decision: ["{", "}"],
  end: ["(((", ")))"],
};

/**
 * The Mermaid source of a process.
 *
 * @param language of the labels; the reader's if not given
 * @returns a flow chart, for `diagram(…)`
 * @throws InputError where the definition is unusable (`checkProcess`).
 * @example
 * toMermaid(printedProcess, "zh").split("\n")[1]; // "  A([提出想法])"
 */
export function toMermaid(process: Process, language: Language = preferredLanguage()): string {
  checkProcess(process);
  const nodes = process.nodes.map(({ id, kind, label }) => {
    const [open, close] = shapes[kind];
    return `  ${id}${open}${toText(inLanguage(label, language))}${close}`;
  });
  const edges = process.edges.map(({ from, to, label }) => {
    const text = label === undefined ? "" : `|${toText(inLanguage(label, language))}|`;
    return `  ${from} -->${text} ${to}`;
  });
  return [`flowchart ${process.direction}`, ...nodes, ...edges].join("\n");
}

/** A label as Mermaid has it: in quotes where it holds what would end it, its own quotes as an entity. */
function toText(label: string): string {
  return /["#|;%(){}[\]<>]|--|^\s|\s$/.test(label)
    ? `"${label.replaceAll("#", "#35;").replaceAll('"', "#quot;")}"`
    : label;
}
