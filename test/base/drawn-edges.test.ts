import { describe, expect, test } from "vitest";
import { withMendedEdges } from "../../src/base/drawn-edges.js";

const edge = (points: string): string =>
  `<polyline class="edge" data-from="A" points="${points}" />`;

describe("the edges of a drawing", () => {
  test("end where they arrive, without a stub of no length beside it", () => {
    expect(withMendedEdges(edge("0,0 0,50 20,50 20,50"))).toBe(edge("0,0 0,50"));
    expect(withMendedEdges(edge("10,0 10,0 0,0 0,50"))).toBe(edge("0,0 0,50"));
  });

  test("stay as they are where their last stretch has a length", () => {
    const fine = edge("0,0 0,30 20,30 20,50") + edge("0,0 0,50") + edge("0,0 0,20 0,20");
    expect(withMendedEdges(fine)).toBe(fine);
  });

  test("have their arrow head outside the node from which they start", () => {
    expect(withMendedEdges('<marker id="arrowhead-start" orient="auto-start-reverse">')).toBe(
      '<marker id="arrowhead-start" orient="auto">',
    );
  });
});
