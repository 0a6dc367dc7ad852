/**
 * What a chart is made of: a mark turns numbers into Plotly traces and says in words what it shows. One
 * mark, one file; after Observable Plot, whose marks share options and differ in geometry.
 */
import type { Label, Language } from "../../base/bilingual.js";
import type { Json, JsonObject } from "../../base/mime.js";

/** What the chart tells a mark: its language, and the colour that is its turn. */
export interface MarkContext {
  readonly language: Language;
  readonly colour: string;
  /** The same colour for areas, see-through. */
  readonly shade: string;
}

/** One thing to draw. */
export interface Mark {
  readonly name: Label;
  /** Plotly traces, from back to front. */
  readonly traces: (context: MarkContext) => JsonObject[];
  /** Settings that this mark needs of the figure, such as a reversed axis. */
  readonly layout?: JsonObject;
  /** What is shown, in one line without the name. */
  readonly summary: (language: Language) => string;
}

/**
 * Numbers as JSON has them: seven significant digits, more than a screen shows; what is not finite
 * becomes a gap.
 */
export function toGaps(values: ArrayLike<number>): Json[] {
  return Array.from(values, (value) =>
    Number.isFinite(value) ? Number(value.toPrecision(7)) : null,
  );
}
