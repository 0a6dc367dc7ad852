import { describe, expect, it } from "vitest";
import { plotlyMime } from "../../../src/base/mime.js";
import { chart } from "../../../src/show/chart.js";
import { bars } from "../../../src/show/marks/bars.js";

const context = { language: "en", colour: "#000000", shade: "#00000033" } as const;
const x = ["a", { en: "b", zh: "乙" }];

describe("bars", () => {
  it("stand upright with even errors, as plotly takes them", () => {
    expect(bars("n", { x, y: [1, 2], error: [0.1, 0.2] }).traces(context)).toEqual([
      {
        type: "bar",
        name: "n",
        x: ["a", "b"],
        y: [1, 2],
        marker: { color: "#000000" },
        error_y: { type: "data", array: [0.1, 0.2] },
      },
    ]);
  });

  it("have error bars of unequal halves, from the ends of each", () => {
    const [trace] = bars("n", { x, y: [0.25, 0.5], low: [0, 0.375], high: [0.75, 0.75] }).traces(
      context,
    );
    expect(trace?.["error_y"]).toEqual({
      type: "data",
      array: [0.5, 0.25],
      symmetric: false,
      arrayminus: [0.25, 0.125],
    });
  });

  it("lie down with the first on top", () => {
    const lying = bars("n", { x, y: [1, 2], low: [0, 1], high: [3, 3], horizontal: true });
    expect(lying.traces({ ...context, language: "zh" })).toMatchObject([
      { orientation: "h", x: [1, 2], y: ["a", "乙"], error_x: { array: [2, 1] } },
    ]);
    expect(chart({ marks: [lying] })[plotlyMime]).toMatchObject({
      layout: { yaxis: { type: "category", autorange: "reversed" } },
    });
    expect(lying.summary("en")).toBe("2 points, min 1 at a, max 2 at b");
  });

  it("stand on others in one column", () => {
    const first = bars("first", { x, y: [1, 2], base: [0, 0] });
    const second = bars("second", { x, y: [3, 4], base: [1, 2] });
    const traces = [first, second].flatMap((mark) => mark.traces(context));
    expect(traces.map(({ base }) => base)).toEqual([
      [0, 0],
      [1, 2],
    ]);
    expect(new Set(traces.map(({ offsetgroup }) => offsetgroup))).toEqual(new Set(["stack"]));
  });

  it("refuse parts of other lengths, one end alone, and two kinds of errors", () => {
    const y = [1, 2];
    expect(() => bars("n", { x: ["a"], y })).toThrow("length of x: 1; expected 2, the length of y");
    expect(() => bars("n", { x, y, base: [1] })).toThrow("length of base: 1");
    expect(() => bars("n", { x, y, low: [1], high: y })).toThrow("length of low: 1");
    expect(() => bars("n", { x, y, low: y, high: [1] })).toThrow("length of high: 1");
    expect(() => bars("n", { x, y, low: y })).toThrow(
      'error bars: "low"; expected both low and high',
    );
    expect(() => bars("n", { x, y, high: y })).toThrow(
      'error bars: "high"; expected both low and high',
    );
    expect(() => bars("n", { x, y, error: y, low: y, high: y })).toThrow(
      'error bars: "error and low"; expected either error, or low and high',
    );
  });
});
