import { describe, expect, it } from "vitest";
import type { MimeBundle } from "../../../src/base/mime.js";
import type { CodeCell, Output } from "../../../src/workbench/document/notebook.js";
import { cellHtml } from "../../../src/workbench/report/cell.js";
import { outputHtml, outputText } from "../../../src/workbench/report/output.js";
import {
  figureSummary,
  toFigure,
  traceTypes,
  type Figure,
} from "../../../src/workbench/report/plot.js";
import { testContext } from "./context.js";

const display = (data: MimeBundle, metadata = {}): Output => ({
  output_type: "display_data",
  data,
  metadata,
});
const draw = (data: MimeBundle, changes = {}): string =>
  outputHtml(display(data), "o", testContext(changes));
const code = (changes: Partial<CodeCell>): CodeCell => ({
  cell_type: "code",
  id: "c",
  metadata: {},
  source: "1 + 1",
  execution_count: 3,
  outputs: [],
  ...changes,
});

describe("an output", () => {
  it("shows the best form of its bundle", () => {
    const all = {
      "text/plain": "plain",
      "application/json": { a: 1 },
      "image/png": "AAAA",
      "text/html": "<b>html</b>",
    };
    expect(draw(all)).toContain("<b>html</b>");
    expect(draw({ "text/plain": "plain", "image/png": "AAAA" })).toContain('<img class="picture"');
    expect(draw({ "text/plain": "plain" })).toContain(
      '<pre class="output terminal plain scroll">plain</pre>',
    );
  });
  it("of LaTeX is a formula, with or without dollar signs", () => {
    for (const tex of ["$x$", "$$x$$", "\\[x\\]", "\\begin{align}x\\end{align}", "x"]) {
      expect(draw({ "text/latex": tex })).toContain("katex-display");
    }
  });
  it("of SVG that was not run here is an image, without its scripts", () => {
    const context = testContext();
    const html = outputHtml(
      display({ "image/svg+xml": '<svg onload="x()"><script>x()</script><rect/></svg>' }),
      "o",
      context,
    );
    expect(html).toContain('<img class="picture" src="assets/images/1"');
    const [type, base64 = ""] = (context.images[0] ?? "").split(" ");
    expect(type).toBe("image/svg+xml");
    expect(Buffer.from(base64, "base64").toString()).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg"><rect></rect></svg>',
    );
  });
  it("of an image takes its size from the metadata and its words from the text", () => {
    const html = outputHtml(
      display({ "image/png": "AA\nAA", "text/plain": "a wave" }, { "image/png": { width: 320 } }),
      "o",
      testContext(),
    );
    expect(html).toContain('alt="a wave" width="320"');
    expect(draw({ "image/png": "AAAA", "text/plain": "<Figure size 640x480>" })).toContain(
      'alt="Picture made by this cell"',
    );
  });
  it("of JSON is highlighted, and folded where it is long", () => {
    expect(draw({ "application/json": { a: [1, true] } })).toContain('class="code scroll"');
    expect(draw({ "application/json": Array.from({ length: 50 }, (_, n) => n) })).toContain(
      "<summary>JSON, 52 lines</summary>",
    );
  });
  it("of an unknown type says so, and shows any text type as text", () => {
    expect(draw({ "application/x-own": "a" })).toContain(
      "Output of type application/x-own is not shown here",
    );
    expect(draw({ "text/x-own": "<a>" })).toContain("&lt;a&gt;");
  });
  it("that is too large is cut or left out with a notice", () => {
    expect(draw({ "text/plain": "x".repeat(50_000_000) }).length).toBeLessThan(250_000);
    expect(draw({ "text/plain": "x".repeat(50_000_000) })).toMatch(
      /… 49,8\d\d,\d\d\d characters left out …/,
    );
    expect(draw({ "text/html": "x".repeat(50_000_000) })).toContain(
      "HTML of 50,000,000 characters left out: too large for a page",
    );
    expect(draw({ "image/png": "A".repeat(30_000_000) })).toContain(
      "Image of 30,000,000 characters left out",
    );
  });
  it("that sets colours of its own keeps a light ground", () => {
    expect(draw({ "text/html": '<p style="color:#000000">x</p>' })).toContain("own-colours");
    expect(draw({ "text/html": '<p style="text-align:right">x</p>' })).not.toContain("own-colours");
  });
  it("of an error is its traceback with colours, or its name and value without one", () => {
    const error = (traceback: string[]): string =>
      outputHtml({ output_type: "error", ename: "E", evalue: "v<", traceback }, "o", testContext());
    expect(error(["\u001b[31mE\u001b[0m: v", "  at cell"])).toContain(
      '<span class="ansi-red-fg">E</span>: v\n  at cell',
    );
    expect(error([])).toContain("E: v&lt;");
  });
  it("gives the search its words", () => {
    expect(outputText({ output_type: "stream", name: "stdout", text: "\u001b[1ma\u001b[0m" })).toBe(
      "a",
    );
    expect(outputText(display({ "text/plain": ["a", "b"], "text/html": "<i>" }))).toBe("ab");
  });
});

