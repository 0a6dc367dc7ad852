import { describe, expect, it } from "vitest";
import { plotlyMime } from "../../../src/base/mime.js";
import { chart } from "../../../src/show/chart.js";
import { spans } from "../../../src/show/marks/spans.js";

const context = { language: "en", colour: "#000000", shade: "#00000033" } as const;
const rows = ["Li", { en: "Wang", zh: "王" }, "Yu"];

describe("spans", () => {
  it("run from an open circle to a filled one, each in its row", () => {
    const mark = spans("way", { rows, from: [2009, 2017, NaN], to: [2023, 2017, 2015] });
    const [line, begin, end] = mark.traces(context);
    expect(line).toMatchObject({
      mode: "lines",
      x: [2009, 2023, null, 2017, 2017, null, null, 2015, null],
      y: ["Li", "Li", "Li", "Wang", "Wang", "Wang", "Yu", "Yu", "Yu"],
      showlegend: false,
    });
    const circles = { mode: "markers", y: ["Li", "Wang"] };
    expect(begin).toMatchObject({ ...circles, x: [2009, 2017], marker: { symbol: "circle-open" } });
    expect(end).toMatchObject({ ...circles, x: [2023, 2017], marker: { symbol: "circle" } });
    expect([begin?.["showlegend"], end?.["showlegend"]]).toEqual([false, true]);
  });

  it("name every row, the first on top, in the language of the chart", () => {
    const mark = spans("way", { rows, from: [1, 2, 3], to: [2, 3, 4] });
    const picture = chart({ marks: [mark], language: "zh" })[plotlyMime];
    expect(picture).toMatchObject({
      layout: { yaxis: { type: "category", autorange: "reversed", dtick: 1 } },
    });
    expect(mark.traces({ ...context, language: "zh" })[1]?.["y"]).toEqual(["Li", "王", "Yu"]);
  });

  it("say in words how many there are, from when to when, and which is longest", () => {
    const mark = spans("way", { rows, from: [2009, 2011, 2016], to: [2023, 2012, 2016] });
    expect(mark.summary("zh")).toBe("3 spans, from 2009 to 2023, longest 14 (Li)");
    const back = spans("way", { rows, from: [3, NaN, NaN], to: [1, 5, NaN] });
    expect(back.summary("en")).toBe("1 span, from 1 to 3, longest 2 (Li)");
    expect(spans("way", { rows: [], from: [], to: [] }).summary("en")).toBe("0 spans");
  });

  it("need two numbers a row", () => {
    expect(() => spans("way", { rows, from: [1], to: [1, 2, 3] })).toThrow(
      "length of from: 1; expected 3, a number for each row",
    );
    expect(() => spans("way", { rows, from: [1, 2, 3], to: [] })).toThrow("length of to: 0");
  });
});
