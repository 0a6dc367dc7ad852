/**
 * The colours of what is drawn: one for each series in turn, and the same see-through for areas. They are chosen
 * so that people with any common kind of colour vision tell them apart, on light and on dark paper.
 */

/** Okabe and Ito's colours; the darkest come first. */
export const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"] as const;

/** The colour whose turn it is. */
export function colourOf(turn: number): string {
  return colours[turn % colours.length] as string;
}

/** A colour for areas: so see-through that lines behind it are seen. */
export function shadeOf(colour: string, opacity: "33" | "66" = "33"): string {
  return `${colour}${opacity}`;
}
