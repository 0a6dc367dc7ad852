import { describe, expect, test } from "vitest";
import { jupyterDisplay, plotlyMime, type JsonObject } from "../../src/base/mime.js";
import { chart } from "../../src/show/chart.js";
import { bars } from "../../src/show/marks/bars.js";
import { curve } from "../../src/show/marks/curve.js";
import { heatMap } from "../../src/show/marks/heat-map.js";
import { scatter } from "../../src/show/marks/scatter.js";
import { seriesSummary, sparkline } from "../../src/show/marks/summary.js";
import type { Picture } from "../../src/show/picture.js";

interface Figure {
  data: JsonObject[];
  layout: JsonObject;
}
const figure = (picture: Picture): Figure => picture[plotlyMime] as unknown as Figure;

describe("a chart", () => {
  test("is a Plotly figure and a summary in words", () => {
    const picture = chart({
      title: "Loss",
      x: "epoch",
      y: "nats",
      marks: [curve("CBOW", { x: [0, 1, 2], y: [3, 2, 1] })],
    });
    expect(Object.keys(picture)).toEqual([plotlyMime, "text/plain"]);
    expect(figure(picture).data).toEqual([
      {
        type: "scatter",
        mode: "lines",
        name: "CBOW",
        x: [0, 1, 2],
        y: [3, 2, 1],
        line: { color: "#0072b2", dash: "solid" },
      },
    ]);
    expect(figure(picture).layout).toMatchObject({
      title: { text: "Loss" },
      xaxis: { title: { text: "epoch" } },
      yaxis: { title: { text: "nats" } },
      showlegend: false,
    });
    expect(picture["text/plain"]).toBe(
      "Loss (x: epoch, y: nats)\nCBOW  █▅▁  3 points, min 1 at 2, max 3 at 0, last 1",
    );
  });

  test("speaks Chinese when asked", () => {
    const picture = chart({
      title: { en: "Loss", zh: "损失" },
      x: { label: { en: "epoch", zh: "轮次" } },
      marks: [curve({ en: "model", zh: "模型" }, { y: [1, 2] }), curve("b", { y: [1, 2] })],
      language: "zh",
    });
    expect(figure(picture).layout["title"]).toEqual({ text: "损失" });
    expect(figure(picture).data[0]?.["name"]).toBe("模型");
    expect(String(picture["text/plain"]).split("\n")).toEqual([
      "损失 (x: 轮次)",
      "模型  ▁█  2 points, min 1 at 0, max 2 at 1, last 2",
      "b     ▁█  2 points, min 1 at 0, max 2 at 1, last 2",
    ]);
  });

  test("takes ranges in plain values on a logarithmic axis", () => {
    const marks = [curve("a", { x: [1, 100], y: [1, 2] })];
    const picture = chart({
      x: { logarithmic: true, range: [1, 100] },
      y: { range: [0, 3] },
      marks,
    });
    expect(figure(picture).layout).toMatchObject({
      xaxis: { type: "log", range: [0, 2] },
      yaxis: { range: [0, 3] },
    });
  });

  test("is valid JSON whatever the numbers are", () => {
    const picture = chart({ marks: [curve("a", { y: [NaN, 1 / 3, Infinity] })] });
    expect(JSON.parse(JSON.stringify(picture))).toEqual(picture);
    expect(figure(picture).data[0]?.["y"]).toEqual([null, 0.3333333, null]);
  });

  test("shows itself to a kernel, and is otherwise plain data", () => {
    const picture = chart({ marks: [curve("a", { y: [1] })] });
    expect(picture[jupyterDisplay]()).toEqual({ ...picture });
    expect(Object.getOwnPropertyDescriptor(picture, jupyterDisplay)?.enumerable).toBe(false);
  });

  test("needs marks", () => {
    expect(() => chart({ marks: [] })).toThrow("marks: []; expected at least one");
  });

  test("refuses a range that its axis has not", () => {
    const marks = [curve("a", { y: [1, 2] })];
    expect(() => chart({ marks, x: { range: [0, NaN] } })).toThrow(
      "range of x: [0,null]; expected two finite numbers",
    );
    expect(() => chart({ marks, y: { range: [0, 1], logarithmic: true } })).toThrow(
      "range of y: [0,1]; expected two finite numbers > 0",
    );
  });
});

