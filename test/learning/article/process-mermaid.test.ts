import { describe, expect, test } from "vitest";
import { inLanguage } from "../../../src/base/bilingual.js";
import type { Process } from "../../../src/learning/article/process.js";
import {
  moneyFirstProcess,
  printedProcess,
  repairedProcess,
} from "../../../src/learning/article/process-charts.js";
import { toMermaid } from "../../../src/learning/article/process-mermaid.js";
import { parseProcess } from "../../../src/learning/article/process-parse.js";
import { termChart } from "../../../src/learning/article/terms-chart.js";

/** The chart of section 2.6, as the article prints it. */
const printed = `graph TD
A[提出想法] --> B[市场调研]
B --> C{技术可行性}
C -->|可行| D[组建团队]
C -->|不可行| E[重新评估]
D --> F[产品研发]
F --> G[市场推广]
G --> H[用户反馈]
H --> I{持续迭代}
I --> J[商业模式]
J --> K[融资]
K --> L[规模化]`;

/** A process whose labels are in one language only. */
function speaking(process: Process, language: "en" | "zh"): Process {
  const said = <Part extends object>(part: Part & { label?: unknown }) =>
    part.label === undefined
      ? part
      : { ...part, label: inLanguage(part.label as string, language) };
  return {
    direction: process.direction,
    nodes: process.nodes.map((node) => said(node) as (typeof process.nodes)[number]),
    edges: process.edges.map((edge) => said(edge)),
  };
}

describe("a process as Mermaid", () => {
  test("is its nodes, then its edges, the shape telling the kind", () => {
    const process: Process = {
      direction: "LR",
      nodes: [
        { id: "A", kind: "start", label: { en: "go", zh: "走" } },
        { id: "B", kind: "decision", label: "well?" },
        { id: "C", kind: "step", label: "on" },
        { id: "D", kind: "end", label: "there" },
      ],
      edges: [
        { from: "A", to: "B" },
        { from: "B", to: "C", label: { en: "no", zh: "否" } },
      ],
    };
    expect(toMermaid(process, "zh").split("\n")).toEqual([
      "flowchart LR",
      "  A([走])",
      "  B{well?}",
      "  C[on]",
      "  D(((there)))",
      "  A --> B",
      "  B -->|否| C",
    ]);
  });

  test.each([
    ["printed", printedProcess],
    ["repaired", repairedProcess],
    ["money first", moneyFirstProcess],
    ["terms", termChart()],
  ])("comes back as the same data, in both languages: %s", (_, process) => {
    for (const language of ["en", "zh"] as const) {
      const mermaid = toMermaid(process, language);
      const back = parseProcess(mermaid);
      expect(back).toEqual(speaking(process, language));
      expect(toMermaid(back)).toBe(mermaid);
    }
  });

  test("keeps labels that hold what Mermaid would read as its own", () => {
    const labels = ['a "b" #1; [c] {d}', " | ", "x --> y", "f(x) > 0 %%"];
    const process: Process = {
      direction: "TD",
      nodes: labels.map((label, i) => ({ id: `N${i}`, kind: "decision", label })),
      edges: [{ from: "N0", to: "N1", label: 'say "x|y"' }],
    };
    expect(parseProcess(toMermaid(process))).toEqual(process);
  });

  test("is the chart that the article prints, but for the shapes of start and end", () => {
    const article = parseProcess(printed, "article.mmd");
    const ours = speaking(printedProcess, "zh");
    expect(article.edges).toEqual(ours.edges);
    const sorted = [...article.nodes].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(sorted).toEqual(
      ours.nodes.map((node) => ("AL".includes(node.id) ? { ...node, kind: "step" } : node)),
    );
  });
});
