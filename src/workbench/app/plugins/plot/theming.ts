/**
 * A figure's layout in the page's colours and for the width that there is. The colours come as Plotly's
 * template: what a layout states itself stays, and a layout that brings its own paper keeps its own ink.
 * A figure's own template gives way, as in the report: most are made for white paper. Pure.
 */

type Value = Record<string, unknown>;

/** The page's colours and letters, as CSS values. */
export interface PlotTheme {
  readonly ink: string;
  readonly softInk: string;
  readonly line: string;
  readonly strongLine: string;
  readonly page: string;
  readonly fontFamily: string;
  readonly isLight: boolean;
}

/** Width in pixels below which a chart is drawn for a narrow place. */
export const narrowWidth = 480;

const clear = "rgba(0,0,0,0)";
const isObject = (value: unknown): value is Value =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const objectAt = (value: Value, key: string): Value =>
  isObject(value[key]) ? (value[key] as Value) : {};

/** Series' colours on light and on dark paper. */
const series = {
  light: ["#1f6fa8", "#c2562a", "#3f8a4a", "#8a4f9e", "#a8790c", "#1a8290", "#b8456b", "#77716a"],
  dark: ["#7fb8e6", "#f0a583", "#93d19c", "#d9a8e0", "#e6c06e", "#7fcbd6", "#f2a0b5", "#b9b4a8"],
};

/** The page's look as the layout part of a Plotly template. */
function themeLayout(theme: PlotTheme): Value {
  const { ink, softInk, line, strongLine, page, fontFamily, isLight } = theme;
  const axis = {
    gridcolor: line,
    linecolor: strongLine,
    zerolinecolor: strongLine,
    tickcolor: strongLine,
    automargin: true,
    title: { font: { color: ink } },
    tickfont: { color: softInk },
  };
  const round = { bgcolor: clear, angularaxis: axis, radialaxis: axis };
  return {
    font: { family: fontFamily, size: 13, color: ink },
    title: { font: { size: 16, color: ink }, x: 0.02, xanchor: "left" },
    paper_bgcolor: clear,
    plot_bgcolor: clear,
    colorway: isLight ? series.light : series.dark,
    xaxis: axis,
    yaxis: axis,
    polar: round,
    ternary: { bgcolor: clear, aaxis: axis, baxis: axis, caxis: axis },
    scene: { bgcolor: clear, xaxis: axis, yaxis: axis, zaxis: axis },
    legend: { bgcolor: clear, font: { color: ink } },
    coloraxis: { colorbar: { outlinewidth: 0, tickfont: { color: softInk } } },
    modebar: { bgcolor: clear, color: softInk, activecolor: ink },
    hoverlabel: { bgcolor: page, bordercolor: strongLine, font: { color: ink } },
    annotationdefaults: { font: { color: ink }, arrowcolor: softInk },
    shapedefaults: { line: { color: softInk } },
  };
}

/** Traces that paint areas or lines of their own: their look as the data part of a Plotly template. */
function themeData({ ink, line, page, strongLine }: PlotTheme): Value {
  const part = (color: string) => ({
    fill: { color },
    line: { color: strongLine },
    font: { color: ink },
  });
  return {
    bar: [{ type: "bar", error_x: { color: ink }, error_y: { color: ink } }],
    sankey: [{ type: "sankey", link: { color: strongLine }, node: { line: { width: 0 } } }],
    table: [{ type: "table", header: part(line), cells: part(page) }],
  };
}

/** A layout as it is drawn in a place so wide: themed, without a width of its own. */
export function drawnLayout(
  layout: Value,
  theme: PlotTheme,
  width: number,
  named: number,
): Value & { readonly height: number } {
  const { width: _width, ...rest } = layout;
  const own = objectAt(layout, "template");
  const ownPaper = typeof layout["paper_bgcolor"] === "string";
  const template = ownPaper
    ? own
    : {
        ...own,
        data: { ...objectAt(own, "data"), ...themeData(theme) },
        layout: { ...objectAt(own, "layout"), ...themeLayout(theme) },
      };

  const stated = layout["height"];
  const height = typeof stated === "number" ? Math.min(Math.max(stated, 80), 2_000) : 420;
  const isNarrow = width < narrowWidth;
  const showsLegend = layout["showlegend"] ?? named > 1;
  const movesLegend =
    isNarrow && showsLegend === true && Object.keys(objectAt(layout, "legend")).length === 0;
  // In a narrow place the legend has lines of its own below the axis, and the figure grows by them.
  const legendHeight = movesLegend ? Math.max(named, 1) * 20 : 0;
  const given = { l: 60, r: 24, t: "title" in layout ? 56 : 24, b: 52 };
  const margin = { ...given, ...objectAt(layout, "margin") };
  return {
    ...rest,
    template,
    autosize: true,
    height: height + legendHeight,
    uirevision: layout["uirevision"] ?? "kept", // a chart that is drawn again keeps the reader's zoom
    margin: isNarrow
      ? {
          ...margin,
          l: Math.min(margin.l, 44),
          r: Math.min(margin.r, 12),
          b: margin.b + legendHeight,
        }
      : margin,
    ...(movesLegend && {
      legend: { x: 0, xanchor: "left", y: 0, yanchor: "bottom", yref: "container" },
    }),
  };
}
