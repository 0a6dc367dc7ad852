import { describe, expect, test } from "vitest";
import {
  moneyFirstProcess,
  printedProcess,
  repairedProcess,
} from "../../../src/learning/article/process-charts.js";
import { lintProcess } from "../../../src/learning/article/process-lint.js";
import { parseProcess } from "../../../src/learning/article/process-parse.js";

/** Rule and node of each finding in a chart of these lines. */
const broken = (...lines: string[]): string[] =>
  lintProcess(parseProcess(["graph TD", ...lines].join("\n"))).map(
    ({ rule, node }) => `${rule} ${node}`,
  );

describe("the lint of a chart", () => {
  test("finds the two defects of the printed chart, and names rule and node", () => {
    expect(lintProcess(printedProcess)).toEqual([
      {
        rule: "dead-end",
        node: "E",
        label: { en: "Reassess", zh: "重新评估" },
        found: { en: "0 exits", zh: "0 个出口" },
        expected: { en: "every node but an end has an exit", zh: "除终点外，每个节点都有出口" },
      },
      {
        rule: "decision-exits",
        node: "I",
        label: { en: "Keep iterating", zh: "持续迭代" },
        found: { en: "1 exit, 1 without a label", zh: "1 个出口，1 个没有标注" },
        expected: {
          en: "a decision has at least two exits, each with a label",
          zh: "判断至少有两个出口，每个都有标注",
        },
      },
    ]);
  });

  test("finds nothing in the repaired chart, nor with the money first", () => {
    expect(lintProcess(repairedProcess)).toEqual([]);
    expect(lintProcess(moneyFirstProcess)).toEqual([]);
  });

  test.each([
    ["no start", ["A[a] --> B(((b)))"], ["one-start "]],
    ["two starts", ["A([a]) --> B(((b)))", "C([c]) --> B"], ["one-start "]],
    ["an end that goes on", ["A([a]) --> B(((b))) --> C(((c)))"], ["end-is-final B"]],
    ["a step that forks", ["A([a]) --> B(((b)))", "A --> C(((c)))"], ["step-fork A"]],
    [
      "a label left out",
      ["A([a]) --> B{b}", "B -->|x| C(((c)))", "B --> D(((d)))"],
      ["decision-exits B"],
    ],
    ["a node that nothing leads to", ["A([a]) --> B(((b)))", "C[c] --> B"], ["unreachable C"]],
    [
      "a loop without a way out",
      ["A([a]) --> B{b}", "B -->|x| C(((c)))", "B -->|y| D[d]", "D --> E[e] --> D"],
      ["endless D", "endless E"],
    ],
  ])("finds %s", (_, lines, expected) => {
    expect(broken(...lines)).toEqual(expected);
  });

  test("refuses what is no chart at all", () => {
    const edges = [{ from: "A", to: "Z" }];
    expect(() => lintProcess({ ...printedProcess, edges })).toThrow('unknown node: "Z"; expected');
  });
});
