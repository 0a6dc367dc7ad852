/**
 * A chart: marks on two axes, as a Plotly figure and as a summary in words. Plotly itself is not loaded:
 * the figure is data that a front end draws (the report's own bundle, JupyterLab's extension, VS Code).
 * Where none can, the summary stands in: it has each series' shape, extremes and last value.
 */
import { check } from "../base/check.js";
import { inLanguage, preferredLanguage, type Label, type Language } from "../base/bilingual.js";
import { plotlyMime, type JsonObject } from "../base/mime.js";
import { colourOf, shadeOf } from "./colours.js";
import type { Mark } from "./marks/mark.js";
import { toPicture, type Picture } from "./picture.js";
import { pad, textWidth } from "./width.js";

/** One axis; a bare label is one with nothing else to say. */
export interface Axis {
  readonly label?: Label;
  /** Two finite numbers, the larger one first for an axis that runs back. */
  readonly range?: readonly [low: number, high: number];
  /** Logarithmic, base 10; a range is still given in plain values, above 0. */
  readonly logarithmic?: boolean;
}

/** What to draw. */
export interface ChartSpec {
  readonly title?: Label;
  readonly x?: Label | Axis;
  readonly y?: Label | Axis;
  readonly marks: readonly Mark[];
  /** In pixels; 360 if not given. */
  readonly height?: number;
  readonly language?: Language;
}

/**
 * A chart of marks.
 *
 * @param spec marks and what is written around them
 * @returns a Plotly figure (`application/vnd.plotly.v1+json`) and text/plain
 * @throws InputError where there are no marks, or a range has an end that its axis has not.
 * @example
 * const picture = chart({ title: "Loss", marks: [curve("loss", { y: [3, 2, 1] })] });
 * picture["text/plain"]; // "Loss\nloss  █▅▁  3 points, min 1 at 2, max 3 at 0, last 1"
 */
export function chart(spec: ChartSpec): Picture {
  const { marks, title, height = 360, language = preferredLanguage() } = spec;
  check(Array.isArray(marks) && marks.length > 0, "marks", marks, "at least one");
  const x = toAxis(spec.x);
  const y = toAxis(spec.y);
  checkRange("x", x);
  checkRange("y", y);
  const data = marks.flatMap((mark, i) => {
    const colour = colourOf(i);
    return mark.traces({ language, colour, shade: shadeOf(colour) });
  });
  const layout: JsonObject = {
    height,
    margin: { l: 64, r: 24, t: title === undefined ? 24 : 56, b: 56 },
    showlegend: marks.length > 1,
    ...(title === undefined ? {} : { title: { text: inLanguage(title, language) } }),
    xaxis: axisLayout(x, language),
    yaxis: axisLayout(y, language),
  };
  for (const mark of marks) {
    for (const [part, settings] of Object.entries(mark.layout ?? {})) {
      layout[part] = { ...(layout[part] as JsonObject), ...(settings as JsonObject) };
    }
  }
  const config = { responsive: true, displaylogo: false };
  return toPicture({
    [plotlyMime]: { data, layout, config },
    "text/plain": summary(spec, x, y, language),
  });
}

function toAxis(axis: Label | Axis = {}): Axis {
  return typeof axis === "string" || "en" in axis ? { label: axis } : axis;
}

function checkRange(name: string, { range, logarithmic = false }: Axis): void {
  const fits = (end: number): boolean => Number.isFinite(end) && (end > 0 || !logarithmic);
  const rule = logarithmic ? "two finite numbers > 0" : "two finite numbers";
  check(range === undefined || range.every(fits), `range of ${name}`, range, rule);
}

function axisLayout({ label, range, logarithmic = false }: Axis, language: Language): JsonObject {
  const ends = range === undefined ? undefined : [range[0], range[1]];
  return {
    automargin: true,
    ...(label === undefined ? {} : { title: { text: inLanguage(label, language) } }),
    ...(logarithmic ? { type: "log", exponentformat: "power" } : {}),
    ...(ends === undefined ? {} : { range: logarithmic ? ends.map(Math.log10) : ends }),
  };
}

/** Title, axes, and a line per mark. */
function summary({ title, marks }: ChartSpec, x: Axis, y: Axis, language: Language): string {
  const axes = Object.entries({ x, y })
    .filter(([, axis]) => axis.label !== undefined)
    .map(([name, axis]) => `${name}: ${inLanguage(axis.label as Label, language)}`);
  const named = title === undefined ? [] : [inLanguage(title, language)];
  const head = [...named, ...(axes.length === 0 ? [] : [`(${axes.join(", ")})`])].join(" ");
  const names = marks.map((mark) => inLanguage(mark.name, language));
  const width = Math.max(...names.map(textWidth));
  const lines = marks.map((mark, i) => `${pad(names[i] ?? "", width)}  ${mark.summary(language)}`);
  return [...(head === "" ? [] : [head]), ...lines].join("\n");
}
