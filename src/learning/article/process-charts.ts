/**
 * The start-up flow of section 2.6 of the article, as data: as it is printed, repaired so that every path comes to
 * an end, and with the money before the product, as it often is. The printed labels are the article's; what stands
 * in the two others besides is ours. A and L are plain boxes in print; here they are marked as start and end.
 */
import type { Process, ProcessEdge, ProcessNode } from "./process.js";

const node = (id: string, kind: ProcessNode["kind"], en: string, zh: string): ProcessNode => ({
  id,
  kind,
  label: { en, zh },
});

const edge = (from: string, to: string, en?: string, zh?: string): ProcessEdge =>
  en === undefined || zh === undefined ? { from, to } : { from, to, label: { en, zh } };

const nodes: readonly ProcessNode[] = [
  node("A", "start", "Idea", "提出想法"),
  node("B", "step", "Market research", "市场调研"),
  node("C", "decision", "Technically feasible", "技术可行性"),
  node("D", "step", "Build the team", "组建团队"),
  node("E", "step", "Reassess", "重新评估"),
  node("F", "step", "Develop the product", "产品研发"),
  node("G", "step", "Market it", "市场推广"),
  node("H", "step", "User feedback", "用户反馈"),
  node("I", "decision", "Keep iterating", "持续迭代"),
  node("J", "step", "Business model", "商业模式"),
  node("K", "step", "Financing", "融资"),
  node("L", "end", "Scale up", "规模化"),
];

/** The chart as section 2.6 prints it. */
export const printedProcess: Process = {
  direction: "TD",
  nodes,
  edges: [
    edge("A", "B"),
    edge("B", "C"),
    edge("C", "D", "feasible", "可行"),
    edge("C", "E", "not feasible", "不可行"),
    edge("D", "F"),
    edge("F", "G"),
    edge("G", "H"),
    edge("H", "I"),
    edge("I", "J"),
    edge("J", "K"),
    edge("K", "L"),
  ],
};

/** Reassessing and financing can fail, so they are decisions, and there is an end for those who give up. */
const repairedNodes: readonly ProcessNode[] = [
  ...nodes.map((each) =>
    each.id === "E" || each.id === "K" ? ({ ...each, kind: "decision" } as const) : each,
  ),
  node("X", "end", "Give up", "放弃"),
];

const repairs: readonly ProcessEdge[] = [
  edge("E", "A", "another idea", "换个想法"),
  edge("E", "X", "none left", "没有了"),
  edge("I", "F", "not good enough", "还不够好"),
];

/** The chart with the exits that it lacks. */
export const repairedProcess: Process = {
  direction: "TD",
  nodes: repairedNodes,
  edges: [
    edge("A", "B"),
    edge("B", "C"),
    edge("C", "D", "feasible", "可行"),
    edge("C", "E", "not feasible", "不可行"),
    ...repairs,
    edge("D", "F"),
    edge("F", "G"),
    edge("G", "H"),
    edge("H", "I"),
    edge("I", "J", "good enough", "足够好"),
    edge("J", "K"),
    edge("K", "L", "granted", "获得"),
    edge("K", "X", "refused", "未获"),
  ],
};

/** The repaired chart with financing between team and product. */
export const moneyFirstProcess: Process = {
  direction: "TD",
  nodes: repairedNodes,
  edges: [
    edge("A", "B"),
    edge("B", "C"),
    edge("C", "D", "feasible", "可行"),
    edge("C", "E", "not feasible", "不可行"),
    ...repairs,
    edge("D", "K"),
    edge("K", "F", "granted", "获得"),
    edge("K", "X", "refused", "未获"),
    edge("F", "G"),
    edge("G", "H"),
    edge("H", "I"),
    edge("I", "J", "good enough", "足够好"),
    edge("J", "L"),
  ],
};
