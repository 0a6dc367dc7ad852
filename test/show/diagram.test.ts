import { describe, expect, test } from "vitest";
import { mermaidMime } from "../../src/base/mime.js";
import { diagram } from "../../src/show/diagram.js";

const source = "flowchart LR\n  A[words] --> B[mean h]";

describe("a diagram", () => {
  test("is Mermaid, a picture, and its source as text", () => {
    const picture = diagram(`\n${source}\n`);
    expect(Object.keys(picture)).toEqual([mermaidMime, "image/svg+xml", "text/plain"]);
    expect(picture[mermaidMime]).toBe(source);
    expect(picture["text/plain"]).toBe(source);
    expect(picture["image/svg+xml"]).toMatch(/^<svg[^]*mean h[^]*<\/svg>$/);
  });

  test("asks the network for nothing", () => {
    const svg = String(diagram(source)["image/svg+xml"]).replace("http://www.w3.org/2000/svg", "");
    expect(svg).not.toMatch(/https?:|@import|<script/);
  });

  test("is the same bytes each time", () => {
    expect({ ...diagram(source) }).toEqual({ ...diagram(source) });
  });

  test("is left to the front end where it cannot be drawn here", () => {
    expect(Object.keys(diagram("no such kind of diagram"))).toEqual([mermaidMime, "text/plain"]);
  });

  test("refuses to be empty", () => {
    expect(() => diagram("")).toThrow('diagram: ""; expected Mermaid source that is not empty');
  });
});
