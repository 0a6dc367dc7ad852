import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/base/check.js";
import { parseProcess } from "../../../src/learning/article/process-parse.js";

describe("a flow chart that is read", () => {
  test("may declare nodes where they first occur, chain arrows, and hold comments", () => {
    const read = parseProcess(
      '\n%% a comment\ngraph LR\n\n  A([go]) --> B{well?} -->|yes| C[on];\r\n  B -->|"no; stop"| D((( there )))\n',
    );
    expect(read).toEqual({
      direction: "LR",
      nodes: [
        { id: "A", kind: "start", label: "go" },
        { id: "B", kind: "decision", label: "well?" },
        { id: "C", kind: "step", label: "on" },
        { id: "D", kind: "end", label: "there" },
      ],
      edges: [
        { from: "A", to: "B" },
        { from: "B", to: "C", label: "yes" },
        { from: "B", to: "D", label: "no; stop" },
      ],
    });
  });

  test("may be used before it is declared, and declared twice alike", () => {
    const { nodes, edges } = parseProcess("flowchart TB\nA --> B\nA[a]\nB[b]\nA[a]");
    expect(nodes.map(({ id }) => id)).toEqual(["A", "B"]);
    expect(edges).toEqual([{ from: "A", to: "B" }]);
  });

  const statement = "[step], {decision}, ([start]) and (((end))) nodes joined by --> or -->|label|";
  test.each([
    ["sequenceDiagram\nA->>B: hi", 1, 'chart: "sequenceDiagram"; expected a first line such as'],
    [
      "graph TD\nA[a] --> B",
      2,
      'unknown node: "B"; expected one of the nodes that are declared: A',
    ],
    ["graph TD\nA[a]\n\nA --> A\nB --> A", 5, 'unknown node: "B"; expected one of'],
    ["graph TD\nA[a]\nA{a}", 3, 'node declared twice: "A"; expected each node once'],
    ["graph TD\nA[a] --> B[b]\nA --> B", 3, 'edge drawn twice: "A → B"; expected one edge'],
    ["graph TD\nA[a] -.-> B[b]", 2, `statement: "-.-> B[b]"; expected ${statement}`],
    ["graph TD\nA[[a]]", 2, `statement: "[[a]]"; expected ${statement}`],
    ["graph TD\nA[a] -->", 2, `statement: "A[a] -->"; expected ${statement}`],
    ["graph TD\nsubgraph x [y] z", 2, `statement: "x [y] z"; expected ${statement}`],
    ["graph TD\nA[]", 2, 'statement: "[]"; expected'],
    ['graph TD\nA[" "]', 2, 'label of node A: " "; expected one line of text'],
    ["graph TD\nend[a]", 2, 'node id: "end"; expected a letter, then letters, digits or _'],
    ["graph TD", 1, "nodes: 0; expected at least one"],
  ])("is refused with file and line: %j", (mermaid, line, message) => {
    const read = (): unknown => parseProcess(mermaid, "process.mmd");
    expect(read).toThrow(InputError);
    expect(read).toThrow(`process.mmd:${line}: ${message}`);
  });

  test("must be text", () => {
    expect(() => parseProcess(7 as never)).toThrow("Mermaid source: 7; expected a string");
  });
});
