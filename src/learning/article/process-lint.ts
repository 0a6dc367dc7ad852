/**
 * Rules for a flow chart, and the places where a chart breaks them: what makes a drawing a process that can be
 * followed from its start to an end. A definition that cannot even be drawn is refused earlier (`checkProcess`).
 */
import type { Bilingual, Label } from "../../base/bilingual.js";
import { checkProcess, exitsOf, reachableFrom, type Process, type ProcessNode } from "./process.js";

/** The rules by name, in the order in which they are tried; a node is reported for the first that it breaks. */
export const processRules = {
  "one-start": {
    en: "there is exactly one start",
    zh: "有且只有一个起点",
  },
  "dead-end": {
    en: "every node but an end has an exit",
    zh: "除终点外，每个节点都有出口",
  },
  "end-is-final": { en: "an end has no exit", zh: "终点没有出口" },
  "decision-exits": {
    en: "a decision has at least two exits, each with a label",
    zh: "判断至少有两个出口，每个都有标注",
  },
  "step-fork": {
    en: "a node that decides nothing has one exit",
    zh: "不作判断的节点只有一个出口",
  },
  unreachable: { en: "every node can be reached from the start", zh: "从起点可以到达每个节点" },
  endless: {
    en: "from every node there is a way that stops somewhere",
    zh: "从每个节点出发都有能停下来的路",
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** The name of a rule. */
export type ProcessRule = keyof typeof processRules;

/** One broken rule. */
export interface ProcessFinding {
  readonly rule: ProcessRule;
  /** The node's id; empty where the chart as a whole is meant. */
  readonly node: string;
  readonly label: Label;
  /** What was found there. */
  readonly found: Bilingual;
  /** What the rule asks for. */
  readonly expected: Bilingual;
}

/**
 * Which rules a chart breaks, and where.
 *
 * @returns a row per node that breaks a rule, in the order of the nodes; none where all is well
 * @throws InputError where the definition is unusable (`checkProcess`).
 */
export function lintProcess(process: Process): ProcessFinding[] {
  checkProcess(process);
  const starts = process.nodes.filter(({ kind }) => kind === "start").map(({ id }) => id);
  const stops = process.nodes.filter(({ id }) => exitsOf(process, id).length === 0);
  const reached = reachableFrom(process, starts);
  const stopping = reachableFrom(
    process,
    stops.map(({ id }) => id),
    "against",
  );
  const findings: ProcessFinding[] = [];
  if (starts.length !== 1) {
    const found = { en: `${starts.length} starts`, zh: `${starts.length} 个起点` };
    const expected = processRules["one-start"];
    findings.push({
      rule: "one-start",
      node: "",
      label: { en: "chart", zh: "流程图" },
      found,
      expected,
    });
  }
  for (const node of process.nodes) {
    const broken =
      exitFault(process, node) ??
      (starts.length > 0 && !reached.has(node.id) ? noWay("unreachable") : undefined) ??
      (stopping.has(node.id) ? undefined : noWay("endless"));
    if (broken === undefined) continue;
    const expected = processRules[broken.rule];
    findings.push({ ...broken, node: node.id, label: node.label, expected });
  }
  return findings;
}

type Broken = Pick<ProcessFinding, "rule" | "found">;

/** What is wrong with the exits of one node. */
function exitFault(process: Process, { id, kind }: ProcessNode): Broken | undefined {
  const exits = exitsOf(process, id);
  const bare = exits.filter(({ label }) => label === undefined).length;
  const count = exits.length;
  const found = {
    en: `${count} exit${count === 1 ? "" : "s"}${count > 0 ? `, ${bare} without a label` : ""}`,
    zh: `${count} 个出口${count > 0 ? `，${bare} 个没有标注` : ""}`,
  };
  if (kind === "end") return count === 0 ? undefined : { rule: "end-is-final", found };
  if (count === 0) return { rule: "dead-end", found };
  if (kind === "decision") {
    return count < 2 || bare > 0 ? { rule: "decision-exits", found } : undefined;
  }
  return count > 1 ? { rule: "step-fork", found } : undefined;
}

function noWay(rule: "unreachable" | "endless"): Broken {
  return rule === "unreachable"
    ? { rule, found: { en: "no way leads here", zh: "没有路通到这里" } }
    : { rule, found: { en: "every way goes round for ever", zh: "每条路都无限循环" } };
}
