import { describe, expect, test } from "vitest";
import { diagram } from "../../src/show/diagram.js";
import { firstNodeFirst } from "../../src/base/flow-order.js";

const chart = (...lines: string[]): string => ["flowchart TD", ...lines].join("\n");

describe("a flow chart with loops, for the drawer", () => {
  test("has the edge that leads back written from its head, with shapes and label", () => {
    const source = chart("  A([go]) --> B{well?}", "  B -->|no, again| A", "  B -->|yes| C[done]");
    expect(firstNodeFirst(source)).toBe(
      chart("  A([go]) --> B{well?}", "  A <---|no, again| B", "  B -->|yes| C[done]"),
    );
  });

  test("counts a node as first that is declared first", () => {
    const source = chart("  A[a]", "  B[b]", "  B --> A", "  A --> B");
    expect(firstNodeFirst(source)).toBe(chart("  A[a]", "  B[b]", "  A <--- B", "  A --> B"));
  });

  test("keeps a node that leads to itself, and two ways that meet", () => {
    for (const lines of [["  A --> A"], ["  A --> B", "  A --> C", "  B --> D", "  C --> D"]]) {
      expect(firstNodeFirst(chart(...lines))).toBe(chart(...lines));
    }
  });

  test("stays as it is where it has more than nodes and plain arrows", () => {
    const loop = ["  A --> B", "  B --> A"];
    for (const more of ["  A --> C --> D", "  A -.-> C", "  A & B --> C", "  A -- text --> C"]) {
      expect(firstNodeFirst(chart(...loop, more))).toBe(chart(...loop, more));
    }
    const sequence = "sequenceDiagram\n  A->>B: hi\n  B->>A: hi";
    expect(firstNodeFirst(sequence)).toBe(sequence);
  });

  test("may begin with empty lines and comments", () => {
    const before = "\n%% a comment\n";
    expect(firstNodeFirst(`${before}${chart("  A --> B", "", "  B --> A")}`)).toBe(
      `${before}${chart("  A --> B", "", "  A <--- B")}`,
    );
  });

  test("is turned in no time, however long its lines", () => {
    const long = chart(`  A${" ".repeat(20_000)}`, `  A${"-".repeat(20_000)}`);
    expect(firstNodeFirst(long)).toBe(long);
    const ring = Array.from({ length: 1500 }, (_, i) => `  N${i} --> N${(i + 1) % 1500}`);
    expect(
      firstNodeFirst(chart(...ring))
        .split("\n")
        .at(-1),
    ).toBe("  N0 <--- N1499");
  });

  test("is drawn from its first node on, with an arrow head where the loop comes back", () => {
    const source = chart("  A[a]", "  B{b}", "  C[c]", "  A --> B", "  B -->|x| A", "  B -->|y| C");
    const picture = diagram(source);
    const svg = String(picture["image/svg+xml"]);
    const heights = ["a", "b", "c"].map((label) => {
      const [, y = "NaN"] =
        new RegExp(`<text[^>]* y="([\\d.]+)"[^>]*>${label}</text>`).exec(svg) ?? [];
      return Number(y);
    });
    expect(heights.every(Number.isFinite)).toBe(true);
    expect(heights).toEqual([...heights].sort((one, other) => one - other));
    expect(svg).toContain('marker-start="url(#arrowhead-start)"');
    expect(svg).toMatch(/<marker id="arrowhead-start"[^>]* orient="auto">/);
    expect(picture["text/plain"]).toBe(source);
  });
});
