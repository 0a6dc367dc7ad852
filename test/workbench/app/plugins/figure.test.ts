import { describe, expect, it } from "vitest";
import {
  harmless,
  inLanguage,
  titleOf,
  toFigure,
  traceTypes,
  type Figure,
} from "../../../../src/workbench/app/plugins/plot/figure.js";

const figure = (value: unknown): Figure => toFigure(value) as Figure;

describe("toFigure", () => {
  it.each([null, "figure", 5, [], {}, { data: {} }, { layout: {} }])("%j is none", (value) => {
    expect(toFigure(value)).toBeUndefined();
  });

  it("copies, so that drawing changes nothing in the notebook", () => {
    const source = { data: [{ x: [1, 2] }], layout: { xaxis: {} } };
    const read = figure(source);
    (read.data[0] as { x: number[] }).x.push(3);
    (read.layout as { xaxis: object }).xaxis = { range: [0, 1] };
    expect(source).toEqual({ data: [{ x: [1, 2] }], layout: { xaxis: {} } });
  });

  it("leaves out what is no trace, layout or frame", () => {
    expect(figure({ data: [null, 5, { y: [1] }], layout: "x", frames: [{}, 3] })).toEqual({
      data: [{ y: [1] }],
      layout: {},
      frames: [{}],
      config: {},
    });
  });

  it("takes of a figure's config only what draws", () => {
    const config = { staticPlot: true, plotlyServerURL: "https://x", showSendToCloud: true };
    expect(figure({ data: [], config }).config).toEqual({ staticPlot: true });
  });
});

describe("traceTypes", () => {
  it("names each kind once, those in frames too, and scatter for none", () => {
    const value = {
      data: [{ type: "bar" }, {}, { type: "bar" }, { type: 7 }],
      frames: [{ data: [{ type: "pie" }] }, { data: "none" }],
    };
    expect(traceTypes(figure(value))).toEqual(["bar", "pie", "scatter"]);
  });
});

describe("inLanguage", () => {
  const value = {
    data: [{ name: { en: "loss", zh: "损失" }, y: [1, 2] }],
    layout: { title: { text: { en: "Loss", zh: "损失函数" } }, xaxis: { title: "epoch" } },
  };

  it("puts labels in two languages into one", () => {
    expect(inLanguage(figure(value), "zh")).toMatchObject({
      data: [{ name: "损失", y: [1, 2] }],
      layout: { title: { text: "损失函数" } },
    });
    expect(titleOf(inLanguage(figure(value), "en"))).toBe("Loss");
  });

  it("makes a bare title one that Plotly 3 takes", () => {
    const read = inLanguage(figure({ ...value, layout: { title: { en: "A", zh: "甲" } } }), "en");
    expect(read.layout["title"]).toEqual({ text: "A" });
    expect(inLanguage(figure(value), "en").layout["xaxis"]).toEqual({ title: { text: "epoch" } });
  });
});

describe("harmless", () => {
  it("removes links, foreign images and buttons, and keeps the rest", () => {
    const value = {
      data: [{ name: "<a href='javascript:alert(1)'>x</a> <b>y</b>", y: [1] }],
      layout: {
        images: [{ source: "https://example.com/t.png" }, { source: "data:image/png;base64,AA" }],
        updatemenus: [{}],
        sliders: [{}],
        height: 300,
      },
      config: { staticPlot: true },
    };
    expect(harmless(figure(value))).toEqual({
      data: [{ name: "x <b>y</b>", y: [1] }],
      layout: {
        images: [{ source: "" }, { source: "data:image/png;base64,AA" }],
        height: 300,
      },
      frames: [],
      config: {},
    });
  });
});
