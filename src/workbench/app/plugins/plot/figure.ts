/**
 * A Plotly figure as it comes in an output, made ready to draw: read with tolerance, copied (Plotly writes
 * into what it draws, and the notebook must not change by being looked at), labels in the page's language,
 * and, where the notebook is not trusted, without what loads from elsewhere or acts when clicked. Pure.
 */

type Value = Record<string, unknown>;

/** What Plotly draws. */
export interface Figure {
  readonly data: readonly Value[];
  readonly layout: Value;
  readonly frames: readonly Value[];
  readonly config: Value;
}

export type Language = "en" | "zh";

/** The settings of a figure's own `config` that are taken; the others name servers or send data to them. */
const ownSettings = ["staticPlot", "scrollZoom", "displayModeBar", "editable", "doubleClick"];

const isObject = (value: unknown): value is Value =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The figure in a bundle's `application/vnd.plotly.v1+json`, copied; undefined where the value is none. */
export function toFigure(value: unknown): Figure | undefined {
  if (!isObject(value) || !Array.isArray(value["data"])) return undefined;
  const { data, layout, frames, config } = structuredClone(value);
  const settings = isObject(config) ? config : {};
  return {
    data: (data as unknown[]).filter(isObject),
    layout: isObject(layout) ? layout : {},
    frames: Array.isArray(frames) ? frames.filter(isObject) : [],
    config: Object.fromEntries(
      ownSettings.filter((name) => name in settings).map((name) => [name, settings[name]]),
    ),
  };
}

/** The kinds of trace that a figure needs, `scatter` for those that name none. */
export function traceTypes({ data, frames }: Figure): string[] {
  const inFrames = frames.flatMap((frame) =>
    Array.isArray(frame["data"]) ? (frame["data"] as unknown[]).filter(isObject) : [],
  );
  const types = [...data, ...inFrames].map(({ type }) => type);
  return [
    ...new Set(types.map((type) => (typeof type === "string" && type !== "" ? type : "scatter"))),
  ].sort();
}

/** A figure's title in plain words, "" where it has none. */
export function titleOf({ layout }: Figure): string {
  const title = layout["title"];
  const text = isObject(title) ? title["text"] : title;
  return typeof text === "string" ? text.replace(/<[^>]*>/g, "") : "";
}

/**
 * A figure with every `{ en, zh }` in it replaced by its text in one language. A title that is a bare text,
 * which Plotly 3 no longer takes, becomes one that it does.
 */
export function inLanguage(figure: Figure, language: Language): Figure {
  return mapValues(figure, (value, key) => {
    const text =
      isObject(value) && typeof value["en"] === "string" && typeof value["zh"] === "string"
        ? value[language]
        : value;
    return key === "title" && typeof text === "string" ? { text } : text;
  }) as Figure;
}

/** A figure without links, images from elsewhere, and buttons. */
export function harmless(figure: Figure): Figure {
  const { updatemenus: _menus, sliders: _sliders, ...layout } = figure.layout;
  return mapValues({ ...figure, layout, config: {} }, (value, key) => {
    if (typeof value !== "string") return value;
    if (key === "source")
      return /^data:image\/(?:png|jpe?g|gif|webp);base64,/i.test(value) ? value : "";
    return value.replace(/<\s*\/?\s*a\b[^>]*>?/gi, "");
  }) as Figure;
}

/** A copy with a function applied to every value, from the outside in; long rows of numbers stay as they are. */
function mapValues(
  value: unknown,
  change: (value: unknown, key: string) => unknown,
  key = "",
): unknown {
  const changed = change(value, key);
  if (Array.isArray(changed)) {
    return typeof changed[0] === "number"
      ? changed
      : changed.map((item) => mapValues(item, change, key));
  }
  if (!isObject(changed)) return changed;
  return Object.fromEntries(
    Object.entries(changed).map(([name, item]) => [name, mapValues(item, change, name)]),
  );
}