describe("marks", () => {
  test("draw a band behind its curve", () => {
    const band = curve("a", { y: [1, 2], low: [0, 1], high: [2, 3], dashed: true });
    const [low, high, middle] = figure(chart({ marks: [band] })).data;
    expect([low?.["y"], high?.["y"], middle?.["y"]]).toEqual([
      [0, 1],
      [2, 3],
      [1, 2],
    ]);
    expect(high).toMatchObject({ fill: "tonexty", fillcolor: "#0072b233", showlegend: false });
    expect(middle).toMatchObject({ line: { dash: "dash" } });
  });

  test("draw points, with labels if wanted", () => {
    const plain = chart({ marks: [scatter("p", { x: [1, 2], y: [3, 4] })] });
    expect(figure(plain).data[0]).toMatchObject({ mode: "markers", x: [1, 2], y: [3, 4] });
    expect(plain["text/plain"]).toBe("p  x: 2 points, min 1, max 2; y: 2 points, min 3, max 4");
    const named = chart({ marks: [scatter("p", { x: [1], y: [3], labels: ["king"] })] });
    expect(figure(named).data[0]).toMatchObject({ mode: "markers+text", text: ["king"] });
    expect(named["text/plain"]).toBe("p  x: 1 point, min 1, max 1; y: 1 point, min 3, max 3; king");
    const ten = Array.from({ length: 10 }, (_, i) => i);
    const many = chart({ marks: [scatter("p", { x: ten, y: ten, labels: ten.map(String) })] });
    expect(many["text/plain"]).toMatch(/; 0, 1, 2, 3, 4, 5, 6, 7 and 2 more$/);
  });

  test("draw bars with errors", () => {
    const picture = chart({ marks: [bars("n", { x: ["a", "b"], y: [1, 2], error: [0.1, 0.2] })] });
    expect(figure(picture).data[0]).toMatchObject({
      type: "bar",
      x: ["a", "b"],
      error_y: { type: "data", array: [0.1, 0.2] },
    });
    expect(picture["text/plain"]).toBe("n  2 points, min 1 at a, max 2 at b");
  });

  test("draw a matrix with its first row on top, signs in two colours that meet at 0", () => {
    const names = { rows: ["r", "s"], columns: ["c", "d"] };
    const picture = chart({
      marks: [
        heatMap("cos", {
          ...names,
          values: [
            [1, -0.5],
            [0, 0.25],
          ],
        }),
      ],
    });
    expect(figure(picture).layout["yaxis"]).toMatchObject({ autorange: "reversed" });
    const [map] = figure(picture).data;
    expect(map).toMatchObject({
      type: "heatmap",
      zmin: -1,
      zmax: 1,
      z: [
        [1, -0.5],
        [0, 0.25],
      ],
    });
    expect((map?.["colorscale"] as unknown[]).length).toBe(3);
    expect(picture["text/plain"]).toBe("cos  2 × 2, min -0.500 at r, d, max 1 at r, c");
    const counts = chart({
      marks: [
        heatMap("n", {
          ...names,
          values: [
            [1, 2],
            [3, 4],
          ],
        }),
      ],
    });
    expect(figure(counts).data[0]).toMatchObject({ zmin: 1, zmax: 4 });
    const empty = chart({
      marks: [
        heatMap("n", {
          ...names,
          values: [
            [NaN, NaN],
            [NaN, NaN],
          ],
        }),
      ],
    });
    expect(empty["text/plain"]).toBe("n  2 × 2, no values");
  });

  test("refuse lengths that do not match", () => {
    expect(() => curve("a", { x: [1], y: [1, 2] })).toThrow(
      "length of x: 1; expected 2, the length of y",
    );
    expect(() => curve("a", { y: [1], low: [1] })).toThrow(
      'band: "low"; expected both low and high',
    );
    expect(() => curve("a", { y: [1], low: [1, 2], high: [1] })).toThrow("length of low: 2");
    expect(() => curve("a", { y: [1], low: [1], high: [1, 2] })).toThrow("length of high: 2");
    expect(() => scatter("a", { x: [1], y: [] })).toThrow("length of x: 1");
    expect(() => scatter("a", { x: [1], y: [1], labels: [] })).toThrow("length of labels: 0");
    expect(() => bars("a", { x: ["a"], y: [] })).toThrow("length of x: 1");
    expect(() => bars("a", { x: ["a"], y: [1], error: [] })).toThrow("length of error: 0");
    expect(() => heatMap("a", { rows: ["r"], columns: ["c"], values: [] })).toThrow(
      "rows of values: 0; expected 1, as named",
    );
    expect(() => heatMap("a", { rows: ["r"], columns: ["c"], values: [[1, 2]] })).toThrow(
      "length of row 0: 2; expected 1, as named",
    );
  });
});

describe("a series in words", () => {
  test("has at most 24 heights, each the mean of a stretch, and gaps where nothing is", () => {
    expect(sparkline([0, 1, 2, 3])).toBe("▁▃▆█");
    expect(sparkline(Array.from({ length: 1000 }, (_, i) => i))).toHaveLength(24);
    expect(sparkline([1, NaN, 2])).toBe("▁ █");
    expect(sparkline([5, 5])).toBe("▅▅");
    expect(sparkline([0, 0])).toBe("▅▅");
    const constant = Array<number>(70).fill(2.7033); // means of stretches differ in their last bit
    expect(sparkline(constant)).toBe("▅".repeat(24));
  });

  test("says so when there is nothing", () => {
    expect(seriesSummary([])).toBe("0 points, no values");
    expect(seriesSummary([NaN])).toBe("1 point, no values");
    expect(seriesSummary([1, NaN])).toBe("2 points, min 1, max 1");
  });
});
