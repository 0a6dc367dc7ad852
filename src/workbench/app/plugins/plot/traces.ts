/**
 * Plotly in parts: its core comes with the first chart, each kind of trace with the first chart that has it.
 * Leaves out maps, whose coastlines and tiles would come from elsewhere. The report decides the same way,
 * by the traces of its figures. Leaves out `image` too, which reads pictures by a module of Node.
 */

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
  bar: () => import("plotly.js/lib/bar"),
  barpolar: () => import("plotly.js/lib/barpolar"),
  box: () => import("plotly.js/lib/box"),
  candlestick: () => import("plotly.js/lib/candlestick"),
  carpet: () => import("plotly.js/lib/carpet"),
  cone: () => import("plotly.js/lib/cone"),
  contour: () => import("plotly.js/lib/contour"),
  contourcarpet: () => import("plotly.js/lib/contourcarpet"),
  funnel: () => import("plotly.js/lib/funnel"),
  funnelarea: () => import("plotly.js/lib/funnelarea"),
  heatmap: () => import("plotly.js/lib/heatmap"),
  histogram: () => import("plotly.js/lib/histogram"),
  histogram2d: () => import("plotly.js/lib/histogram2d"),
  histogram2dcontour: () => import("plotly.js/lib/histogram2dcontour"),
  icicle: () => import("plotly.js/lib/icicle"),
  indicator: () => import("plotly.js/lib/indicator"),
  isosurface: () => import("plotly.js/lib/isosurface"),
  mesh3d: () => import("plotly.js/lib/mesh3d"),
  ohlc: () => import("plotly.js/lib/ohlc"),
  parcats: () => import("plotly.js/lib/parcats"),
  parcoords: () => import("plotly.js/lib/parcoords"),
  pie: () => import("plotly.js/lib/pie"),
  sankey: () => import("plotly.js/lib/sankey"),
  scatter: () => import("plotly.js/lib/scatter"),
  scatter3d: () => import("plotly.js/lib/scatter3d"),
  scattercarpet: () => import("plotly.js/lib/scattercarpet"),
  scattergl: () => import("plotly.js/lib/scattergl"),
  scatterpolar: () => import("plotly.js/lib/scatterpolar"),
  scatterpolargl: () => import("plotly.js/lib/scatterpolargl"),
  scattersmith: () => import("plotly.js/lib/scattersmith"),
  scatterternary: () => import("plotly.js/lib/scatterternary"),
  splom: () => import("plotly.js/lib/splom"),
  streamtube: () => import("plotly.js/lib/streamtube"),
  sunburst: () => import("plotly.js/lib/sunburst"),
  surface: () => import("plotly.js/lib/surface"),
  table: () => import("plotly.js/lib/table"),
  treemap: () => import("plotly.js/lib/treemap"),
  violin: () => import("plotly.js/lib/violin"),
  volume: () => import("plotly.js/lib/volume"),
  waterfall: () => import("plotly.js/lib/waterfall"),
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
    once("core", () => import("plotly.js/lib/core")),
    ...(language === "zh" ? [once("zh-CN", () => import("plotly.js/lib/locales/zh-cn"))] : []),
    ...types.flatMap((type) => {
      const load = Object.hasOwn(parts, type) ? parts[type] : undefined;
      return load === undefined ? [] : [once(type, load)];
    }),
  ]);
  const plotly = core as Plotly;
  plotly.register(modules);
  return plotly;
}
