import { describe, expect, it } from "vitest";
import { plotlyMime } from "../../../src/base/mime.js";
import { chart } from "../../../src/show/chart.js";
import { arrows } from "../../../src/show/marks/arrows.js";
import { heatMap } from "../../../src/show/marks/heat-map.js";

const context = { language: "en", colour: "#000000", shade: "#00000033" } as const;
const rows = ["a", { en: "b", zh: "乙" }];
const columns = ["1", "2", "3"];
const angles = [
  [0, 90, 180],
  [270, NaN, 44],
];

describe("arrows", () => {
  it("stand in their fields and point clockwise from up", () => {
    const [trace] = arrows("way", { rows, columns, angles }).traces(context) as [
      Record<string, unknown>,
    ];
    expect(trace).toMatchObject({ mode: "markers", x: ["1", "2", "3", "1", "3"] });
    expect(trace["y"]).toEqual(["a", "a", "a", "b", "b"]);
    expect(trace["marker"]).toMatchObject({ symbol: "triangle-up", angle: [0, 90, 180, 270, 44] });
  });

  it("carry texts, which also stand where there is no arrow", () => {
    const texts = [
      ["x", "", ""],
      ["", "wall", ""],
    ];
    const [plates, first, second] = arrows("way", { rows, columns, angles, texts }).traces(context);
    expect(plates).toMatchObject({ mode: "markers", x: ["1", "2"], y: ["a", "b"] });
    expect(first).toMatchObject({ mode: "markers+text", text: ["x", "", "", "", ""] });
    expect(second).toMatchObject({ mode: "text", x: ["2"], y: ["b"], text: ["wall"] });
  });

  it("are a map of arrows in text", () => {
    const shown = arrows("way", { rows, columns, angles });
    expect(shown.summary("en")).toBe("↑→↓ / ←·↗");
    const picture = chart({ marks: [shown] });
    expect(picture["text/plain"]).toBe("way  ↑→↓ / ←·↗");
    expect(picture[plotlyMime]).toMatchObject({ layout: { yaxis: { autorange: "reversed" } } });
  });

  it("turn by whole circles without a change", () => {
    const turned = arrows("way", { rows: ["a"], columns: ["1", "2"], angles: [[-90, 450]] });
    expect(turned.summary("en")).toBe("←→");
  });

  it("need a direction, and a text if there are any, for each field", () => {
    expect(() => arrows("way", { rows, columns, angles: [[1, 2, 3]] })).toThrow(
      "rows of angles: 1; expected 2, as named",
    );
    expect(() => arrows("way", { rows: ["a"], columns, angles: [[1]] })).toThrow(
      "length of row 0 of angles: 1; expected 3, as named",
    );
    expect(() => arrows("way", { rows, columns, angles, texts: [["x"], []] })).toThrow(
      "length of row 0 of texts: 1; expected 3, as named",
    );
  });
});

describe("a heat map", () => {
  const scale = (values: number[], range?: [number, number]) => {
    const matrix = { rows: ["a"], columns: ["1", "2"], values: [values], ...(range && { range }) };
    const [trace] = heatMap("v", matrix).traces(context);
    return [(trace?.["colorscale"] as unknown[]).length, trace?.["zmin"], trace?.["zmax"]];
  };

  it("of losses alone runs from light to dark; of both signs, two colours meet at zero", () => {
    expect(scale([-13, -1])).toEqual([2, -13, -1]);
    expect(scale([-13, 1])).toEqual([3, -13, 13]);
    expect(scale([-2, -1], [-5, 0])).toEqual([2, -5, 0]);
  });
});
