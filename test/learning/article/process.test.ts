import { describe, expect, test } from "vitest";
import {
  checkProcess,
  exitsOf,
  labelOf,
  reachableFrom,
  type Process,
} from "../../../src/learning/article/process.js";
import {
  moneyFirstProcess,
  printedProcess,
  repairedProcess,
} from "../../../src/learning/article/process-charts.js";

const small = (change: Partial<Process>): Process => ({
  direction: "LR",
  nodes: [
    { id: "A", kind: "start", label: "go" },
    { id: "B", kind: "end", label: { en: "there", zh: "到" } },
  ],
  edges: [{ from: "A", to: "B" }],
  ...change,
});

describe("a process", () => {
  test("is usable in each of its three versions", () => {
    for (const chart of [printedProcess, repairedProcess, moneyFirstProcess]) {
      expect(() => checkProcess(chart)).not.toThrow();
    }
  });

  test("has the same nodes repaired, and one end more; money first moves financing alone", () => {
    const ids = (chart: Process) => chart.nodes.map(({ id }) => id).join("");
    expect(ids(printedProcess)).toBe("ABCDEFGHIJKL");
    expect(ids(repairedProcess)).toBe("ABCDEFGHIJKLX");
    expect(moneyFirstProcess.nodes).toEqual(repairedProcess.nodes);
    const arrows = (chart: Process) => chart.edges.map(({ from, to }) => from + to);
    const moved = arrows(moneyFirstProcess).filter(
      (each) => !arrows(repairedProcess).includes(each),
    );
    expect(moved).toEqual(["DK", "KF", "JL"]);
    const added = arrows(repairedProcess).filter((each) => !arrows(printedProcess).includes(each));
    expect(added).toEqual(["EA", "EX", "IF", "KX"]);
  });

  test("knows its exits, labels, and what can be reached", () => {
    expect(exitsOf(printedProcess, "C").map(({ to }) => to)).toEqual(["D", "E"]);
    expect(labelOf(printedProcess, "A", "zh")).toBe("提出想法");
    expect([...reachableFrom(printedProcess, ["J"])]).toEqual(["J", "K", "L"]);
    expect([...reachableFrom(printedProcess, ["E"], "against")]).toEqual(["E", "C", "B", "A"]);
    expect(() => labelOf(small({}), "Z")).toThrow('unknown node: "Z"; expected one of A, B');
  });

  test.each<[string, Partial<Process>, string]>([
    ["no node", { nodes: [] }, "nodes: 0; expected at least one"],
    [
      "an edge to nowhere",
      { edges: [{ from: "A", to: "Q" }] },
      'unknown node: "Q"; expected one of the nodes that are declared: A, B',
    ],
    [
      "an id of Mermaid's own",
      { nodes: [{ id: "end", kind: "end", label: "x" }], edges: [] },
      'node id: "end"; expected a letter, then letters, digits or _, and no word of Mermaid\'s own',
    ],
    [
      "a node twice",
      { nodes: [...small({}).nodes, { id: "A", kind: "step", label: "again" }] },
      'node declared twice: "A"; expected each node once',
    ],
    [
      "no label in one language",
      { nodes: [{ id: "A", kind: "start", label: { en: "go", zh: "" } }], edges: [] },
      'label of node A: ""; expected one line of text',
    ],
    [
      "an edge twice",
      { edges: [...small({}).edges, { from: "A", to: "B", label: "again" }] },
      'edge drawn twice: "A → B"; expected one edge from node to node',
    ],
  ])("with %s is refused", (_, change, message) => {
    expect(() => checkProcess(small(change))).toThrow(message);
  });
});
