import { describe, expect, it } from "vitest";
import { plotlyMime, type JsonObject } from "../../src/base/mime.js";
import { sankey, type Flow } from "../../src/show/sankey.js";
import { missingTraces } from "../../src/workbench/app/plugins/plot/traces.js";

const flows: Flow[] = [
  { from: "Google", to: { en: "search", zh: "搜索" }, amount: 2 },
  { from: "Uber", to: "driving", amount: 1 / 3 },
  { from: "Google", to: "driving", amount: 2 / 3 },
];
const figureOf = (spec: Parameters<typeof sankey>[0]) =>
  sankey(spec)[plotlyMime] as unknown as { data: JsonObject[]; layout: JsonObject };

describe("a Sankey diagram", () => {
  it("is one trace of places and the streams between them", () => {
    const { data, layout } = figureOf({ title: "Ways", flows, height: 500 });
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      type: "sankey",
      node: { label: ["Google", "Uber", "search", "driving"] },
      link: { source: [0, 1, 0], target: [2, 3, 3], value: [2, 0.3333333, 0.6666667] },
    });
    expect(layout).toMatchObject({ height: 500, title: { text: "Ways" } });
  });

  it("gives streams the colour of the place that they leave", () => {
    const [trace] = figureOf({ flows }).data;
    const { color: places } = trace?.["node"] as { color: string[] };
    const { color: streams } = trace?.["link"] as { color: string[] };
    expect(streams).toEqual([places[0], places[1], places[0]].map((colour) => `${colour}66`));
    expect(places[0]).not.toBe(places[1]);
    expect(places[2]).toBe(places[3]); // nothing leaves them
  });

  it("has one place for what is reached and left", () => {
    const { data } = figureOf({
      flows: [
        { from: "a", to: "b", amount: 1 },
        { from: "b", to: "c", amount: 1 },
      ],
    });
    expect(data[0]).toMatchObject({
      node: { label: ["a", "b", "c"] },
      link: { source: [0, 1], target: [1, 2] },
    });
  });

  it("says in text where the streams of each place go; thirds add up", () => {
    expect(sankey({ title: "Ways", flows })["text/plain"]).toBe(
      "Ways\nGoogle (2.667) → search 2, driving 0.667\nUber (0.333) → driving 0.333",
    );
    const small = [{ from: "a", to: "b", amount: 0.0001 }];
    expect(sankey({ flows: small })["text/plain"]).toBe("a (1.00e-4) → b 1.00e-4");
    const thirds = [1, 2, 3].map((i) => ({ from: "a", to: `t${i}`, amount: 1 / 3 }));
    expect(sankey({ flows: thirds })["text/plain"]).toMatch(/^a \(1\) → /);
  });

  it("speaks Chinese when asked", () => {
    const spec = { title: { en: "Ways", zh: "流向" }, flows, language: "zh" } as const;
    expect(figureOf(spec).data[0]).toMatchObject({
      node: { label: ["Google", "Uber", "搜索", "driving"] },
    });
    expect(sankey(spec)["text/plain"]).toMatch(/^流向\nGoogle \(2\.667\) → 搜索 2/);
  });

  it("is a kind of trace that the lab draws", () => {
    expect(missingTraces(figureOf({ flows }).data.map(({ type }) => String(type)))).toEqual([]);
  });

  it("needs flows that are wider than nothing", () => {
    expect(() => sankey({ flows: [] })).toThrow("flows: []; expected at least one");
    expect(() => sankey({ flows: [{ from: "a", to: { en: "b", zh: "乙" }, amount: 0 }] })).toThrow(
      "flow from a to b: 0; expected a finite number > 0",
    );
  });
});