describe("a figure", () => {
  const figure = (value: unknown): Figure => toFigure(value as never) as Figure;

  it("keeps titles that are bare texts, which Plotly 3 itself would drop", () => {
    const { data, layout } = figure({
      data: [{ type: "heatmap", colorbar: { title: "count" }, z: [[1]] }],
      layout: { title: "Loss", xaxis: { title: "epoch" }, yaxis: { title: { text: "loss" } } },
    });
    expect(layout).toEqual({
      title: { text: "Loss" },
      xaxis: { title: { text: "epoch" } },
      yaxis: { title: { text: "loss" } },
    });
    expect(data).toEqual([{ type: "heatmap", colorbar: { title: { text: "count" } }, z: [[1]] }]);
  });
  it("names the traces that it needs", () => {
    expect(
      traceTypes(
        figure({
          data: [{ type: "bar" }, {}, { type: "bar" }],
          frames: [{ data: [{ type: "pie" }] }],
        }),
      ),
    ).toEqual(["bar", "pie", "scatter"]);
  });
  it("carries its text summary, or gets one", () => {
    const data = [{ type: "bar", name: "a", y: [1, 2, 3] }];
    expect(
      draw({ "application/vnd.plotly.v1+json": { data, layout: {} }, "text/plain": "Loss falls" }),
    ).toContain('<pre class="plot-summary">Loss falls</pre>');
    expect(figureSummary(figure({ data, layout: { title: { text: "<b>T</b>" } } }))).toBe(
      "T\n- bar “a”, 3 values",
    );
  });
  it("that was not made here loses links and foreign images", () => {
    const value = {
      data: [{ text: '<a href="javascript:x">y</a>' }],
      layout: { images: [{ source: "http://x/y.png" }] },
      config: { editable: true },
    };
    const html = draw({ "application/vnd.plotly.v1+json": value });
    expect(html).not.toMatch(/javascript|http:|editable|a href/);
    expect(draw({ "application/vnd.plotly.v1+json": value }, { trusted: true })).toContain(
      "javascript",
    );
  });
  it("that is no figure passes to the next form", () => {
    expect(draw({ "application/vnd.plotly.v1+json": "x", "text/plain": "y" })).toContain(
      "terminal plain",
    );
  });
});

describe("a code cell", () => {
  const draw = (cell: Partial<CodeCell>, changes = {}): string =>
    cellHtml(code(cell), 1, testContext(changes));
  const stream = (name: "stdout" | "stderr", text: string): Output => ({
    output_type: "stream",
    name,
    text,
  });
  it("shows its code open, with its number", () => {
    expect(draw({})).toContain(
      '<details class="source" open><summary><span class="count">[3]</span>',
    );
  });
  it.each([["hide-input"], ["hide-cell"], ["hide_input"]])("tagged %s folds its code", (tag) => {
    expect(draw({ metadata: { tags: [tag] } })).toContain('<details class="source"><summary>');
  });
  it("folds its code where the report hides code or JupyterLab did", () => {
    expect(draw({}, { hideCode: true })).toContain('<details class="source"><summary>');
    expect(draw({ metadata: { jupyter: { source_hidden: true } } })).toContain(
      '<details class="source"><summary>',
    );
  });
  it("tagged hide-output folds its outputs, tagged remove-… leaves them out", () => {
    const outputs = [stream("stdout", "seen")];
    expect(draw({ outputs, metadata: { tags: ["hide-output"] } })).toContain(
      '<details class="fold outputs">',
    );
    expect(draw({ outputs, metadata: { tags: ["remove-output"] } })).not.toContain("seen");
    expect(draw({ outputs, metadata: { tags: ["remove-input"] } })).not.toContain("details");
    expect(draw({ outputs, metadata: { tags: ["remove-cell"] } })).toBe("");
  });
  it("joins neighbouring texts of one stream", () => {
    const html = draw({
      outputs: [
        stream("stdout", "a\n"),
        stream("stdout", "b\n"),
        stream("stderr", "c"),
        stream("stdout", "d"),
      ],
    });
    expect(html.match(/<pre class="output/g)).toHaveLength(3);
    expect(html).toContain("a\nb\n");
  });
  it("without code and outputs is not there", () => {
    expect(draw({ source: "\n" })).toBe("");
  });
});

describe("other cells", () => {
  it("in another script than the page say so", () => {
    expect(
      cellHtml(
        { cell_type: "markdown", id: "m", metadata: {}, source: "中文小结" },
        2,
        testContext(),
      ),
    ).toContain('id="cell-2" lang="zh-CN"');
  });
  it("of raw text show it, by its type where it is HTML or Markdown", () => {
    const raw = (source: string, metadata = {}): string =>
      cellHtml({ cell_type: "raw", id: "r", metadata, source }, 1, testContext());
    expect(raw("<b>x</b>")).toContain("&lt;b&gt;x&lt;/b&gt;");
    expect(raw("<b>x</b><script>y</script>", { raw_mimetype: "text/html" })).toMatch(
      /><b>x<\/b><\/section>/,
    );
    expect(raw("**x**", { format: "text/markdown" })).toContain("<strong>x</strong>");
  });
});

it("a cell whose outputs may differ from run to run says so", () => {
  const drawn = (metadata: CodeCell["metadata"]): string =>
    cellHtml(code({ metadata }), 1, testContext());
  expect(drawn({ tidebook: { volatile: true } })).toContain(
    '<section class="cell code-cell" id="cell-1" data-volatile>',
  );
  expect(drawn({})).not.toContain("data-volatile");
});
