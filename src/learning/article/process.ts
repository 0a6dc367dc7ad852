/**
 * A process as data: nodes of four kinds and labelled edges, in both languages. Everything that is said of the
 * article's start-up flow (section 2.6) comes from such a definition: its picture (`process-mermaid.ts`), its faults
 * as a chart (`process-lint.ts`) and its Markov chain (`process-chain.ts`). Here: the form, and what makes it usable.
 */
import { complaint, InputError, quote } from "../../base/check.js";
import { inLanguage, type Label, type Language } from "../../base/bilingual.js";

/** What a node is for. */
export type NodeKind = "start" | "step" | "decision" | "end";

/** One node; its id is a letter, then letters, digits or underscores. */
export interface ProcessNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: Label;
}

/** One edge, by the ids of its nodes. */
export interface ProcessEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: Label;
}

/** A process; its picture runs from top to bottom or from left to right. */
export interface Process {
  readonly direction: "TD" | "LR";
  readonly nodes: readonly ProcessNode[];
  readonly edges: readonly ProcessEdge[];
}

/** What is wrong with a definition, and with which of its nodes or edges. */
export interface ProcessFault {
  readonly at: { readonly node: number } | { readonly edge: number } | undefined;
  readonly message: string;
}

/** Words that Mermaid reads as commands, so that no node may be called so. */
const reserved =
  /^(end|graph|flowchart|subgraph|style|linkStyle|class|classDef|click|default|direction)$/i;

/**
 * The first thing that is wrong with a definition, if there is one.
 */
export function findFault({ nodes, edges }: Process): ProcessFault | undefined {
  const ids = nodes.map(({ id }) => id);
  if (ids.length === 0) {
    return { at: undefined, message: complaint("nodes", 0, "at least one") };
  }
  for (const [node, { id, label }] of nodes.entries()) {
    const at = { node };
    if (!/^[A-Za-z]\w*$/.test(id) || reserved.test(id)) {
      const rule = "a letter, then letters, digits or _, and no word of Mermaid's own";
      return { at, message: complaint("node id", id, rule) };
    }
    if (ids.indexOf(id) !== node) {
      return { at, message: complaint("node declared twice", id, "each node once") };
    }
    for (const text of [inLanguage(label, "en"), inLanguage(label, "zh")]) {
      if (/^\s*$|\n/.test(text)) {
        return { at, message: complaint(`label of node ${id}`, text, "one line of text") };
      }
    }
  }
  for (const [edge, { from, to }] of edges.entries()) {
    const at = { edge };
    const unknown = [from, to].find((id) => !ids.includes(id));
    if (unknown !== undefined) {
      const rule = `one of the nodes that are declared: ${ids.join(", ")}`;
      return { at, message: complaint("unknown node", unknown, rule) };
    }
    if (edges.findIndex((other) => other.from === from && other.to === to) !== edge) {
      const arrow = `${from} → ${to}`;
      return { at, message: complaint("edge drawn twice", arrow, "one edge from node to node") };
    }
  }
  return undefined;
}

/**
 * Refuses a definition that cannot be drawn or computed with.
 *
 * @throws InputError where there is no node, an id is unusable or used twice, a label is empty, or an edge is
 * drawn twice or names a node that is not there.
 */
export function checkProcess(process: Process): void {
  const fault = findFault(process);
  if (fault !== undefined) throw new InputError(fault.message);
}

/** The edges that leave a node. */
export function exitsOf(process: Process, id: string): readonly ProcessEdge[] {
  return process.edges.filter(({ from }) => from === id);
}

/**
 * A node's label in one language.
 *
 * @throws InputError where there is no such node.
 */
export function labelOf(process: Process, id: string, language?: Language): string {
  const node = process.nodes.find((each) => each.id === id);
  if (node === undefined) {
    const ids = process.nodes.map((each) => each.id).join(", ");
    throw new InputError(`unknown node: ${quote(id)}; expected one of ${ids}`);
  }
  return inLanguage(node.label, language);
}

/** The nodes that can be reached from a set of nodes along edges, or against them; the set itself is counted. */
export function reachableFrom(
  { edges }: Process,
  ids: readonly string[],
  direction: "along" | "against" = "along",
): ReadonlySet<string> {
  const [tail, head] =
    direction === "along" ? (["from", "to"] as const) : (["to", "from"] as const);
  const found = new Set(ids);
  for (const id of found) for (const edge of edges) if (edge[tail] === id) found.add(edge[head]);
  return found;
}
