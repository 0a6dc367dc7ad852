/**
 * Plotly in parts: its core comes with the first chart, each kind of trace with the first chart that has it.
 * Leaves out maps, whose coastlines and tiles would come from elsewhere. The report decides the same way,
 * by the traces of its figures. Leaves out `image` too, which reads pictures by a module of Node.
 */

// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- a test compiles this file alone
/// <reference path="../modules.d.ts" />

/** What is used of Plotly's core. */
export interface Plotly {
  newPlot(
    place: HTMLElement,
    figure: { data: unknown; layout: unknown; config: unknown; frames?: unknown },
  ): Promise<unknown>;
  react(place: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  purge(place: HTMLElement): void;
  register(modules: readonly unknown[]): void;
  readonly Plots: { resize(place: HTMLElement): Promise<unknown> };
}

const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  bar: () => import("plotly.js/lib/bar.js"),
  barpolar: () => import("plotly.js/lib/barpolar.js"),
  box: () => import("plotly.js/lib/box.js"),
  candlestick: () => import("plotly.js/lib/candlestick.js"),
  carpet: () => import("plotly.js/lib/carpet.js"),
  cone: () => import("plotly.js/lib/cone.js"),
  contour: () => import("plotly.js/lib/contour.js"),
  contourcarpet: () => import("plotly.js/lib/contourcarpet.js"),
  funnel: () => import("plotly.js/lib/funnel.js"),
  funnelarea: () => import("plotly.js/lib/funnelarea.js"),
  heatmap: () => import("plotly.js/lib/heatmap.js"),
  histogram: () => import("plotly.js/lib/histogram.js"),
  histogram2d: () => import("plotly.js/lib/histogram2d.js"),
  histogram2dcontour: () => import("plotly.js/lib/histogram2dcontour.js"),
  icicle: () => import("plotly.js/lib/icicle.js"),
  indicator: () => import("plotly.js/lib/indicator.js"),
  isosurface: () => import("plotly.js/lib/isosurface.js"),
  mesh3d: () => import("plotly.js/lib/mesh3d.js"),
  ohlc: () => import("plotly.js/lib/ohlc.js"),
  parcats: () => import("plotly.js/lib/parcats.js"),
  parcoords: () => import("plotly.js/lib/parcoords.js"),
  pie: () => import("plotly.js/lib/pie.js"),
  sankey: () => import("plotly.js/lib/sankey.js"),
  scatter: () => import("plotly.js/lib/scatter.js"),
  scatter3d: () => import("plotly.js/lib/scatter3d.js"),
  scattercarpet: () => import("plotly.js/lib/scattercarpet.js"),
  scattergl: () => import("plotly.js/lib/scattergl.js"),
  scatterpolar: () => import("plotly.js/lib/scatterpolar.js"),
  scatterpolargl: () => import("plotly.js/lib/scatterpolargl.js"),
  scattersmith: () => import("plotly.js/lib/scattersmith.js"),
  scatterternary: () => import("plotly.js/lib/scatterternary.js"),
  splom: () => import("plotly.js/lib/splom.js"),
  streamtube: () => import("plotly.js/lib/streamtube.js"),
  sunburst: () => import("plotly.js/lib/sunburst.js"),
  surface: () => import("plotly.js/lib/surface.js"),
  table: () => import("plotly.js/lib/table.js"),
  treemap: () => import("plotly.js/lib/treemap.js"),
  violin: () => import("plotly.js/lib/violin.js"),
  volume: () => import("plotly.js/lib/volume.js"),
  waterfall: () => import("plotly.js/lib/waterfall.js"),
};

/** The kinds of trace of a list that no part draws. */
export function missingTraces(types: readonly string[]): string[] {
  return types.filter((type) => !Object.hasOwn(parts, type));
}

/** A CommonJS module is what it exports, as a bundler's `default` or as itself. */
const exported = (module: unknown): unknown =>
  (module as { readonly default?: unknown }).default ?? module;

const loading = new Map<string, Promise<unknown>>();

/** Loads a part once; a load that failed is tried again by the next chart. */
function once(name: string, load: () => Promise<unknown>): Promise<unknown> {
  let part = loading.get(name);
  if (part === undefined) {
    part = load().then(exported);
    part.catch(() => loading.delete(name));
    loading.set(name, part);
  }
  return part;
}

/** Plotly with what draws these kinds of trace and speaks this language. */
export async function loadPlotly(types: readonly string[], language: string): Promise<Plotly> {
  const [core, ...modules] = await Promise.all([
    once("core", () => import("plotly.js/lib/core.js")),
    ...(language === "zh" ? [once("zh-CN", () => import("plotly.js/lib/locales/zh-cn.js"))] : []),
    ...types.flatMap((type) => {
      const load = Object.hasOwn(parts, type) ? parts[type] : undefined;
      return load === undefined ? [] : [once(type, load)];
    }),
  ]);
  const plotly = core as Plotly;
  plotly.register(modules);
  return plotly;
}
