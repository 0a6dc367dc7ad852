import { describe, expect, it } from "vitest";
import { missingTraces } from "../../../../src/workbench/app/plugins/plot/traces.js";
import {
  drawnLayout,
  narrowWidth,
  type PlotTheme,
} from "../../../../src/workbench/app/plugins/plot/theming.js";

const theme: PlotTheme = {
  ink: "#eee",
  softInk: "#bbb",
  line: "#444",
  strongLine: "#666",
  page: "#111",
  fontFamily: "serif",
  isLight: false,
};
const wide = 800;
const template = (layout: Record<string, unknown>) =>
  drawnLayout(layout, theme, wide, 1)["template"] as { layout?: Record<string, unknown> };

describe("drawnLayout", () => {
  it("has the page's ink on clear paper, as a template", () => {
    expect(template({}).layout).toMatchObject({
      font: { color: "#eee", family: "serif" },
      paper_bgcolor: "rgba(0,0,0,0)",
      xaxis: { gridcolor: "#444" },
    });
  });

  it("a figure's own template gives way, but for what the theme does not state", () => {
    const own = { layout: { paper_bgcolor: "white", font: { color: "navy" }, bargap: 0.5 } };
    expect(template({ template: own }).layout).toMatchObject({
      paper_bgcolor: "rgba(0,0,0,0)",
      font: { color: "#eee" },
      bargap: 0.5,
    });
  });

  it("a figure that brings its own paper keeps its own ink", () => {
    expect(template({ paper_bgcolor: "#ffe" })).toEqual({});
  });

  it("gives up a width, keeps a height within bounds", () => {
    expect(drawnLayout({ width: 900, height: 300 }, theme, wide, 1)).not.toHaveProperty("width");
    expect(drawnLayout({ height: 300 }, theme, wide, 1).height).toBe(300);
    expect(drawnLayout({ height: 1e9 }, theme, wide, 1).height).toBe(2_000);
    expect(drawnLayout({ height: "tall" }, theme, wide, 1).height).toBe(420);
  });

  it("in a narrow place the legend goes below, 20 pixels a line, and the sides are small", () => {
    const narrow = drawnLayout({ height: 300 }, theme, narrowWidth - 1, 3);
    expect(narrow.height).toBe(360);
    expect(narrow["margin"]).toEqual({ l: 44, r: 12, t: 24, b: 112 });
    expect(narrow["legend"]).toMatchObject({ yref: "container", y: 0 });
    const stated = drawnLayout({ legend: { x: 1 } }, theme, narrowWidth - 1, 3);
    expect(stated.height).toBe(420);
    expect(stated["legend"]).toEqual({ x: 1 });
  });

  it("leaves the layout that it is given as it is", () => {
    const layout = { width: 5, legend: {}, margin: { l: 1 } };
    drawnLayout(layout, theme, 200, 2);
    expect(layout).toEqual({ width: 5, legend: {}, margin: { l: 1 } });
  });
});

describe("missingTraces", () => {
  it("has all but maps and pictures, and no names of Object's own", () => {
    expect(missingTraces(["scatter", "sankey", "surface", "table"])).toEqual([]);
    const lacking = ["choropleth", "constructor", "image", "scattermap"];
    expect(missingTraces(["bar", ...lacking])).toEqual(lacking);
  });
});
