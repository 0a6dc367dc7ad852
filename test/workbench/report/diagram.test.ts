import { expect, test } from "vitest";
import { loadDiagrams } from "../../../src/workbench/report/diagram.js";

test("a flow chart with a loop is drawn from its first node on, with arrow heads outside the nodes", async () => {
  const source =
    "flowchart TD\n  A[one]\n  B{two}\n  A --> B\n  B -->|again| A\n  B -->|on| C[three]";
  const svg = (await loadDiagrams([source]))(source) ?? "";
  const heights = ["one", "two", "three"].map((label) =>
    Number(new RegExp(`<text[^>]* y="([\\d.]+)"[^>]*>${label}</text>`).exec(svg)?.[1]),
  );
  expect(heights.every(Number.isFinite), svg).toBe(true);
  expect(heights).toEqual([...heights].sort((one, other) => one - other));
  expect(svg).toMatch(/<marker id="arrowhead-start"[^>]* orient="auto">/);
});
